"""A set of numbers by their last digits: tells in a few steps what is surely not in it.

Halving a list takes a memory access a doubling, for each number looked up; a sieve takes one. It
lets some pass that are not in the set, which are then few enough for halving. Bloom's filter with
one hash, the number modulo a power of two: ascending numbers are so looked up in memory in order.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.int_codec import Ints

WIDEST = 17
"""Neighbouring numbers that can be looked up in one step."""
_HALF, _SHIFT = 16, 4
_SPARSE = 32
"""Bits for each number, at least: of what is not in the set a 48th passes, in the mean."""
_MOST_BITS = 1 << 22
"""Of two million numbers two fifths then pass; a table of 1 MB, made in one of 4 MB."""


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
