"""What two neighbouring words of the query are worth where they stand together."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from pressmark.index.segment.evaluate.postings_list import Flags, Floats, Ints
from pressmark.search.ranking import similarity
from pressmark.search.ranking.features import Scale
from pressmark.search.ranking.index_arrays import NO_INTS
from pressmark.search.ranking.similarity import QueryWord
from pressmark.search.ranking.units import Units

_STRIDE = 1 << 24
"""More than the positions of any paragraph, so that paragraph and position make one number."""


class Pair(NamedTuple):
    """Two different neighbouring words: `worth` is what they are together, before how often."""

    first: str
    second: str
    worth: float


def pairs(scale: Scale, words: Sequence[QueryWord]) -> tuple[Pair, ...]:
    """The neighbours of a query, in order."""
    return tuple(
        Pair(
            first.stem,
            second.stem,
            scale.idf("text", (first.stem, second.stem)) * (first.weight + second.weight) / 2,
        )
        for first, second in pairwise(words)
        if first.stem != second.stem
    )


def nearness(pairs: Sequence[Pair], units: Units, average: float, numbers: Ints) -> list[Floats]:
    """float64[n] for each pair: what it is worth in each of ascending units `numbers` for standing
    near each other, in any order, the more the nearer."""
    among, starts = units.paragraphs(numbers), units.starts.take(numbers)
    length_norms = similarity.length_norms(units.lengths("text").take(numbers), average)
    places = _places(pairs, units, among)
    worths = []
    for pair in pairs:
        first = places[pair.first]
        distance = _distance(first, places[pair.second])
        near = distance < similarity.WINDOW
        of = starts.searchsorted(first[near] // _STRIDE, side="right") - 1
        # two words at one place, which only a damaged index has, count as neighbours
        nearer = 1 / np.maximum(distance[near], 1)
        much = np.bincount(of, weights=nearer, minlength=len(numbers))
        worths.append(similarity.NEAR * pair.worth * similarity.saturation(much, length_norms))
    return worths


def _places(pairs: Sequence[Pair], units: Units, among: Ints) -> dict[str, Ints]:
    """int64 ascending of each word: its places in those of some paragraphs that have a pair."""
    words = {word for pair in pairs for word in (pair.first, pair.second)}
    having = {word: _having(units, word, among) for word in words}
    wanted = {word: np.zeros(len(among), dtype=bool) for word in words}
    for pair in pairs:
        both = having[pair.first] & having[pair.second]
        wanted[pair.first] |= both
        wanted[pair.second] |= both
    return {word: _places_in(units, word, among[wanted[word]]) for word in words}


def _having(units: Units, word: str, among: Ints) -> Flags:
    term = units.leaf.term("text", word)
    return np.zeros(len(among), dtype=bool) if term is None else term.freqs_at(among) > 0


def _places_in(units: Units, word: str, having: Ints) -> Ints:
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
