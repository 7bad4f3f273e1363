"""Whoosh's BM25F as a similarity: what `Index.searcher()` scores by.

The formula and its statistics are those of `whoosh.scoring.BM25F`, over the whole index.
"""

from typing import Any

import numpy as np
from whoosh import query as q
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from pressmark.index.segment.evaluate.postings_list import Floats, Ints
from pressmark.index.segment.evaluate.segment_arrays import SegmentArrays
from pressmark.index.segment.int_codec import LENGTHS


class WhooshSimilarity:
    """Scores as `searcher`, whose weighting is BM25F; `leaves` are its searchers by offset."""

    scores_filters = True

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._weighting: BM25F = searcher.weighting
        self._leaves = {offset: leaf for leaf, offset in searcher.leaf_searchers()}
        self._norms: dict[str, Floats] = {}

    def searcher(self, leaf: SegmentArrays) -> Searcher:
        """Whoosh's searcher of the segment."""
        return self._leaves[leaf.offset]

    def score(self, leaf: SegmentArrays, query: Any, freqs: Any, among: Ints) -> Floats:
        """float64[n]: a phrase scores the sum of its words."""
        if type(query) is q.Term:
            one = self._score(leaf, query.fieldname, query.text, freqs, among)
            return one * float(query.boost)
        total: Floats = np.zeros(len(among))
        for word in query.words:
            term = leaf.term(query.fieldname, word)
            if term is not None:
                own = term.freqs_at(among)
                total += self._score(leaf, query.fieldname, word, own, among)
        total[freqs == 0] = 0.0
        return total * float(query.boost)

    def _score(
        self, leaf: SegmentArrays, field: str, text: str | bytes, freqs: Any, among: Ints
    ) -> Floats:
        file = leaf.reader.field(field)
        if not file.plan.scored:
            scores: Floats = freqs.astype(np.float64)
            return scores
        norms = leaf.by_length(field, self._norms_of(field), among)
        idf = self._searcher.idf(field, file.plan.term(text))
        found: Floats = idf * (self._weighting.K1 + 1) * freqs / (freqs + norms)
        return found

    def _norms_of(self, field: str) -> Floats:
        """float64[256]: the length norm of each length byte."""
        if field not in self._norms:
            self._norms[field] = self._find_norms(field)
        return self._norms[field]

    def _find_norms(self, field: str) -> Floats:
        weighting = self._weighting
        b = weighting._field_B.get(field, weighting.B)
        average = self._searcher.avg_field_length(field) or 1
        # a paragraph without the field counts as of one word, as Whoosh has it
        norms: Floats = weighting.K1 * ((1 - b) + b * np.maximum(LENGTHS, 1) / average)
        return norms
