"""Every setting and formula of the ranking, each with what it earned.

nDCG@10 is the mean over the six collections of `tests/evaluation/relevance.py`, 0.676 with all
parts and one setting for all; what a part is said to earn is what is lost without it (`--ablate`).
Where it says so, the figure is of other known-item searches: press releases asked for by headline
or by words of one sentence, and an encyclopedia by questions, five paragraphs to an article.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.evaluate.segment_arrays import SegmentArrays
from pressmark.index.segment.int_codec import LENGTHS

Floats = NDArray[np.float64]
_LENGTHS: Floats = LENGTHS.astype(np.float64)

K1 = 0.9
B = 0.6
"""BM25's term frequency saturation and length normalization: a `K1` of 0.9 gains
0.0015 over 1.2, and 0.011 on press releases asked for by sentence."""

TITLE = 0.4
"""The weight of a word in the article's title beside its text: 0.009, all of it where there are
titles. From 0.3 to 0.5 it is the same."""

SURFACE = 0.3
"""The weight of a word found as it was written, beside its stem: 0.004."""

NEAR = 0.2
WINDOW = 8
"""The weight of two neighbouring words of the query fewer than so many positions apart,
each time weighted by one over the distance: 0.003, and 0.001 more than counting ordered neighbours
and unordered windows each for itself."""

OPENING = 0.15
"""The weight of a word in the first paragraph of an article without a title, which states its
subject: 0.003, all of it the BBC's headlines (0.018). Headlines of press releases gain 0.007,
words of any one sentence of theirs lose as much."""

RERANKED = 50
"""The best articles whose words' places are looked at, which are five pages of ten: the figures are
the same with 200, and four times as many articles need scoring for them."""

BEST_PARAGRAPH = 0.2
"""An article scores its words as a whole and this part of its best paragraph: nothing on the six,
most of whose articles have one paragraph, but 0.016 on press releases asked for by sentence and
0.007 on the encyclopedia. The best five in place of the one lose 0.006 on the BBC's articles and
0.07 on press releases, since words repeated in each count again."""

LESSER_KIND = 0.95
"""What a caption or a heading counts beside a paragraph of reporting with the same words. Asked for
words of one paragraph of 91 pages, 0.943 of the answers begin with it instead of 0.936, and as many
as before with the caption that was asked for (0.962); with 0.9 a caption is found first by 0.923,
and no more paragraphs are."""

RECENCY = 0.25
RECENT_DAYS = 30
"""Where recent articles are favoured, the newest counts a quarter more than an old one, one that is
so many days older an eighth more: enough to choose between articles that answer equally well, not
to put one that hardly answers first. Words of a sentence find their press release as well as
without it (mean reciprocal rank 0.806 for 0.807)."""


def length_norms(lengths: Floats, average: float) -> Floats:
    """float64[n]: the length norm of texts of so many words, a term of `saturation`."""
    return K1 * (1 - B + B * lengths / average)


def length_norms_at(
    leaf: SegmentArrays, field: str, average: float, numbers: NDArray[Any]
) -> Floats:
    """float64[n]: the length norm of `field` in paragraphs `numbers` of a segment."""
    return leaf.by_length(field, length_norms(_LENGTHS, average), numbers)


def saturation(freqs: NDArray[Any], length_norms: Floats) -> Floats:
    """float64[n]: the saturated term frequency, below K1 + 1, for frequencies and length norms."""
    below = freqs + length_norms
    saturated: Floats = np.divide(np.multiply(freqs, K1 + 1, dtype=np.float64), below, out=below)
    return saturated
