"""Bitsets of paragraphs: set operations, membership and rank.

Membership and rank take constant time; bisection of a list takes one memory access per doubling.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.int_codec import Ints, offsets, ranges

Bits = NDArray[np.uint64]
Flags = NDArray[np.bool_]

_BITS = 64
_SHIFT = 6
_ONE = np.uint64(1)
_ONES = ~np.uint64(0)
_BELOW = (_ONE << np.arange(_BITS, dtype=np.uint64)) - _ONE
"""For each place in a word, the mask of the bits before it."""
_SET_BITS = np.argsort(
    np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1, bitorder="little") == 0,
    axis=1,
    kind="stable",
).ravel()
"""int64[256 * 8]: the places of the bits set in each octet, first in its row of eight."""
_DENSE_OCTETS = 2
"""With more nonzero octets than half the number of words, all bits are unpacked instead."""


def from_flags(flags: Flags) -> Bits:
    """uint64[ceil(n / 64)]: bool[n] as bits, the lowest bit first."""
    words = empty_bits(len(flags))
    bits = np.packbits(flags, bitorder="little")
    words.view(np.uint8)[: len(bits)] = bits
    return words


def empty_bits(count: int) -> Bits:
    """An empty set of numbers below `count`."""
    return np.zeros(-(-count // _BITS), dtype="<u8")


def from_numbers(numbers: NDArray[Any], count: int) -> Bits:
    """The set of ascending `numbers`, all below `count`, in time linear in their number."""
    words = empty_bits(count)
    if len(numbers):
        at = numbers >> _SHIFT
        firsts = np.flatnonzero(np.append(True, at[1:] != at[:-1]))
        bits = _ONE << (numbers.astype(np.uint64) & (_BITS - 1))
        words[at.take(firsts)] = np.bitwise_or.reduceat(bits, firsts)
    return words


def to_flags(words: Bits, count: int) -> Flags:
    """bool[count]: which of the first `count` bits are set."""
    return np.unpackbits(words.view(np.uint8), count=count, bitorder="little").view(bool)


def flags_at(numbers: NDArray[Any], count: int) -> Flags:
    """bool[count], true at `numbers`."""
    flags = np.zeros(count, dtype=bool)
    flags[numbers] = True
    return flags


def to_numbers(words: Bits) -> Ints:
    """int64[n] ascending: where the bits are set."""
    some = np.flatnonzero(words)
    octets = words.take(some).view(np.uint8)
    set_ = np.flatnonzero(octets)
    if len(set_) * _DENSE_OCTETS > len(words):
        return np.flatnonzero(np.unpackbits(words.view(np.uint8), bitorder="little").view(bool))
    values = octets.take(set_)
    counts = np.bitwise_count(values).astype(np.int64)
    firsts = some.take(set_ >> 3) * _BITS + (set_ & 7) * 8
    return np.repeat(firsts, counts) + _SET_BITS.take(ranges(values.astype(np.int64) * 8, counts))


def first_numbers(words: Bits, most: int) -> Ints:
    """int64[most] or fewer: the lowest numbers in a set, ascending."""
    some = np.flatnonzero(words)[:most]
    return to_numbers(words[: int(some[-1]) + 1])[:most] if len(some) else some


def last_numbers(words: Bits, most: int) -> Ints:
    """int64[most] or fewer: the highest numbers in a set, ascending."""
    some = np.flatnonzero(words)[-most:]
    if not len(some):
        return some
    start = int(some[0])
    return to_numbers(words[start:])[-most:] + start * _BITS


def count_bits(words: Bits) -> int:
    """How many bits are set."""
    return int(np.bitwise_count(words).sum(dtype=np.int64))


def run_lasts(words: Bits, lasts: Bits) -> Bits:
    """The last number of each run that contains a number of the set; `lasts` ends every run.

    All bits of a run before its last are ones; adding the set's bits carries into the last.
    """
    others = ~lasts
    sums = words & others
    sums += others
    carries = sums < others  # beyond the word, to the rest of the run
    full = sums[1:] == _ONES
    full &= carries[:-1]
    if full.any():  # carries beyond that word, too
        carries = carries.take(_last_not_full(sums))
    sums[1:] += carries[:-1]
    sums |= words
    sums &= lasts
    return sums


def _last_not_full(words: Bits) -> Ints:
    """int64[n]: the last word up to each that is not all ones, or the first."""
    places = np.arange(len(words))
    places[words == _ONES] = 0
    return np.maximum.accumulate(places, out=places)


class RankedBits(NamedTuple):
    """A bitset with rank support; `before` uint32[words]: bits set before each word."""

    words: Bits
    before: NDArray[np.uint32]

    @classmethod
    def of(cls, words: Bits) -> "RankedBits":
        """Count the bits of `words`."""
        return cls(words, offsets(np.bitwise_count(words))[:-1].astype(np.uint32))

    def contains(self, numbers: Ints) -> Flags:
        """bool[n]: whether each of `numbers` is in the set."""
        return contains(self.words, numbers)

    def ranks(self, numbers: Ints) -> NDArray[np.uint32]:
        """uint32[n]: how many of the set are below each of `numbers`."""
        at = numbers >> _SHIFT
        below = self.words.take(at)
        below &= _BELOW.take(numbers & (_BITS - 1))
        ranks: NDArray[np.uint32] = self.before.take(at)
        ranks += np.bitwise_count(below)
        return ranks


def contains(words: Bits, numbers: NDArray[np.signedinteger]) -> Flags:
    """bool[n]: whether each of `numbers` is in the set."""
    near = words.view(np.int64).take(numbers >> _SHIFT)
    near >>= numbers & (_BITS - 1)
    near &= 1
    set_: Flags = near != 0
    return set_
