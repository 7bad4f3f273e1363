"""Patched encoding of integers: the low part in one or two bytes, large values as exceptions."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray
from whoosh.util.numeric import byte_to_length

from pressmark.index.segment.array_file import Joined, Section, SectionFile, SectionWriter

Ints = NDArray[np.int64]

LENGTHS = np.array([byte_to_length(code) for code in range(256)], dtype=np.int64)
"""The field length that each of Whoosh's length bytes encodes."""

_LOW_BYTES = 4
"""Bytes of the low part of a number, at most: the rest is shifted by as many, in 64 bits."""


class PatchedWriter:
    """Collects non-negative integers below 2**40: their low part in `dtype`, the rest patched."""

    def __init__(self, target: SectionWriter, name: str, dtype: DTypeLike) -> None:
        self._target = target
        self._name = name
        self._bits = np.dtype(dtype).itemsize * 8
        self._low = target.spool(dtype)
        self._at = target.narrow_spool()
        self._high = target.spool(np.uint32)

    def __len__(self) -> int:
        return self._low.length

    def append(self, values: NDArray[Any]) -> None:
        """Add integers of any dtype at the end."""
        if values.itemsize * 8 > self._bits:
            large = np.flatnonzero(values >> self._bits)
            self._at.append(large + self._low.length)
            self._high.append(values.take(large) >> self._bits)
        self._low.append(values)  # the cast leaves the low bits

    def finish(self) -> None:
        """Write the three sections."""
        self._at.make_room(self._low.length)
        self._target.add(self._name, self._low)
        self._target.add(self._name + ".at", self._at)
        self._target.add(self._name + ".high", self._high)


def join_patched(target: SectionWriter, name: str, files: Sequence[SectionFile]) -> None:
    """Write the integers that several files have under `name`, one file behind the other."""
    parts = [Patched.of(file, name) for file in files]
    places, before = target.narrow_spool(), 0
    for part in parts:
        for piece in part.places.pieces():
            places.append(piece.astype(np.int64) + before)
        before += len(part)
    places.make_room(before)
    target.add(name, Joined([part.low for part in parts]))
    target.add(name + ".at", places)
    target.add(name + ".high", Joined([part.high for part in parts]))


class Patched:
    """Integers as `PatchedWriter` wrote them; `places` are of a dtype that holds their number."""

    __slots__ = ("high", "low", "places")

    def __init__(self, low: Section, places: Section, high: Section) -> None:
        self.low = low
        self.places = places
        self.high = high

    @classmethod
    def of(cls, file: SectionFile, name: str) -> "Patched":
        """The integers under `name` in `file`; raises IndexCorrupt."""
        low, places = file[name], file[name + ".at"]
        most = np.iinfo(places.values.dtype).max
        if low.values.itemsize > _LOW_BYTES or most < len(low):
            raise low.corrupt(f"its section {name!r} has numbers of another type")
        return cls(low, places, file.of_type(name + ".high", np.uint32).sized(len(places)))

    def __len__(self) -> int:
        return len(self.low)

    def slice(self, start: int, end: int, dtype: DTypeLike = np.int64) -> NDArray[Any]:
        """A fresh array of the integers `start` to `end`."""
        values = self.low.slice(start, end).astype(dtype)
        places, more = self.patches(start, end)
        if len(places):
            values[places] += more.astype(dtype)
        return values

    def narrow(self, start: int, end: int) -> NDArray[Any]:
        """A fresh array of the integers `start` to `end`, in as few bytes as they have there or,
        where some are large, as uint32."""
        places, _ = self.patches(start, end)
        return self.slice(start, end, np.uint32 if len(places) else self.low.values.dtype)

    def patches(self, start: int, end: int) -> tuple[Ints, Ints]:
        """Which of the integers `start` to `end`, counted from there, are more than their low part.

        And how much must be added to each; int64 both, ascending.
        """
        # of the same dtype, or the whole of `places` would be copied to another
        ends = np.array((start, end), dtype=self.places.values.dtype)
        first, last = self.places.all().searchsorted(ends).tolist()
        places = self.places.values[first:last].astype(np.int64) - start
        # seen as without a sign, what is before the start is beyond the end
        if len(places) and int(places.view(np.uint64).max()) >= end - start:
            raise self.places.corrupt("what is to be added to its numbers is out of order")
        bits = self.low.values.itemsize * 8
        return places, self.high.slice(first, last).astype(np.int64) << bits


def ranges(starts: Ints, counts: Ints) -> Ints:
    """The numbers starts[i], starts[i] + 1, … (counts[i] of them), for each i in turn; int64."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(starts - (ends - counts), counts) + np.arange(total, dtype=np.int64)


def offsets(counts: NDArray[Any]) -> Ints:
    """int64[n + 1]: where each of n consecutive groups starts, and where the last one ends."""
    result = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=result[1:])
    return result


class Starts:
    """Where consecutive groups start, given their sizes, of which there may be millions.

    In memory is the start of every 64th group; the sizes from there on are added up.
    """

    _STEP = 64

    def __init__(self, sizes: NDArray[Any]) -> None:
        self._sizes = sizes
        begins = np.arange(0, len(sizes), self._STEP)
        steps = np.add.reduceat(sizes, begins, dtype=np.int64) if len(sizes) else begins
        self._every = offsets(steps)

    def at(self, number: int) -> int:
        """Where group `number` starts; also of the one after the last."""
        step = number // self._STEP
        sizes = self._sizes[step * self._STEP : number]
        return int(self._every[step]) + int(sizes.sum(dtype=np.int64))


def narrowest(values: NDArray[Any]) -> NDArray[Any]:
    """The same non-negative integers in the smallest unsigned dtype that holds the largest."""
    return values.astype(np.min_scalar_type(int(values.max())) if len(values) else np.uint8)


def length_bytes(lengths: Ints) -> NDArray[np.uint8]:
    """Whoosh's length byte of each field length, uint8[n]."""
    return np.minimum(np.searchsorted(LENGTHS, lengths), 255).astype(np.uint8)
