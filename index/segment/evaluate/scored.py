"""A term of one segment and what scores it: BM25F by the statistics of the whole index."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.cache import Arrays
from pressmark.index.segment.evaluate.matches import Flags, Floats, Matches
from pressmark.index.segment.packing import Ints
from pressmark.index.segment.ranks import flags_of
from pressmark.index.segment.segment import FieldFile

STEPS = 255
"""Impacts are counted in so many parts of the most that a term can score."""
_ROUNDING = 1 + 1e-9
_CHAMPIONS = 64
"""So many of the paragraphs in which a term scores best are kept, to give a query its first bar."""
_LED = 16
"""So many times fewer postings, those with the highest impacts, are kept in a list of their own."""
SIFTED = 64
"""So few paragraphs are sooner looked up one by one in a list than first sifted."""


@dataclass(frozen=True, slots=True, eq=False)
class ScoredTerm:
    """A term in one segment, deleted postings included, and what scores it.

    `count` is the number of its postings; `ranked` whether there are enough for a set of bits.
    `lengths` uint8[paragraphs] are Whoosh's length bytes; `norms` float64[256], what a field of
    each length byte adds below the line, or None for a field whose lengths do not count; `bound` is
    no less than any score, nor than `step` times the impact in the same paragraph.
    """

    file: FieldFile
    number: int
    count: int
    ranked: bool
    most: int
    weight: float
    gain: float
    norms: Floats | None
    lengths: NDArray[np.uint8]
    bound: float
    step: float

    def boosted(self, boost: float) -> "ScoredTerm":
        """The same with every score multiplied."""
        if boost == 1.0:
            return self
        weight, bound, step = self.weight * boost, self.bound * boost, self.step * boost
        return replace(self, weight=weight, bound=bound, step=step)

    def postings(self) -> tuple[NDArray[np.int32], NDArray[Any]]:
        """The paragraphs, int32[count] ascending, and how often it stands in each, uint[count]."""
        return self.file.decoded(self.number)

    @property
    def factor(self) -> float:
        """What its frequency, or how near that comes to the most it can count, is multiplied by."""
        return self.weight if self.norms is None else self.weight * self.gain

    def matches(self) -> Matches:
        """Its paragraphs with their scores."""
        numbers, freqs = self.postings()
        return Matches(numbers.astype(np.int64), self.scores(self.norms_in(numbers), freqs))

    def norms_in(self, numbers: NDArray[Any]) -> Floats | None:
        """float64[n]: the norm of each paragraph, the same for all terms of the field."""
        return None if self.norms is None else self.norms.take(self.lengths.take(numbers))

    def scores(self, norms: Floats | None, freqs: NDArray[Any]) -> Floats:
        """float64[n]: what paragraphs of such norms score in which the term stands so often."""
        scores = freqs.astype(np.float64) if norms is None else _saturation(norms, freqs)
        scores *= self.factor
        return scores

    def hits(self, numbers: NDArray[Any]) -> Ints:
        """Which of ascending `numbers` it stands in: int64[n] ascending, counted from the first."""
        if self.ranked and len(numbers) > SIFTED:
            return self.file.ranked(self.number).contains(numbers).nonzero()[0]
        return self.found(numbers)[0]

    def found(self, numbers: NDArray[Any]) -> tuple[Ints, NDArray[Any]]:
        """The same, and which of its postings is that of each, of any dtype of integers."""
        if self.ranked and len(numbers) > SIFTED:
            ranked = self.file.ranked(self.number)
            hits = ranked.contains(numbers).nonzero()[0]
            return hits, ranked.ranks(numbers.take(hits))
        if len(numbers) <= SIFTED:
            return self._listed(numbers)
        perhaps = self.file.sieve(self.number).passing(numbers)
        hits, places = self._listed(numbers.take(perhaps))
        return perhaps.take(hits), places

    def _listed(self, numbers: NDArray[Any]) -> tuple[Ints, Ints]:
        own = self.file.standing(self.number)
        at = own.searchsorted(numbers.astype(np.int32))
        hits = (own.take(at, mode="clip") == numbers).nonzero()[0]
        return hits, at.take(hits)

    def stands_in(self, numbers: Ints) -> Flags:
        """bool[n]: whether the term stands in each of ascending `numbers`."""
        return flags_of(self.hits(numbers), len(numbers))

    def scores_in(self, numbers: Ints) -> Floats:
        """float64[n]: the score of each of ascending `numbers`, 0 where the term does not stand."""
        hits, places = self.found(numbers)
        scores = np.zeros(len(numbers))
        scores[hits] = self.scores(
            self.norms_in(numbers.take(hits)), self.file.often(self.number).take(places)
        )
        return scores

    def freqs_of(self, numbers: Ints) -> NDArray[Any]:
        """uint[n]: how often the term stands in each of ascending `numbers`; at least once."""
        if self.ranked and len(numbers) > SIFTED:
            places: NDArray[Any] = self.file.ranked(self.number).ranks(numbers)
        else:
            places = self.file.standing(self.number).searchsorted(numbers.astype(np.int32))
        found: NDArray[Any] = self.file.often(self.number).take(places)
        return found

    def impacts(self) -> NDArray[np.uint8]:
        """uint8[count]: times `step` no less than the score in each paragraph; never 0."""
        impacts: NDArray[np.uint8] = self._kept("impacts", self._make_impacts)[0]
        return impacts

    def _make_impacts(self) -> tuple[NDArray[np.uint8]]:
        numbers, freqs = self.postings()
        norms = self.norms_in(numbers)
        near = freqs / self.most if norms is None else _saturation(norms, freqs)
        return (np.ceil(near * STEPS * _ROUNDING).clip(1, STEPS).astype(np.uint8),)

    def of_impact(self, least: int) -> Ints:
        """int64[n] ascending: which of its postings have at least that impact."""
        places, impacts = self._kept("led", self._make_led)
        if len(places) and least > impacts.min():
            kept: Ints = places[impacts >= least]
            return kept
        return np.flatnonzero(self.impacts() >= least)

    def champions(self) -> Ints:
        """int64[few] ascending: some of its postings with the highest impacts."""
        champions: Ints = self._kept("champions", self._make_champions)[0]
        return champions

    def _make_champions(self) -> tuple[Ints]:
        places, impacts = self._kept("led", self._make_led)
        if len(places) > _CHAMPIONS:
            places = places[np.sort(np.argpartition(impacts, -_CHAMPIONS)[-_CHAMPIONS:])]
        return (places,)

    def _make_led(self) -> tuple[Ints, NDArray[np.uint8]]:
        """Every posting of the highest impacts, down to the one that makes them enough."""
        impacts = self.impacts()
        at_least = np.bincount(impacts, minlength=STEPS + 1)[::-1].cumsum()[::-1]
        enough = max(_CHAMPIONS, self.count // _LED)
        least = int(np.flatnonzero(at_least >= min(enough, self.count))[-1])
        places = np.flatnonzero(impacts >= least)
        return places, impacts.take(places)

    def dense_impacts(self, count: int) -> NDArray[np.uint8]:
        """uint8[count]: the impact in each paragraph of the segment, 0 where it does not stand."""

        def make() -> tuple[NDArray[np.uint8]]:
            dense = np.zeros(count, dtype=np.uint8)
            dense[self.postings()[0]] = self.impacts()
            return (dense,)

        dense: NDArray[np.uint8] = self._kept("dense", make)[0]
        return dense

    def _kept(self, what: str, make: Callable[[], Arrays]) -> Any:
        # two of the norms settle the others
        norms = None if self.norms is None else (self.norms[1], self.norms[2])
        return self.file.kept_together(self.number, (what, norms), make)


def summed(terms: Sequence[ScoredTerm], numbers: Ints) -> Floats:
    """float64[n]: the scores of terms of one field added up, each of which stands in `numbers`."""
    norms = terms[0].norms_in(numbers)
    scores = terms[0].scores(norms, terms[0].freqs_of(numbers))
    for term in terms[1:]:
        scores += term.scores(norms, term.freqs_of(numbers))
    return scores


def _saturation(norms: Floats, freqs: NDArray[Any]) -> Floats:
    """float64[n] below 1: how near words that stand so often come to the most they can score."""
    below = norms + freqs
    near: Floats = np.divide(freqs, below, out=below)
    return near
