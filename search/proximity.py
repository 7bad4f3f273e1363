"""What two neighbouring words of the query are worth where they stand together."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pressmark.search import ranking
from pressmark.search.arrays import is_in
from pressmark.search.leaf import Floats, Ints, count_runs
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


def nearness(pair: Pair, units: Units, average: float, numbers: Ints) -> tuple[Floats, Floats]:
    """float64[n] twice: what the pair is worth in each of ascending units `numbers`, for standing
    side by side in its order, and for standing near in any."""
    ordered, unordered = np.zeros(len(numbers)), np.zeros(len(numbers))
    among = _having_both(pair, units, numbers)
    if not len(among):
        return ordered, unordered
    first, second = (_places(units, word, among) for word in (pair.first, pair.second))
    after = first[is_in(first + 1, second)]
    near = first[_distance(first, second) < ranking.WINDOW]
    lengths = units.lengths("text")
    for worth, weight, found in (
        (ordered, ranking.ORDERED, after),
        (unordered, ranking.UNORDERED, near),
    ):
        having, freqs = count_runs(units.holding(found // _STRIDE))
        much = ranking.saturation(freqs.astype(np.float64), lengths[having], average)
        worth[numbers.searchsorted(having)] = weight * pair.worth * much
    return ordered, unordered


def _having_both(pair: Pair, units: Units, numbers: Ints) -> Ints:
    among = units.paragraphs(numbers)
    for word in (pair.first, pair.second):
        term = units.leaf.term("text", word)
        among = among[term.freqs_at(among) > 0] if term else among[:0]
    return among


def _places(units: Units, word: str, among: Ints) -> Ints:
    paragraphs, positions = units.leaf.positions("text", word, among)
    return paragraphs * _STRIDE + positions


def _distance(places: Ints, others: Ints) -> Ints:
    """int64[n]: how far each of `places` is from the nearest of `others`; both ascending."""
    behind = np.searchsorted(others, places)
    before: Ints = np.abs(places - others[np.maximum(behind - 1, 0)])
    after: Ints = np.abs(places - others[np.minimum(behind, len(others) - 1)])
    return np.minimum(before, after)
