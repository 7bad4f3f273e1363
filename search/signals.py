"""What speaks for an article: each word of the query in its text, in its title and as written.

What a word is worth in the whole of each article is kept and cheap to add up. What it is worth in
an article's best paragraphs depends on the other words too: there a bound is kept, and the exact
figure is computed for those in contention.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from whoosh import query as q

from pressmark.search import ranking
from pressmark.search.arrays import Arrays
from pressmark.search.evaluate import Evidence, evidence_of
from pressmark.search.leaf import Floats, Ints, Standing, run_starts
from pressmark.search.limits import DENSE_UNITS
from pressmark.search.ranking import QueryWord
from pressmark.search.units import Units


@dataclass(frozen=True, slots=True)
class Signal:
    """Evidence as it counts in a unit: `rare` and `average` are of units, not of paragraphs.

    `in_paragraphs` says whether it also makes the scores of single paragraphs.
    """

    evidence: Evidence
    rare: float
    average: float
    in_paragraphs: bool

    @property
    def most(self) -> float:
        """More than it can be worth anywhere."""
        return self.evidence.weight * self.rare * (ranking.K1 + 1)


class Scale:
    """What is counted over all units of an index."""

    def __init__(self, arrays: Arrays, units: Sequence[Units]) -> None:
        self._arrays = arrays
        self._units = units
        self.count = sum(each.count for each in units)
        self._words = sum(float(each.lengths("text").sum()) for each in units)

    def average(self, field: str) -> float:
        """Words of a unit in the title, or else in its text."""
        if field == "title":
            return self._arrays.average_length("title")
        return self._words / self.count if self.count else 1.0

    def rarity(self, field: str, words: Sequence[str | bytes]) -> float:
        """What words are worth together for being in few units."""
        return sum(ranking.rarity(self.count, self._frequency(field, word)) for word in words)

    def _frequency(self, field: str, word: str | bytes) -> int:
        found = ((each, each.leaf.term(field, word)) for each in self._units)
        return sum(each.standing(field, term).count for each, term in found if term)


def signals_of(
    arrays: Arrays, scale: Scale, evidence: Sequence[Evidence], words: Sequence[QueryWord]
) -> tuple[Signal, ...]:
    """Those of the query's tree, then of its plain words in the title and as they are written."""
    own = [_signal(scale, each, in_paragraphs=True) for each in evidence]
    bonuses = [_signal(scale, each, in_paragraphs=False) for each in _bonuses(arrays, words)]
    return (*own, *bonuses)


def _signal(scale: Scale, evidence: Evidence, *, in_paragraphs: bool) -> Signal:
    rare = scale.rarity(evidence.field, evidence.words)
    return Signal(evidence, rare, scale.average(evidence.field), in_paragraphs)


def _bonuses(arrays: Arrays, words: Sequence[QueryWord]) -> Iterator[Evidence]:
    for word in words:
        for term in (
            q.Term("title", word.stem, boost=ranking.TITLE * word.weight),
            q.Term("surface", word.surface, boost=ranking.SURFACE * word.weight),
        ):
            yield from evidence_of(arrays, term)


def worth(signal: Signal, units: Units, standing: Standing, numbers: Ints) -> Floats:
    """float64[n]: what the signal is worth in each of ascending units `numbers`."""
    field = signal.evidence.field
    freqs = units.standing(field, standing).freqs_at(numbers).astype(np.float64)
    lengths = _lengths(units, field)[numbers]
    much = ranking.saturation(freqs, lengths, signal.average)
    return signal.evidence.weight * signal.rare * much


def add(signal: Signal, units: Units, standing: Standing, exact: Floats, above: Floats) -> None:
    """Add what the signal is worth in each unit to `exact` float64[units], and to `above` no less
    than it is worth in the unit's best paragraphs."""
    field, evidence = signal.evidence.field, signal.evidence
    own = units.standing(field, standing)
    key = units.of is None, signal.rare, signal.average

    def alone() -> Floats:
        much = ranking.saturation(
            own.freqs.astype(np.float64), _lengths(units, field)[own.numbers], signal.average
        )
        return _spread(units, own, signal.rare * much)

    def in_paragraphs() -> Floats:
        best = _best_few(signal, units, standing)
        return _spread(units, own, ranking.PARAGRAPHS * evidence.rare * best)

    _accumulate(exact, own, standing.kept(("alone", *key), alone), evidence.weight)
    if signal.in_paragraphs:
        few = standing.kept(
            ("in paragraphs", units.of is None, evidence.rare, evidence.average), in_paragraphs
        )
        _accumulate(above, own, few, evidence.weight)


def _spread(units: Units, own: Standing, values: Floats) -> Floats:
    """Values of the units of a word: of a common one over all units."""
    if own.count * DENSE_UNITS < units.count:
        return values
    spread = np.zeros(units.count)
    spread[own.numbers] = values
    return spread


def _accumulate(totals: Floats, own: Standing, values: Floats, weight: float) -> None:
    if weight != 1.0:
        values = values * weight
    if len(values) == len(totals):
        totals += values
    else:
        totals[own.numbers] += values


def _best_few(signal: Signal, units: Units, standing: Standing) -> Floats:
    """No less than the saturations of the best few paragraphs of each unit that has the word."""
    lengths = units.leaf.lengths(signal.evidence.field, standing.numbers)
    much = ranking.saturation(standing.freqs.astype(np.float64), lengths, signal.evidence.average)
    if units.of is None or not len(much):
        return much
    firsts = run_starts(units.holding(standing.numbers))
    few: Floats = np.minimum(
        np.add.reduceat(much, firsts), ranking.BEST_PARAGRAPHS * np.maximum.reduceat(much, firsts)
    )
    return few


def _lengths(units: Units, field: str) -> Floats:
    return units.lengths("title" if field == "title" else "text")
