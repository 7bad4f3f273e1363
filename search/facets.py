"""How what was found spreads over papers, authors, kinds, languages and months."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.packing import offsets, ranges
from pressmark.search.arrays import NO_INTS
from pressmark.search.exact import exact_clause
from pressmark.search.leaf import Ints
from pressmark.search.rank import Ranking
from pressmark.search.results import Facet, FacetValue
from pressmark.search.scoring import Segment
from pressmark.search.stories import Stories

_MONTHS = 12


def count_facets(ranking: Ranking, stories: Stories) -> tuple[Facet, ...]:
    """The facets of all hits; each hit counts once for each of its values.

    A story has the values of all of its articles, so that a clause narrows to its count.
    """
    counters = (
        ("source", lambda segment: _count(segment, "source")),
        ("author", lambda segment: _count(segment, "author")),
        ("kind", _count_kinds),
        ("language", lambda segment: _count(segment, "language")),
        ("month", _count_months),
    )
    facets = []
    for name, count in counters:
        total: Counter[str] = Counter()
        for segment in ranking.segments:
            total.update(count(segment))
        total.subtract(_repeated(ranking, stories, name))
        facets.append(_facet(name, total))
    return tuple(facets)


def _count(segment: Segment, name: str) -> Counter[str]:
    """Of a field that the paragraphs of an article have in common."""
    leaf, (field, read) = segment.units.leaf, _FIELDS[name]
    total: Counter[str] = Counter()
    codes, counts = _numbered(leaf.codes(field).take(segment.firsts))
    for whole, count in zip(leaf.values(field, codes), counts.tolist(), strict=True):
        for value in read(whole):
            total[value] += count
    return total


def _count_kinds(segment: Segment) -> Counter[str]:
    leaf = segment.units.leaf
    numbers = segment.paragraphs()
    kinds, of = leaf.codes("kind").take(numbers), segment.units.holding(numbers)
    span = int(kinds.max(initial=-1)) + 2  # the first for none
    having = np.zeros(span * segment.units.count, dtype=bool)
    having[(kinds + 1) * segment.units.count + of] = True
    counts = np.array([np.count_nonzero(row) for row in having.reshape(span, -1)[1:]])
    codes = np.flatnonzero(counts)
    return Counter(dict(zip(leaf.values("kind", codes), counts[codes].tolist(), strict=True)))


def _count_months(segment: Segment) -> Counter[str]:
    months, counts = _numbered(segment.units.leaf.months.take(segment.firsts))
    return Counter(dict(zip(map(_month, months.tolist()), counts.tolist(), strict=True)))


def _repeated(ranking: Ranking, stories: Stories, name: str) -> Counter[str]:
    """How often a value stands on one more article of a story that has it already."""
    numbers: dict[str, int] = {}
    held_by, held = [NO_INTS], [NO_INTS]
    for segment, local in ranking.parts(stories.members):
        of = stories.of(local + segment.units.offset)
        at, codes = _codes_of(segment, local, name)
        distinct, places = np.unique(codes, return_inverse=True)
        values = [
            [numbers.setdefault(value, len(numbers)) for value in each]
            for each in _read(segment, distinct, name)
        ]
        sizes = np.fromiter(map(len, values), dtype=np.int64, count=len(values))
        held_by.append(of[at].repeat(sizes[places]))
        flat = np.fromiter(chain.from_iterable(values), dtype=np.int64)
        held.append(flat[ranges(offsets(sizes)[:-1][places], sizes[places])])
    if not numbers:
        return Counter()
    story, value = np.concatenate(held_by), np.concatenate(held)
    once = np.unique(story * len(numbers) + value) % len(numbers)
    more = np.bincount(value) - np.bincount(once)
    return Counter(dict(zip(numbers, more.tolist(), strict=True)))


def _codes_of(segment: Segment, local: Ints, name: str) -> tuple[Ints, Ints]:
    """Places int64[n] in ascending articles `local`, and beside them each code these have, once."""
    leaf, units = segment.units.leaf, segment.units
    if name == "kind":
        rows = segment.matching(local).numbers
        kinds = leaf.codes("kind").take(rows).astype(np.int64)
        span = int(kinds.max(initial=-1)) + 2  # the first for none
        at, codes = np.divmod(
            np.unique(local.searchsorted(units.holding(rows)) * span + kinds + 1), span
        )
        codes -= 1
    else:
        at = np.arange(len(local))
        of_all = leaf.months if name == "month" else leaf.codes(_FIELDS[name][0])
        codes = of_all.take(units.starts[local]).astype(np.int64)
    return at[codes >= 0], codes[codes >= 0]


def _read(segment: Segment, codes: Ints, name: str) -> Iterator[Iterable[str]]:
    """The values that each code stands for."""
    if name == "month":
        return ([_month(month)] for month in codes.tolist())
    field, read = _FIELDS[name]
    return map(read, segment.units.leaf.values(field, codes))


def _numbered(codes: NDArray[Any]) -> tuple[Ints, Ints]:
    """Each code that is not -1, and how often it stands there."""
    counts = np.bincount(codes + 1)[1:]
    found = np.flatnonzero(counts)
    return found, counts[found]


def _facet(name: str, counts: Counter[str]) -> Facet:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if name == "month":
        ordered = sorted(counts.items())
    return Facet(
        name, tuple(FacetValue(value, count, _clause(name, value)) for value, count in ordered)
    )


def _clause(name: str, value: str) -> str:
    if name == "month":
        return f"published:{value}"
    return f"kind:{value}" if name == "kind" else exact_clause(name, value)


def _whole(value: str) -> Iterable[str]:
    return [value]


def one_a_line(value: str) -> Iterable[str]:
    """The different names in a value that has one a line."""
    return dict.fromkeys(value.split("\n"))


def _month(number: int) -> str:
    return f"{number // _MONTHS + 1:04}-{number % _MONTHS + 1:02}"


_FIELDS: dict[str, tuple[str, Callable[[str], Iterable[str]]]] = {
    "source": ("paper", _whole),
    "author": ("byline", one_a_line),
    "kind": ("kind", _whole),
    "language": ("language", _whole),
}
