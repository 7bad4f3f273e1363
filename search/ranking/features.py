"""What speaks for an article: each word of the query in its text, in its title and as written.

What a word is worth in the whole of each article, all its signals together, is kept and cheap to
look up. What it is worth in an article's best paragraph depends on the other words too: there a
bound is kept, and the exact figure is computed for those in contention.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q

from pressmark.index.segment.bitset import flags_of
from pressmark.index.segment.evaluate.postings_list import (
    Floats,
    Ints,
    Parts,
    PostingsList,
    look_up,
    run_starts,
)
from pressmark.search.query.limits import DENSE_UNITS
from pressmark.search.ranking import similarity
from pressmark.search.ranking.evidence import Evidence
from pressmark.search.ranking.index_arrays import Arrays
from pressmark.search.ranking.similarity import QueryWord
from pressmark.search.ranking.units import Units

_ROUNDED_UP = 1 + 2.0**-20
"""Bounds are kept in four bytes, which round by less than that."""


class Feature(NamedTuple):
    """Evidence as it counts in a unit: `rare` and `average` are of units, not of paragraphs.

    `place` is its own among those of the query: what its tree asks for, then bonuses.
    `in_paragraphs` says whether it also makes the scores of single paragraphs.
    """

    evidence: Evidence
    rare: float
    average: float
    place: int
    in_paragraphs: bool

    @property
    def most(self) -> float:
        """More than it can be worth anywhere."""
        return self.evidence.weight * self.rare * (similarity.K1 + 1)


class WordFeatures(NamedTuple):
    """Signals that are added up together: of a plain word of the query all it has."""

    signals: tuple[Feature, ...]

    @property
    def weight(self) -> float:
        """That of the first signal, to which those of the others are in proportion."""
        return self.signals[0].evidence.weight or 1.0


class Scale:
    """What is counted over all units of an index."""

    def __init__(self, arrays: Arrays, units: Sequence[Units]) -> None:
        self._arrays = arrays
        self._units = units
        self.count = sum(each.count for each in units)
        self._words = sum(each.length("text") for each in units)
        self._idfs: dict[tuple[str, tuple[str | bytes, ...]], float] = {}

    def average(self, field: str) -> float:
        """Words of a unit in the title, or else in its text."""
        if field == "title":
            return self._arrays.average_length("title")
        return self._words / self.count if self._words else 1.0

    def idf(self, field: str, words: Sequence[str | bytes]) -> float:
        """What words are worth together for being in few units."""
        asked = field, tuple(words)
        if asked not in self._idfs:
            frequencies = [self._frequency(field, word) for word in words]
            self._idfs[asked] = sum(similarity.idf(self.count, each) for each in frequencies)
        return self._idfs[asked]

    def _frequency(self, field: str, word: str | bytes) -> int:
        found = ((each, each.leaf.term(field, word)) for each in self._units)
        return sum(each.standing(field, term).count for each, term in found if term)


def words_of(
    arrays: Arrays, scale: Scale, evidence: Sequence[Evidence], words: Sequence[QueryWord]
) -> tuple[WordFeatures, ...]:
    """What scores in the query's tree, its plain words also in the title and as written."""
    place = count()
    own = [_signal(scale, each, next(place), in_paragraphs=True) for each in evidence]
    groups = [[signal] for signal in own]
    by_stem = {_stem(each.query): group for each, group in zip(evidence, groups, strict=True)}
    for word in words:
        # a word that does not score in the tree has its bonuses all the same
        group = by_stem.get(word.stem)
        if group is None:
            groups.append(group := [])
        for each in _bonuses(arrays, word):
            group.append(_signal(scale, each, next(place), in_paragraphs=False))
    return tuple(WordFeatures(tuple(group)) for group in groups if group)


def _stem(query: q.Query) -> str | None:
    is_plain = isinstance(query, q.Term) and query.fieldname == "text"
    return query.text if is_plain else None


def _signal(scale: Scale, evidence: Evidence, place: int, *, in_paragraphs: bool) -> Feature:
    rare = scale.idf(evidence.field, evidence.words)
    return Feature(evidence, rare, scale.average(evidence.field), place, in_paragraphs)


def _bonuses(arrays: Arrays, word: QueryWord) -> Iterator[Evidence]:
    for field, text, weight in (
        ("title", word.stem, similarity.TITLE),
        ("surface", word.surface, similarity.SURFACE),
    ):
        if arrays.is_scored(field):  # in single paragraphs it is worth nothing
            query = q.Term(field, text)
            yield Evidence(query, field, (text,), weight * word.weight, rare=0.0, average=1.0)


def worth(signal: Feature, units: Units, standing: PostingsList, numbers: Ints) -> Floats:
    """float64[n]: what the signal is worth in each of ascending units `numbers`."""
    own = units.standing(signal.evidence.field, standing)
    return signal.evidence.weight * _alone(signal, units, own.freqs_at(numbers), numbers)


class FeatureScores(NamedTuple):
    """What a word of weight 1 is worth in the units of a segment that have it.

    `units` int32[n] ascending; `exact` float64[n] beside them, in the whole of each; `bounds`
    float32, no less than that and what it is worth in the unit's best paragraph: beside them too,
    or of a common word over all units, 0 in those without it.
    """

    units: NDArray[np.int32]
    exact: Floats
    bounds: NDArray[np.float32]

    def exactly(self, units: Ints) -> Floats:
        """float64[n]: what it is worth in the whole of each of ascending `units`."""
        found: Floats = look_up(self.units, self.exact, units)
        return found

    def bound(self, totals: NDArray[np.float32], weight: float) -> None:
        """Add its bounds to `totals` float32[units]."""
        more = self.bounds if weight == 1.0 else self.bounds * np.float32(weight)
        if len(more) == len(totals):
            totals += more
        else:
            totals[self.units] += more


def worth_of(
    word: WordFeatures, units: Units, standings: Sequence[PostingsList | None]
) -> FeatureScores | None:
    """What a word is worth in a segment, where its signals stand so; None where none does."""
    there = [
        (signal, standing)
        for signal, standing in zip(word.signals, standings, strict=True)
        if standing is not None and standing.count
    ]
    if not there:
        return None

    key = "worth", units.of is None, *(_key(signal, word) for signal, _ in there)
    return FeatureScores(*there[0][1].kept(key, partial(_together, word, units, there)))


def _key(signal: Feature, word: WordFeatures) -> tuple[object, ...]:
    """Whatever its worth depends on."""
    own = signal.evidence
    weight = own.weight / word.weight
    scale = weight, signal.rare, signal.average, own.rare, own.average
    return own.field, own.words, signal.in_paragraphs, *scale


def _together(
    word: WordFeatures, units: Units, there: Sequence[tuple[Feature, PostingsList]]
) -> Parts:
    owns = [units.standing(signal.evidence.field, standing) for signal, standing in there]
    numbers = np.concatenate([own.numbers for own in owns])
    over_all = len(numbers) * DENSE_UNITS >= units.count
    numbers = np.flatnonzero(flags_of(numbers, units.count)) if over_all else np.unique(numbers)
    exact, bounds = np.zeros((2, units.count if over_all else len(numbers)))
    for (signal, standing), own in zip(there, owns, strict=True):
        at = own.numbers if over_all else numbers.searchsorted(own.numbers)
        weight = signal.evidence.weight / word.weight
        alone = weight * _alone(signal, units, own.freqs, own.numbers)
        exact[at] += alone
        if signal.in_paragraphs:
            rare = similarity.BEST_PARAGRAPH * signal.evidence.rare
            alone = alone + weight * rare * _most(signal, units, standing)
        bounds[at] += alone
    if over_all:
        exact = exact.take(numbers)
    return numbers.astype(np.int32), exact, (bounds * _ROUNDED_UP).astype(np.float32)


def _alone(
    signal: Feature, units: Units, freqs: NDArray[np.integer], numbers: NDArray[np.integer]
) -> Floats:
    """What the signal of weight 1 is worth in the whole of units that have it so often."""
    lengths = units.lengths("title" if signal.evidence.field == "title" else "text").take(numbers)
    length_norms = similarity.length_norms(lengths, signal.average)
    return signal.rare * similarity.saturation(freqs, length_norms)


def _most(signal: Feature, units: Units, standing: PostingsList) -> Floats:
    """No less than the saturation of the best paragraph of each unit that has the word."""
    evidence = signal.evidence
    length_norms = similarity.length_norms_at(
        units.leaf, evidence.field, evidence.average, standing.numbers
    )
    much = similarity.saturation(standing.freqs, length_norms)
    if units.of is None or not len(much):
        return much
    most: Floats = np.maximum.reduceat(much, run_starts(units.holding(standing.numbers)))
    return most
