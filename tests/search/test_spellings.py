"""Accepted spellings are found, those offered only on request, whatever the engine."""

import pytest
from memory_engine import MemoryEngine

from pressmark.corpus import Article, Block, Kind
from pressmark.index import Index
from pressmark.index.spellings import Spellings
from pressmark.search import batch, count, export, search

TEXTS = {
    "zelensky": "President Volodymyr Zelensky visited Kyiv. The mayor of Kyiv was there.",
    "zelenskiy": "President Volodymyr Zelenskiy visited Kiev. The mayor of Kiev was there.",
    "ivory": "Farmers in Ivory Coast complain about the price of cocoa.",
    "ivoire": "Cocoa prices in Côte d’Ivoire rose as farmers went on strike.",
    "ghana": "The coast of Ghana has markets of ivory, said a farmer.",
    "union": "The European Union signed the treaty.",
    "eu": "The EU signed another treaty.",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    index = Index.create(tmp_path_factory.mktemp("spellings") / "index")
    index.add_articles(
        Article((Block(text, Kind.PARAGRAPH, 0),), title=key, key=key)
        for key, text in TEXTS.items()
    )
    return index


@pytest.fixture(params=["local", "memory"])
def engine(request, index):
    searched = index if request.param == "local" else MemoryEngine.copy_of(index)
    yield searched
    searched.keep_spellings(Spellings())


@pytest.fixture
def local(index):
    """The engine on disk; the one in memory has no names of articles."""
    yield index
    index.keep_spellings(Spellings())


def found(engine, query, **options):
    return {hit.article.title for hit in search(engine, query, **options)}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("Kyiv", {"zelensky", "zelenskiy"}),
        ("Kiev's", {"zelensky", "zelenskiy"}),
        ('"mayor of Kiev"', {"zelensky", "zelenskiy"}),
        ('"mayor Kiev"~2', {"zelensky", "zelenskiy"}),
        ("mayor NEAR/2 kiev", {"zelensky", "zelenskiy"}),
        ("+kiev president", {"zelensky", "zelenskiy"}),
        ("Kyiv -Kiev", {"zelensky"}),
        ('"Kyiv"', {"zelensky"}),
        ('"Ivory Coast"', {"ivory", "ivoire"}),
        ('"Cote d\'Ivoire"', {"ivory", "ivoire"}),
        ('"farmers in Ivory Coast"', {"ivory"}),
    ],
)
def test_a_word_or_phrase_finds_the_default_spellings(engine, query, titles):
    assert found(engine, query) == titles
    assert found(engine, query, paragraphs=True) == titles


def test_loose_words_of_a_phrase_are_alternatives_or_the_other_spelling(engine):
    assert found(engine, "ivory coast") == {"ivory", "ivoire", "ghana"}
    assert found(engine, "ivory coast cocoa", all_words=True) == {"ivory", "ivoire"}


def test_a_note_names_what_is_also_found(engine):
    assert search(engine, "Kyiv").notes == ("“Kyiv” also finds Kiev.",)
    assert search(engine, "Ivory Coast").notes == ("“Ivory Coast” also finds Côte d'Ivoire.",)
    assert search(engine, "Yangon").notes == ()  # no article has the other names


@pytest.mark.parametrize("query", ["Kyiv", '"mayor of Kyiv"'])
def test_the_defaults_can_be_switched_off(engine, query):
    assert found(engine, query, spellings="none") == {"zelensky"}
    engine.keep_spellings(Spellings(defaults=False))
    assert found(engine, query) == {"zelensky"}


def test_a_clause_of_a_name_finds_its_spellings(local):
    assert found(local, "name:kiev") == {"zelensky", "zelenskiy"}
    assert found(local, "name:kiev", spellings="none") == {"zelenskiy"}


def test_offered_spellings_are_searched_on_request_only(local):
    both = {"zelensky", "zelenskiy"}
    assert found(local, "Zelensky") == {"zelensky"}
    assert [each.written for each in search(local, "Zelensky").also_written] == ["Zelenskiy"]
    assert found(local, "Zelensky", spellings="all") == both
    assert found(local, "zelensky~name") == both
    assert found(local, '"Volodymyr Zelensky"', spellings="all") == both
    assert search(local, "Zelensky", spellings="all").also_written == ()


def test_accepted_spellings_are_found_from_then_on(local):
    local.keep_spellings(local.kept_spellings().with_group(["Zelensky", "Zelenskiy"]))
    for query in ("Zelensky", "zelenskiy", '"Volodymyr Zelensky"'):
        assert found(local, query) == {"zelensky", "zelenskiy"}
        assert search(local, query).also_written == ()
    assert {hit.article.title for hit in export(local, "Zelensky")} == {"zelensky", "zelenskiy"}


def test_a_group_one_way_is_not_found_the_other_way(engine):
    groups = Spellings().with_group(["EU", "European Union"], one_way=True)
    assert found(engine, "EU treaty", all_words=True, spellings=groups) == {"eu", "union"}
    assert found(engine, '"European Union"', spellings=groups) == {"union"}


EU = Spellings().with_group(["EU", "European Union"], one_way=True)


@pytest.mark.parametrize(
    ("query", "spellings", "hits"),
    [("Kyiv", "accepted", 2), ("Kyiv", "none", 1), ("EU", EU, 2), ("EU", "accepted", 1)],
)
def test_counts_and_batches_find_what_a_search_finds(engine, query, spellings, hits):
    assert search(engine, query, spellings=spellings).total_stories == hits
    assert count(engine, query, spellings=spellings).totals == (hits,)
    assert [row.hits for row in batch(engine, [query], spellings=spellings)] == [hits]


def test_all_spellings_are_counted_on_request(local):
    assert count(local, "Zelensky").totals == (1,)
    assert count(local, "Zelensky", spellings="all").totals == (2,)
    assert [row.hits for row in batch(local, ["Zelensky"], spellings="all")] == [2]


def test_the_names_of_hits_are_counted_once_with_accepted_spellings(local):
    local.keep_spellings(Spellings().with_group(["Zelensky", "Zelenskiy"]))
    (facet,) = search(local, "president", facet="names").facets
    (value,) = (each for each in facet.values if "Zelensk" in each.value)
    assert value.count == 2
    assert found(local, f"{value.clause} president") == {"zelensky", "zelenskiy"}
    (apart,) = search(local, "president", facet="names", spellings="none").facets
    assert len([each for each in apart.values if "Zelensk" in each.value]) == 2


def test_an_explanation_shows_what_counts_as_one_word(index):
    (hit, *_) = search(index, "Kyiv", explain=True).hits
    assert "kyiv/kiev" in {part.words for part in hit.explanation.parts}
