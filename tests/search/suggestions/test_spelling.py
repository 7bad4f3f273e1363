import pytest

from pressmark.search import search


@pytest.fixture(scope="module")
def index(make_index):
    return make_index(
        *["The mayor of Kherson opened the bridge."] * 30, "A brigde too far.", "The Maier."
    )


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("kerson bridge", "kherson bridge"),
        ("the mayro of khersno", "the mayor of kherson"),
        ("brigde", "bridge"),
        ("Khersn?", "kherson"),
        ("+kherzon -bridge", "+kherson -bridge"),
        ("khersonn brigde", "kherson bridge"),
        ("hkerson", "kherson"),
        ("opneded", "opened"),
        ("(bridges OR kerson) opened", "(bridges OR kherson) opened"),
    ],
)
def test_a_word_hardly_known_is_offered_as_the_index_knows_it(index, query, suggestion):
    assert search(index, query).suggestion == suggestion


@pytest.mark.parametrize(
    "query",
    [
        "kherson bridge",  # known
        "bridges opening",  # known by their stems
        "xyzzyqwert",  # nothing is like it
        "teh",  # too short to guess
        '"kerson"',  # meant exactly so
        "kers*",
        "kerson~",
        "bridge -kerson",  # what must not be there may well not be there
        "source:kerson bridge",
        "moyar",  # two slips in five letters may be anything
        "xpenend",  # nor does one of seven begin with another letter
        "maier",  # known, and nothing like it is much more frequent
    ],
)
def test_nothing_is_offered_for_a_query_that_may_be_meant_as_it_is(index, query):
    assert search(index, query).suggestion == ""


@pytest.mark.parametrize(
    ("query", "suggestion"), [("fery", "ferry"), ("cafe", ""), ("café", ""), ("email", "")]
)
def test_a_short_word_is_not_offered_as_any_frequent_neighbour(make_index, query, suggestion):
    index = make_index(*["We came for the mail."] * 30, "The café was open.", "A ferry sails.")
    assert search(index, query).suggestion == suggestion


def test_what_is_offered_finds_more(index):
    results = search(index, "kerson")
    assert search(index, results.suggestion).total > results.total
