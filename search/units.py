"""What is ranked: articles, or paragraphs each for itself; the units of a segment as arrays."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.packing import ranges
from pressmark.search.leaf import Floats, Gathered, Ints, Leaf, Standing, run_starts


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """The units of a segment; `offset` is the number of its first in the whole index.

    `starts` int64[count + 1] is the first paragraph of each; `of` int32[paragraphs] the unit of
    each paragraph, None where each is one.
    """

    leaf: Leaf
    offset: int
    starts: Ints
    of: NDArray[np.int32] | None

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

    def standing(self, field: str, standing: Standing) -> Standing:
        """Where a word stands and how often, by units instead of paragraphs."""
        if self.of is None:
            return standing
        join = np.maximum if field == "title" else np.add

        def make() -> NDArray[np.int32]:
            of = self.holding(standing.numbers)
            firsts = run_starts(of)
            freqs = join.reduceat(standing.freqs.astype(np.int32), firsts) if len(of) else of
            return np.stack((of[firsts], freqs)).astype(np.int32)

        numbers, freqs = standing.kept("in articles", make)
        return Gathered(numbers, freqs, {})


def articles(leaf: Leaf, offset: int) -> Units:
    """The articles of a segment."""
    return Units(leaf, offset, leaf.article_starts, leaf.articles)


def paragraphs(leaf: Leaf, offset: int) -> Units:
    """The paragraphs of a segment, each for itself."""
    return Units(leaf, offset, np.arange(leaf.count + 1), None)
