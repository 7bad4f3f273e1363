"""Postings of a field: for each term its rows, term frequencies and positions.

Rows are stored as gaps, in one, two or four bytes a gap, whichever is smallest for the term. Term
frequencies are stored only above 1. Positions are stored for every occurrence.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import DTypeLike, NDArray

from pressmark.index.segment.array_file import SectionFile
from pressmark.index.segment.int_codec import Ints, Patched, Starts, offsets, ranges
from pressmark.index.segment.thresholds import TERM_POSTINGS

WIDTHS = (1, 2, 4)
RANK_STEP = 4096
"""Postings between two cumulative counts of frequencies above 1: 512 bytes of bits."""


_MOST_OFTEN = 1 << 36
"""Maximum occurrences of a term in a segment: the sum over 128 million terms fits into 64 bits."""
_MANY = 2
_NO_WIDTH = "it has postings of an unknown width"
_NO_ROWS = "a term has rows that do not exist"


class Postings(NamedTuple):
    """Postings of consecutive terms, each term's rows ascending.

    `counts` int64[terms] rows of each term; `rows` [n]; `freqs` [n]; `positions` [sum of freqs],
    ascending within a posting, or None where the field keeps none; these three of any dtype of
    integers.
    """

    counts: Ints
    rows: NDArray[Any]
    freqs: NDArray[Any]
    positions: NDArray[Any] | None


class Coded(NamedTuple):
    """Postings of consecutive terms in the form in which they are kept.

    As in `Postings`, with `gaps` [n] in place of rows, and for each term the values of `TermFacts`:
    `totals` int64, `most`, `shortest` and `longest` [terms]. The gaps of a term begin at
    `gap_starts` int64[terms], in any order.
    """

    counts: Ints
    gap_starts: Ints
    gaps: NDArray[Any]
    freqs: NDArray[Any]
    positions: NDArray[Any] | None
    totals: Ints
    most: NDArray[Any]
    shortest: NDArray[Any]
    longest: NDArray[Any]


class TermFacts(NamedTuple):
    """What the dictionary knows of a term: how many rows, occurrences, and extremes of both."""

    rows: int
    total: int
    most: int
    shortest: int
    longest: int


class PostingsFile:
    """Postings of a field as `PostingsWriter` wrote them, decoded by the term or by a run."""

    def __init__(self, file: SectionFile, prefix: str, rows: int, *, positions: bool) -> None:
        self.has_positions = positions
        self._row_count = rows
        self._corrupt = file.corrupt
        self._gaps = [Patched.of(file, f"{prefix}gaps{width}") for width in WIDTHS]
        self._many = file.of_type(prefix + "many", np.uint8)
        self._many_before = file[prefix + "many.before"]
        self._freqs = Patched.of(file, prefix + "freqs")
        self._positions = Patched.of(file, prefix + "positions")
        self.counts = file[prefix + "counts"].all()
        terms = len(self.counts)
        self.totals = file[prefix + "totals"].sized(terms).all()
        self._most = file[prefix + "most"].sized(terms)
        extremes = (file.of_type(prefix + name, np.uint8) for name in ("shortest", "longest"))
        self._extremes = [section.sized(terms) for section in extremes]
        self._starts = file[prefix + "starts"].sized(terms)
        self._widths = file[prefix + "widths"].sized(terms)
        self._check_counts()
        self._postings = Starts(self.counts)
        self._occurrences = Starts(self.totals)
        self._many.sized(-(-self._postings.at(terms) // 8))
        if positions:
            self._positions.low.sized(self._occurrences.at(terms))

    def _check_counts(self) -> None:
        """Raise IndexCorrupt if a term has no row, too many, or fewer occurrences than rows."""
        within = self.counts.max(initial=0) <= self._row_count
        within = within and self.totals.max(initial=0) <= _MOST_OFTEN
        if not within or (self.counts < 1).any() or (self.totals < self.counts).any():
            raise self._corrupt("it counts the postings of its terms wrong")

    def facts(self, number: int) -> TermFacts:
        """The statistics of term `number`; lengths are Whoosh's length bytes."""
        extremes = [section.at(number) for section in (self._most, *self._extremes)]
        return TermFacts(int(self.counts[number]), int(self.totals[number]), *extremes)

    def _gaps_of(self, number: int) -> Patched:
        """Where the gaps of term `number` are."""
        width = self._widths.at(number)
        if width >= len(WIDTHS):
            raise self._corrupt(_NO_WIDTH)
        return self._gaps[width]

    def _gaps_by_width(self, first: int, last: int) -> Iterator[tuple[Patched, Ints]]:
        """Where the gaps of the terms `first` to `last` are: of each width those that have it,
        counted from `first`."""
        widths = self._widths.slice(first, last)
        if widths.max(initial=0) >= len(WIDTHS):
            raise self._corrupt(_NO_WIDTH)
        for code, encoded in enumerate(self._gaps):
            chosen = np.flatnonzero(widths == code)
            if len(chosen):
                yield encoded, chosen

    def _cumulated(self, gaps: NDArray[Any]) -> NDArray[Any]:
        """The rows that the gaps of a term lead to, in the memory of these.

        Raises IndexCorrupt unless they ascend and are rows of the field. No gap is as large as the
        number of rows, so that no sum runs over before one is too large.
        """
        unsigned = gaps.view(f"u{gaps.itemsize}")  # what is negative is too large
        too_large = unsigned.max(initial=0) >= self._row_count
        if too_large or (len(gaps) > 1 and unsigned[1:].min() == 0):
            raise self._corrupt(_NO_ROWS)
        np.cumsum(gaps, out=gaps)
        self._check_rows(gaps)
        return gaps

    def _check_rows(self, rows: NDArray[Any]) -> None:
        unsigned = rows.view(f"u{rows.itemsize}")
        if unsigned.max(initial=0) >= self._row_count:
            raise self._corrupt(_NO_ROWS)

    def rows(self, number: int, dtype: DTypeLike = np.int64) -> NDArray[Any]:
        """The rows of term `number`, ascending."""
        start = self._starts.at(number)
        gaps = self._gaps_of(number).slice(start, start + int(self.counts[number]), dtype)
        return self._cumulated(gaps)

    def freqs(self, number: int) -> NDArray[np.unsignedinteger]:
        """The term frequencies of term `number` in its rows, in the smallest dtype."""
        first = self._postings.at(number)
        freqs, total = self._counted_between(first, first + int(self.counts[number]))
        self._check_total(total, int(self.totals[number]))
        return freqs

    def _freqs_of(self, first: int, last: int) -> NDArray[np.unsignedinteger]:
        """The term frequencies of terms `first` to `last` in their rows, in order."""
        found = self._counted_between(self._postings.at(first), self._postings.at(last))
        self._check_total(found[1], self._occurrences.at(last) - self._occurrences.at(first))
        return found[0]

    def _check_total(self, found: int, recorded: int) -> None:
        if found != recorded:
            raise self._corrupt("a term has more or fewer occurrences than recorded")

    def _counted_between(self, first: int, last: int) -> tuple[NDArray[np.unsignedinteger], int]:
        """How often in each of some postings, and in all of them."""
        base = first // 8
        packed = self._many.slice(base, (last + 7) // 8)
        bits = np.unpackbits(packed, bitorder="little")[first - 8 * base : last - 8 * base]
        many = bits.view(bool).nonzero()[0]
        before = self._rank(first) if len(many) else 0
        more = self._freqs.slice(before, before + len(many))
        if len(more) and more.min() < _MANY:
            raise self._corrupt("a term has fewer occurrences than recorded")
        freqs = np.ones(last - first, dtype=np.min_scalar_type(int(more.max(initial=1))))
        freqs[many] = more
        return freqs, last - first - len(many) + int(more.sum())

    def _rank(self, posting: int) -> int:
        """How many postings before `posting` have a frequency above 1."""
        step = posting // RANK_STEP
        packed = self._many.slice(step * RANK_STEP // 8, (posting + 7) // 8).copy()
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
        return self._positions.slice(*self._positions_of(number), dtype)

    def _positions_of(self, number: int) -> tuple[int, int]:
        """Where the positions of term `number` begin and end among all."""
        first = self._occurrences.at(number)
        return first, first + int(self.totals[number])

    def large_positions(self, number: int) -> tuple[Ints, Ints]:
        """Which of all positions of term `number` need more than a byte, and what to add to it."""
        first, last = self._positions_of(number)
        self._positions.low.slice(first, last)  # checks the pages for `positions_at`
        return self._positions.patches(first, last)

    def positions_at(self, number: int, wanted: Ints, large: Ints, more: Ints) -> Ints:
        """The positions of term `number` at ascending indices `wanted`; int64.

        `large` and `more` are its `large_positions`.
        """
        first, last = self._positions_of(number)
        values = self._positions.low.values[first:last].take(wanted).astype(np.int64)
        if len(large) and len(wanted):
            at = wanted.searchsorted(large)
            among = np.flatnonzero(wanted.take(at, mode="clip") == large)
            values[at[among]] += more[among]
        return values

    def rows_of_any(self, first: int, last: int) -> Ints:
        """The rows of terms `first` to `last`, exclusive; a row may recur."""
        return self._rows_of(first, last, self.counts[first:last].astype(np.int64))

    def any_of(self, first: int, last: int, count: int) -> NDArray[np.bool_]:
        """bool[count]: the rows of any of the terms `first` to `last`, exclusive."""
        marked = np.zeros(count, dtype=bool)
        for encoded, chosen in self._gaps_by_width(first, last):
            start = self._starts.at(first + int(chosen[0]))
            firsts = offsets(self.counts[first:last][chosen])
            gaps = encoded.slice(start, start + int(firsts[-1]), np.int32)
            # the first row of a term, less the last row of the one before
            gaps[firsts[1:-1]] -= np.add.reduceat(gaps, firsts[:-1], dtype=np.int32)[:-1]
            rows = np.cumsum(gaps, out=gaps)
            self._check_rows(rows)
            marked[rows] = True
        return marked

    def run(self, first: int, last: int) -> Postings:
        """The postings of the terms `first` to `last`, without it."""
        counts = self.counts[first:last].astype(np.int64)
        positions = None
        if self.has_positions:
            place, stop = self._occurrences.at(first), self._occurrences.at(last)
            positions = self._positions.slice(place, stop)
        return Postings(
            counts,
            self._rows_of(first, last, counts),
            self._freqs_of(first, last).astype(np.int64),
            positions,
        )

    def parts(self, number: int) -> Iterator[Postings]:
        """The postings of term `number`, TERM_POSTINGS at a time."""
        start, encoded = self._starts.at(number), self._gaps_of(number)
        posting, place, row = self._postings.at(number), self._occurrences.at(number), 0
        for first in range(0, int(self.counts[number]), TERM_POSTINGS):
            last = min(first + TERM_POSTINGS, int(self.counts[number]))
            rows = encoded.slice(start + first, start + last)
            rows[0] += row
            rows = self._cumulated(rows)
            row = int(rows[-1])
            freqs, total = self._counted_between(posting + first, posting + last)
            end = place + total
            positions = self._positions.narrow(place, end) if self.has_positions else None
            yield Postings(np.array([last - first]), rows, freqs, positions)
            place = end
        self._check_total(place, self._occurrences.at(number + 1))

    def _rows_of(self, first: int, last: int, counts: Ints) -> Ints:
        gaps = np.empty(int(counts.sum()), dtype=np.int64)
        firsts = offsets(counts)[:-1]
        starts = self._starts.slice(first, last).astype(np.int64)
        for encoded, chosen in self._gaps_by_width(first, last):
            start = int(starts[chosen[0]])
            size = int(counts[chosen].sum())
            gaps[ranges(firsts[chosen], counts[chosen])] = encoded.slice(start, start + size)
        sums = np.cumsum(gaps)
        rows = sums - np.repeat(sums[firsts] - gaps[firsts], counts)
        self._check_rows(rows)
        return rows

    def coded(self, first: int, last: int) -> Coded:
        """The postings of the terms `first` to `last`, without it, in fresh arrays of few bytes."""
        counts = self.counts[first:last].astype(np.int64)
        gap_starts, gaps = self._coded_gaps(first, last, counts)
        facts = (self._most, *self._extremes)
        most, shortest, longest = (fact.slice(first, last).copy() for fact in facts)
        dtype = most.dtype if len(most) else np.uint8
        positions = None
        if self.has_positions:
            place, stop = self._occurrences.at(first), self._occurrences.at(last)
            positions = self._positions.narrow(place, stop)
        return Coded(
            counts,
            gap_starts,
            gaps,
            self._freqs_of(first, last).astype(dtype),
            positions,
            self.totals[first:last].astype(np.int64),
            most,
            shortest,
            longest,
        )

    def _coded_gaps(self, first: int, last: int, counts: Ints) -> tuple[Ints, NDArray[Any]]:
        """Where the gaps of each term start in the array of its width."""
        gap_starts = self._starts.slice(first, last).astype(np.int64)
        parts = [np.zeros(0, dtype=np.uint32)]
        before = 0
        for encoded, chosen in self._gaps_by_width(first, last):
            start, sizes = int(gap_starts[chosen[0]]), counts[chosen]
            if (gap_starts[chosen] - start != offsets(sizes)[:-1]).any():
                raise self._corrupt("the postings of its terms do not follow one another")
            gap_starts[chosen] += before - start
            parts.append(encoded.slice(start, start + int(sizes.sum()), np.uint32))
            before += int(sizes.sum())
        return gap_starts, np.concatenate(parts)
