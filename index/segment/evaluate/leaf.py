"""Terms of one segment, ready to be scored: BM25F by the statistics of the whole index."""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import TermNotFound
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from pressmark.index.segment.cache import Arrays
from pressmark.index.segment.evaluate.matches import Flags, Floats, Matches
from pressmark.index.segment.invert import LENGTHS
from pressmark.index.segment.limits import KNOWN_TERMS, RANKED
from pressmark.index.segment.packing import Ints
from pressmark.index.segment.ranks import Words, flags_of, packed
from pressmark.index.segment.reader import ArrayReader
from pressmark.index.segment.segment import FieldFile

STEPS = 255
"""Impacts are counted in so many parts of the most that a term can score."""
_ROUNDING = 1 + 1e-9
_CHAMPIONS = 64
"""So many of the paragraphs in which a term scores best are kept, to give a query its first bar."""
_LED = 16
"""So many times fewer postings, those with the highest impacts, are kept in a list of their own."""
_HALVING, _TABLE = 32, 64
"""Finding a number by halving takes 32 times as long as writing it into a table of all paragraphs,
64 of which are made in the same time."""
_FEW = 64
"""So few paragraphs are sooner found by halving, in two calls of NumPy instead of nine."""


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

    def passing(self, numbers: NDArray[Any]) -> Ints:
        """Places of those of ascending `numbers` in which it stands, and of some others if rare."""
        if self.ranked:
            return self.file.ranked(self.number).contains(numbers).nonzero()[0]
        return self.file.sieve(self.number).passing(numbers)

    def stands_in(self, numbers: Ints) -> Flags:
        """bool[n]: whether the term stands in each of ascending `numbers`."""
        if self.ranked and len(numbers) > _FEW:
            return self.file.ranked(self.number).contains(numbers)
        own = self.postings()[0]
        if len(numbers) * _HALVING > len(own) + len(self.lengths) // _TABLE:
            return flags_of(own.astype(np.int64), len(self.lengths)).take(numbers)
        at = own.searchsorted(numbers.astype(np.int32))
        same: Flags = own.take(at, mode="clip") == numbers
        return same

    def places(self, numbers: Ints) -> Ints:
        """int64[n]: which of its postings is that of each of `numbers`, in which it stands."""
        if self.ranked and len(numbers) > _FEW:
            return self.file.ranked(self.number).ranks(numbers)
        return self.postings()[0].searchsorted(numbers.astype(np.int32))

    def scores_in(self, numbers: Ints) -> Floats:
        """float64[n]: the score of each of ascending `numbers`, 0 where the term does not stand."""
        own, freqs = self.postings()
        if len(numbers) > _FEW:
            kept = np.flatnonzero(self.stands_in(numbers))
            places = self.places(numbers.take(kept))
        else:
            at = own.searchsorted(numbers.astype(np.int32))
            kept = np.flatnonzero(own.take(at, mode="clip") == numbers)
            places = at.take(kept)
        scores = np.zeros(len(numbers))
        scores[kept] = self.scores(self.norms_in(numbers.take(kept)), freqs.take(places))
        return scores

    def scores_of(self, numbers: Ints) -> Floats:
        """float64[n]: the score of each of ascending `numbers`, in which the term stands."""
        return self.scores(self.norms_in(numbers), self.freqs_of(numbers))

    def freqs_of(self, numbers: Ints) -> NDArray[Any]:
        """uint[n]: how often the term stands in each of ascending `numbers`; at least once."""
        own, freqs = self.postings()
        if self.ranked and len(numbers) > _FEW:
            places = self.file.ranked(self.number).ranks(numbers)
        else:
            places = own.searchsorted(numbers.astype(np.int32))
        found: NDArray[Any] = freqs.take(places)
        return found

    def positions(self, places: Ints, counts: NDArray[Any]) -> Ints:
        """The positions in those of its postings, ascending, one after the other; int64.

        `counts` says how often the term stands in each of them.
        """
        return self.file.positions_in(self.number, places, counts)

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


def _summed(terms: Sequence[ScoredTerm], numbers: Ints) -> Floats:
    """float64[n]: the scores of terms of one field added up, each of which stands in `numbers`."""
    freqs = np.empty((len(terms), len(numbers)))
    for row, term in enumerate(terms):
        freqs[row] = term.freqs_of(numbers)
    norms = terms[0].norms_in(numbers)
    scores = freqs if norms is None else freqs / (freqs + norms)
    scores *= np.array([[term.factor] for term in terms])
    summed: Floats = np.add.reduce(scores, axis=0)
    return summed


def _saturation(norms: Floats, freqs: NDArray[Any]) -> Floats:
    """float64[n] below 1: how near words that stand so often come to the most they can score."""
    below = norms + freqs
    near: Floats = np.divide(freqs, below, out=below)
    return near


class Leaf:
    """One segment of a searcher, whose weighting is Whoosh's BM25F.

    `excluded` bool[paragraphs], or None: what is deleted, or not asked for.
    """

    def __init__(self, searcher: Searcher, leaf: Searcher, offset: int) -> None:
        self.searcher = searcher
        self.leaf = leaf
        self.offset = offset
        self.reader: ArrayReader = leaf.reader()
        self.count: int = self.reader.doc_count_all()
        self.excluded: Flags | None = self.reader.deleted
        self._weighting: BM25F = searcher.weighting
        self._known = lru_cache(KNOWN_TERMS)(self._scored)

    def within(self, flags: Flags) -> "Leaf":
        """The same segment, as if there were only these of its paragraphs; bool[paragraphs]."""
        narrowed = copy(self)
        narrowed.excluded = ~flags
        if self.excluded is not None:
            narrowed.excluded |= self.excluded
        return narrowed

    def term(self, field: str, text: str | bytes, boost: float = 1.0) -> ScoredTerm | None:
        """The term, or None where the segment or the schema does not have it."""
        known = self._known(field, text)
        return known.boosted(boost) if known else None

    def _scored(self, field: str, text: str | bytes) -> ScoredTerm | None:
        if field not in self.searcher.schema:
            return None
        try:
            data = self.searcher.schema[field].to_bytes(text)
            file = self.reader.field(field)
        except (ValueError, TermNotFound):
            return None
        number = file.terms.find(data)
        if number is None:
            return None
        facts, count = file.postings.facts(number), file.frequency(number)
        gain = self._weighting.K1 + 1
        norms: Floats | None = None
        weight, top, bound = 1.0, float(facts.most), float(facts.most)
        if file.plan.scored:
            norms = self._norms(field)
            weight = self.searcher.idf(field, data)
            top = weight * gain
            bound = top * facts.most / (facts.most + norms[facts.shortest])
        return ScoredTerm(
            file,
            number,
            count,
            ranked=count * RANKED > self.count,
            most=facts.most,
            weight=weight,
            gain=gain,
            norms=norms,
            lengths=file.lengths,
            bound=bound,
            step=top / STEPS,
        )

    def _norms(self, field: str) -> Floats:
        weighting = self._weighting
        b = weighting._field_B.get(field, weighting.B)
        average = self.searcher.avg_field_length(field) or 1
        # a paragraph without the field counts as of one word, as Whoosh has it
        norms: Floats = weighting.K1 * ((1 - b) + b * np.maximum(LENGTHS, 1) / average)
        return norms

    def live(self, matches: Matches) -> Matches:
        """Without what is excluded."""
        if self.excluded is None:
            return matches
        return matches.only(~self.excluded.take(matches.numbers))

    def live_numbers(self, numbers: Ints) -> Ints:
        """Those of `numbers` that are not excluded."""
        return numbers if self.excluded is None else numbers[~self.excluded.take(numbers)]

    def postings(self, term: ScoredTerm) -> Matches:
        """The live postings of a term with their scores."""
        return self.live(term.matches())

    def summed(self, terms: Sequence[ScoredTerm], numbers: Ints) -> Matches:
        """Paragraphs in which all the terms stand, ascending, with the scores of all added up."""
        fields: dict[FieldFile, list[ScoredTerm]] = {}
        for term in terms:
            fields.setdefault(term.file, []).append(term)
        scores = [_summed(of_field, numbers) for of_field in fields.values()]
        return Matches(numbers, sum(scores[1:], scores[0]) if scores else np.zeros(len(numbers)))

    def everything(self) -> Ints:
        """All live paragraphs, int64."""
        if self.excluded is None:
            return np.arange(self.count)
        return np.flatnonzero(~self.excluded)

    def any_of(self, terms: Sequence[ScoredTerm]) -> Words:
        """The live paragraphs in which any of the terms stands, as bits."""
        rare = [term.postings()[0] for term in terms if not term.ranked]
        words: Words = np.zeros(-(-self.count // 64), dtype=np.uint64)
        if rare:
            words = packed(flags_of(np.concatenate(rare), self.count))
        for term in terms:
            if term.ranked:
                words |= term.file.ranked(term.number).words
        if self.excluded is not None:
            words &= ~packed(self.excluded)
        return words
