"""Merges the postings of several segments in encoded form; nothing is decoded.

Only the first gap of a term in each segment changes, since its rows move up behind those of the
segments before. Where rows were deleted, the remaining postings are encoded again first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.array_file import SectionWriter
from pressmark.index.segment.bitset import RankedBits
from pressmark.index.segment.int_codec import Ints, offsets, ranges
from pressmark.index.segment.postings import Coded, Postings
from pressmark.index.segment.postings_writer import PostingsWriter, coded
from pressmark.index.segment.segment import FieldFile
from pressmark.index.segment.term_dict import TermsWriter
from pressmark.index.segment.thresholds import MERGED_POSTINGS, MERGED_TERMS

_NONE: Ints = np.zeros(0, dtype=np.int64)
_NOTHING = Coded(_NONE, _NONE, _NONE, _NONE, None, _NONE, _NONE, _NONE, _NONE)


class TermRange(NamedTuple):
    """The terms from `first` on, up to `last` and without it; None is the end of all."""

    first: bytes = b""
    last: bytes | None = None


ALL_TERMS = TermRange()


@dataclass(frozen=True, slots=True, eq=False)
class PostingsSource:
    """A field of one segment: its rows now begin at `first`; `stay` are those that do, where some
    are gone; else None."""

    file: FieldFile
    first: int
    stay: RankedBits | None

    def numbers(self, among: TermRange) -> tuple[int, int]:
        """The numbers of the terms in a range."""
        terms = self.file.terms
        last = len(terms) if among.last is None else terms.place(among.last)
        return terms.place(among.first), last

    def coded(self, start: int, end: int) -> tuple[Ints, Coded]:
        """Which of the terms `start` to `end` stay, counted from there, and their postings, whose
        rows are still to move up to `first`."""
        if self.stay is None:
            return np.arange(end - start), self.file.postings.coded(start, end)
        terms, run, lengths = self._left(self.file.postings.run(start, end))
        return terms, coded(run, lengths)

    def parts(self, number: int) -> Iterator[tuple[Postings, NDArray[np.uint8]]]:
        """The postings of a term that stay, some at a time, and the lengths of their rows."""
        for part in self.file.postings.parts(number):
            _, run, lengths = self._left(part)
            if len(run.rows):
                yield run, lengths

    def _left(self, run: Postings) -> tuple[Ints, Postings, NDArray[np.uint8]]:
        """Which terms of a run are in rows that stay, those under new numbers from 0 on, and the
        length byte of each."""
        lengths = self.file.row_lengths.take(run.rows)
        if self.stay is None:
            return np.arange(len(run.counts)), run, lengths
        stays = self.stay.contains(run.rows)
        counts = np.diff(offsets(stays)[offsets(run.counts)])
        terms = np.flatnonzero(counts)
        positions = run.positions
        if positions is not None:
            positions = positions[np.repeat(stays, run.freqs)]
        rows = self.stay.ranks(run.rows[stays])
        left = Postings(counts[terms], rows, run.freqs[stays], positions)
        return terms, left, lengths[stays]


def merge_postings(
    target: SectionWriter, prefix: str, sources: Sequence[PostingsSource], among: TermRange
) -> None:
    """Write the terms in a range, and their postings."""
    writer, kept = PostingsWriter(target, prefix), TermsWriter(target, prefix)
    ends = [source.numbers(among) for source in sources]
    parts = 1 + sum(end - start for start, end in ends) // MERGED_TERMS
    for some in term_ranges([source.file for source in sources], parts, among):
        numbers = [source.numbers(some) for source in sources]
        terms, places = _all_terms(sources, numbers)
        totals = _totals(len(terms), sources, numbers, places)
        for first, last in _slices(totals):
            if totals[first] > MERGED_POSTINGS:
                if writer.append_term(_parts_of(sources, terms[first])):
                    kept.append(terms[first:last])
                continue
            stays, run = _merged(sources, numbers, places, first, last)
            kept.append([terms[place] for place in stays.tolist()])
            writer.append(run)
    writer.finish()
    kept.finish()


def term_ranges(
    files: Sequence[FieldFile], count: int, among: TermRange = ALL_TERMS
) -> Iterator[TermRange]:
    """The range cut into up to `count`, of about as many postings each."""
    largest = max(files, key=lambda file: len(file.terms))
    start, end = PostingsSource(largest, 0, None).numbers(among)
    before = offsets(largest.postings.counts[start:end])
    cuts = before.searchsorted(before[-1] * np.arange(1, count) // count)
    cuts = np.unique(cuts[(cuts > 0) & (cuts < end - start)]) + start
    ends = [among.first, *(largest.terms[number] for number in cuts.tolist()), among.last]
    for first, last in pairwise(ends):
        yield TermRange(first or b"", last)


def _all_terms(
    sources: Sequence[PostingsSource], numbers: Sequence[tuple[int, int]]
) -> tuple[list[bytes], list[Ints]]:
    """The terms of all sources in order, and the place among them of each term of each source."""
    own = [
        source.file.terms.slice(*of) if of[0] < of[1] else []
        for source, of in zip(sources, numbers, strict=True)
    ]
    terms = sorted(set().union(*own))
    place = {term: number for number, term in enumerate(terms)}
    return terms, [
        np.fromiter(map(place.__getitem__, known), dtype=np.int64, count=len(known))
        for known in own
    ]


def _totals(
    count: int,
    sources: Sequence[PostingsSource],
    numbers: Sequence[tuple[int, int]],
    places: Sequence[Ints],
) -> Ints:
    """int64[count]: the occurrences of the term at each place in all sources."""
    totals = np.zeros(count, dtype=np.int64)
    for source, (start, end), own in zip(sources, numbers, places, strict=True):
        totals[own] += source.file.postings.totals[start:end].astype(np.int64)
        source.file.forget()  # bounds the mapped pages in memory
    return totals


def _slices(totals: Ints) -> Iterator[tuple[int, int]]:
    """Ranges of places with some MERGED_POSTINGS occurrences; with more only single ones."""
    alone = totals > MERGED_POSTINGS
    before = np.cumsum(np.where(alone, 0, totals)) // MERGED_POSTINGS
    cuts = np.flatnonzero(np.diff(before) | alone[1:] | alone[:-1]) + 1
    if len(totals):
        yield from pairwise([0, *cuts.tolist(), len(totals)])


def _parts_of(sources: Sequence[PostingsSource], term: bytes) -> Iterator[Coded]:
    """What stays of the postings of a term, some at a time, each counted on from those before."""
    last = 0
    for source in sources:
        number = source.file.terms.find(term)
        if number is not None:
            for run, lengths in source.parts(number):
                rows = run.rows + source.first
                part = coded(run._replace(rows=rows), lengths)
                part.gaps[0] -= last
                last = int(rows[-1])
                yield part
            source.file.forget()


def _merged(
    sources: Sequence[PostingsSource],
    numbers: Sequence[tuple[int, int]],
    places: Sequence[Ints],
    first: int,
    last: int,
) -> tuple[Ints, Coded]:
    """Those of the places `first` to `last` whose terms still occur, and the postings."""
    runs = _Runs()
    for source, (begin, _), own in zip(sources, numbers, places, strict=True):
        start, end = own.searchsorted((first, last)).tolist()
        if start < end:
            stays, found = source.coded(begin + start, begin + end)
            runs.add(own[start + stays], found, source.first)
            source.file.forget()
    return runs.merged()


class _Runs:
    """Runs, each the postings of one term in one source: source by source, then by the term."""

    def __init__(self) -> None:
        self._places: list[Ints] = [_NONE]
        self._bases: list[Ints] = [_NONE]
        self._parts: list[Coded] = []

    def add(self, places: Ints, part: Coded, base: int) -> None:
        """Add what a source has; `places` of its terms, whose rows move up by `base`."""
        self._places.append(places)
        self._bases.append(np.full(len(places), base))
        self._parts.append(part)

    def merged(self) -> tuple[Ints, Coded]:
        """The distinct places, ascending, and the postings of each."""
        places = np.concatenate(self._places)
        if not len(places):
            return _NONE, _NOTHING
        order = np.argsort(places, kind="stable")
        places = places[order]
        begins = np.flatnonzero(np.diff(places, prepend=-1))
        counts, totals = self._all("counts")[order], self._all("totals")[order]
        sums = np.add.reduceat(counts, begins)
        run = Coded(
            counts=sums,
            gap_starts=offsets(sums)[:-1],
            gaps=self._gaps(order, counts, begins),
            freqs=self._gathered("freqs", "counts", order),
            positions=self._positions(order),
            totals=np.add.reduceat(totals, begins),
            most=np.maximum.reduceat(self._all("most")[order], begins),
            shortest=np.minimum.reduceat(self._all("shortest")[order], begins),
            longest=np.maximum.reduceat(self._all("longest")[order], begins),
        )
        return places[begins], run

    def _positions(self, order: Ints) -> NDArray[Any] | None:
        if self._parts[0].positions is None:
            return None
        return self._gathered("positions", "totals", order)

    def _all(self, name: str) -> NDArray[Any]:
        """What is known of each run, source by source."""
        return np.concatenate([getattr(part, name) for part in self._parts])

    def _gathered(self, name: str, sizes: str, order: Ints) -> NDArray[Any]:
        """The values of each run, of which it has `sizes`, in order of the runs."""
        counts = self._all(sizes)
        starts = offsets(counts)[:-1]
        return self._all(name).take(ranges(starts[order], counts[order]))

    def _gaps(self, order: Ints, counts: Ints, begins: Ints) -> NDArray[Any]:
        """The gaps in order of the runs, the first of each run counted from the one before."""
        before = offsets(np.array([len(part.gaps) for part in self._parts]))
        starts = [part.gap_starts + at for part, at in zip(self._parts, before, strict=False)]
        gaps = self._all("gaps").take(ranges(np.concatenate(starts)[order], counts))
        firsts = offsets(counts)[:-1]
        bases = np.concatenate(self._bases)[order]
        lasts = np.add.reduceat(gaps, firsts, dtype=np.int64) + bases
        lasts = np.append(0, lasts[:-1])
        lasts[begins] = 0
        gaps[firsts] = gaps[firsts] + bases - lasts
        return gaps
