"""A column of whole numbers, one a row: what Whoosh sorts and filters dates and counts by."""

from collections.abc import Callable, Iterable
from functools import cached_property
from math import gcd
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.array_file import Meta, SectionFile, SectionWriter, Spool
from pressmark.index.segment.int_codec import Ints
from pressmark.index.storage.typed_json import MOST, checked, record, whole

NumbersPart = tuple[Ints, NDArray[np.bool_]]
"""Some rows: int64[rows] values, and bool[rows] whether there is one."""


def write_numbers(
    target: SectionWriter, prefix: str, parts: Callable[[], Iterable[NumbersPart]]
) -> Meta:
    """Write the rows that each call of `parts` gives; missing values are written as 0.

    Values are written as steps from the smallest, in the largest common unit, so that days
    take two bytes instead of the eight of their microseconds.
    """
    scale = _Scale.of(parts())
    numbers = target.spool(np.min_scalar_type((scale.most - scale.base) // scale.unit))
    for values, present in parts():
        steps = np.where(present, values - scale.base, 0).astype(np.uint64)
        numbers.append(steps // np.uint64(scale.unit))
    target.add(prefix + "numbers", numbers)
    if scale.missing:
        target.add(prefix + "present", _packed(target, parts()))
    return {"base": scale.base, "unit": scale.unit}


def _packed(target: SectionWriter, parts: Iterable[NumbersPart]) -> Spool:
    """Whether there is a value, a bit a row."""
    bits, pending = target.spool(np.uint8), np.zeros(0, dtype=bool)
    for _, present in parts:
        pending = np.concatenate((pending, present))
        whole = len(pending) // 8 * 8
        bits.append(np.packbits(pending[:whole]))
        pending = pending[whole:]
    bits.append(np.packbits(pending))
    return bits


class _Scale(NamedTuple):
    """The smallest and the largest of all values, the largest unit of which their distances are
    multiples, and whether any row has none."""

    base: int = 0
    most: int = 0
    unit: int = 1
    missing: bool = False

    @classmethod
    def of(cls, parts: Iterable[NumbersPart]) -> Self:
        """The scale of all rows."""
        lows, highs, unit, missing = [], [], 0, False
        for values, present in parts:
            missing = missing or not present.all()
            known = values[present]
            if len(known):
                lows.append(int(known.min()))
                highs.append(int(known.max()))
                # without a sign, since what is between two may not fit with one
                steps = (known - lows[-1]).astype(np.uint64)
                unit = gcd(unit, int(np.gcd.reduce(steps)), lows[-1] - lows[0])
        if not lows:
            return cls(missing=missing)
        return cls(min(lows), max(highs), unit or 1, missing)


_META = record(base=whole(-MOST), unit=whole(1))


class NumberColumn:
    """`present` is bool[rows], or None where every row has a number."""

    def __init__(self, file: SectionFile, prefix: str, meta: Meta) -> None:
        self._steps = file[prefix + "numbers"].all()
        scale = checked(meta, _META, file.corrupt)
        self._base: int = scale["base"]
        self._unit: int = scale["unit"]
        if self.most > MOST:
            raise file.corrupt(f"its section {prefix + 'numbers'!r} has too large numbers")
        self.present: NDArray[np.bool_] | None = None
        if prefix + "present" in file:
            octets = file.of_type(prefix + "present", np.uint8)
            bits = octets.sized(-(-len(self._steps) // 8)).all()
            self.present = np.unpackbits(bits, count=len(self._steps)).astype(bool)

    @property
    def least(self) -> int:
        """The smallest number, also where no row has one."""
        return self._base

    @property
    def most(self) -> int:
        """The largest number."""
        return self._base + int(self._steps.max(initial=0)) * self._unit

    @cached_property
    def values(self) -> Ints:
        """int64[rows], the smallest of all where there is none."""
        return self._of(self._steps)

    def _of(self, steps: NDArray[np.unsignedinteger]) -> Ints:
        return steps.astype(np.int64) * self._unit + self._base

    def at(self, row: int) -> int | None:
        """The number of one row, if it has one."""
        if self.present is not None and not self.present[row]:
            return None
        return int(self._steps[row]) * self._unit + self._base

    def part(self, first: int, last: int) -> NumbersPart:
        """The rows from `first` to `last`, without it, in fresh arrays."""
        values = self._of(self._steps[first:last])
        if self.present is None:
            return values, np.ones(last - first, dtype=bool)
        return values, self.present[first:last]

    def known(self) -> NDArray[np.bool_]:
        """bool[rows], also where every row has one."""
        return np.ones(len(self._steps), dtype=bool) if self.present is None else self.present

    def between(self, low: int | None, high: int | None) -> NDArray[np.bool_]:
        """bool[rows]: whether there is a number from `low` to `high`, with both; None is no end."""
        most = np.iinfo(self._steps.dtype).max
        first = 0 if low is None else max(0, -((self._base - low) // self._unit))
        last = most if high is None else min(most, (high - self._base) // self._unit)
        if first > last:
            return np.zeros(len(self._steps), dtype=bool)
        # what is below `first` wraps around to what is above every number
        within: NDArray[np.bool_] = self._steps - self._steps.dtype.type(first) <= last - first
        return within if self.present is None else within & self.present
