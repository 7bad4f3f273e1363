"""How what was found spreads over papers, authors, kinds, languages and months."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import numpy as np

from pressmark.search.arrays import Arrays, Ints, run_starts
from pressmark.search.results import Facet, FacetValue

NO_VALUE = -1


def count_facets(arrays: Arrays, docnums: Ints, units: Ints) -> tuple[Facet, ...]:
    """The facets of the matches `docnums`, ascending, which belong to the hits `units`.

    Each hit counts once for each of its values.
    """
    facets = []
    firsts = run_starts(units)
    for name, field, read in _FACETS:
        # all but their kinds, the paragraphs of an article have in common
        rows = slice(None) if name == "kind" else firsts
        facets.append(_facet(name, _count(arrays, field, read, docnums[rows], units[rows])))
    return tuple(facets)


def _count(
    arrays: Arrays,
    field: str,
    read: Callable[[Any], Iterable[str]],
    docnums: Ints,
    units: Ints,
) -> Counter[str]:
    codes, values = arrays.values(field, docnums)
    known = codes != NO_VALUE
    span = int(units.max(initial=0)) + 1
    pairs = np.unique(codes[known] * span + units[known])
    total: Counter[str] = Counter()
    for code, count in enumerate(np.bincount(pairs // span, minlength=len(values)).tolist()):
        for value in read(values[code]):
            total[value] += count
    return total


def _facet(name: str, counts: Counter[str]) -> Facet:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if name == "month":
        ordered = sorted(counts.items())
    return Facet(
        name, tuple(FacetValue(value, count, clause(name, value)) for value, count in ordered)
    )


def clause(name: str, value: str) -> str:
    """What narrows a query to the hits with `value` in the field `name`."""
    if name == "month":
        return f"published:{value}"
    quoted = value.replace('"', " ")
    return f'{name}:"{quoted}"' if " " in quoted else f"{name}:{quoted}"


def _one(value: Any) -> Iterable[str]:
    return [_text(value)]


def one_a_line(value: Any) -> Iterable[str]:
    """The different names in a value that has one a line."""
    return dict.fromkeys(_text(value).split("\n"))


def _month(value: datetime) -> Iterable[str]:
    return [f"{value.year:04}-{value.month:02}"]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else value.decode()


_FACETS: tuple[tuple[str, str, Callable[[Any], Iterable[str]]], ...] = (
    ("source", "paper", _one),
    ("author", "byline", one_a_line),
    ("kind", "kind", _one),
    ("language", "language", _one),
    ("month", "published", _month),
)
