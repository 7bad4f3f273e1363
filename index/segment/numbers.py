"""A column of whole numbers, one a row: what Whoosh sorts and filters dates and counts by."""

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.packing import Ints
from pressmark.index.segment.sections import Meta, SectionFile, SectionWriter


def write_numbers(target: SectionWriter, prefix: str, values: Ints, present: Any) -> Meta:
    """Write int64[rows] and bool[rows] for `Numbers`; what is not present is kept as 0.

    Kept are the steps from the smallest value, in the largest unit of which all are multiples: days
    take two bytes so, and not the eight of their microseconds.
    """
    known = values[present]
    base = int(known.min()) if len(known) else 0
    steps = np.where(present, values - base, 0).astype(np.uint64)
    unit = int(np.gcd.reduce(steps, initial=0)) or 1
    steps //= np.uint64(unit)
    target.add(prefix + "numbers", steps.astype(np.min_scalar_type(steps.max(initial=0))))
    if not present.all():
        target.add(prefix + "present", np.packbits(present))
    return {"base": base, "unit": unit}


class Numbers:
    """`present` is bool[rows], or None where every row has a number."""

    def __init__(self, file: SectionFile, prefix: str, meta: Meta) -> None:
        self._steps = file[prefix + "numbers"].all()
        self._base: int = meta["base"]
        self._unit: int = meta["unit"]
        self.present: NDArray[np.bool_] | None = None
        if prefix + "present" in file:
            bits = np.unpackbits(file[prefix + "present"].all(), count=len(self._steps))
            self.present = bits.astype(bool)

    @cached_property
    def values(self) -> Ints:
        """int64[rows], the smallest of all where there is none."""
        return self._steps.astype(np.int64) * self._unit + self._base

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
