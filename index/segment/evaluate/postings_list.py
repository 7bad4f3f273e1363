"""The postings of a word or phrase in one segment: ascending doc ids and term frequencies."""

from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.bitset import Bits, RankedBits, from_numbers
from pressmark.index.segment.bloom import BloomFilter
from pressmark.index.segment.segment import FieldFile

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Parts = tuple[NDArray[Any], ...]
Make = Callable[[], Parts]

NO_INTS: Ints = np.zeros(0, dtype=np.int64)


def run_starts(values: NDArray[Any]) -> Ints:
    """int64[m]: where a new value begins in `values`, whose equal values are adjacent."""
    changes = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=changes[1:])
    return np.flatnonzero(changes)


def count_runs(values: NDArray[Any]) -> tuple[NDArray[Any], Ints]:
    """The distinct values of `values`, whose equal values are adjacent, and how many of each."""
    starts = run_starts(values)
    return values[starts], np.diff(np.append(starts, len(values)))


class PostingsList(Protocol):
    """The postings of a word or phrase in a segment, deleted paragraphs included."""

    @property
    def count(self) -> int:
        """The document frequency: in how many paragraphs."""

    @property
    def numbers(self) -> NDArray[Any]:
        """The paragraphs, int[n] ascending."""

    @property
    def freqs(self) -> NDArray[Any]:
        """The term frequency in each, int[n]."""

    def freqs_at(self, among: Ints) -> NDArray[Any]:
        """int[k]: the term frequency in each of ascending `among`, 0 where it does not occur."""

    def bits(self, count: int) -> Bits:
        """The paragraphs as bits, of `count` in the segment; read only."""

    def cached_arrays(self, what: Hashable, make: Make) -> Parts:
        """The arrays that `make` computes, cached under `what` as long as these postings are."""


class ListedPostings:
    """Postings given as arrays; they live as long as the query."""

    def __init__(self, numbers: NDArray[Any], freqs: NDArray[Any]) -> None:
        self.numbers = numbers
        self.freqs = freqs
        self._own: dict[Hashable, Parts] = {}

    @property
    def count(self) -> int:
        """In how many paragraphs."""
        return len(self.numbers)

    def freqs_at(self, among: Ints) -> NDArray[Any]:
        """By bisection."""
        return look_up(self.numbers, self.freqs, among)

    def bits(self, count: int) -> Bits:
        """Computed at each call."""
        return from_numbers(self.numbers, count)

    def cached_arrays(self, what: Hashable, make: Make) -> Parts:
        """Cached here."""
        if what not in self._own:
            self._own[what] = make()
        return self._own[what]


class TermPostings:
    """Postings of a term of the dictionary, decoded on first use and cached with the segment.

    Those with `has_bits` are cached as a bitset with ranks in place of doc ids.
    """

    def __init__(self, file: FieldFile, number: int, count: int, *, has_bits: bool) -> None:
        self.file = file
        self.number = number
        self.count = count
        self.has_bits = has_bits

    @property
    def numbers(self) -> NDArray[np.int32]:
        """int32[n]; decoded at each call if `has_bits`."""
        if self.has_bits:
            return self.file.new_doc_ids(self.number)
        return self.file.doc_ids(self.number)

    @cached_property
    def freqs(self) -> NDArray[Any]:
        """uint[n]."""
        return self.file.term_freqs(self.number)

    @cached_property
    def _bits(self) -> RankedBits:
        return self.file.ranked_bits(self.number)

    def bits(self, count: int) -> Bits:
        """Cached if `has_bits`."""
        if self.has_bits:
            return self._bits.words
        return from_numbers(self.numbers, count)

    @property
    def is_shared(self) -> bool:
        """Whether adjacent paragraphs share one value of the field, as those of an article do."""
        return self.file.rows.starts is not None

    def runs(self) -> tuple[Ints, Ints, NDArray[Any]]:
        """For such a field, the runs of paragraphs: starts and ends, int64, and frequencies."""
        rows, starts = self.file.postings.rows(self.number), self.file.rows.starts
        assert starts is not None
        return starts.take(rows), starts.take(rows + 1), self.file.postings.freqs(self.number)

    def freqs_at(self, among: Ints) -> NDArray[Any]:
        """By rank if `has_bits`, else by bisection."""
        if not self.has_bits:
            return look_up(self.numbers, self.freqs, among)
        bits, freqs = self._bits, self.freqs
        found = np.zeros(len(among), dtype=freqs.dtype)
        having = bits.contains(among)
        found[having] = freqs.take(bits.ranks(among.compress(having)))
        return found

    def positions(self, among: Ints) -> tuple[Ints, Ints]:
        """One row an occurrence in the paragraphs `among` (ascending, each has the term): its
        paragraph and its position, both int64[k] ascending."""
        if self.has_bits:
            places = self._bits.ranks(among).astype(np.int64)
        else:
            places = self.numbers.searchsorted(among.astype(np.int32))
        counts = self.freqs.take(places)
        return among.repeat(counts), self.file.positions_in(self.number, places, counts)

    @property
    def occurrences(self) -> NDArray[np.unsignedinteger]:
        """Every occurrence in the field, ascending, words numbered through all rows; cached."""
        return self.file.occurrences(self.number)

    @property
    def occurrence_filter(self) -> BloomFilter:
        """A Bloom filter of the occurrences; cached."""
        return self.file.occurrence_filter(self.number)

    def cached_count(self, what: Hashable, make: Callable[[], int]) -> int:
        """The number that `make` counts, cached with the segment."""
        return self.file.cached_count(self.number, what, make)

    def cached_arrays(self, what: Hashable, make: Make) -> Parts:
        """Cached with the segment."""
        found: Parts = self.file.cached_arrays(self.number, what, make)
        return found


def look_up(numbers: NDArray[Any], values: NDArray[Any], among: Ints) -> NDArray[Any]:
    """For each of ascending `among` the entry of `values` at its place in ascending `numbers`, or
    0 where it is not in `numbers`. The shorter list is looked up in the longer one."""
    found = np.zeros(len(among), dtype=values.dtype)
    if not len(numbers) or not len(among):
        return found
    if len(numbers) < len(among):
        at = among.searchsorted(numbers)
        same = among.take(at, mode="clip") == numbers
        found[at[same]] = values[same]
        return found
    wanted = among.astype(numbers.dtype)
    at = numbers.searchsorted(wanted)
    same = numbers.take(at, mode="clip") == wanted
    found[same] = values[at[same]]
    return found
