"""How what was found spreads over papers, authors, kinds, languages and months."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.packing import offsets, ranges
from pressmark.search.arrays import NO_INTS, is_in
from pressmark.search.exact import COLUMNS, exact_clause
from pressmark.search.leaf import Flags, Ints, Parts, run_starts
from pressmark.search.rank import Ranking
from pressmark.search.scoring import Segment
from pressmark.search.stories import Stories
from pressmark.search.units import Units

_MONTHS = 12
_FEW = 4
"""Where more than one unit in four matches, all are gone through in the order of a column's codes,
which of 100,000 takes 0.1 ms, and half of it to count the codes of a tenth."""
_NAMES = (*COLUMNS, "month")


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


def count_facets(ranking: Ranking, stories: Stories) -> tuple[Facet, ...]:
    """The facets of all hits; each hit counts once for each of its values.

    A story has the values of all of its articles, so that a clause narrows to its count.
    """
    told = _told_twice(ranking, stories)
    return tuple(_facet(name, _counted(ranking, told, name)) for name in _NAMES)


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """Articles of one segment that are not alone in their story: `local` int64[n] ascending, and
    beside them `stories` int64[n], equal for those of one story."""

    local: Ints
    stories: Ints


def _told_twice(ranking: Ranking, stories: Stories) -> Sequence[_Told]:
    """What of each segment must not be counted as often as it is found."""
    ordered = np.sort(stories.firsts)
    again = ordered[1:][ordered[1:] == ordered[:-1]]
    members = stories.members[is_in(stories.firsts, again)]
    of = stories.of(members)
    told = []
    for segment in ranking.segments:
        first = segment.units.offset
        start, end = members.searchsorted((first, first + segment.units.count)).tolist()
        told.append(_Told(members[start:end] - first, of[start:end]))
    return told


def _counted(ranking: Ranking, told: Sequence[_Told], name: str) -> list[tuple[str, int]]:
    """Each value and the hits that have it, in no order."""
    numbers: dict[str, int] = {}
    held, hits, story, value = [NO_INTS], [NO_INTS], [NO_INTS], [NO_INTS]
    for segment, twice in zip(ranking.segments, told, strict=True):
        codes, counts = _codes(segment, name)
        known = _numbered(_texts(segment, codes, name), numbers, lines=name == "author")
        held.append(known.numbers)
        hits.append(known.spread(counts))
        at, own = _codes_of(segment, twice.local, name)
        rows = codes.searchsorted(own)
        story.append(known.spread(twice.stories.take(at), rows))
        value.append(known.of(rows))
    totals = _counts(np.concatenate(held), len(numbers), np.concatenate(hits))
    totals -= _repeats(np.concatenate(story), np.concatenate(value), len(numbers))
    return list(zip(numbers, totals.tolist(), strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class _Numbered:
    """The values of some codes, one after the other, as `numbers` int64[n]; of each code `sizes`
    int64[codes] are how many it has, None for one each."""

    numbers: Ints
    sizes: Ints | None

    def of(self, rows: Ints) -> Ints:
        """The values of the codes at `rows`, one after the other."""
        if self.sizes is None:
            return self.numbers.take(rows)
        return self.numbers.take(ranges(offsets(self.sizes).take(rows), self.sizes.take(rows)))

    def spread(self, values: Ints, rows: Ints | None = None) -> Ints:
        """What stands beside codes, or those at `rows`, beside each of their values."""
        if self.sizes is None:
            return values
        return values.repeat(self.sizes if rows is None else self.sizes.take(rows))


def _numbered(texts: Sequence[str], numbers: dict[str, int], *, lines: bool) -> _Numbered:
    """The values that `texts` are, or of which each line is one, numbered as they are met."""
    if not lines or not any("\n" in text for text in texts):
        known = [numbers.setdefault(text, len(numbers)) for text in texts]
        return _Numbered(np.array(known, dtype=np.int64), None)
    names = [one_a_line(text) for text in texts]
    sizes = np.fromiter(map(len, names), dtype=np.int64, count=len(names))
    known = [numbers.setdefault(name, len(numbers)) for name in chain.from_iterable(names)]
    return _Numbered(np.array(known, dtype=np.int64), sizes)


def _repeats(story: Ints, value: Ints, count: int) -> Ints:
    """int64[count]: how often each value stands in a story that has it already."""
    ordered = np.sort(story * count + value)
    return _counts(ordered[1:][ordered[1:] == ordered[:-1]] % max(count, 1), count)


def _counts(values: Ints, count: int, weights: Ints | None = None) -> Ints:
    return np.bincount(values, weights, minlength=count).astype(np.int64)


def _codes(segment: Segment, name: str) -> tuple[Ints, Ints]:
    """The codes of values, int64[n] ascending, and how many units that match have each."""
    if name == "kind":
        counts = np.array([np.count_nonzero(having) for having in segment.kinds], dtype=np.int64)
    elif len(segment.found) * _FEW < segment.units.count:
        counts = np.bincount(_column(segment.units, name).take(segment.found) + 1)[1:]
    else:
        return _column_sorted(segment.units, name).counts(segment.matched.units)
    codes = np.flatnonzero(counts)
    return codes, counts.take(codes)


def _codes_of(segment: Segment, local: Ints, name: str) -> tuple[Ints, Ints]:
    """Places int64[n] in ascending articles `local`, and beside them each code these have, once."""
    if name == "kind":
        there = [np.flatnonzero(having.take(local)) for having in segment.kinds]
        return np.concatenate([NO_INTS, *there]), np.repeat(
            np.arange(len(there)), list(map(len, there))
        )
    codes = _column(segment.units, name).take(local).astype(np.int64)
    at = np.flatnonzero(codes >= 0)
    return at, codes.take(at)


def _column(units: Units, name: str) -> NDArray[np.int32]:
    return units.months if name == "month" else units.codes(COLUMNS[name])


@dataclass(frozen=True, slots=True, eq=False)
class _Sorted:
    """A column by code: `order` int64[n] are the units with a value, those of the i-th of `codes`
    from place `starts[i]` on."""

    codes: Ints
    starts: Ints
    order: Ints

    def counts(self, matched: Flags) -> tuple[Ints, Ints]:
        """Each code of a unit that `matched`, and how many have it."""
        if not len(self.codes):
            return self.codes, self.codes
        flags = matched.view(np.uint8).take(self.order)
        counts = np.add.reduceat(flags, self.starts, dtype=np.int64)
        having = np.flatnonzero(counts)
        return self.codes.take(having), counts.take(having)


def _column_sorted(units: Units, name: str) -> _Sorted:
    def make() -> Parts:
        column = _column(units, name)
        order = np.argsort(column, kind="stable")[np.count_nonzero(column < 0) :]
        starts = run_starts(column.take(order))
        return column.take(order.take(starts)).astype(np.int64), starts, order

    key = "sorted", units.of is None
    return _Sorted(*units.leaf.kept_together(COLUMNS.get(name, "published"), key, make))


def _texts(segment: Segment, codes: Ints, name: str) -> list[str]:
    """What each code stands for."""
    if name == "month":
        return [f"{code // _MONTHS + 1:04}-{code % _MONTHS + 1:02}" for code in codes.tolist()]
    return segment.units.leaf.values(COLUMNS[name], codes)


def _facet(name: str, counts: list[tuple[str, int]]) -> Facet:
    counts.sort()
    if name != "month":
        counts.sort(key=itemgetter(1), reverse=True)  # which leaves equal ones in order
    values = [FacetValue(value, count, _clause(name, value)) for value, count in counts]
    return Facet(name, tuple(values))


def _clause(name: str, value: str) -> str:
    if name == "month":
        return f"published:{value}"
    return f"kind:{value}" if name == "kind" else exact_clause(name, value)


def one_a_line(value: str) -> Collection[str]:
    """The different names in a value that has one a line."""
    return dict.fromkeys(value.split("\n"))
