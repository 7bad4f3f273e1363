"""What a request asks for, read from its URL, and the URL of the same question changed a little."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast, get_args
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from pressmark.corpus.errors import AskError
from pressmark.search.options import Sort
from pressmark.search.web.limits import (
    LARGEST_LIMIT,
    LARGEST_NUMBER,
    PAGE_SIZE,
    QUERY_CHARACTERS,
    SUGGESTIONS,
)

SORTS: tuple[str, ...] = get_args(Sort)

PUBLISHED = "published:"
"""What the clause of a period begins with."""


@dataclass(frozen=True, slots=True)
class SearchParams:
    """One question as the page's URL holds it; pages count from 1."""

    query: str = ""
    page: int = 1
    sort: Sort = "relevance"
    paragraphs: bool = False
    copies: bool = False
    only: tuple[str, ...] = ()

    @property
    def whole_query(self) -> str:
        """The question with the filters put before it: behind it, a quotation mark or an OR that is
        left open would take them in."""
        return " ".join((*self.only, self.query))

    @property
    def offset(self) -> int:
        """How many hits come before this page."""
        return (self.page - 1) * PAGE_SIZE

    @property
    def url(self) -> str:
        """Where this question stands; what is usual is left out."""
        said = self._said(("page", str(self.page) if self.page > 1 else ""))
        return f"/?{said}" if said else "/"

    def export_url(self, ending: str) -> str:
        """Where all that it finds stands as a file."""
        return f"/export.{ending}?{self._said()}"

    def _said(self, *more: tuple[str, str]) -> str:
        said = (
            ("q", self.query),
            *(("only", clause) for clause in self.only),
            ("sort", self.sort if self.sort != "relevance" else ""),
            ("paragraphs", "yes" if self.paragraphs else ""),
            ("copies", "yes" if self.copies else ""),
            *more,
        )
        return urlencode([(name, value) for name, value in said if value])

    def meaning(self, whole_query: str) -> "SearchParams":
        """Another question, spelt out with these filters, under the same filters."""
        filters = " ".join((*self.only, ""))
        return replace(self, query=whole_query.removeprefix(filters), page=1)

    def on_page(self, page: int) -> "SearchParams":
        """The same question, another page."""
        return replace(self, page=page)

    def sorted_by(self, sort: Sort) -> "SearchParams":
        """The same question in another order, from its first page."""
        return replace(self, sort=sort, page=1)

    def with_only(self, clause: str) -> "SearchParams":
        """The same question narrowed by one more filter, from its first page."""
        return replace(self, only=tuple(dict.fromkeys((*self.only, clause))), page=1)

    def without(self, clause: str) -> "SearchParams":
        """The same question with that filter undone, from its first page."""
        return replace(self, only=tuple(each for each in self.only if each != clause), page=1)

    @property
    def unfiltered(self) -> "SearchParams":
        """The same question without any filter, from its first page."""
        return replace(self, only=(), page=1)

    def by(self, *, paragraphs: bool = False, copies: bool = False) -> "SearchParams":
        """The same question answered in stories, in articles, copies included, or in paragraphs,
        from the first page."""
        return replace(self, paragraphs=paragraphs, copies=copies, page=1)


def page_params(params: QueryParams) -> SearchParams:
    """Read the page's parameters; raises `AskError` for one that makes no sense."""
    only = _filters(params)
    return SearchParams(
        query=query_of(params, *only),
        only=only,
        page=_whole_number(params, "page", usual=1, least=1),
        sort=_sort(params),
        paragraphs=_flag(params, "paragraphs"),
        copies=_flag(params, "copies"),
    )


def mistake_params(params: QueryParams) -> SearchParams:
    """As much of the page's parameters as can be read, to show them again beside what is wrong."""
    try:
        return page_params(params)
    except AskError:
        return SearchParams(query=params.get("q", "").strip()[:QUERY_CHARACTERS])


def _filters(params: QueryParams) -> tuple[str, ...]:
    """The clauses that narrow the question; a period just chosen takes the place of another."""
    only = dict.fromkeys(filter(None, params.getlist("only")))
    period = _period(*(_date(params, name) for name in ("from", "to")))
    if not period:
        return tuple(only)
    return (*(clause for clause in only if not clause.startswith(PUBLISHED)), period)


def _period(first: str, last: str) -> str:
    """The clause for a period, given by any dates of the query language; open where one lacks."""
    return f"{PUBLISHED}[{first} TO {last}]" if first or last else ""


def _date(params: QueryParams, name: str) -> str:
    written = params.get(name, "").strip()
    if re.search(r'[][":]', written):  # would end the clause
        raise AskError(
            f"{name} must be a date, not {written[:40]!r}.", "Write 2021, 2021-06 or 2021-06-30."
        )
    return written


@dataclass(frozen=True, slots=True)
class ApiParams:
    """One question to the API, with the names and meanings of the command line's options."""

    query: str
    limit: int
    offset: int
    sort: Sort
    paragraphs: bool
    copies: bool
    facets: bool
    explain: bool


def api_params(params: Mapping[str, str]) -> ApiParams:
    """Read the API's parameters; raises `AskError` for one that makes no sense."""
    return ApiParams(
        query=query_of(params),
        limit=_whole_number(params, "limit", usual=PAGE_SIZE, least=0, most=LARGEST_LIMIT),
        offset=_whole_number(params, "offset", usual=0, least=0),
        sort=_sort(params),
        paragraphs=_flag(params, "paragraphs"),
        copies=_flag(params, "copies"),
        facets=_flag(params, "facets"),
        explain=_flag(params, "explain"),
    )


@dataclass(frozen=True, slots=True)
class SuggestParams:
    """What was typed so far, and how many ways to go on are wanted."""

    query: str
    limit: int


def suggest_params(params: Mapping[str, str]) -> SuggestParams:
    """Read the parameters of `/api/suggest`; raises `AskError` for one that makes no sense."""
    return SuggestParams(
        query=query_of(params),
        limit=_whole_number(params, "limit", usual=SUGGESTIONS, least=0, most=LARGEST_LIMIT),
    )


@dataclass(frozen=True, slots=True)
class SimilarParams:
    """Which paragraph is to be resembled, if not the whole article, how many hits, and whether
    copies of one story are each a hit."""

    ordinal: int | None
    limit: int
    copies: bool


def similar_params(params: Mapping[str, str]) -> SimilarParams:
    """Read the parameters of `/api/articles/{id}/similar`; raises `AskError`."""
    return SimilarParams(
        ordinal=_whole_number(params, "ordinal", usual=0, least=0) if "ordinal" in params else None,
        limit=_whole_number(params, "limit", usual=PAGE_SIZE, least=0, most=LARGEST_LIMIT),
        copies=_flag(params, "copies"),
    )


def query_of(params: Mapping[str, str], *filters: str) -> str:
    """The words asked for; raises `AskError` where they and the filters are too long."""
    query = params.get("q", "").strip()
    length = len(query) + sum(map(len, filters))
    if length > QUERY_CHARACTERS:
        raise AskError(
            f"The query has {length:,} characters; {QUERY_CHARACTERS:,} are the most.",
            "Ask with fewer words.",
        )
    return query


def _sort(params: Mapping[str, str]) -> Sort:
    sort = params.get("sort") or "relevance"
    if sort not in SORTS:
        raise AskError(f"There is no order called {sort!r}.", f"Choose {_either(SORTS)}.")
    return cast(Sort, sort)


_SAID = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False, "": False}


def _flag(params: Mapping[str, str], name: str) -> bool:
    said = params.get(name, "").lower()
    if said not in _SAID:
        raise AskError(f"{name} must be yes or no, not {said[:40]!r}.")
    return _SAID[said]


def _either(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"


def _whole_number(
    params: Mapping[str, str], name: str, *, usual: int, least: int, most: int = LARGEST_NUMBER
) -> int:
    written = params.get(name) or str(usual)
    is_number = written.isascii() and written.isdigit() and len(written) <= len(str(most))
    if not (is_number and least <= int(written) <= most):
        raise AskError(
            f"{name} must be a whole number from {least:,} to {most:,}, not {written[:40]!r}."
        )
    return int(written)
