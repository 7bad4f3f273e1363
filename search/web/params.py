"""A search as the page's URL has it, and the URLs of similar searches."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote_plus, urlencode

from starlette.datastructures import QueryParams

from pressmark.corpus.errors import AskError
from pressmark.search.options import SearchOptions, Sort, SpellingUse, Unit
from pressmark.search.saved import SavedNews
from pressmark.search.web.limits import PAGE_SIZE, QUERY_CHARACTERS
from pressmark.search.web.parameters import (
    ALL_WORDS,
    COPIES,
    FACET,
    PAGE,
    PARAGRAPHS,
    QUERY,
    SORT,
    SPELLINGS,
)

PUBLISHED = "published:"
"""Begins the clause of a period."""


_ONLY = "only"
"""The parameter of a filter; these are the last, so that `narrowed` needs no other."""

_quoted = lru_cache(maxsize=4096)(quote_plus)
"""A page has some sixty links, which differ in one parameter."""


@dataclass(frozen=True, slots=True)
class SearchParams:
    """One search as the page's URL has it; pages count from 1."""

    query: str = ""
    page: int = 1
    sort: Sort = "relevance"
    paragraphs: bool = False
    copies: bool = False
    only: tuple[str, ...] = ()
    all_words: bool = False
    spellings: SpellingUse = "accepted"
    facet: tuple[str, ...] = ()

    @property
    def whole_query(self) -> str:
        """The query with the filters before it: an open quotation mark or OR would include what
        follows it."""
        return " ".join((*self.only, self.query))

    @property
    def options(self) -> SearchOptions:
        """The options of this search."""
        return SearchOptions(
            limit=PAGE_SIZE,
            offset=(self.page - 1) * PAGE_SIZE,
            sort=self.sort,
            paragraphs=self.paragraphs,
            copies=self.copies,
            all_words=self.all_words,
            spellings=self.spellings,
            facets=True,
            facet=self.facet,
        )

    @property
    def url(self) -> str:
        """The address of this search, without parameters that have their default."""
        params = self._encoded(("page", str(self.page) if self.page > 1 else ""))
        return f"/?{params}" if params else "/"

    def article_url(
        self, article: str, *, hit: int = 0, ordinal: int = 0, removed: bool = False
    ) -> str:
        """The address of an article, as hit number `hit` of this search if it is one, at paragraph
        `ordinal`, with removed lines on request."""
        params = self._encoded(
            ("hit", str(hit) if hit else ""), ("removed", "yes" if removed else "")
        )
        place = f"#p{ordinal}" if ordinal else ""
        return f"/articles/{article}{f'?{params}' if params else ''}{place}"

    def similar_url(self, article: str) -> str:
        """The address of the articles similar to one; it leads back to this search."""
        params = self._encoded()
        return f"/articles/{article}/similar{f'?{params}' if params else ''}"

    def page_of_hit(self, hit: int) -> "SearchParams":
        """The page that has hit number `hit`, counted from 1."""
        return self.on_page((hit - 1) // PAGE_SIZE + 1)

    def around_hit(self, hit: int) -> SearchOptions:
        """The options that find hit number `hit` with its neighbours, and nothing else."""
        first = max(hit - 2, 0)
        return replace(self.options, limit=hit + 1 - first, offset=first, facets=False, facet=())

    @property
    def trends_url(self) -> str:
        """The address of its hits over time."""
        params = (
            ("q", self.query),
            *(("only", clause) for clause in self.only),
            ("of", self.unit if self.unit != "stories" else ""),
            ("all_words", "yes" if self.all_words else ""),
            ("spellings", self.spellings if self.spellings != "accepted" else ""),
        )
        return f"/trends?{urlencode([(name, value) for name, value in params if value])}"

    @property
    def feed_url(self) -> str:
        """The address of its feed."""
        return f"/feed?{replace(self, sort='relevance', paragraphs=False, facet=())._encoded()}"

    def export_url(self, ending: str) -> str:
        """The address of all its hits as a file."""
        return f"/export.{ending}?{self._encoded()}"

    def _encoded(self, *more: tuple[str, str]) -> str:
        params = (
            ("q", self.query),
            ("sort", self.sort if self.sort != "relevance" else ""),
            ("paragraphs", "yes" if self.paragraphs else ""),
            ("copies", "yes" if self.copies else ""),
            *(("facet", name) for name in self.facet),
            ("all_words", "yes" if self.all_words else ""),
            ("spellings", self.spellings if self.spellings != "accepted" else ""),
            *more,
            *((_ONLY, clause) for clause in self.only),
        )
        return "&".join(f"{name}={_quoted(value)}" for name, value in params if value)

    @property
    def unit(self) -> Unit:
        """What a hit is."""
        if self.paragraphs:
            return "paragraphs"
        return "articles" if self.copies else "stories"

    def meaning(self, whole_query: str) -> "SearchParams":
        """The search for `whole_query`, which begins with these filters."""
        filters = " ".join((*self.only, ""))
        return replace(self, query=whole_query.removeprefix(filters), page=1)

    def on_page(self, page: int) -> "SearchParams":
        """The same search, another page."""
        return replace(self, page=page)

    def sorted_by(self, sort: Sort) -> "SearchParams":
        """The first page of the same search in another order."""
        return replace(self, sort=sort, page=1)

    def with_only(self, clause: str) -> "SearchParams":
        """The first page of the same search with one more filter."""
        return replace(self, only=tuple(dict.fromkeys((*self.only, clause))), page=1)

    def without(self, clause: str) -> "SearchParams":
        """The first page of the same search without that filter."""
        return replace(self, only=tuple(each for each in self.only if each != clause), page=1)

    def counted_by(self, name: str) -> "SearchParams":
        """The same search, its hits also counted by a column, or no longer."""
        others = tuple(each for each in self.facet if each != name)
        return replace(self, facet=others if name in self.facet else (*others, name))

    @property
    def unfiltered(self) -> "SearchParams":
        """The first page of the same search without any filter."""
        return replace(self, only=(), page=1)

    def by(self, *, paragraphs: bool = False, copies: bool = False) -> "SearchParams":
        """The first page of the same search with stories, articles or paragraphs as hits."""
        return replace(self, paragraphs=paragraphs, copies=copies, page=1)

    def having(self, *, all_words: bool) -> "SearchParams":
        """The first page of the same search for all loose words, or for any of them."""
        return replace(self, all_words=all_words, page=1)

    def with_spellings(self, spellings: SpellingUse) -> "SearchParams":
        """The first page of the same search with other spellings."""
        return replace(self, spellings=spellings, page=1)


def narrowed(url: str, clause: str) -> str:
    """The address of a search, with one more filter."""
    return f"{url}{'&' if '?' in url else '?'}{_ONLY}={_quoted(clause)}"


def page_params(params: QueryParams) -> SearchParams:
    """Read the parameters of the page; raises `AskError` for an invalid one."""
    only = filters_of(params)
    return SearchParams(
        query=QUERY.read(params, *only),
        only=only,
        page=PAGE.read(params),
        sort=SORT.read(params),
        paragraphs=PARAGRAPHS.read(params),
        copies=COPIES.read(params),
        facet=FACET.read(params),
        all_words=ALL_WORDS.read(params),
        spellings=SPELLINGS.read(params),
    )


def saved_params(saved: SavedNews) -> SearchParams:
    """A saved search as the page shows it, its articles indexed last first."""
    return SearchParams(query=saved.query, all_words=saved.all_words, sort="added")


def mistake_params(params: QueryParams) -> SearchParams:
    """The parameters of the page, only the query if any is invalid."""
    try:
        return page_params(params)
    except AskError:
        return SearchParams(query=params.get("q", "").strip()[:QUERY_CHARACTERS])


def filters_of(params: QueryParams) -> tuple[str, ...]:
    """The clauses that narrow the search; `from` and `to` replace another period."""
    only = dict.fromkeys(filter(None, params.getlist("only")))
    period = _period(*(_date(params, name) for name in ("from", "to")))
    if not period:
        return tuple(only)
    return (*(clause for clause in only if not clause.startswith(PUBLISHED)), period)


def _period(first: str, last: str) -> str:
    """The clause of a period between two dates, either of which may be empty."""
    return f"{PUBLISHED}[{first} TO {last}]" if first or last else ""


def _date(params: QueryParams, name: str) -> str:
    written = params.get(name, "").strip()
    if re.search(r'[][":]', written):  # would end the clause
        raise AskError(
            f"{name} must be a date, not {written[:40]!r}.", "Write 2021, 2021-06 or 2021-06-30."
        )
    return written
