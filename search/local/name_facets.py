"""How hits spread over the names in their articles."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.evaluate.postings_list import Flags, Ints, Parts
from pressmark.index.segment.evaluate.segment_arrays import SegmentArrays
from pressmark.index.segment.int_codec import offsets, ranges
from pressmark.index.segment.term_dict import TermDictionary
from pressmark.search.local.collapse import CollapsedStories
from pressmark.search.query.exact_values import NAMES
from pressmark.search.query.limits import NAMES_LISTED
from pressmark.search.ranking.index_arrays import NO_INTS
from pressmark.search.ranking.scorer import SegmentScorer
from pressmark.search.ranking.topk import Ranking
from pressmark.search.ranking.units import Units
from pressmark.search.results.facet import Facet, facet_of

_FEW = 4
"""Where fewer than one in four units of the segment are hits, the names of each hit are counted,
else the hits of each name: the one takes some four times as long for each."""

_FIRST_COUNTED = 4
"""So many times the names listed are counted first, the most frequent of the index."""


def count_names(ranking: Ranking, stories: CollapsedStories) -> Facet:
    """The facet of names; a story has those of all its articles.

    Names in equally many hits are in the order of their weights in these.
    """
    columns = [_Column.of(segment.units) for segment in ranking.segments]
    pairs = list(zip(ranking.segments, columns, strict=True))
    tables = [column.of_hits(segment.found) for segment, column in pairs]
    listed = _listed(ranking.segments, tables)
    counts: Counter[str] = Counter()
    weights: Counter[str] = Counter()
    for own in listed:
        counts.update(dict(zip(own.names, own.most.hits.tolist(), strict=True)))
        weights.update(dict(zip(own.names, own.most.weights.tolist(), strict=True)))
    counts.subtract(_counted_again(pairs, stories, listed))
    names = sorted((name for name in counts if counts[name]), key=lambda x: (-weights[x], x))
    without = [
        segment.found[column.has_none(segment.found)] + segment.units.offset
        for segment, column in pairs
    ]
    missing = len(np.unique(stories.of(np.concatenate([NO_INTS, *without]))))
    facet = facet_of(NAMES, names, [counts[name] for name in names], missing)
    return replace(facet, complete=all(table.is_whole for table in tables))


Numbers = NDArray[np.unsignedinteger]
"""Whole numbers in as many bytes as the largest needs."""


class _Counted(NamedTuple):
    """Some names of a segment by number, and of each the number of hits that have it and its
    weights in these, int64[n]."""

    numbers: Ints
    hits: Ints
    weights: Ints


class _Listed(NamedTuple):
    """Names, and how they are counted in one segment."""

    names: list[str]
    most: _Counted


def _listed(
    segments: Sequence[SegmentScorer], tables: "Sequence[_CountedByHit | _CountedByName]"
) -> list[_Listed]:
    """The most frequent names of any segment, as each segment has them."""
    dictionaries = [segment.units.leaf.reader.field(NAMES).terms for segment in segments]
    most = [table.most_frequent() for table in tables]
    listed = [
        _Listed(terms.texts(own.numbers), own)
        for terms, own in zip(dictionaries, most, strict=True)
    ]
    if len(listed) == 1:
        return listed
    every = dict.fromkeys(name for own in listed for name in own.names)
    return [_found(every, *each) for each in zip(dictionaries, tables, strict=True)]


def _found(
    names: Iterable[str], terms: TermDictionary, table: "_CountedByHit | _CountedByName"
) -> _Listed:
    """Those of `names` that a segment has."""
    numbers = ((name, terms.find(name.encode("utf-8", "surrogatepass"))) for name in names)
    held = {name: number for name, number in numbers if number is not None}
    return _Listed(list(held), table.counted(np.array(list(held.values()), dtype=np.int64)))


def _counted_again(
    pairs: "Sequence[tuple[SegmentScorer, _Column]]",
    stories: CollapsedStories,
    listed: Sequence[_Listed],
) -> Counter[str]:
    """How often each listed name is in a further article of a story that has it."""
    members, firsts = stories.shared
    places: dict[str, int] = {}
    keys = [NO_INTS]
    count = sum(len(own.names) for own in listed) or 1
    for (segment, column), (names, most) in zip(pairs, listed, strict=True):
        units = segment.units
        own = np.flatnonzero((members >= units.offset) & (members < units.offset + units.count))
        place_of = np.full(column.names, -1, dtype=np.int32)
        place_of[most.numbers] = [places.setdefault(name, len(places)) for name in names]
        found = column.names_of(members.take(own) - units.offset)
        at, of = place_of.take(found.terms), np.repeat(firsts.take(own), found.sizes)
        keys.append(of[at >= 0] * count + at[at >= 0])
    ordered = np.sort(np.concatenate(keys))
    again = np.bincount(ordered[1:][ordered[1:] == ordered[:-1]] % count, minlength=len(places))
    return Counter(dict(zip(places, again.tolist(), strict=True)))


class _Names(NamedTuple):
    """The names of some units: `sizes` int64[units] how many each has, and one unit after the
    other the numbers of their `terms` and their `weights`, int64."""

    sizes: Ints
    terms: Numbers
    weights: Numbers


class _Column(NamedTuple):
    """The names of all units of a segment.

    `rows` uint[units] is the row of the field of each unit. By row: `sizes` and `starts`
    int64[rows], and one row after the other `terms` and `weights` uint[n]. By name, those in most
    rows first: `order` int64[names] are their numbers and `places` int64[names] is its inverse,
    `counts` and `firsts` int64[names] how many rows each has and from what place on, `having` and
    `given` uint[n] the rows and the weights.
    """

    rows: Numbers
    sizes: Ints
    starts: Ints
    terms: Numbers
    weights: Numbers
    order: Ints
    places: Ints
    counts: Ints
    firsts: Ints
    having: Numbers
    given: Numbers

    @classmethod
    def of(cls, units: Units) -> Self:
        """That of a segment; it is cached."""
        leaf, flat = units.leaf, units.of is None
        rows = leaf.cached(NAMES, ("rows", flat), lambda: _rows(units))
        return cls(rows, *leaf.cached_arrays(NAMES, "names", lambda: _both_ways(leaf)))

    @property
    def names(self) -> int:
        """The number of different names."""
        return len(self.order)

    def has_none(self, units: Ints) -> Flags:
        """bool[n]: which of some units have no name."""
        none: Flags = self.sizes.take(self.rows.take(units)) == 0
        return none

    def names_of(self, units: Ints) -> _Names:
        """The names of some units."""
        rows = self.rows.take(units)
        sizes = self.sizes.take(rows)
        places = ranges(self.starts.take(rows), sizes)
        return _Names(sizes, self.terms.take(places), self.weights.take(places))

    def of_hits(self, units: Ints) -> "_CountedByHit | _CountedByName":
        """The names of the hits of the segment, to be counted."""
        if len(units) * _FEW < len(self.rows):
            return _CountedByHit.of(self, units)
        hits = np.bincount(self.rows.take(units), minlength=len(self.sizes))
        return _CountedByName(self, hits.astype(np.min_scalar_type(hits.max(initial=0))))


class _CountedByHit(NamedTuple):
    """Of each name the number of hits that have it and its weights in these, int64[names]."""

    hits: Ints
    weights: Ints

    @classmethod
    def of(cls, column: _Column, units: Ints) -> Self:
        """Goes through the names of each hit."""
        found = column.names_of(units)
        hits = np.bincount(found.terms, minlength=column.names)
        weights = np.bincount(found.terms, found.weights, minlength=column.names)
        return cls(hits, weights.astype(np.int64))

    @property
    def is_whole(self) -> bool:
        """Whether all names are listed."""
        return bool(np.count_nonzero(self.hits) <= NAMES_LISTED)

    def most_frequent(self) -> _Counted:
        """The names in most hits."""
        return _best(self.counted(np.flatnonzero(self.hits)))

    def counted(self, numbers: Ints) -> _Counted:
        """Some names."""
        return _Counted(numbers, self.hits.take(numbers), self.weights.take(numbers))


class _CountedByName:
    """Goes through the hits of each name, the most frequent names of the segment first.

    No name is in more hits than rows, so that the others need not be counted. `hits` are the
    numbers of hits of each row.
    """

    def __init__(self, column: _Column, hits: NDArray[np.unsignedinteger]) -> None:
        self._column = column
        self._hits = hits
        self._counted = self._count_first()

    @property
    def is_whole(self) -> bool:
        """Whether all names are listed."""
        return bool(np.count_nonzero(self._counted) <= NAMES_LISTED)

    def _count_first(self) -> Ints:
        """int64[k]: the hits of the first names, among which all of the most frequent are."""
        column, end = self._column, NAMES_LISTED * _FIRST_COUNTED
        while True:
            end = min(end, column.names)
            counted = self._sums(column.having, slice(0, end), self._hits)
            if end == column.names or column.counts[end] < _least(counted):
                return counted
            end *= _FIRST_COUNTED

    def _sums(self, rows: Numbers, names: slice, hits: NDArray[np.integer]) -> Ints:
        firsts = self._column.firsts[names]
        if not len(firsts):
            return NO_INTS
        end = firsts[-1] + self._column.counts[names][-1]
        # in four bytes, which takes half as long as in eight
        return np.add.reduceat(hits.take(rows[:end]), firsts, dtype=np.uint32).astype(np.int64)

    def most_frequent(self) -> _Counted:
        """The names in most hits."""
        near = np.flatnonzero(self._counted >= max(1, _least(self._counted)))
        return _best(self._at(near))

    def counted(self, numbers: Ints) -> _Counted:
        """Some names."""
        return self._at(self._column.places.take(numbers))

    def _at(self, places: Ints) -> _Counted:
        """The names at these places in the order of the column."""
        counts = self._column.counts.take(places)
        rows = ranges(self._column.firsts.take(places), counts)
        times = self._hits.take(self._column.having.take(rows))
        given = np.multiply(times, self._column.given.take(rows), dtype=np.int64)
        starts = offsets(counts)[:-1]
        numbers = self._column.order.take(places)
        return _Counted(numbers, _runs(times, starts), _runs(given, starts))


def _runs(values: NDArray[np.integer], starts: Ints) -> Ints:
    """int64[n]: the sums of the values from each start to the next."""
    return np.add.reduceat(values, starts, dtype=np.int64) if len(starts) else NO_INTS


def _least(counts: Ints) -> int:
    """The least count of a name that is listed."""
    at = len(counts) - NAMES_LISTED
    return int(np.partition(counts, at)[at]) if at > 0 else 0


def _best(names: _Counted) -> _Counted:
    """Of some names those in most hits, of equally many those of the highest weights."""
    if len(names.numbers) <= NAMES_LISTED:
        return names
    keys = names.hits * (int(names.weights.max()) + 1) + names.weights
    best = np.argpartition(-keys, NAMES_LISTED)[:NAMES_LISTED]
    return _Counted(*(values.take(best) for values in names))


def _rows(units: Units) -> Numbers:
    rows = units.leaf.reader.field(NAMES).rows.rows(units.firsts(np.arange(units.count)))
    return _narrow(rows)


def _narrow(values: Ints) -> Numbers:
    """The same in as few bytes as they need: they take up much of the cache."""
    return values.astype(np.min_scalar_type(values.max(initial=0)))


def _both_ways(leaf: SegmentArrays) -> Parts:
    """The arrays of a `_Column`, without its rows of units."""
    file = leaf.reader.field(NAMES)
    run = file.postings.run(0, len(file.terms))
    numbers = np.repeat(_narrow(np.arange(len(run.counts))), run.counts)
    by_row = np.argsort(run.rows, kind="stable")
    sizes = np.bincount(run.rows, minlength=len(file.rows))
    order = np.argsort(-run.counts, kind="stable")
    counts = run.counts.take(order)
    having = ranges(offsets(run.counts).take(order), counts)
    places = np.empty_like(order)
    places[order] = np.arange(len(order))
    rows, weights = _narrow(run.rows), _narrow(run.freqs)
    return (
        *(sizes, offsets(sizes)[:-1], numbers.take(by_row), weights.take(by_row)),
        *(order, places, counts, offsets(counts)[:-1], rows.take(having), weights.take(having)),
    )
