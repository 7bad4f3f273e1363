"""What two neighbouring words of the query are worth where they stand together."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pressmark.search import ranking
from pressmark.search.arrays import NO_INTS, is_in
from pressmark.search.leaf import Floats, Ints
from pressmark.search.ranking import QueryWord
from pressmark.search.signals import Scale
from pressmark.search.units import Units

_STRIDE = 1 << 24
"""More than the positions of any paragraph, so that paragraph and position make one number."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two different neighbouring words: `worth` is what they are together, before how often."""

    first: str
    second: str
    worth: float


def pairs(scale: Scale, words: tuple[QueryWord, ...]) -> tuple[Pair, ...]:
    """The neighbours of a query, in order."""
    return tuple(
        Pair(
            first.stem,
            second.stem,
            scale.rarity("text", (first.stem, second.stem)) * (first.weight + second.weight) / 2,
        )
        for first, second in pairwise(words)
        if first.stem != second.stem
    )


def nearness(
    pairs: Sequence[Pair], units: Units, average: float, numbers: Ints
) -> list[tuple[Floats, Floats]]:
    """float64[n] twice for each pair: what it is worth in each of ascending units `numbers`, for
    standing side by side in its order, and for standing near in any."""
    among, starts = units.paragraphs(numbers), units.starts.take(numbers)
    norms = ranking.norms(units.lengths("text").take(numbers), average)
    places = {
        word: _places(units, word, among) for pair in pairs for word in (pair.first, pair.second)
    }

    def worth(weight: float, found: Ints) -> Floats:
        at = starts.searchsorted(found // _STRIDE, side="right") - 1
        freqs = np.bincount(at, minlength=len(numbers))
        much: Floats = weight * ranking.saturation(freqs, norms)
        return much

    worths = []
    for pair in pairs:
        first, second = places[pair.first], places[pair.second]
        after = first[is_in(first + 1, second)]
        near = first[_distance(first, second) < ranking.WINDOW]
        worths.append(
            (
                worth(ranking.ORDERED * pair.worth, after),
                worth(ranking.UNORDERED * pair.worth, near),
            )
        )
    return worths


def _places(units: Units, word: str, among: Ints) -> Ints:
    """int64 ascending: every place of a word in some paragraphs."""
    term = units.leaf.term("text", word)
    if term is None:
        return NO_INTS
    having = among[term.freqs_at(among) > 0]
    if not len(having):
        return NO_INTS
    paragraphs, positions = units.leaf.positions("text", word, having)
    return paragraphs * _STRIDE + positions


def _distance(places: Ints, others: Ints) -> Ints:
    """int64[n]: how far each of `places` is from the nearest of `others`; both ascending."""
    if not len(others):
        return np.full(len(places), _STRIDE)
    behind = np.searchsorted(others, places)
    before: Ints = np.abs(places - others[np.maximum(behind - 1, 0)])
    after: Ints = np.abs(places - others[np.minimum(behind, len(others) - 1)])
    return np.minimum(before, after)
