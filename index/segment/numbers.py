"""A column of whole numbers, one a row: what Whoosh sorts and filters dates and counts by."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.packing import Ints
from pressmark.index.segment.sections import Meta, SectionFile, SectionWriter


def write_numbers(target: SectionWriter, prefix: str, values: Ints, present: Any) -> Meta:
    """Write int64[rows] and bool[rows]; what is not present is kept as 0. For `Numbers`."""
    known = values[present]
    base = int(known.min()) if len(known) else 0
    shifted = np.where(present, values - base, 0).astype(np.uint64)
    target.add(prefix + "numbers", shifted.astype(np.min_scalar_type(shifted.max(initial=0))))
    if not present.all():
        target.add(prefix + "present", np.packbits(present))
    return {"base": base}


class Numbers:
    """`values` int64[rows], and `present` bool[rows] or None where every row has one."""

    def __init__(self, file: SectionFile, prefix: str, meta: Meta) -> None:
        stored = file[prefix + "numbers"].all()
        self.values: Ints = stored.astype(np.int64) + meta["base"]
        self.present: NDArray[np.bool_] | None = None
        if prefix + "present" in file:
            bits = np.unpackbits(file[prefix + "present"].all(), count=len(stored))
            self.present = bits.astype(bool)

    def known(self) -> NDArray[np.bool_]:
        """bool[rows], also where every row has one."""
        return np.ones(len(self.values), dtype=bool) if self.present is None else self.present
