"""What is ranked: articles, or paragraphs each for itself; the units of a segment as arrays."""

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.bitset import (
    Bits,
    bits_at,
    flags_in,
    flags_of,
    lasts_of,
    numbers_in,
    packed,
    size,
)
from pressmark.index.segment.evaluate.postings_list import (
    Flags,
    Floats,
    Ints,
    ListedPostings,
    Parts,
    PostingsList,
    TermPostings,
    run_starts,
)
from pressmark.index.segment.evaluate.segment_arrays import SegmentArrays
from pressmark.index.segment.int_codec import ranges

_FEW = 8
"""Fewer paragraphs than an eighth of the units are gone through one by one; else all units are,
which of 100,000 takes 0.2 ms."""


class Units:
    """The units of a segment; `offset` is the number of its first in the whole index.

    `starts` int64[count + 1] is the first paragraph of each; `of` int32[paragraphs] the unit of
    each paragraph, None where each is one.
    """

    def __init__(
        self, leaf: SegmentArrays, offset: int, starts: Ints, of: NDArray[np.int32] | None
    ) -> None:
        self.leaf = leaf
        self.offset = offset
        self.starts = starts
        self.of = of

    @property
    def count(self) -> int:
        """How many there are, deleted ones included."""
        return len(self.starts) - 1

    @property
    def live(self) -> NDArray[np.bool_] | None:
        """bool[count], None where nothing is deleted; an article is deleted as a whole."""
        return None if self.leaf.live is None else self.leaf.live[self.starts[:-1]]

    def holding(self, numbers: NDArray[np.integer]) -> NDArray[np.integer]:
        """int[n]: the unit of each paragraph."""
        return numbers if self.of is None else self.of.take(numbers)

    def paragraphs(self, units: Ints) -> Ints:
        """All paragraphs of ascending `units`, int64 ascending."""
        starts = self.starts[units]
        return ranges(starts, self.starts[units + 1] - starts)

    def having(self, paragraphs: Bits) -> NDArray[np.bool_]:
        """bool[count]: which have any of the paragraphs."""
        if self.of is None:
            return flags_in(paragraphs, self.count)
        if size(paragraphs) * _FEW < self.count:
            return flags_of(self.holding(numbers_in(paragraphs)), self.count)
        octets = np.append(np.uint8(0), self.last_having(paragraphs).view(np.uint8))
        # of each paragraph at the place of the one behind it, where the next unit starts
        flags = np.unpackbits(octets, bitorder="little")[7:]
        return flags.take(self.starts[1:]).view(bool)

    def last_having(self, paragraphs: Bits) -> Bits:
        """The same units, each by its last paragraph, as bits."""
        if self.of is None:
            return paragraphs
        lasts = self.leaf.kept("article", "lasts", self._last_bits)
        return lasts_of(paragraphs, lasts)

    def among_lasts(self, words: Bits, units: Ints) -> Flags:
        """bool[n]: whether the last paragraph of each of `units` is among those of `words`."""
        return bits_at(words, self.starts.take(units + 1) - 1)

    def _last_bits(self) -> Bits:
        return packed(flags_of(self.starts[1:] - 1, self.leaf.count))

    def codes(self, field: str) -> NDArray[np.int32]:
        """int32[count]: a number for the value that a field has in each, -1 for none."""
        values = self.leaf.codes(field)
        if self.of is None:
            return values
        return self.leaf.kept(field, "codes of articles", lambda: values.take(self.starts[:-1]))

    @property
    def months(self) -> NDArray[np.int32]:
        """int32[count]: months from year 1 until each was published, -1 for unknown."""
        return self.leaf.months.take(self.starts[:-1])

    def lengths(self, field: str) -> Floats:
        """float64[count]: words of each; a title stands on every paragraph and counts once."""
        if self.of is None:
            return self.leaf.kept(field, "lengths", lambda: self.leaf.lengths(field))
        join = np.maximum if field == "title" else np.add
        return self.leaf.kept(
            field,
            "lengths of articles",
            lambda: join.reduceat(self.leaf.lengths(field), self.starts[:-1]),
        )

    def length(self, field: str) -> float:
        """Words of all together."""
        key = "length of all", self.of is None
        return float(self.leaf.kept(field, key, lambda: np.array([self.lengths(field).sum()]))[0])

    def standing(self, field: str, standing: PostingsList) -> PostingsList:
        """Where a word stands and how often, by units instead of paragraphs."""
        if self.of is None:
            return standing
        numbers, freqs = standing.kept("in articles", partial(self._gathered, field, standing))
        return ListedPostings(numbers, freqs)

    def _gathered(self, field: str, standing: PostingsList) -> Parts:
        if field == "title" and isinstance(standing, TermPostings) and standing.is_shared:
            return self._sharing(*standing.runs())
        join = np.maximum if field == "title" else np.add
        of = self.holding(standing.numbers)
        firsts = run_starts(of)
        freqs = join.reduceat(standing.freqs, firsts, dtype=np.int32) if len(of) else of
        return of.take(firsts).astype(np.int32), freqs.astype(np.int32, copy=False)

    def _sharing(self, starts: Ints, ends: Ints, freqs: NDArray[Any]) -> Parts:
        """The same of runs of paragraphs, each of whole units."""
        firsts = self.holding(starts).astype(np.int64)
        counts = self.holding(ends - 1) - firsts + 1
        return ranges(firsts, counts).astype(np.int32), freqs.repeat(counts).astype(np.int32)


def articles(leaf: SegmentArrays, offset: int) -> Units:
    """The articles of a segment."""
    return Units(leaf, offset, leaf.article_starts, leaf.articles)


def paragraphs(leaf: SegmentArrays, offset: int) -> Units:
    """The paragraphs of a segment, each for itself."""
    return Units(leaf, offset, np.arange(leaf.count + 1), None)
