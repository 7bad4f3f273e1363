"""Where a word or phrase stands in a segment, and how often in each paragraph."""

from collections.abc import Callable, Hashable
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.ranks import Words, bits_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Parts = tuple[NDArray[Any], ...]
Make = Callable[[], Parts]


def run_starts(values: NDArray[Any]) -> Ints:
    """int64[m]: where in `values`, equal ones of which stand together, a new value begins."""
    changes = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=changes[1:])
    return np.flatnonzero(changes)


def count_runs(values: NDArray[Any]) -> tuple[NDArray[Any], Ints]:
    """The different ones of `values`, equal ones of which stand together, and how many of each."""
    starts = run_starts(values)
    return values[starts], np.diff(np.append(starts, len(values)))


class Standing(Protocol):
    """Where a word or phrase stands in a segment."""

    @property
    def count(self) -> int:
        """In how many paragraphs."""

    @property
    def numbers(self) -> NDArray[Any]:
        """The paragraphs, int[n] ascending."""

    @property
    def freqs(self) -> NDArray[Any]:
        """How often in each, int or float[n]."""

    def freqs_at(self, among: Ints) -> NDArray[Any]:
        """How often in each of ascending `among`, 0 for not at all."""

    def bits(self, count: int) -> Words:
        """The paragraphs as bits, of `count` in the segment; not to be written to."""

    def kept(self, what: Hashable, make: Make) -> Parts:
        """The arrays that `make` makes of it, which may be kept for the next query."""


class Gathered:
    """Postings that nobody keeps beyond the query, nor what is made of them."""

    def __init__(self, numbers: NDArray[Any], freqs: NDArray[Any]) -> None:
        self.numbers = numbers
        self.freqs = freqs
        self._own: dict[Hashable, Parts] = {}

    @property
    def count(self) -> int:
        """How many paragraphs."""
        return len(self.numbers)

    def freqs_at(self, among: Ints) -> NDArray[Any]:
        """By bisection."""
        return look_up(self.numbers, self.freqs, among)

    def bits(self, count: int) -> Words:
        """Made anew each time."""
        return bits_of(self.numbers, count)

    def kept(self, what: Hashable, make: Make) -> Parts:
        """Kept here."""
        if what not in self._own:
            self._own[what] = make()
        return self._own[what]


class Packed:
    """A term of a segment of Pressmark's own, decoded when it is looked at."""

    def __init__(self, file: Any, number: int, count: int, *, common: bool, ranked: bool) -> None:
        self.file = file
        self.number = number
        self.count = count
        self.common = common
        self.ranked = ranked

    @property
    def numbers(self) -> NDArray[Any]:
        """int32[n]."""
        found: NDArray[Any] = self.file.decoded(self.number)[0]
        return found

    @property
    def freqs(self) -> NDArray[Any]:
        """uint[n]."""
        found: NDArray[Any] = self.file.decoded(self.number)[1]
        return found

    @property
    def dense(self) -> NDArray[Any]:
        """uint[paragraphs]: how often in each; for common words."""
        found: NDArray[Any] = self.file.dense(self.number)
        return found

    def bits(self, count: int) -> Words:
        """Kept of a common word."""
        if not self.ranked:
            return bits_of(self.numbers, count)
        found: Words = self.file.ranked(self.number).words
        return found

    @property
    def is_shared(self) -> bool:
        """Whether paragraphs that stand together share what the field says."""
        return self.file.rows.starts is not None

    def runs(self) -> tuple[Ints, Ints, Ints]:
        """Where such runs of its paragraphs begin and end, int64, and how often in each; int64."""
        rows, starts = self.file.postings.rows(self.number), self.file.rows.starts
        return starts.take(rows), starts.take(rows + 1), self.file.postings.freqs(self.number)

    def freqs_at(self, among: Ints) -> NDArray[Any]:
        """In one step for a common word, by bisection for others."""
        if self.common:
            return self.dense.take(among)
        return look_up(self.numbers, self.freqs, among)

    def kept(self, what: Hashable, make: Make) -> Parts:
        """Kept with the segment."""
        found: Parts = self.file.kept_together(self.number, what, make)
        return found


def look_up(numbers: NDArray[Any], values: NDArray[Any], among: Ints) -> NDArray[Any]:
    """The one of `values` that stands beside each of `among` in `numbers`, or 0; both ascend."""
    found = np.zeros(len(among), dtype=values.dtype)
    if len(numbers):
        wanted = among.astype(numbers.dtype)
        at = numbers.searchsorted(wanted)
        same = numbers.take(at, mode="clip") == wanted
        found[same] = values[at[same]]
    return found
