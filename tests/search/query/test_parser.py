from datetime import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pressmark.corpus.errors import QueryError
from pressmark.index.schema import make_schema
from pressmark.search import search
from pressmark.search.query import limits
from pressmark.search.query.exact_values import exact_clause, exact_value
from pressmark.search.query.grammar import QUERY_HELP
from pressmark.search.query.parser import parse

SCHEMA = make_schema("en")
NOW = datetime(2022, 11, 5, 12, 0)

TEXTS = {
    "march": "The workers march to the river.",
    "marched": "The workers marched over the river bridge.",
    "ferry": "A ferry crosses the river where once a bridge stood.",
    "opera": "The Who, C++ and AT&T: don't ask the U.S. about covid-19.",
    "mail": "Write to ann.lee@example.org or see https://example.org/a?b=c today.",
}


@pytest.fixture(scope="module")
def index(make_index, paragraph):
    rows = [
        paragraph(
            text,
            article=name,
            title=f"Headline of {name}",
            source="The Valley Tribune" if name.startswith("march") else "Courier",
            author="Ann Lee" if name == "ferry" else "Bo Ek",
            _stored_author=["Ann Lee" if name == "ferry" else "Bo Ek"],
            kind="caption" if name == "opera" else "paragraph",
            language="en-GB" if name == "mail" else "en",
            url=f"https://news.example.org/{name}",
            published=datetime(2022, 8 + number, 15, 18, 0),
        )
        for number, (name, text) in enumerate(TEXTS.items())
    ]
    rows.append(paragraph("An undated bridge.", article="undated"))
    return make_index(*rows)


def found(index, query):
    return {hit.article.id for hit in search(index, query, limit=100).hits}


EVERYTHING = {*TEXTS, "undated"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # words
        ("march", {"march", "marched"}),
        ("MARCHES", {"march", "marched"}),
        ("ferry workers", {"march", "marched", "ferry"}),
        ("Who crosses the river?", {"march", "marched", "ferry"}),
        ("what about workers and or not?", {"march", "marched"}),
        ("the who", {"march", "marched", "ferry", "opera"}),
        ("about the and to", {"march", "marched", "ferry", "opera", "mail"}),
        # words that are more than letters
        ("covid-19", {"opera"}),
        ("19-covid", set()),
        ("sea-ferry", set()),
        ("old sea-ferry for rent or sale", {"ferry"}),  # among many words it need not be whole
        ("AT&T", {"opera"}),
        ("C++", {"opera"}),
        ("c++?", {"opera"}),
        ('"C++"', {"opera"}),
        ("C", {"mail"}),
        ("C#", set()),
        ('"U.S."', {"opera"}),
        ('"us"', set()),
        ("U.S.", {"opera"}),
        ("don't", {"opera"}),
        ("don’t", {"opera"}),
        ("ann.lee@example.org", {"mail"}),
        ("https://example.org/a?b=c", {"mail"}),
        ("https://news.example.org/ferry", {"ferry"}),
        # operators
        ("ferry AND workers", set()),
        ("river AND workers", {"march", "marched"}),
        ("ferry OR workers", {"march", "marched", "ferry"}),
        ("river NOT workers", {"ferry"}),
        ("river AND NOT workers", {"ferry"}),
        ("river -workers", {"ferry"}),
        ("workers +bridge", {"marched", "ferry", "undated"}),
        ("+workers +bridge", {"marched"}),
        ("-river", {"opera", "mail", "undated"}),
        ("NOT river", {"opera", "mail", "undated"}),
        ("NOT NOT ferry", {"ferry"}),
        ("ferry OR NOT river", {"ferry", "opera", "mail", "undated"}),
        ("bridge AND (ferry OR workers)", {"marched", "ferry"}),
        ("bridge AND ferry OR workers", {"march", "marched", "ferry"}),
        ("river -(workers OR opera)", {"ferry"}),
        # slips of the finger
        ("AND ferry", {"ferry"}),
        ("ferry OR", {"ferry"}),
        ("ferry NOT", {"ferry"}),
        ("ferry AND OR workers", {"march", "marched", "ferry"}),
        ("OR", {"mail"}),
        ("AND OR", {"opera", "mail"}),
        ("(ferry", {"ferry"}),
        ("ferry)", {"ferry"}),
        ('ferry "', {"ferry"}),
        ("ferry ~ ^ * -".removesuffix(" * -"), {"ferry"}),
        ("ferry -", {"ferry"}),
        ("main() ferry", {"ferry"}),
        # quotation marks
        ('"river bridge"', {"marched"}),
        ("“river bridge”", {"marched"}),
        ('"bridge river"', set()),
        ('"the river bridges"', {"marched"}),
        ('"marched"', {"marched"}),
        ('"marching"', set()),
        ('"MARCH"', {"march"}),
        ('"bridge river"~0', set()),
        ('"bridge river"~2', {"marched"}),
        ('"bridge river"~3', {"marched", "ferry"}),
        ('"bridge river"~0003', {"marched", "ferry"}),
        # patterns
        ("marche*", {"marched"}),
        ("MARCH*", {"march", "marched"}),
        ("ri?er", {"march", "marched", "ferry"}),
        ("*ge", {"marched", "ferry", "undated"}),
        ("c*d-19", {"opera"}),
        ("zz*", set()),
        ("ferr~", {"ferry"}),
        ("frery~", {"ferry"}),
        ("fury~", set()),
        ("fery~2", {"ferry"}),
        ("*", EVERYTHING),
        ("* -river", {"opera", "mail", "undated"}),
        # weights
        ("ferry^2 workers^0.5", {"march", "marched", "ferry"}),
        ('"river bridge"^2', {"marched"}),
        # fields
        ("title:ferry", {"ferry"}),
        ("title:headlines ferry", set(TEXTS)),
        ("title:(ferry OR mail)", {"ferry", "mail"}),
        ('title:"headline of ferry"', {"ferry"}),
        ("text:ferry", {"ferry"}),
        ("river source:tribune", {"march", "marched"}),
        ("river Source:TRIBUNE", {"march", "marched"}),
        ('source:"valley tribune"', {"march", "marched"}),
        ("river -source:tribune", {"ferry"}),
        ("source:trib*", {"march", "marched"}),
        ("source:courier OR source:tribune", set(TEXTS)),
        ("ferry workers source:(courier OR tribune)", {"march", "marched", "ferry"}),
        ("river author:lee", {"ferry"}),
        ("kind:caption", {"opera"}),
        ("kind:Captions", {"opera"}),
        ("kind:caption OR ferry", {"opera", "ferry"}),
        ("language:en", set(TEXTS)),
        ("language:en-GB", {"mail"}),
        ("url:example.org/mail", {"mail"}),
        ("river url:https://news.example.org/ferry", {"ferry"}),
        ("river language:english", {"march", "marched", "ferry"}),
        # dates
        ("before:2022-10", {"march", "marched"}),
        ("after:2022-10", {"opera", "mail"}),
        ("published:2022-10", {"ferry"}),
        ("published:2022-10-15", {"ferry"}),
        ("published:2022-10-16", set()),
        ("published:[2022-09 TO 2022-10]", {"marched", "ferry"}),
        ("published:[2022-11 TO ]", {"opera", "mail"}),
        ("published:[TO 2022-08-15]", {"march"}),
        ("river after:2022-08 before:2022-10", {"marched"}),
        ("river -published:2022", set()),
        ("river NOT after:2022-08", {"march"}),
        # a colon in running text
        ("Update: ferry", {"ferry"}),
        ("ferry: crosses", {"ferry"}),
    ],
)
def test_a_query_finds_exactly_what_its_syntax_means(index, query, expected):
    assert found(index, query) == expected


@pytest.mark.parametrize("query", ["U.S.", "u.s. sanctions", "+U.S. sanctions"])
def test_letters_with_points_come_before_the_same_letters_as_a_word(make_index, query):
    index = make_index(
        "They told us that sanctions on us and us alone hurt us, us and us.",
        "Of the many sanctions that were talked about on that long day, none came from the U.S.",
        "Give us the sanctions.",
    )
    assert search(index, query).hits[0].article.id == "a1"
    assert found(index, query) == {"a0", "a1", "a2"}


@pytest.mark.parametrize(
    ("query", "place", "hint"),
    [
        ("river titel:ferry", "titel", "title:"),
        ("autor:lee", "autor", "author:"),
        ("language:englich", "englich", "english"),
        ("language:klingon!", "klingon!", "en, de"),
        ("river titl:ferry", "titl", "title:"),
        ("country:=ukraine", "country", "title, text"),
        ("soruce:tribune", "soruce", "source:"),
        ("langauge:en", "langauge", "language:"),
        ("river kind:captoin", "captoin", "caption"),
        ("before:2022-13", "2022-13", "2022-10"),
        ("before:2022-02-30", "2022-02-30", "2022-10"),
        ("river date:last month", "last", 'date:"last month"'),
        ("published:soon", "soon", "last month"),
        ("published:[]", "[]", "2022-10"),
        ("published:[2022 TO 2021]", "[2022 TO 2021]", "[2021 TO 2022]"),
        ("title:[a TO b]", "[a TO b]", "published:["),
        ("river () ferry", "()", "words"),
        ("river (  ) ferry", "(  )", "words"),
        ("river title:", "title:", "title:bridge"),
        ("source:!!!", "!!!", "source:tribune"),
        ("river~3", "river~3", "river~2"),
        ("river^9999", "^9999", "bridge^2"),
        ('"the of"~1000000000', "1000000000", '"bridge river"~5'),
        pytest.param('"the of"~' + "9" * 5000, "9" * 5000, '"bridge river"~5', id="digits"),
        ("", "", "Type a word"),
        ("?!", "?!", "Type a word"),
        ("🎉", "🎉", "Type a word"),
    ],
)
def test_a_query_that_cannot_be_understood_is_reported_with_position_and_hint(query, place, hint):
    with pytest.raises(QueryError) as caught:
        parse(query, SCHEMA, now=NOW)
    error = caught.value
    assert query[error.start : error.end] == place
    assert hint in error.hint


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("country:ukraine", ["country", "ukraine"]),
        ("floods note:this shows", ["floods", "note", "shows"]),
        ('quote:"river bridge"', ["quote", "river", "bridge"]),
    ],
)
def test_an_unknown_word_before_a_colon_is_text_and_a_note_says_so(query, words):
    parsed = parse(query, SCHEMA)
    assert [word.surface for word in parsed.words] == words
    assert "is not a field" in " ".join(parsed.notes)


SIGNS = 'AND OR NOT + - ( ) " “ ~ ~2 ^2 * ? : [ ] TO title: before: kind: 2022-10 \\ \0'
GRAMMAR = [" ", *SIGNS.split(), *(row.example for row in QUERY_HELP)]


@pytest.mark.slow
@given(st.text() | st.lists(st.sampled_from(GRAMMAR)).map("".join))
@example("NOT " * 2_500)
@example("-" * 10_000)
@example('"' * 9_999)
@example(")^0")
@example("a ^2 (^2 b)^2^2")
@example("(" * 10_000)
@example("((a " * 30)
@example("a AND " * 1_600)
@example("title:" * 1_600)
@example("word " * 2_000)
@example("ferry^" + "9" * 400)
@example("published:" + "9" * 5_000)
@example("*a" * 5_000)
@example("a?" * 5_000)
@example("\u202eשלום (עולם")
def test_whatever_is_typed_is_either_understood_or_reported_in_a_sentence(make_index, text):
    index = make_index("ferry", "river")
    try:
        results = search(index, text)
    except QueryError as error:
        assert str(error).endswith(".")
        assert error.hint.endswith((".", "?"))
        assert 0 <= error.start <= error.end <= len(text)
    else:
        assert results.total_paragraphs in (0, 1, 2)


def test_too_many_brackets_are_refused_with_their_place():
    query = "(" * 50 + "a" + ")" * 50
    with pytest.raises(QueryError, match=f"{limits.NESTING} deep") as caught:
        parse(query, SCHEMA)
    assert caught.value.start == limits.NESTING


def test_a_query_as_long_as_a_book_is_refused():
    with pytest.raises(QueryError, match="longer than"):
        parse("a " * limits.QUERY_CHARACTERS, SCHEMA)


def test_words_beyond_the_cap_are_left_out_and_that_is_noted():
    words = " ".join(f"word{number}" for number in range(limits.QUERY_WORDS + 1))
    parsed = parse(words, SCHEMA)
    assert len(list(parsed.tree.leaves())) == limits.QUERY_WORDS
    assert any(str(limits.QUERY_WORDS) in note for note in parsed.notes)


@pytest.mark.parametrize("query", ["bridge AND (", "bridge) river", "(bridge) river)"])
def test_a_bracket_that_is_left_out_is_reported(query):
    assert "bracket" in " ".join(parse(query, SCHEMA).notes)


@pytest.mark.parametrize(
    ("query", "operators"),
    [
        ("ferry AND", ["AND"]),
        ("OR ferry NOT", ["NOT", "OR"]),
        ("ferry AND OR bridge", ["AND"]),
        ("ferry AND bridge", []),
        ("ferry -", []),
        ("AND", []),
    ],
)
def test_an_ignored_operator_is_noted(query, operators):
    result = [
        note.split("”")[0].lstrip("“") for note in parse(query, SCHEMA).notes if "operands" in note
    ]
    assert sorted(result) == sorted(operators)


def test_in_a_sentence_all_in_capitals_no_word_is_an_operator(index):
    assert found(index, "THE WORKERS AND THE FERRIES OF THE SEA") == {"march", "marched", "ferry"}
    assert found(index, "WORKERS AND FERRIES AND RIVERS AND BRIDGES") == set()


@pytest.mark.parametrize("query", ['"ferry', 'ferry" timetable', '"a b" "'])
def test_a_quotation_mark_that_is_left_out_is_reported(query):
    [note] = parse(query, SCHEMA).notes
    assert note.startswith("A quotation mark")


@pytest.mark.parametrize("query", ["(bridge OR ferry) AND river", "(bridge AND river"])
def test_brackets_that_group_words_need_no_note(query):
    assert parse(query, SCHEMA).notes == ()


def test_a_repeated_word_counts_more_than_once_but_not_twice(make_index):
    index = make_index("peace", "war", "the long road home")
    once, repeated = (search(index, query).hits for query in ("peace war", "peace war war"))
    assert [hit.text for hit in repeated] == ["war", "peace"]
    assert once[0].score < repeated[0].score < 2 * once[0].score


def test_a_weight_multiplies_the_score(make_index):
    index = make_index("peace", "war", "the long road home")
    plain, heavy = (search(index, query).hits[0].score for query in ("war", "war^3"))
    assert heavy == pytest.approx(3 * plain)


def test_a_filter_leaves_the_scores_alone(index):
    plain = {hit.article.id: hit.score for hit in search(index, "river").hits}
    for hit in search(index, "river source:tribune before:2022-12").hits:
        assert hit.score == pytest.approx(plain[hit.article.id])


@pytest.mark.parametrize("row", QUERY_HELP, ids=lambda row: row.form)
def test_every_example_of_the_help_is_understood(row):
    columns = {"party", "words"}.copy
    assert parse(row.example, SCHEMA, now=NOW, columns=columns).tree is not None


@given(st.sampled_from(["source", "author", "language"]), st.text(min_size=1))
def test_an_exact_value_is_read_as_it_was_written(field, value):
    clause = exact_clause(field, value)
    tree = parse(clause, SCHEMA).tree
    assert [leaf.text for leaf in tree.leaves()] == [value]
    assert exact_value(clause) == value


def test_a_field_without_whole_values_is_reported():
    with pytest.raises(QueryError, match="no exact form"):
        parse('title:="The bridge"', SCHEMA)


UNSPACED = {
    "zh": "中国国家主席习近平周一在北京会见了俄罗斯总统普京。",
    "other": "国家足球队主教练在上海。",
    "ja": "東京オリンピックの開会式が国立競技場で行われた。",
    "ko": "서울에서 열린 회의에서 대통령은 경제 성장에 대해 말했다.",
    "hi": "नमस्ते दुनिया",
}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("北京", ["zh"]),
        ("京北", []),
        ("习近平", ["zh"]),
        ("国家主席是谁？", ["zh", "other"]),
        ('"国家主席是谁"', []),
        ("オリンピック", ["ja"]),
        ("ピックオリン", []),
        ("東京オリンピックはいつ開かれるか", ["ja"]),
        ("서울", ["ko"]),
        ("대통령 회의", ["ko"]),
        ('"서울"', []),
        ("नमस्*", ["hi"]),
        ("*ुनि*", ["hi"]),
    ],
)
def test_scripts_without_spaces_and_with_particles_are_found(
    make_index, paragraph, query, expected
):
    index = make_index(*(paragraph(text, article=name) for name, text in UNSPACED.items()))
    assert [hit.article.id for hit in search(index, query).hits] == expected


@pytest.mark.parametrize("query", ["url:example.org NEAR/5 river", "kind:caption NEAR/5 river"])
def test_near_refuses_what_is_no_word_of_a_text(index, query):
    with pytest.raises(QueryError, match="NEAR joins words and phrases"):
        search(index, query)
