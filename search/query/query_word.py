"""A plain word of a query, and what weighs it: its frequency in the query, its idf."""

import math
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

SURFACE = "surface"
"""The field with the unstemmed words of a paragraph."""

K3 = 8.0
"""How soon a word repeated in the query stops counting more: verbose questions gain 0.06 to 0.08
over counting it once."""


def repeated(count: int) -> float:
    """The weight of a word that occurs `count` times in the query; 1.0 for once."""
    return (K3 + 1) * count / (K3 + count)


class QueryWord(NamedTuple):
    """A plain word of the query: as `text` holds it, as `surface` does, and its weight."""

    stem: str
    surface: str
    weight: float


def count_repeated(words: Iterable[QueryWord]) -> list[QueryWord]:
    """Each different word once, in order, weighted by its frequency in the query."""
    counts = Counter(words)
    return [
        QueryWord(word.stem, word.surface, word.weight * repeated(count))
        for word, count in counts.items()
    ]


def idf(texts: int, having: int) -> float:
    """The inverse document frequency of a word in `having` of `texts` texts; never negative."""
    return math.log(1 + (texts - having + 0.5) / (having + 0.5))
