"""One segment of a searcher: its terms, ready to be scored, and what of it is asked for."""

from collections.abc import Sequence
from copy import copy
from functools import lru_cache

import numpy as np
from whoosh.reading import TermNotFound
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from pressmark.index.segment.evaluate.matches import Alike, Flags, Floats, Matches
from pressmark.index.segment.evaluate.scored import STEPS, ScoredTerm, summed
from pressmark.index.segment.lengths import LENGTHS
from pressmark.index.segment.limits import KNOWN_TERMS, RANKED
from pressmark.index.segment.packing import Ints
from pressmark.index.segment.ranks import Words, flags_of, packed
from pressmark.index.segment.reader import ArrayReader
from pressmark.index.segment.segment import FieldFile

_FEW = 64
"""Where fewer than one in so many paragraphs are asked for, each is asked for the words, instead
of each word for its paragraphs."""


class _Terms:
    """Looks up terms of a segment, with what scores them in the whole index."""

    def __init__(self, searcher: Searcher, reader: ArrayReader) -> None:
        self._searcher = searcher
        self._reader = reader
        self._weighting: BM25F = searcher.weighting
        self._norms_by_field: dict[str, Floats] = {}  # one for all terms of a field

    def scored(self, field: str, text: str | bytes) -> ScoredTerm | None:
        """The term, or None where the segment or the schema does not have it."""
        if field not in self._searcher.schema:
            return None
        try:
            data = self._searcher.schema[field].to_bytes(text)
            file = self._reader.field(field)
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
            weight = self._searcher.idf(field, data)
            top = weight * gain
            bound = top * facts.most / (facts.most + norms[facts.shortest])
        return ScoredTerm(
            file,
            number,
            count,
            ranked=count * RANKED > self._reader.doc_count_all(),
            most=facts.most,
            weight=weight,
            gain=gain,
            norms=norms,
            lengths=file.lengths,
            bound=bound,
            step=top / STEPS,
        )

    def _norms(self, field: str) -> Floats:
        norms = self._norms_by_field.get(field)
        if norms is None:
            weighting = self._weighting
            b = weighting._field_B.get(field, weighting.B)
            average = self._searcher.avg_field_length(field) or 1
            # a paragraph without the field counts as of one word, as Whoosh has it
            norms = weighting.K1 * ((1 - b) + b * np.maximum(LENGTHS, 1) / average)
            self._norms_by_field[field] = norms
        return norms


class Leaf:
    """One segment of a searcher, whose weighting is Whoosh's BM25F.

    `excluded` bool[paragraphs], or None: what is deleted, or not asked for. `few` int64[n]
    ascending, or None: all that is left, where that is little.
    """

    def __init__(self, searcher: Searcher, leaf: Searcher, offset: int) -> None:
        self.searcher = searcher
        self.leaf = leaf
        self.offset = offset
        self.reader: ArrayReader = leaf.reader()
        self.count: int = self.reader.doc_count_all()
        self.excluded: Flags | None = self.reader.deleted
        self.few: Ints | None = None
        # of an object that does not refer back: a cycle would keep the segment's file mapped
        self._known = lru_cache(KNOWN_TERMS)(_Terms(searcher, self.reader).scored)

    def within(self, found: Matches | Alike) -> "Leaf":
        """The same segment, as if there were only what was found in it."""
        narrowed = self._less(~found.flags_of(self.count))
        if isinstance(found, Matches) and len(found) * _FEW < self.count:
            narrowed.few = found.numbers
        return narrowed

    def without(self, found: Matches | Alike) -> "Leaf":
        """The same segment, as if what was found in it were not there."""
        return self._less(found.flags_of(self.count))

    def _less(self, flags: Flags) -> "Leaf":
        narrowed = copy(self)
        narrowed.excluded = flags if self.excluded is None else flags | self.excluded
        if self.few is not None:
            narrowed.few = narrowed.live_numbers(self.few)
        return narrowed

    def term(self, field: str, text: str | bytes, boost: float = 1.0) -> ScoredTerm | None:
        """The term, or None where the segment or the schema does not have it."""
        known = self._known(field, text)
        return known.boosted(boost) if known else None

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
        scores = [summed(of_field, numbers) for of_field in fields.values()]
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
