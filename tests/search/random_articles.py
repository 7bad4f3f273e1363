"""Articles and queries of few words, in which all that queries can ask for occurs often."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from grouped_index import GroupedIndex, groups_of
from paragraph_record import paragraph_record

from pressmark.index.articles.extra_columns import extra_fields
from pressmark.index.articles.published import published_fields

AUTHORS = [[], ["Ann Lee"], ["Ann Lee", "Bo Lund"], ["Mary Ann Lee"]]
SOURCES = ["", "The Tribune", "The Valley Tribune"]
WORDS = ["bridge", "bridges", "bride", "road", "river", "the", "Zürich"]

EXTRAS = [
    *(
        {},
        {},
        {"Party": "Green"},
        {"party": "green", "words": 500},
        {"Party": " ", "words": -3},
    ),
    *({"Party": ("Green", "Red"), "words": "1e3"}, {"words": 12.5, "seen": "2024-01-15"}),
    *({"seen": "2024/02", "kind": "memo"}, {"seen": "2024-01-31T10:30:00Z", "zip": "0012"}),
    {"words": "many", "note": "so " * 50 + "long"},
]
KINDS = ["paragraph", "paragraph", "caption", "title"]
LANGUAGES = ["en", "de-AT"]
TITLES = ["", "…", "river"]
CLAUSES = [
    *("bridge", "road", "zurich", "brid*", "r?ad", "bridgr~", "brigde~2", "=bridges", "*"),
    *("birgde~2", "bridge NEAR/1 road", '"bri* road"', "since:2022", "year:2021", "site:org"),
    *('"river bridge"', '"river road"~2', "-road", "+bridge", "title:river", "NOT river"),
    *("(bridge AND road)", "bridge AND title:river", "paragraph:(bridge road)", "bride AND -road"),
    *("(bridge AND road) OR river", "-kind:title", "(bridge NOT road) OR kind:caption", "+bri*"),
    *("(river OR road)", "bridge^2", "roda", "bridgework", "article:a1"),
    *("source:tribune", 'source:="The Tribune"', "author:lee", 'author:="Ann Lee"', "source:lamp"),
    *("party:green", "party:*", "party:gr*", "party:g?een", 'party:="Red"', "party:(red OR green)"),
    *("words:>100", "words:-5..12.5", "words:[13 TO 500]", "words:1000", "words:<=500", "zip:12"),
    *("seen:2024-01..2024-02", "seen:>2024-01", "seen:2024-01-31", "seen:<2024-02", "zip:0012"),
    *(
        "missing:party",
        "has:words",
        "missing:title",
        "has:author",
        "missing:date",
        "-missing:source",
    ),
    *("name:lee", 'name:="Ann Lee"', 'name:"gull holm"', "missing:name", "has:name"),
    *("source:*", "date:*", "title:*", "extra.kind:memo", "has:extra.kind", "author:* -has:date"),
    *("kind:caption", "language:de", "url:1", "published:2022", "before:2022", "after:2021-06"),
    *("published:=2021", "published:2021-03", "published:=2022-W05", "until:2022-01"),
]
NAMES = ["Ann Lee\t3\nGull Holm\t1", "", "Bo Lee\t2\nGull Holm\t9"]

Article = tuple[int, str, list[str], str, datetime | None, list[tuple[str, str]], Any, str]
"""Story, source, authors, language, time, texts with their kinds, further columns, title."""


def added_at(published):
    """Another order than that of publication."""
    return datetime(2024, 1, 1) + timedelta(hours=published.timestamp() * 1e6 % 1009)


def rows_of(articles: Sequence[Article]) -> list[dict[str, Any]]:
    """The documents of the articles, one a paragraph."""
    return [
        paragraph_record(
            text,
            article=f"a{number}",
            ordinal=ordinal,
            kind=kind,
            source=source,
            author="\n".join(authors),
            _stored_author=authors,
            language=language,
            **({"names": NAMES[number % 3]} if NAMES[number % 3] else {}),
            url=f"https://example.org/{number}",
            **({"title": title} if title else {}),
            **extra_fields(extra, title),
            **({**published_fields(time), "added": added_at(time)} if time else {}),
        )
        for number, article in enumerate(articles)
        for _, source, authors, language, time, texts, extra, title in [article]
        for ordinal, (text, kind) in enumerate(texts, 1)
    ]


def stories_of(articles: Sequence[Article]) -> dict[str, object]:
    """The duplicate group of each article."""
    return {f"a{number}": story for number, (story, *_) in enumerate(articles)}


def local_engine(
    make_index: Callable[..., Any],
    rows: Sequence[Mapping[str, Any]],
    stories: Mapping[str, object],
    segments: int = 1,
) -> GroupedIndex:
    """The local engine over these documents."""
    index = make_index(*rows, segments=segments)
    with index.reader() as reader:
        order = dict.fromkeys(row["article"] for _, row in reader.iter_docs())
    return GroupedIndex(index, groups_of([stories[article] for article in order]))


def random_articles(random: Random, number: int) -> list[Article]:
    """So many articles, of which some are copies of each other."""
    return [
        (
            random.randint(0, number * 2 // 3),
            random.choice(SOURCES),
            random.choice(AUTHORS),
            random.choice(LANGUAGES),
            random.choice([None, _time(random, place)]),
            [
                (" ".join(random.choices(WORDS, k=random.randint(1, 8))), random.choice(KINDS))
                for _ in range(random.randint(1, 3))
            ],
            random.choice(EXTRAS),
            random.choice(TITLES),
        )
        for place in range(number)
    ]


def _time(random: Random, place: int) -> datetime:
    """A time that no other article has."""
    return datetime(2020, 11, 1) + timedelta(days=random.randint(0, 800), seconds=place)


def random_query(random: Random) -> str:
    """A query of some clauses."""
    return " ".join(random.choices(CLAUSES, k=random.randint(1, 4)))
