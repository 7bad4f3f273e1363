"""Every setting and formula of the ranking, each with what it earned.

nDCG@10 is the mean over the six collections of `tests/evaluation/relevance.py`; parts were added in
this order, one setting for all collections.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

K1 = 1.2
B = 0.6
"""How soon a repeated word stops counting more, and how much a long text is held against it:
nDCG@10 0.654 with Lucene's b of 0.75, 0.655 with 0.6 and with 0.5."""

TITLE = 0.25
"""The weight of a word in the article's title beside its text: 0.655 to 0.661."""

SURFACE = 0.3
"""The weight of a word found as it was written, beside its stem: 0.661 to 0.667."""

ORDERED = 0.1
UNORDERED = 0.1
WINDOW = 8
"""The weights of two neighbouring words of the query standing side by side, and within so many
positions of each other: 0.667 to 0.670. The window is the usual one of sequential dependence
models; the gain is of all three together."""

PROXIMITY_DEPTH = 50
"""The best articles whose words' places are looked at, which are five pages of ten: the figures are
the same with 200, and four times as many articles need scoring for them."""

BEST_PARAGRAPHS = 5
PARAGRAPHS = 0.2
"""An article is worth its words as a whole and this part of its best five paragraphs: nothing on
these short texts, 1.7 % on nine collections of longer ones, where the best paragraph alone loses
4.9 %."""

K3 = 8.0
"""How soon a word repeated in the query stops counting more: verbose questions gain 0.06 to 0.08
over counting it once."""


def repeated(count: int) -> float:
    """The weight of a word that stands `count` times in the query; 1.0 for once."""
    return (K3 + 1) * count / (K3 + count)


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A plain word of the query: as `text` holds it, as `surface` does, and how heavy it is."""

    stem: str
    surface: str
    weight: float


def count_repeated(words: Iterable[QueryWord]) -> list[QueryWord]:
    """Each different word once, in order, weighed by how often it stands there."""
    counts = Counter(words)
    return [
        QueryWord(word.stem, word.surface, word.weight * repeated(count))
        for word, count in counts.items()
    ]


def rarity(texts: int, having: int) -> float:
    """What a word is worth that stands in `having` of `texts` texts; never negative."""
    return math.log(1 + (texts - having + 0.5) / (having + 0.5))


def norms(lengths: Floats, average: float) -> Floats:
    """float64[n]: what a text of so many words adds below the line of `saturation`."""
    return K1 * (1 - B + B * lengths / average)


def saturation(freqs: NDArray[Any], norms: Floats) -> Floats:
    """float64[n]: how much of a word is in texts of such norms that have it `freqs` times."""
    below = freqs + norms
    much: Floats = np.divide(np.multiply(freqs, K1 + 1, dtype=np.float64), below, out=below)
    return much
