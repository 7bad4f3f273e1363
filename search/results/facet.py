"""How the hits of a search spread over the values of a field, whatever engine counted them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pressmark.search.query.exact_values import exact_clause


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a field in the hits."""

    value: str

    count: int
    """Hits with the value."""

    clause: str
    """Narrows the query to these hits."""


@dataclass(frozen=True, slots=True)
class Facet:
    """Counts of all hits by the values of a field. Articles with several authors, or with matching
    paragraphs of several kinds, count for each."""

    name: str
    """The field."""

    values: tuple[FacetValue, ...]
    """The most frequent first, months in order of time."""


def facet_of(name: str, values: Sequence[str], counts: Sequence[int]) -> Facet:
    """The facet of these values, each with the number of hits that have it."""
    order = sorted(range(len(values)), key=values.__getitem__)
    if name != "month":
        order.sort(key=lambda place: -counts[place])
    shown = (FacetValue(values[at], counts[at], _clause(name, values[at])) for at in order)
    return Facet(name, tuple(shown))


def _clause(name: str, value: str) -> str:
    if name == "month":
        return f"published:{value}"
    return f"kind:{value}" if name == "kind" else exact_clause(name, value)


def one_a_line(value: str) -> Collection[str]:
    """The different names in a value that has one a line."""
    return dict.fromkeys(value.split("\n"))
