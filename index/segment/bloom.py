"""Single-hash Bloom filter: no false negatives.

Bisection takes one memory access per doubling for each lookup, a filter takes one; the few false
positives then go through bisection. The hash is the number modulo a power of two, so that lookups
of ascending numbers access memory in order.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.int_codec import Ints

WIDEST = 17
"""Neighbouring numbers that can be looked up in one step."""
_HALF, _SHIFT = 16, 4
_SPARSE = 32
"""Bits per number, at least: the mean false positive rate is 1/48."""
_MOST_BITS = 1 << 22
"""A table of 1 MB, built from 4 MB; with two million numbers the false positive rate is 2/5."""


class BloomFilter(NamedTuple):
    """`words` uint32[bits / 16], each of 32 bits that overlaps the next one by half."""

    words: NDArray[np.uint32]

    @classmethod
    def of(cls, numbers: NDArray[Any]) -> "BloomFilter":
        """The set of `numbers`, integers that are not negative."""
        bits = min(_MOST_BITS, 1 << max(_HALF, len(numbers) * _SPARSE - 1).bit_length())
        flags = np.zeros(bits, dtype=bool)
        flags[numbers & (bits - 1)] = True
        halves = np.packbits(flags, bitorder="little").view("<u2").astype(np.uint32)
        words: NDArray[np.uint32] = halves | (np.roll(halves, -1) << np.uint32(_HALF))
        return cls(words)

    def passing(self, starts: NDArray[Any], width: int = 1) -> Ints:
        """Places of those of `starts` from which on one of `width` numbers may be in the set."""
        at = starts & (len(self.words) * _HALF - 1)
        near = self.words.take((at >> _SHIFT).astype(np.int64))
        at &= _HALF - 1
        near >>= at.astype(np.uint32, copy=False)
        near &= (1 << width) - 1
        places: Ints = (near != 0).nonzero()[0]
        return places
