"""The units that are ranked, articles or single paragraphs, of a segment as arrays."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.bitset import (
    Bits,
    contains,
    count_bits,
    flags_at,
    from_flags,
    from_numbers,
    run_lasts,
    to_flags,
    to_numbers,
)
from pressmark.index.segment.evaluate.postings_list import (
    Flags,
    Floats,
    Ints,
    PostingsList,
    TermPostings,
    run_starts,
)
from pressmark.index.segment.evaluate.segment_arrays import SegmentArrays
from pressmark.index.segment.int_codec import offsets, ranges

_FEW = 8
"""Fewer paragraphs than an eighth of the units are mapped one by one; else all units are scanned,
which takes 0.2 ms for 100,000."""


class Units:
    """The units of a segment; `offset` is the number of its first in the whole index.

    `_starts` int64[count + 1] is the first paragraph of each article; `of` int32[paragraphs] the
    article of each paragraph; both None where each paragraph is a unit.
    """

    def __init__(
        self,
        leaf: SegmentArrays,
        offset: int,
        starts: Ints | None = None,
        of: NDArray[np.int32] | None = None,
    ) -> None:
        self.leaf = leaf
        self.offset = offset
        self._starts = starts
        self.of = of
        self.count = leaf.count if starts is None else len(starts) - 1
        """The number of units, deleted ones included."""

    def firsts(self, units: Ints) -> Ints:
        """int64[n]: the first paragraph of each of `units`."""
        return units if self._starts is None else self._starts.take(units)

    def sizes(self, units: Ints) -> Ints:
        """int64[n]: how many paragraphs each of `units` has."""
        if self._starts is None:
            return np.ones(len(units), dtype=np.int64)
        return self._starts.take(units + 1) - self._starts.take(units)

    def of_firsts(self, values: NDArray[Any]) -> NDArray[Any]:
        """[count]: of `values` of paragraphs those of the first of each unit."""
        return values if self._starts is None else values.take(self._starts[:-1])

    @property
    def live(self) -> NDArray[np.bool_] | None:
        """bool[count], None where nothing is deleted; an article is deleted as a whole."""
        return None if self.leaf.live is None else self.of_firsts(self.leaf.live)

    def holding(self, numbers: NDArray[np.integer]) -> NDArray[np.integer]:
        """int[n]: the unit of each paragraph."""
        return numbers if self.of is None else self.of.take(numbers)

    def paragraphs(self, units: Ints) -> Ints:
        """All paragraphs of ascending `units`, int64 ascending."""
        return units if self.of is None else ranges(self.firsts(units), self.sizes(units))

    def having(self, paragraphs: Bits) -> NDArray[np.bool_]:
        """bool[count]: which units have any of the paragraphs."""
        if self.of is None:
            return to_flags(paragraphs, self.count)
        if count_bits(paragraphs) * _FEW < self.count:
            return flags_at(self.holding(to_numbers(paragraphs)), self.count)
        octets = np.append(np.uint8(0), self.last_having(paragraphs).view(np.uint8))
        # the flag of each last paragraph is shifted to the start of the next unit
        flags = np.unpackbits(octets, bitorder="little")[7:]
        return flags.take(self._ends).view(bool)

    def spread(self, flags: Flags) -> Bits:
        """All paragraphs of the units flagged in bool[count], as bits."""
        if self.of is None:
            return from_flags(flags)
        few = np.count_nonzero(flags) * _FEW < self.count
        if few:
            return from_numbers(self.paragraphs(np.flatnonzero(flags)), self.leaf.count)
        return from_flags(flags.take(self.of))

    def last_having(self, paragraphs: Bits) -> Bits:
        """The same units, each by its last paragraph, as bits."""
        if self.of is None:
            return paragraphs
        lasts = self.leaf.cached("article", "lasts", self._last_bits)
        return run_lasts(paragraphs, lasts)

    def among_lasts(self, words: Bits, units: Ints) -> Flags:
        """bool[n]: whether the last paragraph of each of `units` is among those of `words`."""
        return contains(words, self.firsts(units) + self.sizes(units) - 1)

    @property
    def _ends(self) -> Ints:
        """int64[count]: the paragraph after the last of each unit."""
        return np.arange(1, self.count + 1) if self._starts is None else self._starts[1:]

    def _last_bits(self) -> Bits:
        return from_flags(flags_at(self._ends - 1, self.leaf.count))

    def codes(self, field: str) -> NDArray[np.int32]:
        """int32[count]: the code of the value of a field in each unit, -1 for none."""
        values = self.leaf.codes(field)
        if self.of is None:
            return values
        return self.leaf.cached(field, "codes of articles", lambda: self.of_firsts(values))

    @property
    def months(self) -> NDArray[np.int32]:
        """int32[count]: months from year 1 until each was published, -1 for unknown."""
        return self.of_firsts(self.leaf.months)

    def lengths(self, field: str) -> Floats:
        """float64[count]: words of each unit; a title, repeated in every paragraph, counts once."""
        if self._starts is None:
            return self.leaf.cached(field, "lengths", lambda: self.leaf.lengths(field))
        firsts = self._starts[:-1]
        join = np.maximum if field == "title" else np.add
        return self.leaf.cached(
            field,
            "lengths of articles",
            lambda: join.reduceat(self.leaf.lengths(field), firsts),
        )

    def length(self, field: str) -> float:
        """The words of all units together."""
        key = "length of all", self.of is None
        return float(self.leaf.cached(field, key, lambda: np.array([self.lengths(field).sum()]))[0])

    def frequency(self, term: TermPostings) -> int:
        """The document frequency of a term by unit instead of by paragraph."""
        if self.of is None:
            return term.count
        return term.cached_count("articles", lambda: len(run_starts(self.holding(term.numbers))))

    def postings(self, field: str, postings: PostingsList) -> tuple[NDArray[Any], NDArray[Any]]:
        """The units of a word, int[n] ascending, and its term frequency in each, int[n]."""
        if self.of is None:
            return postings.numbers, postings.freqs
        if field == "title" and isinstance(postings, TermPostings) and postings.is_shared:
            return self._sharing(*postings.runs())
        of = self.holding(postings.numbers)
        firsts = run_starts(of)
        return of.take(firsts), _joined(field, postings.freqs, firsts)

    def _sharing(self, starts: Ints, ends: Ints, freqs: NDArray[Any]) -> tuple[Ints, NDArray[Any]]:
        """The same for runs of paragraphs that consist of whole units."""
        firsts = self.holding(starts).astype(np.int64)
        counts = self.holding(ends - 1) - firsts + 1
        return ranges(firsts, counts), freqs.repeat(counts)

    def freqs_at(self, field: str, postings: PostingsList, units: Ints) -> NDArray[Any]:
        """int[n]: the term frequency of a word in each of ascending `units`."""
        if self.of is None:
            return postings.freqs_at(units)
        firsts = offsets(self.sizes(units))[:-1]
        return _joined(field, postings.freqs_at(self.paragraphs(units)), firsts)


def _joined(field: str, freqs: NDArray[Any], firsts: Ints) -> NDArray[Any]:
    """The term frequencies of units, given those of their paragraphs, and the first of each.

    A title, repeated in every paragraph, counts once.
    """
    if not len(firsts):
        return freqs
    join = np.maximum if field == "title" else np.add
    joined: NDArray[Any] = join.reduceat(freqs, firsts, dtype=np.int32)
    return joined


def articles(leaf: SegmentArrays, offset: int) -> Units:
    """The articles of a segment."""
    return Units(leaf, offset, leaf.article_starts, leaf.articles)


def paragraphs(leaf: SegmentArrays, offset: int) -> Units:
    """The paragraphs of a segment, each a unit."""
    return Units(leaf, offset)
