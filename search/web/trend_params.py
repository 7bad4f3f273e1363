"""What the page of trends draws, as its URL has it."""

from dataclasses import dataclass, replace
from typing import get_args
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from pressmark.corpus.errors import AskError
from pressmark.search.options import SpellingUse, Unit
from pressmark.search.query.calendar_periods import PERIODS
from pressmark.search.web.limits import MOST_LINES
from pressmark.search.web.parameters import ALL_WORDS, OF, QUERY, RELATIVE, SPELLINGS, Choice
from pressmark.search.web.params import SearchParams, filters_of

UNITS: tuple[Unit, ...] = get_args(Unit)
BY = Choice("by", ("", *PERIODS))


@dataclass(frozen=True, slots=True)
class TrendParams:
    """Queries to draw as lines. `by` is a period, empty for one that suits the time covered; `only`
    are the clauses that narrow all queries."""

    queries: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    by: str = ""
    of: Unit = "stories"
    relative: bool = False
    all_words: bool = False
    spellings: SpellingUse = "accepted"

    @property
    def whole_queries(self) -> tuple[str, ...]:
        """The queries with the filters before them."""
        return tuple(" ".join((*self.only, query)) for query in self.queries)

    @property
    def url(self) -> str:
        """The address of this page, without parameters that have their default."""
        return self._at("/trends")

    @property
    def csv_url(self) -> str:
        """The address of the numbers as a file."""
        return self._at("/trends.csv")

    @property
    def svg_url(self) -> str:
        """The address of the lines as a picture."""
        return self._at("/trends.svg")

    def _at(self, path: str) -> str:
        params = (
            *(("q", query) for query in self.queries),
            *(("only", clause) for clause in self.only),
            ("by", self.by),
            ("of", self.of if self.of != UNITS[0] else ""),
            ("relative", "yes" if self.relative else ""),
            ("all_words", "yes" if self.all_words else ""),
            ("spellings", self.spellings if self.spellings != "accepted" else ""),
        )
        given = urlencode([(name, value) for name, value in params if value])
        return f"{path}?{given}" if given else path

    def counted_by(self, by: str) -> "TrendParams":
        """The same lines by another period."""
        return replace(self, by=by)

    def without(self, clause: str) -> "TrendParams":
        """The same lines without that filter."""
        return replace(self, only=tuple(each for each in self.only if each != clause))

    def without_query(self, query: str) -> "TrendParams":
        """The others of these lines."""
        return replace(self, queries=tuple(each for each in self.queries if each != query))

    def search(self, query: str, *clauses: str) -> SearchParams:
        """The search whose hits one of the lines counts, narrowed by `clauses`."""
        return SearchParams(
            query=query,
            only=tuple(dict.fromkeys((*self.only, *clauses))),
            copies=self.of == "articles",
            paragraphs=self.of == "paragraphs",
            all_words=self.all_words,
            spellings=self.spellings,
        )


def trend_params(params: QueryParams) -> TrendParams:
    """Read the parameters of the page of trends; raises `AskError` for an invalid one."""
    only = filters_of(params)
    written = (QUERY.read(QueryParams(q=each), *only) for each in params.getlist(QUERY.name))
    queries = tuple(dict.fromkeys(filter(None, written)))
    if len(queries) > MOST_LINES:
        raise AskError(
            f"There are {len(queries)} queries; {MOST_LINES} are the most.", "Leave some out."
        )
    return TrendParams(
        queries,
        only,
        by=BY.read(params),
        of=OF.read(params),
        relative=RELATIVE.read(params),
        all_words=ALL_WORDS.read(params),
        spellings=SPELLINGS.read(params),
    )
