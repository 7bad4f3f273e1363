"""Terms of one segment, ready to be scored: BM25F by the statistics of the whole index."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from pressmark.index.segment.evaluate.matches import Floats, Matches
from pressmark.index.segment.invert import LENGTHS
from pressmark.index.segment.packing import Ints
from pressmark.index.segment.reader import ArrayReader
from pressmark.index.segment.segment import FieldFile

DENSE = 32
"""A term in more than one of so many paragraphs is also kept as how often it stands in each: a
million paragraphs are looked up in 0.1 ms so, and counted in 0.05 ms."""
_STEPS = 255
_ROUNDING = 1 + 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class ScoredTerm:
    """A term in one segment, deleted postings included, and what scores it.

    `count` is the number of its postings. `lengths` uint8[paragraphs] are Whoosh's length bytes;
    `norms` float64[256], what a field of each length byte adds below the line, or None for a field
    whose lengths do not count; `bound` is no less than any score. Of a common term, else None:
    `dense` uint[paragraphs], how often it stands in each; `impacts` uint8[paragraphs], which times
    `step` is no less than the score in each, and 0 only where the term does not stand.
    """

    file: FieldFile
    number: int
    count: int
    weight: float
    gain: float
    norms: Floats | None
    lengths: NDArray[np.uint8]
    bound: float
    dense: NDArray[np.unsignedinteger] | None
    impacts: NDArray[np.uint8] | None
    step: float

    @property
    def numbers(self) -> NDArray[np.int32]:
        """The paragraphs, int32[count] ascending; of a common term they need not be at hand."""
        return self.file.decoded(self.number)[0]

    @property
    def freqs(self) -> NDArray[Any]:
        """How often it stands in each, uint[count]."""
        return self.file.decoded(self.number)[1]

    def matches(self) -> Matches:
        """Its paragraphs with their scores."""
        numbers, freqs = self.file.decoded(self.number)
        return Matches(numbers.astype(np.int64), self.scores(numbers, freqs))

    def scores(self, numbers: NDArray[Any], freqs: NDArray[Any]) -> Floats:
        """float64[n]: the score of each paragraph in which the term stands so often, 0 for 0."""
        if self.norms is None:
            return self.weight * freqs.astype(np.float64)
        below = self.norms.take(self.lengths.take(numbers))
        below += freqs
        scores: Floats = freqs / below
        scores *= self.weight * self.gain
        return scores

    def freqs_in(self, numbers: Ints) -> NDArray[Any]:
        """uint[n]: how often the term stands in each of ascending `numbers`."""
        if self.dense is not None:
            return self.dense.take(numbers)
        own, freqs = self.file.decoded(self.number)
        wanted = numbers.astype(np.int32)
        found = np.zeros(len(wanted), dtype=freqs.dtype)
        if len(own) < len(wanted):
            at = np.minimum(wanted.searchsorted(own), len(wanted) - 1)
            same = wanted[at] == own
            found[at[same]] = freqs[same]
        elif len(wanted):
            at = np.minimum(own.searchsorted(wanted), len(own) - 1)
            same = own[at] == wanted
            found[same] = freqs[at[same]]
        return found


def _impacts(count: int, term: ScoredTerm) -> NDArray[np.uint8]:
    """How near the term comes in each paragraph to its score without end, in steps rounded up."""
    impacts = np.zeros(count, dtype=np.uint8)
    near = term.matches().scores / (term.weight * term.gain)
    impacts[term.numbers] = np.ceil(near * _STEPS * _ROUNDING).clip(1, _STEPS)
    return impacts


class Leaf:
    """One segment of a searcher, whose weighting is Whoosh's BM25F."""

    def __init__(self, searcher: Searcher, leaf: Searcher, offset: int) -> None:
        self.searcher = searcher
        self.leaf = leaf
        self.offset = offset
        self.reader: ArrayReader = leaf.reader()
        self.count: int = self.reader.doc_count_all()
        self._weighting: BM25F = searcher.weighting

    def term(self, field: str, text: str | bytes, boost: float = 1.0) -> ScoredTerm | None:
        """The term, or None where the segment or the schema does not have it."""
        if field not in self.searcher.schema:
            return None
        try:
            data = self.searcher.schema[field].to_bytes(text)
        except ValueError:
            return None
        if (field, data) not in self.reader:
            return None
        return self._scored(field, data, boost)

    def _scored(self, field: str, data: bytes, boost: float) -> ScoredTerm:
        file = self.reader.field(field)
        number = file.terms.find(data)
        assert number is not None  # the caller has seen it
        facts, count = file.postings.facts(number), file.frequency(number)
        gain = self._weighting.K1 + 1
        norms: Floats | None = None
        weight, bound = boost, boost * facts.most
        if file.plan.scored:
            norms = self._norms(field)
            weight = boost * self.searcher.idf(field, data)
            bound = weight * gain * facts.most / (facts.most + norms[facts.shortest])
        common = count * DENSE > self.count
        term = ScoredTerm(
            file,
            number,
            count,
            weight,
            gain,
            norms,
            file.lengths,
            bound,
            dense=file.dense(number) if common else None,
            impacts=None,
            step=weight * gain / _STEPS,
        )
        if not common or norms is None:
            return term
        key = ("impacts", norms[1], norms[2])  # which settle the others
        return replace(term, impacts=file.kept(number, key, lambda: _impacts(self.count, term)))

    def _norms(self, field: str) -> Floats:
        weighting = self._weighting
        b = weighting._field_B.get(field, weighting.B)
        average = self.searcher.avg_field_length(field) or 1
        # a paragraph without the field counts as of one word, as Whoosh has it
        norms: Floats = weighting.K1 * ((1 - b) + b * np.maximum(LENGTHS, 1) / average)
        return norms

    def live(self, matches: Matches) -> Matches:
        """Without what was deleted."""
        if self.reader.deleted is None:
            return matches
        return matches.only(~self.reader.deleted[matches.numbers])

    def postings(self, term: ScoredTerm) -> Matches:
        """The live postings of a term with their scores."""
        return self.live(term.matches())

    def together(self, terms: Sequence[ScoredTerm]) -> Ints:
        """The live paragraphs in which all the terms stand, int64 ascending.

        Only what stands in the rarest is ever looked at.
        """
        rarest, *others = sorted(terms, key=lambda term: term.count)
        numbers = self._candidates(rarest, others)
        for term in others:
            numbers = numbers[term.freqs_in(numbers) > 0]
        if self.reader.deleted is not None:
            numbers = numbers[~self.reader.deleted[numbers]]
        return numbers

    def summed(self, terms: Sequence[ScoredTerm], numbers: Ints) -> Matches:
        """Paragraphs in ascending order with the scores of all terms added up."""
        scores = np.zeros(len(numbers))
        for term in terms:
            scores += term.scores(numbers, term.freqs_in(numbers))
        return Matches(numbers, scores)

    def _candidates(self, rarest: ScoredTerm, others: Sequence[ScoredTerm]) -> Ints:
        if rarest.dense is None:
            return rarest.numbers.astype(np.int64)
        flags = rarest.dense != 0
        for term in others:
            if term.dense is not None:
                flags &= term.dense != 0
        return np.flatnonzero(flags)

    def everything(self) -> Ints:
        """All live paragraphs, int64."""
        if self.reader.deleted is None:
            return np.arange(self.count)
        return np.flatnonzero(~self.reader.deleted)
