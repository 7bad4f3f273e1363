"""Pressmark's BM25 similarity: the scoring words and phrases of a query tree, and their scores."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np
from whoosh import query as q

from pressmark.index.segment.evaluate.postings_list import Floats, Ints
from pressmark.index.segment.evaluate.segment_arrays import SegmentArrays
from pressmark.search.query import query_word
from pressmark.search.ranking import similarity

if TYPE_CHECKING:
    from whoosh.searching import Searcher


class ScoringTerm(NamedTuple):
    """A word or phrase of a query that scores; `words` as the field holds them.

    `idf` is the sum over its words, over paragraphs; `weight` the boost in the query;
    `average_length` the mean length of the field, in words.
    """

    query: Any
    field: str
    words: tuple[str | bytes, ...]
    weight: float
    idf: float
    average_length: float


class ParagraphStatistics(Protocol):
    """Collection statistics over paragraphs, of whatever engine."""

    @property
    def count(self) -> int:
        """The number of paragraphs."""

    def frequency(self, field: str, text: str | bytes) -> int:
        """The document frequency of a term."""

    def average_length(self, field: str) -> float:
        """Words of `field` in a paragraph, on average over all."""

    def is_scored(self, field: str) -> bool:
        """Whether words of `field` are scored by BM25."""


def scoring_terms(statistics: ParagraphStatistics, tree: q.Query) -> tuple[ScoringTerm, ...]:
    """The scoring terms of `tree`, in order; patterns must have been expanded to words."""
    leaves = scoring_leaves(statistics.is_scored, tree)
    return tuple(_scoring_term(statistics, leaf) for leaf in leaves)


def scoring_leaves(is_scored: Callable[[str], bool], query: Any) -> Iterator[Any]:
    """The words and phrases of a tree that score, in order."""
    if isinstance(query, (q.Term, q.Phrase)):
        if isinstance(query, q.Phrase) or is_scored(query.fieldname):
            yield query
    elif isinstance(query, (q.AndNot, q.Require)):
        yield from scoring_leaves(is_scored, query.a)
    elif isinstance(query, (q.And, q.Or, q.AndMaybe)):
        for part in query.children():
            yield from scoring_leaves(is_scored, part)


def _scoring_term(statistics: ParagraphStatistics, query: Any) -> ScoringTerm:
    field = query.fieldname
    words = tuple(query.words) if isinstance(query, q.Phrase) else (query.text,)
    count, average = statistics.count, statistics.average_length(field)
    idf = sum(query_word.idf(count, statistics.frequency(field, word)) for word in words)
    return ScoringTerm(query, field, words, float(query.boost), idf, average)


class PressmarkSimilarity:
    """BM25 over paragraphs; a phrase scores as one word with the summed idf of its words."""

    scores_filters = False

    def __init__(self, terms: Sequence[ScoringTerm]) -> None:
        self._terms = {id(term.query): term for term in terms}
        self._norms: dict[tuple[int, str], tuple[Ints, Floats]] = {}

    def searcher(self, leaf: SegmentArrays) -> "Searcher":
        """Whoosh's searcher of the segment."""
        from whoosh.searching import Searcher

        return Searcher(leaf.reader)

    def score(self, leaf: SegmentArrays, query: Any, freqs: Any, among: Ints) -> Floats:
        """float64[n]; 0 for a name or a kind, or below a filter."""
        term = self._terms.get(id(query))
        if term is None:
            return np.zeros(len(among))
        norms = self._norms_of(leaf, term, among)
        return term.weight * term.idf * similarity.saturation(freqs, norms)

    def _norms_of(self, leaf: SegmentArrays, term: ScoringTerm, among: Ints) -> Floats:
        """The length norms of `among`, shared by all words of a field."""
        key = leaf.offset, term.field
        cached = self._norms.get(key)
        if cached is None or cached[0] is not among:
            norms = similarity.length_norms_at(leaf, term.field, term.average_length, among)
            cached = self._norms[key] = among, norms
        return cached[1]
