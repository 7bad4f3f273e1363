"""Queries as written for other tools, and every example of the query help, find something."""

import re
from datetime import datetime

import pytest

from pressmark.corpus.errors import QueryError
from pressmark.index.schema import make_schema
from pressmark.search import search
from pressmark.search.query.grammar import QUERY_HELP
from pressmark.search.query.parser import parse

SCHEMA = make_schema("en")
QUOTES = ("«»", "»«", "””", "„“", "「」", "『』", "‹›", "‘’", "〝〟", "＂＂", "„”")


@pytest.fixture(scope="module")
def index(make_index, paragraph):
    rows = [
        ("bridge", "The old bridge over the river is shut.", "2019-03-04", "The Tribune"),
        ("crisis", "The climate crisis and the climatic crises.", "2019-06-30", "The Tribune"),
        ("apart", "A bridge is old; the ferry crosses the river.", "2020-01-01", "Lenn Mail"),
        ("undated", "The lake has no bridge and no ferry.", None, ""),
    ]
    return make_index(
        *(
            paragraph(
                text,
                article=title,
                title=title,
                source=source,
                url=f"https://www.{title}.example.org/{title}",
                **({"published": datetime.fromisoformat(day)} if day else {}),
            )
            for title, text, day, source in rows
        )
    )


def titles(index, query, **options):
    return {hit.article.title for hit in search(index, query, **options)}


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("bridge && ferry", "bridge AND ferry"),
        ("crisis || ferry", "crisis OR ferry"),
        ("bridge !ferry", "bridge -ferry"),
        ("bridge && !(ferry || crisis)", "bridge -(ferry OR crisis)"),
        ("bridge NEAR/2 river", '"bridge river"~2'),
        ("river AROUND(2) bridge", '"bridge river"~2'),
        ("bridge NEAR/2 (river OR lake)", '"bridge river"~2 OR "bridge lake"~2'),
        ("old NEAR/0 bridge NEAR/2 river", '"old bridge" AND "bridge river"~2'),
        *(
            (f"{a}old bridge{b}", '"old bridge"')
            for a, b in ("«»", "»«", "””", "„“", "「」", "『』")
        ),
        *((f"{a}old bridge{b}", '"old bridge"') for a, b in ("‹›", "‘’", "〝〟", "＂＂", "„”")),
        ("« bridge river »~2", '"bridge river"~2'),
        ("site:tribune bridge", "source:tribune bridge"),
        ("from:tribune bridge", "source:tribune bridge"),
        ("site:apart.example.org", "url:apart.example.org"),
        ("since:2019-06", "published:[2019-06 TO ]"),
        ("until:2019-06", "published:[ TO 2019-06]"),
        ("year:2019", "published:2019"),
        ("published:>=2019-06", "published:[2019-06 TO ]"),
        ("published:>2019-06", "after:2019-06"),
        ("published:<2019-06", "before:2019-06"),
        ("published:<=2019-06", "published:[ TO 2019-06]"),
        ("published:2019-03..2019-06", "published:[2019-03 TO 2019-06]"),
        ("2019-03..2019-06", "published:[2019-03 TO 2019-06]"),
        ("published:2019-06..", "published:[2019-06 TO ]"),
        ("intitle:bridge", "title:bridge"),
    ],
)
def test_a_query_of_another_tool_finds_what_ours_does(index, query, same):
    assert titles(index, query) == titles(index, same) != set()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('"climat* crisis"', {"crisis"}),
        ('"old br?dge"', {"bridge"}),
        ('"riv* bridge"~3', {"bridge"}),
        ('"xyz* bridge"', set()),
        ('"bridge* ferry"', set()),
    ],
)
def test_a_wildcard_inside_a_phrase_is_any_word_of_the_index(index, query, found):
    assert titles(index, query) == found


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("2019-03..2019-06 bridge", "dates of publication"),
        ("bridge XOR ferry", "“XOR” is not an operator"),
        ('"the * bridge"', "“*”"),
        ("bridge &&", "“&&”"),
        ("It is NOT the sole bridge here", "“NOT”"),
        ("who has shut the old bridge", "who, has, the"),
    ],
)
def test_what_is_not_read_as_written_is_named(query, note):
    assert note in " ".join(parse(query, SCHEMA).notes)


def test_not_in_running_text_excludes_nothing(index):
    assert "bridge" in titles(index, "It is NOT the only bridge over the river")
    assert "apart" not in titles(index, "bridge NOT ferry")


def test_near_joins_words_only():
    with pytest.raises(QueryError, match="NEAR"):
        parse("bridge NEAR/5 (river AND lake)", SCHEMA)


HELP = """
The bridges and the river bridge of Tolbridge, a bridge by the river and a ferry. A river over here.
"""


@pytest.fixture(scope="module")
def library(make_index, paragraph):
    return make_index(
        *(
            paragraph(
                text,
                article=f"0123abcd{number}",
                title=f"The bridge {number}",
                source=source,
                author="Ann Lee",
                _stored_author=["Ann Lee"],
                names="Gull Holm",
                language="en",
                kind=kind,
                url="https://example.org/1",
                published=datetime(2022, month, 20),
            )
            for number, (text, source, kind, month) in enumerate(
                [
                    (HELP, "Lenn Mail", "paragraph", 10),
                    ("A bridge.", "The Tribune", "caption", 9),
                    ("A bridge over the river.", "The Tribune", "paragraph", 8),
                ]
            )
        )
    )


OF_RECORDS = re.compile(r"party|words:|missing|last month|not read")
"""Examples that need columns, an article without a value, or an article of last month."""
EXAMPLES = [row for row in QUERY_HELP if not OF_RECORDS.search(row.example)]


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row.form)
def test_each_example_of_the_help_finds_something(library, row):
    assert search(library, row.example).total
