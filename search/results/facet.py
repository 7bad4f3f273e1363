"""How the hits of a search spread over the values of a field, whatever engine counted them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pressmark.search.query.exact_values import exact_clause


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value that hits have: on how many, and the clause that narrows a query to them."""

    value: str
    count: int
    clause: str


@dataclass(frozen=True, slots=True)
class Facet:
    """How the hits of all pages spread over the values of a field, the most frequent first (months
    in order of time). Articles with several authors, or matching paragraphs of several kinds, count
    for each."""

    name: str
    values: tuple[FacetValue, ...]


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
