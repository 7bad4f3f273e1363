"""The features of an article: each query word in its text, in its title and as written.

The score of a word in a whole article, over all its features, is cached and cheap to look up. Its
score in the article's best paragraph also depends on the other words: an upper bound of it is
cached, and the exact score is computed only for articles in contention.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import count
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q

from pressmark.index.segment.bitset import RankedBits, flags_at, from_flags
from pressmark.index.segment.evaluate.postings_list import (
    Floats,
    Ints,
    Parts,
    PostingsList,
    look_up,
    run_starts,
)
from pressmark.search.query.limits import DENSE_UNITS
from pressmark.search.query.query_word import QueryWord, idf
from pressmark.search.ranking import similarity
from pressmark.search.ranking.index_arrays import Arrays
from pressmark.search.ranking.scoring_terms import ParagraphStatistics, ScoringTerm
from pressmark.search.ranking.units import Units

_STEPS = 255
"""Bounds of a word are cached in so many steps, a byte each: rounded up, they are 0.2 % of its
highest score too high on average."""

_ROUNDED_UP = 1 + 2.0**-20
"""Steps are float32, whose rounding error is smaller than this."""


class Feature(NamedTuple):
    """A scoring term in a unit: `idf` and `average_length` are over units, not paragraphs.

    `place` is its rank among the query's features: those of its tree, then bonuses.
    `in_paragraphs` says whether it also contributes to the scores of single paragraphs.
    """

    term: ScoringTerm
    idf: float
    average_length: float
    place: int
    in_paragraphs: bool

    @property
    def max_score(self) -> float:
        """An upper bound of its score in any unit."""
        return self.term.weight * self.idf * (similarity.K1 + 1)


class WordFeatures(NamedTuple):
    """Features whose scores are cached as one sum: all those of one query word."""

    features: tuple[Feature, ...]

    @property
    def weight(self) -> float:
        """The weight of the first feature; those of the others are cached relative to it."""
        return self.features[0].term.weight or 1.0


class UnitStatistics(Protocol):
    """Collection statistics over units, of whatever engine."""

    def average_length(self, field: str) -> float:
        """The mean number of words of a unit in its title, or for any other field in its text."""

    def idf(self, field: str, words: Sequence[str | bytes]) -> float:
        """The summed idf of words, over units."""


class Scale:
    """Collection statistics over all units of an index."""

    def __init__(self, arrays: Arrays, units: Sequence[Units]) -> None:
        self._arrays = arrays
        self._units = units
        self.count = sum(each.count for each in units)
        self._words = sum(each.length("text") for each in units)
        self._idfs: dict[tuple[str, tuple[str | bytes, ...]], float] = {}

    def average_length(self, field: str) -> float:
        """The mean number of words of a unit in its title, or for any other field in its text."""
        if field == "title":
            return self._arrays.average_length("title")
        return self._words / self.count if self._words else 1.0

    def idf(self, field: str, words: Sequence[str | bytes]) -> float:
        """The summed idf of words, over units."""
        key = field, tuple(words)
        if key not in self._idfs:
            frequencies = [self._frequency(field, word) for word in words]
            self._idfs[key] = sum(idf(self.count, each) for each in frequencies)
        return self._idfs[key]

    def _frequency(self, field: str, word: str | bytes) -> int:
        found = ((each, each.leaf.term(field, word)) for each in self._units)
        return sum(each.frequency(term) for each, term in found if term)


def word_features(
    statistics: ParagraphStatistics,
    scale: UnitStatistics,
    terms: Sequence[ScoringTerm],
    words: Sequence[QueryWord],
) -> tuple[WordFeatures, ...]:
    """The scoring terms of the query's tree, and its plain words also in the title and as written.

    A plain word that does not score in the tree still gets these bonuses.
    """
    place = count()
    groups = [[_feature(scale, term, next(place), in_paragraphs=True)] for term in terms]
    by_stem = {_stem(term.query): group for term, group in zip(terms, groups, strict=True)}
    for word in words:
        group = by_stem.get(word.stem)
        if group is None:
            groups.append(group := [])
        for term in _bonuses(statistics, word):
            group.append(_feature(scale, term, next(place), in_paragraphs=False))
    return tuple(WordFeatures(tuple(group)) for group in groups if group)


def _stem(query: q.Query) -> str | None:
    is_plain = isinstance(query, q.Term) and query.fieldname == "text"
    return query.text if is_plain else None


def _feature(
    scale: UnitStatistics, term: ScoringTerm, place: int, *, in_paragraphs: bool
) -> Feature:
    idf = scale.idf(term.field, term.words)
    return Feature(term, idf, scale.average_length(term.field), place, in_paragraphs)


def _bonuses(statistics: ParagraphStatistics, word: QueryWord) -> Iterator[ScoringTerm]:
    for field, text, weight in (
        ("title", word.stem, similarity.TITLE),
        ("surface", word.surface, similarity.SURFACE),
    ):
        if statistics.is_scored(field):  # idf and length are over units only
            query = q.Term(field, text)
            yield ScoringTerm(
                query, field, (text,), weight * word.weight, idf=0.0, average_length=1.0
            )


def feature_scores(feature: Feature, units: Units, postings: PostingsList, numbers: Ints) -> Floats:
    """float64[n]: the score of a feature in each of ascending units `numbers`."""
    freqs = units.freqs_at(feature.term.field, postings, numbers)
    return feature.term.weight * _unweighted(feature, units, freqs, numbers)


class WordScores(NamedTuple):
    """The scores of a word of weight 1 in the units of a segment that have it.

    `units` int32[n] ascending; `exact` float32[n]: its score in each as a whole; `bounds` uint8, in
    units of `step` float32[1]: upper bounds of that and its score in the unit's best paragraph, [n]
    too, or for a common word over all units of the segment, 0 in those without it.
    """

    units: NDArray[np.int32]
    exact: NDArray[np.float32]
    bounds: NDArray[np.uint8]
    step: NDArray[np.float32]

    def exact_at(self, units: Ints) -> NDArray[np.float32]:
        """float32[n]: its score in each of ascending `units` as a whole."""
        return look_up(self.units, self.exact, units)

    def add_bounds(self, totals: NDArray[np.float32], weight: float) -> None:
        """Add its bounds to `totals` float32[units]."""
        more = self.bounds * np.float32(self.step[0] * weight)
        if len(more) == len(totals):
            totals += more
        else:
            totals[self.units] += more


def word_scores(
    word: WordFeatures, units: Units, postings_lists: Sequence[PostingsList | None]
) -> WordScores | None:
    """The scores of a word in a segment, given the postings of each feature; None without any."""
    present = [
        (feature, postings)
        for feature, postings in zip(word.features, postings_lists, strict=True)
        if postings is not None and postings.count
    ]
    if not present:
        return None
    key = "word scores", units.of is None, *(_key(feature, word) for feature, _ in present)
    first = present[0][1]
    return WordScores(*first.cached_arrays(key, partial(_word_scores, word, units, present)))


def _key(feature: Feature, word: WordFeatures) -> tuple[object, ...]:
    """Everything that its cached scores depend on."""
    term = feature.term
    weight = term.weight / word.weight
    scale = weight, feature.idf, feature.average_length, term.idf, term.average_length
    return term.field, term.words, feature.in_paragraphs, *scale


def _word_scores(
    word: WordFeatures, units: Units, present: Sequence[tuple[Feature, PostingsList]]
) -> Parts:
    by_unit = [units.postings(feature.term.field, postings) for feature, postings in present]
    flags = flags_at(np.concatenate([numbers for numbers, _ in by_unit]), units.count)
    ranks, numbers = RankedBits.of(from_flags(flags)).ranks, np.flatnonzero(flags)
    exact, bounds = np.zeros((2, len(numbers)))
    for (feature, postings), (own, freqs) in zip(present, by_unit, strict=True):
        at = slice(None) if len(own) == len(numbers) else ranks(own)
        weight = feature.term.weight / word.weight
        score = weight * _unweighted(feature, units, freqs, own)
        exact[at] += score
        if feature.in_paragraphs:
            idf = similarity.BEST_PARAGRAPH * feature.term.idf
            score = score + weight * idf * _max_saturation(feature, units, postings)
        bounds[at] += score
    step = bounds.max() * _ROUNDED_UP / _STEPS
    bounds = np.ceil(bounds / step).astype(np.uint8)
    if len(numbers) * DENSE_UNITS >= units.count:
        sparse, bounds = bounds, np.zeros(units.count, dtype=np.uint8)
        bounds[numbers] = sparse
    return (
        numbers.astype(np.int32),
        exact.astype(np.float32),
        bounds,
        np.array([step], dtype=np.float32),
    )


def _unweighted(
    feature: Feature, units: Units, freqs: NDArray[np.integer], numbers: NDArray[np.integer]
) -> Floats:
    """The score of a feature of weight 1 in units `numbers`, given its frequency in each."""
    lengths = units.lengths("title" if feature.term.field == "title" else "text").take(numbers)
    length_norms = similarity.length_norms(lengths, feature.average_length)
    return feature.idf * similarity.saturation(freqs, length_norms)


def _max_saturation(feature: Feature, units: Units, postings: PostingsList) -> Floats:
    """The highest saturation in any paragraph of each unit that has the term."""
    term, numbers = feature.term, postings.numbers
    length_norms = similarity.length_norms_at(units.leaf, term.field, term.average_length, numbers)
    saturated = similarity.saturation(postings.freqs, length_norms)
    if units.of is None or not len(saturated):
        return saturated
    highest: Floats = np.maximum.reduceat(saturated, run_starts(units.holding(numbers)))
    return highest
