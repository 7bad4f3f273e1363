"""Query parameters: each is declared once, for reading it and for the OpenAPI document."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar, get_args

from starlette.datastructures import ImmutableMultiDict

from pressmark.corpus.errors import AskError
from pressmark.search.options import Sort, SpellingUse, Unit
from pressmark.search.web.limits import (
    LARGEST_LIMIT,
    LARGEST_NUMBER,
    MOST_FACETS,
    MOST_LINES,
    PAGE_SIZE,
    QUERY_CHARACTERS,
    SUGGESTIONS,
)

Params = ImmutableMultiDict[str, str]
T = TypeVar("T", bound=str)

SORTS: tuple[str, ...] = get_args(Sort)

_FLAGS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False, "": False}


@dataclass(frozen=True, slots=True)
class Query:
    """The query, `q`."""

    name: str = "q"
    description: str = "The query."
    required: bool = True

    def read(self, params: Params, *filters: str) -> str:
        """Its value; raises `AskError` if it and `filters` are too long."""
        query = params.get(self.name, "").strip()
        length = len(query) + sum(map(len, filters))
        if length > QUERY_CHARACTERS:
            raise AskError(
                f"The query has {length:,} characters; {QUERY_CHARACTERS:,} are the most.",
                "Use fewer words.",
            )
        return query

    @property
    def schema(self) -> dict[str, Any]:
        """Its JSON Schema."""
        least = {"minLength": 1} if self.required else {}
        return {"type": "string", "maxLength": QUERY_CHARACTERS} | least


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number from `least` to `most`."""

    name: str
    usual: int | None
    least: int = 0
    most: int = LARGEST_NUMBER
    description: str = ""
    required: bool = False

    def read(self, params: Params) -> int:
        """Its value; raises `AskError` for any other text."""
        written = params.get(self.name) or str(self.usual)
        is_number = written.isascii() and written.isdigit() and len(written) <= len(str(self.most))
        if not (is_number and self.least <= int(written) <= self.most):
            raise AskError(
                f"{self.name} must be a whole number from {self.least:,} to {self.most:,}, "
                f"not {written[:40]!r}."
            )
        return int(written)

    @property
    def schema(self) -> dict[str, Any]:
        """Its JSON Schema."""
        default = {} if self.usual is None else {"default": self.usual}
        return {"type": "integer", "minimum": self.least, "maximum": self.most} | default


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    name: str
    description: str = ""
    required: bool = False

    def read(self, params: Params) -> bool:
        """Its value; raises `AskError` for any other text."""
        written = params.get(self.name, "").lower()
        if written not in _FLAGS:
            raise AskError(f"{self.name} must be yes or no, not {written[:40]!r}.")
        return _FLAGS[written]

    @property
    def schema(self) -> dict[str, Any]:
        """Its JSON Schema."""
        return {"type": "boolean", "default": False}


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """One of `choices`, by default the first."""

    name: str
    choices: tuple[T, ...]
    description: str = ""
    required: bool = False

    def read(self, params: Params) -> T:
        """Its value; raises `AskError` for any other text."""
        written = params.get(self.name) or self.choices[0]
        for choice in self.choices:
            if written == choice:
                return choice
        named = ", ".join(filter(None, self.choices))
        raise AskError(f"{self.name} must be one of {named}, not {written[:40]!r}.")

    @property
    def schema(self) -> dict[str, Any]:
        """Its JSON Schema."""
        return {"type": "string", "enum": list(self.choices), "default": self.choices[0]}


@dataclass(frozen=True, slots=True)
class Names:
    """Any number of names, each a parameter of its own."""

    name: str
    description: str = ""
    required: bool = False

    def read(self, params: Params) -> tuple[str, ...]:
        """Its different values; raises `AskError` if they are too long."""
        names = tuple(dict.fromkeys(filter(None, params.getlist(self.name))))
        if len(names) > MOST_FACETS or max(map(len, names), default=0) > QUERY_CHARACTERS:
            raise AskError(f"{self.name} can be given up to {MOST_FACETS} times, as a short name.")
        return names

    @property
    def schema(self) -> dict[str, Any]:
        """Its JSON Schema."""
        return {"type": "array", "items": {"type": "string"}, "maxItems": MOST_FACETS}


@dataclass(frozen=True, slots=True)
class Queries:
    """One or several queries, each a parameter `q`."""

    name: str = "q"
    description: str = "A query; give it once for each to compare."
    required: bool = True

    def read(self, params: Params) -> tuple[str, ...]:
        """The different ones; raises `AskError` if they are none, too many or too long."""
        written = (QUERY.read(Params([(self.name, each)])) for each in params.getlist(self.name))
        queries = tuple(dict.fromkeys(filter(None, written)))
        if not queries or len(queries) > MOST_LINES:
            raise AskError(f"{self.name} must be given once to {MOST_LINES} times.")
        return queries

    @property
    def schema(self) -> dict[str, Any]:
        """Its JSON Schema."""
        return {"type": "array", "items": QUERY.schema, "minItems": 1, "maxItems": MOST_LINES}


@dataclass(frozen=True, slots=True)
class Name:
    """The name of something."""

    name: str
    usual: str
    description: str = ""
    required: bool = False

    def read(self, params: Params) -> str:
        """Its value; raises `AskError` if it is too long."""
        written = params.get(self.name) or self.usual
        if len(written) > QUERY_CHARACTERS:
            raise AskError(f"{self.name} is too long.")
        return written

    @property
    def schema(self) -> dict[str, Any]:
        """Its JSON Schema."""
        return {"type": "string", "default": self.usual, "maxLength": QUERY_CHARACTERS}


Parameter = Query | Number | Flag | Choice[Any] | Names | Queries | Name

QUERY = Query()
TYPED = Query(description="The text typed so far.", required=False)
PAGE = Number("page", usual=1, least=1)
HIT = Number("hit", usual=0)
LIMIT = Number("limit", usual=PAGE_SIZE, most=LARGEST_LIMIT)
SUGGESTION_LIMIT = Number(
    "limit", usual=SUGGESTIONS, most=LARGEST_LIMIT, description="Most suggestions."
)
OFFSET = Number("offset", usual=0)
ORDINAL = Number(
    "ordinal",
    usual=None,
    description="A paragraph of the article to compare with, 0 being the title; by default the "
    "whole article.",
)
SORT: Choice[Sort] = Choice("sort", get_args(Sort))
SPELLINGS: Choice[SpellingUse] = Choice("spellings", get_args(SpellingUse))
PARAGRAPHS = Flag("paragraphs")
COPIES = Flag("copies")
ALL_WORDS = Flag("all_words")
RELATIVE = Flag("relative", "Give all articles of each row too, and the counts divided by them.")
FACETS = Flag("facets")
FACET = Names("facet")
EXPLAIN = Flag("explain")

QUERIES = Queries()
BY = Name("by", "month", "day, week, month, year, source, author, language or a further column.")
OF: Choice[Unit] = Choice("of", get_args(Unit), "What to count.")

COUNT = (BY, OF, RELATIVE, ALL_WORDS, SPELLINGS)
"""The options of a count, each named as the argument of `count` that it sets."""

SEARCH = (LIMIT, OFFSET, SORT, PARAGRAPHS, COPIES, ALL_WORDS, SPELLINGS, FACETS, FACET, EXPLAIN)
"""The options of a search, each named as the field of `SearchOptions` that it sets."""
