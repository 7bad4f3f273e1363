"""Proximity bonus for two neighbouring words of the query that occur close together."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from pressmark.index.segment.evaluate.postings_list import Flags, Floats, Ints
from pressmark.search.query.query_word import QueryWord
from pressmark.search.ranking import similarity
from pressmark.search.ranking.features import UnitStatistics
from pressmark.search.ranking.index_arrays import NO_INTS
from pressmark.search.ranking.units import Units

_STRIDE = 1 << 24
"""More than the positions of any paragraph, so that paragraph and position make one number."""


class Pair(NamedTuple):
    """Two different neighbouring words; `idf` is of both, multiplied by their mean weight."""

    first: str
    second: str
    idf: float


def pairs(scale: UnitStatistics, words: Sequence[QueryWord]) -> tuple[Pair, ...]:
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


def proximity_scores(
    pairs: Sequence[Pair], units: Units, average_length: float, numbers: Ints
) -> list[Floats]:
    """float64[n] for each pair: its score in each of ascending units `numbers`, in any order of the
    two words; the closer they are, the higher."""
    among, starts = units.paragraphs(numbers), units.firsts(numbers)
    length_norms = similarity.length_norms(units.lengths("text").take(numbers), average_length)
    places = _places(pairs, units, among)
    scores = []
    for pair in pairs:
        first = places[pair.first]
        distance = _distance(first, places[pair.second])
        near = distance < similarity.WINDOW
        of = starts.searchsorted(first[near] // _STRIDE, side="right") - 1
        # two words at one position, which only a damaged index has, count as neighbours
        closeness = 1 / np.maximum(distance[near], 1)
        freqs = np.bincount(of, weights=closeness, minlength=len(numbers))
        scores.append(similarity.NEAR * pair.idf * similarity.saturation(freqs, length_norms))
    return scores


def _places(pairs: Sequence[Pair], units: Units, among: Ints) -> dict[str, Ints]:
    """For each word, int64 ascending: its places in the paragraphs `among` that have its pair."""
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
    """int64[n]: the distance of each of `places` to the nearest of `others`; both ascending."""
    if not len(others):
        return np.full(len(places), _STRIDE)
    behind = np.searchsorted(others, places)
    before: Ints = np.abs(places - others[np.maximum(behind - 1, 0)])
    after: Ints = np.abs(places - others[np.minimum(behind, len(others) - 1)])
    return np.minimum(before, after)
