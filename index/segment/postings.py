"""Postings of a field: for each term the rows it stands in, how often, and at which positions.

Rows are kept as gaps, in one, two or four bytes a gap, whichever is smallest for the term. How
often is kept only where it is more than once. Positions are kept for every occurrence.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from pressmark.index.segment.packing import Ints, Patched, PatchedWriter, offsets, ranges
from pressmark.index.segment.sections import SectionFile, SectionWriter

_WIDTHS = (1, 2, 4)
_PATCH_BYTES = 8
_RANK_STEP = 4096
"""Postings between two counts of those before that stand more than once: 512 bytes of bits."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Postings of consecutive terms, each term's rows ascending.

    `counts` int64[terms] rows of each term; `rows` int64[n]; `freqs` int64[n]; `positions`
    int64[sum of freqs], ascending within a posting, or None where the field keeps none.
    """

    counts: Ints
    rows: Ints
    freqs: Ints
    positions: Ints | None


def gaps_of(counts: Ints, rows: Ints) -> Ints:
    """Each row's distance from the one before; a term's first row stands for itself. int64[n]."""
    gaps = np.empty(len(rows), dtype=np.int64)
    gaps[:1] = rows[:1]
    np.subtract(rows[1:], rows[:-1], out=gaps[1:])
    firsts = offsets(counts)[:-1]
    gaps[firsts] = rows[firsts]
    return gaps


def cheapest_widths(counts: Ints, gaps: Ints) -> NDArray[np.uint8]:
    """Index into `_WIDTHS` for each term, uint8[terms]; every term has at least one row."""
    firsts = offsets(counts)[:-1]
    costs = [
        width * counts + _PATCH_BYTES * np.add.reduceat((gaps >> 8 * width) > 0, firsts)
        for width in _WIDTHS
    ]
    cheapest: NDArray[np.uint8] = np.argmin(costs, axis=0).astype(np.uint8)
    return cheapest


class PostingsWriter:
    """Writes a field's postings, terms in order, a run of terms at a time."""

    def __init__(self, target: SectionWriter, prefix: str, lengths: NDArray[np.uint8]) -> None:
        """`lengths` uint8[rows]: the field length of each row, as Whoosh's length byte."""
        self._target = target
        self._prefix = prefix
        self._lengths = lengths
        self._gaps = [
            PatchedWriter(target, f"{prefix}gaps{width}", f"u{width}") for width in _WIDTHS
        ]
        self._many = target.spool(np.uint8)
        self._freqs = PatchedWriter(target, prefix + "freqs", np.uint8)
        self._positions = PatchedWriter(target, prefix + "positions", np.uint8)
        self._bit_counts: list[NDArray[np.uint8]] = []
        self._pending_bits = np.zeros(0, dtype=bool)
        self._facts: list[tuple[NDArray[Any], ...]] = []

    def append(self, run: Postings) -> None:
        """Add the postings of the next terms."""
        if not len(run.counts):
            return
        gaps = gaps_of(run.counts, run.rows)
        widths = cheapest_widths(run.counts, gaps)
        starts = self._append_gaps(run.counts, gaps, widths)
        self._append_freqs(run.freqs)
        if run.positions is not None:
            self._positions.append(run.positions)
        self._note(run, widths, starts)

    def _append_gaps(self, counts: Ints, gaps: Ints, widths: NDArray[np.uint8]) -> Ints:
        starts = np.zeros(len(counts), dtype=np.int64)
        width_of_gap = np.repeat(widths, counts)
        for code, writer in enumerate(self._gaps):
            chosen = widths == code
            starts[chosen] = offsets(counts[chosen])[:-1] + len(writer)
            writer.append(gaps[width_of_gap == code])
        return starts

    def _append_freqs(self, freqs: Ints) -> None:
        many = freqs > 1
        self._freqs.append(freqs[many])
        bits = np.concatenate((self._pending_bits, many))
        whole = len(bits) // 8 * 8
        self._append_bits(np.packbits(bits[:whole], bitorder="little"))
        self._pending_bits = bits[whole:]

    def _append_bits(self, packed: NDArray[np.uint8]) -> None:
        self._many.append(packed)
        self._bit_counts.append(np.bitwise_count(packed))

    def _note(self, run: Postings, widths: NDArray[np.uint8], starts: Ints) -> None:
        firsts = offsets(run.counts)[:-1]
        lengths = self._lengths[run.rows]
        self._facts.append(
            (
                run.counts,
                np.add.reduceat(run.freqs, firsts),
                starts,
                widths,
                np.maximum.reduceat(run.freqs, firsts),
                np.minimum.reduceat(lengths, firsts),
                np.maximum.reduceat(lengths, firsts),
            )
        )

    def finish(self) -> None:
        """Write the sections."""
        self._append_bits(np.packbits(self._pending_bits, bitorder="little"))
        bit_counts = np.concatenate(self._bit_counts)
        steps = np.arange(0, len(bit_counts), _RANK_STEP // 8)
        before = (
            offsets(np.add.reduceat(bit_counts, steps, dtype=np.int64)) if len(steps) else steps
        )
        self._target.add(self._prefix + "many.before", _unsigned(before))
        for writer in (*self._gaps, self._freqs, self._positions):
            writer.finish()
        self._target.add(self._prefix + "many", self._many)
        names = ("counts", "totals", "starts", "widths", "most", "shortest", "longest")
        for place, name in enumerate(names):
            values = [fact[place] for fact in self._facts] or [np.zeros(0, dtype=np.uint8)]
            self._target.add(self._prefix + name, _unsigned(np.concatenate(values)))


def _unsigned(values: NDArray[Any]) -> NDArray[Any]:
    return values.astype(np.min_scalar_type(int(values.max(initial=0))))


@dataclass(frozen=True, slots=True)
class TermFacts:
    """What the dictionary knows of a term: how many rows, occurrences, and extremes of both."""

    rows: int
    total: int
    most: int
    shortest: int
    longest: int


class PostingsFile:
    """Postings of a field as `PostingsWriter` wrote them, decoded by the term or by a run."""

    def __init__(self, file: SectionFile, prefix: str, *, positions: bool) -> None:
        self.has_positions = positions
        self._gaps = [Patched.of(file, f"{prefix}gaps{width}") for width in _WIDTHS]
        self._many = file[prefix + "many"]
        self._many_before = file[prefix + "many.before"]
        self._freqs = Patched.of(file, prefix + "freqs")
        self._positions = Patched.of(file, prefix + "positions")
        self._facts = [file[prefix + name] for name in ("most", "shortest", "longest")]
        self._starts = file[prefix + "starts"]
        self._widths = file[prefix + "widths"]
        self.counts = file[prefix + "counts"].all()
        self.totals = file[prefix + "totals"].all()
        self._first_posting = offsets(self.counts)
        self._first_position = offsets(self.totals)

    def facts(self, number: int) -> TermFacts:
        """The statistics of term `number`; lengths are Whoosh's length bytes."""
        extremes = [section.at(number) for section in self._facts]
        return TermFacts(int(self.counts[number]), int(self.totals[number]), *extremes)

    def rows(self, number: int, dtype: DTypeLike = np.int64) -> NDArray[Any]:
        """The rows of term `number`, ascending."""
        start = self._starts.at(number)
        gaps = self._gaps[self._widths.at(number)]
        rows = gaps.slice(start, start + int(self.counts[number]), dtype)
        return np.cumsum(rows, out=rows)

    def freqs(self, number: int) -> NDArray[np.unsignedinteger]:
        """How often term `number` stands in each of its rows, in as few bytes as can be."""
        first, last = self._first_posting[number : number + 2].tolist()
        return self._freqs_between(first, last)

    def _freqs_between(self, first: int, last: int) -> NDArray[np.unsignedinteger]:
        base = first // 8
        packed = self._many.slice(base, (last + 7) // 8)
        bits = np.unpackbits(packed, bitorder="little")[first - 8 * base : last - 8 * base]
        many = bits.view(bool).nonzero()[0]
        before = self._rank(first) if len(many) else 0
        more = self._freqs.slice(before, before + len(many))
        freqs = np.ones(last - first, dtype=np.min_scalar_type(int(more.max(initial=1))))
        freqs[many] = more
        return freqs

    def _rank(self, posting: int) -> int:
        """How many postings before `posting` stand more than once."""
        step = posting // _RANK_STEP
        packed = self._many.slice(step * _RANK_STEP // 8, (posting + 7) // 8).copy()
        if posting % 8:
            packed[-1] &= (1 << posting % 8) - 1
        return self._many_before.at(step) + int(np.bitwise_count(packed).sum())

    @cached_property
    def positions_end(self) -> int:
        """More than any position."""
        high = self._positions.high.all()
        bits = 8 * self._positions.low.values.itemsize
        return (int(high.max(initial=0)) + 1) << bits

    def positions(self, number: int, dtype: DTypeLike = np.int64) -> NDArray[Any]:
        """All positions of term `number`, its rows one after the other."""
        first, last = self._first_position[number : number + 2].tolist()
        return self._positions.slice(first, last, dtype)

    def large_positions(self, number: int) -> tuple[Ints, Ints]:
        """Which of all positions of term `number` need more than a byte, and what to add to it."""
        first, last = self._first_position[number : number + 2].tolist()
        self._positions.low.slice(first, last)  # checks the pages for `positions_at`
        return self._positions.patches(first, last)

    def positions_at(self, number: int, wanted: Ints, large: Ints, more: Ints) -> Ints:
        """Those of all positions of term `number` that stand at ascending `wanted`; int64.

        `large` and `more` are its `large_positions`.
        """
        first, last = self._first_position[number : number + 2].tolist()
        values = self._positions.low.values[first:last].take(wanted).astype(np.int64)
        if len(large) and len(wanted):
            at = wanted.searchsorted(large)
            among = np.flatnonzero(wanted.take(at, mode="clip") == large)
            values[at[among]] += more[among]
        return values

    def rows_of_any(self, first: int, last: int) -> Ints:
        """The rows in which the terms `first` to `last`, without it, stand; a row may recur."""
        return self._rows_of(first, last, self.counts[first:last].astype(np.int64))

    def any_of(self, first: int, last: int, count: int) -> NDArray[np.bool_]:
        """bool[count rows]: where any of the terms `first` to `last`, without it, stands."""
        marked = np.zeros(count, dtype=bool)
        widths = self._widths.slice(first, last)
        for code, plane in enumerate(self._gaps):
            chosen = np.flatnonzero(widths == code)
            if len(chosen):
                start = self._starts.at(first + int(chosen[0]))
                firsts = offsets(self.counts[first:last][chosen])
                gaps = plane.slice(start, start + int(firsts[-1]), np.int32)
                # the first row of a term, less the last row of the one before
                gaps[firsts[1:-1]] -= np.add.reduceat(gaps, firsts[:-1], dtype=np.int32)[:-1]
                marked[np.cumsum(gaps)] = True
        return marked

    def run(self, first: int, last: int) -> Postings:
        """The postings of the terms `first` to `last`, without it."""
        start, end = int(self._first_posting[first]), int(self._first_posting[last])
        counts = self.counts[first:last].astype(np.int64)
        positions = None
        if self.has_positions:
            place, stop = int(self._first_position[first]), int(self._first_position[last])
            positions = self._positions.slice(place, stop)
        return Postings(
            counts,
            self._rows_of(first, last, counts),
            self._freqs_between(start, end).astype(np.int64),
            positions,
        )

    def _rows_of(self, first: int, last: int, counts: Ints) -> Ints:
        gaps = np.empty(int(counts.sum()), dtype=np.int64)
        firsts = offsets(counts)[:-1]
        widths = self._widths.slice(first, last)
        starts = self._starts.slice(first, last).astype(np.int64)
        for code, plane in enumerate(self._gaps):
            chosen = np.flatnonzero(widths == code)
            if len(chosen):
                start = int(starts[chosen[0]])
                size = int(counts[chosen].sum())
                gaps[ranges(firsts[chosen], counts[chosen])] = plane.slice(start, start + size)
        sums = np.cumsum(gaps)
        return sums - np.repeat(sums[firsts] - gaps[firsts], counts)
