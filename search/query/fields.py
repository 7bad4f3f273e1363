"""The fields of the query language."""

import re
from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from itertools import islice
from typing import NamedTuple

from pressmark.corpus.errors import QueryError
from pressmark.corpus.kinds import Kind
from pressmark.index.analysis.analyzers import LANGUAGES
from pressmark.index.articles.extra_terms import FIELD, column_name

FIELDS_LISTED = 30
"""Fields and columns that an error lists: five lines of a terminal."""

_CODE = r"(?i)[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*"


class Form(Enum):
    """What may follow the colon of a field."""

    WORDS = "words"
    NAME = "name"
    KIND = "kind"
    LANGUAGE = "language"
    ADDRESS = "address"
    ARTICLE = "article"
    DATE = "date"
    NAMED = "named"
    COLUMN = "column"
    PRESENCE = "presence"
    SITE = "site"


class Field(NamedTuple):
    """`name` is the name in queries, `indexed` the field of the schema."""

    name: str
    indexed: str
    form: Form
    meaning: str
    example: str


PARAGRAPH = "paragraph"
"""The field of what one paragraph must match."""

LONG_NAME = 5
"""Letters of the shortest name that may have two wrong ones: else `note:` would be `date:`."""

_ALL = (
    Field("title", "title", Form.WORDS, "in the headline of the article", "title:bridge"),
    Field("text", "text", Form.WORDS, "in the paragraph, as without a field", "text:bridge"),
    Field(PARAGRAPH, "text", Form.WORDS, "all in one paragraph", "paragraph:(bridge ferry)"),
    Field("source", "source", Form.NAME, "only this newspaper or site", "bridge source:tribune"),
    Field("author", "author", Form.NAME, "only by this author", 'bridge author:"ann lee"'),
    Field("name", "names", Form.NAMED, "only naming this person, place …", 'name:"gull holm"'),
    Field("kind", "kind", Form.KIND, "only this kind of paragraph", "bridge kind:caption"),
    Field("language", "language", Form.LANGUAGE, "only in this language", "bridge language:en"),
    Field("url", "url", Form.ADDRESS, "only from URLs that contain this", "url:example.org"),
    Field("article", "article", Form.ARTICLE, "only this article, by its id", "article:0123abcd"),
    Field("published", "published", Form.DATE, "in this period", "bridge published:2022-10"),
    Field("date", "published", Form.DATE, "the same, in words", 'bridge date:"last month"'),
    Field("before", "published", Form.DATE, "before this period begins", "bridge before:2022-10"),
    Field("after", "published", Form.DATE, "after this period ends", "bridge after:2022-09-15"),
    Field("has", "", Form.PRESENCE, "only with a date, source, author …", "bridge has:author"),
    Field("missing", "", Form.PRESENCE, "only without it", "bridge missing:date"),
)
FIELDS: Mapping[str, Field] = {field.name: field for field in _ALL}

ALIASES: Mapping[str, Field] = {
    "site": Field("site", "source", Form.SITE, "", "bridge site:example.org"),
    "from": Field("from", "source", Form.SITE, "", "bridge from:tribune"),
    "since": Field("since", "published", Form.DATE, "", "bridge since:2022-09"),
    "until": Field("until", "published", Form.DATE, "", "bridge until:2022-10"),
    "year": Field("year", "published", Form.DATE, "", "bridge year:2022"),
    "intitle": FIELDS["title"],
    "inurl": FIELDS["url"],
    "lang": FIELDS["language"],
}
"""Names of fields in other tools; a further column of the same name comes first."""


COLUMN_PREFIX = "extra."
"""Before the name of a further column that has the name of a field: `extra.kind:memo`."""


def name_in_queries(column: str) -> str:
    """The name of a further column that no field has."""
    return COLUMN_PREFIX + column if column in FIELDS else column


def column_named(name: str, columns: Collection[str]) -> Field | None:
    """The further column `name`, if there is one; `columns` are their names in queries."""
    column = column_name(name.removeprefix(COLUMN_PREFIX))
    if column not in columns:
        return None
    return Field(column, FIELD, Form.COLUMN, "", f"{column}:value")


def no_field(name: str, start: int, columns: Collection[str]) -> QueryError:
    """The error for a field `name` at character `start` that does not exist, with a similar one."""
    hint = _likely_field(name, (*FIELDS, *ALIASES, *columns))
    return QueryError(f"There is no field “{name}”.", hint, start=start, end=start + len(name))


def is_misspelt(name: str, columns: Collection[str]) -> bool:
    """Whether `name` is nearly that of a field."""
    edits = 2 if len(name) >= LONG_NAME else 1
    return any(edit_distance(name, known) <= edits for known in (*FIELDS, *ALIASES, *columns))


def edit_distance(one: str, other: str) -> int:
    """The letters inserted, left out, replaced or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one):
        costs = [i + 1]
        for j, wanted in enumerate(other):
            cost = min(costs[-1] + 1, row[j + 1] + 1, row[j] + (letter != wanted))
            if i and j and letter == other[j - 1] and one[i - 1] == wanted:
                cost = min(cost, before[j - 1] + 1)
            costs.append(cost)
        before, row = row, costs
    return row[-1]


def _likely(name: str, known: Iterable[str]) -> str:
    """The known name that is most similar, empty if none is."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, list(known), n=1)), "")


def _likely_field(name: str, known: Collection[str]) -> str:
    likely = _likely(name.lower(), known)
    if likely:
        return f"Did you mean “{likely}:”?"
    listed = ", ".join(islice(known, FIELDS_LISTED))
    return f"The fields are {listed}; to find the text itself, put it in quotation marks."


def kind_named(text: str, start: int, end: int) -> str:
    """The kind of paragraph `text`; raises QueryError with a similar one."""
    name = "-".join(text.lower().replace("_", " ").replace("-", " ").split())
    kinds = [str(kind) for kind in Kind]
    for spelling in (name, name.removesuffix("s")):
        if spelling in kinds:
            return spelling
    likely = _likely(name, kinds)
    hint = f"Did you mean “{likely}”?" if likely else f"The kinds are {', '.join(kinds)}."
    raise QueryError(f"There is no kind of paragraph “{text}”.", hint, start=start, end=end)


def language_named(text: str, start: int, end: int) -> str:
    """The language code for a code or an English name; raises QueryError for other text."""
    named = {name: code for code, name in LANGUAGES.items()}
    name = text.strip().lower()
    if name in named or re.fullmatch(_CODE, name):
        return named.get(name, text.strip())
    likely = _likely(name, named)
    hint = f"Did you mean “{likely}”?" if likely else "Write a code such as en, de or pt-BR."
    raise QueryError(f"There is no language “{text}”.", hint, start=start, end=end)
