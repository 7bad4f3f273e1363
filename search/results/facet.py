"""How the hits of a search spread over the values of a field, whatever engine counted them."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pressmark.index.articles.extra_terms import column_name
from pressmark.search.query.exact_values import exact_clause
from pressmark.search.query.fields import name_in_queries

_MONTH = re.compile(r"\d{4}-\d\d")


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a field in the hits."""

    value: str
    """Empty for the hits without a value, which come last."""

    count: int
    """Hits with the value."""

    clause: str
    """Narrows the query to these hits."""

    @property
    def label(self) -> str:
        """The value, or `no author`."""
        return self.value or f"no {self.clause.removeprefix('missing:')}"


@dataclass(frozen=True, slots=True)
class Facet:
    """Counts of all hits by the values of a field. Articles with several authors, or with matching
    paragraphs of several kinds, count for each."""

    name: str
    """The field."""

    values: tuple[FacetValue, ...]
    """The most frequent first, months in order of time; among them years, and weeks of two months,
    of articles of which no more is known."""

    complete: bool = True
    """Whether all values are listed; of names only the most frequent are."""

    @property
    def known(self) -> tuple[FacetValue, ...]:
        """The values without the row of hits that have none."""
        return self.values[: len(self.values) - len(self.missing)]

    @property
    def missing(self) -> tuple[FacetValue, ...]:
        """The row of hits that have none, if there is one."""
        return tuple(value for value in self.values[-1:] if not value.value)


def facet_of(name: str, values: Sequence[str], counts: Sequence[int], missing: int = 0) -> Facet:
    """The facet of these values, each with the number of hits that have it; `missing` hits have an
    article without one."""
    order = list(range(len(values)))  # of names in that of their weights
    if name != "names":
        order.sort(key=values.__getitem__)
    if name != "month":
        order.sort(key=lambda place: -counts[place])
    shown = (FacetValue(values[at], counts[at], _clause(name, values[at])) for at in order)
    field = {"month": "date", "names": "name"}.get(name, name)
    none = FacetValue("", missing, f"missing:{field}")
    return Facet(name, (*shown, none) if missing else tuple(shown))


def _clause(name: str, value: str) -> str:
    if name == "month":
        is_month = _MONTH.fullmatch(value)
        return f"published:{value}" if is_month else f"published:={value}"
    if name == "column":
        return f"has:{name_in_queries(column_name(value))}"
    if name == "names":
        return exact_clause("name", value)
    return f"kind:{value}" if name == "kind" else exact_clause(name, value)


def commonest(spellings: Mapping[str, int]) -> str:
    """Of the spellings of a value that of most articles, of several the first by letter."""
    return min(spellings, key=lambda text: (-spellings[text], text))


def one_a_line(value: str) -> Collection[str]:
    """The different names in a value that has one a line."""
    return dict.fromkeys(value.split("\n"))
