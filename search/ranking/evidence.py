"""Pressmark's similarity: the scoring words and phrases of a query tree, and what each scores."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from whoosh import query as q

from pressmark.index.segment.evaluate.postings_list import Floats, Ints
from pressmark.index.segment.evaluate.segment_arrays import SegmentArrays
from pressmark.search.ranking import similarity
from pressmark.search.ranking.index_arrays import Arrays

if TYPE_CHECKING:
    from whoosh.searching import Searcher


class Evidence(NamedTuple):
    """One word or phrase of a query that scores; `words` as the field holds them.

    `rare` is the idf of its words together, over paragraphs; `weight` its weight in the query;
    `average` the mean length of the field, in words.
    """

    query: Any
    field: str
    words: tuple[str | bytes, ...]
    weight: float
    rare: float
    average: float


def evidence_of(arrays: Arrays, tree: q.Query) -> tuple[Evidence, ...]:
    """What scores in `tree`, in order; patterns must have become words."""
    return tuple(_evidence(arrays, leaf) for leaf in _scoring(arrays, tree))


def _scoring(arrays: Arrays, query: Any) -> Iterator[Any]:
    if isinstance(query, (q.Term, q.Phrase)):
        if isinstance(query, q.Phrase) or arrays.is_scored(query.fieldname):
            yield query
    elif isinstance(query, (q.AndNot, q.Require)):
        yield from _scoring(arrays, query.a)
    elif isinstance(query, (q.And, q.Or, q.AndMaybe)):
        for part in query.children():
            yield from _scoring(arrays, part)


def _evidence(arrays: Arrays, query: Any) -> Evidence:
    field = query.fieldname
    words = tuple(query.words) if isinstance(query, q.Phrase) else (query.text,)
    rare = sum(similarity.idf(arrays.count, arrays.frequency(field, word)) for word in words)
    return Evidence(query, field, words, float(query.boost), rare, arrays.average_length(field))


class PressmarkSimilarity:
    """BM25 by paragraphs: a phrase scores as a word with the idf of its words together."""

    scores_filters = False

    def __init__(self, evidence: Sequence[Evidence]) -> None:
        self._evidence = {id(each.query): each for each in evidence}
        self._norms: dict[tuple[int, str], tuple[Ints, Floats]] = {}

    def searcher(self, leaf: SegmentArrays) -> "Searcher":
        """Whoosh's searcher of the segment."""
        from whoosh.searching import Searcher

        return Searcher(leaf.reader)

    def score(self, leaf: SegmentArrays, query: Any, freqs: Any, among: Ints) -> Floats:
        """float64[n]; 0 for a name or a kind, or below a filter."""
        evidence = self._evidence.get(id(query))
        if evidence is None:
            return np.zeros(len(among))
        norms = self._norms_of(leaf, evidence, among)
        return evidence.weight * evidence.rare * similarity.saturation(freqs, norms)

    def _norms_of(self, leaf: SegmentArrays, evidence: Evidence, among: Ints) -> Floats:
        """The length norms of `among`: the same for all words of a field."""
        key = leaf.offset, evidence.field
        known = self._norms.get(key)
        if known is None or known[0] is not among:
            norms = similarity.length_norms_at(leaf, evidence.field, evidence.average, among)
            known = self._norms[key] = among, norms
        return known[1]
