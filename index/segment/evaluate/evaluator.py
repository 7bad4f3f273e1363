"""The evaluator of query trees: over the arrays of one segment, for a given similarity.

`matches` finds what a Whoosh query tree matches, as bits and without scores; `score` then scores
only the requested paragraphs. `search()` runs it with Pressmark's similarity,
`Index.searcher()` with Whoosh's BM25F. How its answers differ from Whoosh's is numbered in
DIVERGENCES.md.
"""

from collections.abc import Callable, Sequence
from functools import cached_property, reduce
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np
from whoosh import query as q

from pressmark.index.near_query import Near
from pressmark.index.segment.bitset import Bits, contains, empty_bits, from_flags, from_numbers
from pressmark.index.segment.evaluate.postings_list import (
    Flags,
    Floats,
    Ints,
    ListedPostings,
    PostingsList,
)
from pressmark.index.segment.evaluate.segment_arrays import SegmentArrays

if TYPE_CHECKING:
    from whoosh.searching import Searcher


class Scores(NamedTuple):
    """For some paragraphs: `matched` bool[n]; `scores` float64[n], 0 where not matched."""

    matched: Flags
    scores: Floats


class Similarity(Protocol):
    """What makes a score of term frequencies."""

    @property
    def scores_filters(self) -> bool:
        """Whether what only filters scores its boost, as in Whoosh, or else 0."""

    def score(self, leaf: SegmentArrays, query: Any, freqs: Any, among: Ints) -> Floats:
        """float64[n]: the scores of a Term or Phrase in paragraphs `among` of such frequencies,
        int[n]; 0 where the frequency is."""

    def searcher(self, leaf: SegmentArrays) -> "Searcher":
        """Whoosh's searcher of the segment, for queries that only Whoosh can evaluate."""


class Evaluator:
    """Evaluates queries over one segment. Deleted paragraphs match as any others do."""

    def __init__(self, leaf: SegmentArrays, similarity: Similarity) -> None:
        self.leaf = leaf
        self._similarity = similarity
        self._phrases: dict[int, PostingsList | None] = {}
        self._others: dict[int, _Other] = {}

    def matches(self, query: Any) -> Bits:
        """The paragraphs that `query` matches, as bits; read only."""
        return _METHODS.get(type(query), _OTHER).matches(self, query)

    def score(self, query: Any, among: Ints) -> Scores:
        """Which of ascending `among` match `query`, and their scores."""
        return _METHODS.get(type(query), _OTHER).score(self, query, among)

    def postings(self, query: Any) -> PostingsList | None:
        """The postings of a term or phrase, None where the segment has none."""
        if type(query) is q.Term:
            return self.leaf.term(query.fieldname, query.text)
        if id(query) not in self._phrases:
            # most queries ask for words alone, and a search starts faster without this module
            from pressmark.index.segment.evaluate.phrase import near_postings, phrase_postings

            find = near_postings if type(query) is Near else phrase_postings
            self._phrases[id(query)] = find(self.leaf, query)
        return self._phrases[id(query)]

    # words and phrases

    def _matches_term(self, query: Any) -> Bits:
        postings = self.postings(query)
        return postings.bits(self.leaf.count) if postings else self._none

    def _score_term(self, query: Any, among: Ints) -> Scores:
        postings = self.postings(query)
        if postings is None:
            return _nothing(among)
        freqs = postings.freqs_at(among)
        return Scores(freqs > 0, self._similarity.score(self.leaf, query, freqs, among))

    def _matches_phrase(self, query: Any) -> Bits:
        # Whoosh knows what to raise, or what to find instead, where there are no positions
        can = self.leaf.has_positions(query.fieldname)
        return self._matches_term(query) if can else self._matches_other(query)

    def _score_phrase(self, query: Any, among: Ints) -> Scores:
        can = self.leaf.has_positions(query.fieldname)
        return self._score_term(query, among) if can else self._score_other(query, among)

    # groups

    def _matches_all(self, query: Any) -> Bits:
        parts = [self.matches(part) for part in query.subqueries]
        return reduce(np.bitwise_and, parts) if parts else self._none

    def _score_all(self, query: Any, among: Ints) -> Scores:
        parts = [self.score(part, among) for part in query.subqueries]
        if not parts:
            return _nothing(among)
        matched = reduce(np.logical_and, [part.matched for part in parts])
        return Scores(matched, _sum(parts) * matched * query.boost)

    def _matches_any(self, query: Any) -> Bits:
        if query.scale or query.minmatch:
            return self._matches_other(query)
        found = self._none
        for part in query.subqueries:
            found |= self.matches(part)
        return found

    def _score_any(self, query: Any, among: Ints) -> Scores:
        if query.scale or query.minmatch:
            return self._score_other(query, among)
        parts = [self.score(part, among) for part in query.subqueries]
        if not parts:
            return _nothing(among)
        return Scores(_any_matched(parts), _sum(parts) * query.boost)

    def _matches_best(self, query: Any) -> Bits:
        return reduce(np.bitwise_or, map(self.matches, query.subqueries), self._none)

    def _score_best(self, query: Any, among: Ints) -> Scores:
        parts = [self.score(part, among) for part in query.subqueries]
        if not parts:
            return _nothing(among)
        best = reduce(np.maximum, [part.scores for part in parts])
        scores = best + query.tiebreak * (_sum(parts) - best)
        return Scores(_any_matched(parts), scores * query.boost)

    def _matches_unless(self, query: Any) -> Bits:
        return self.matches(query.a) & ~self.matches(query.b)

    def _score_unless(self, query: Any, among: Ints) -> Scores:
        return _only(self.score(query.a, among), ~self.score(query.b, among).matched)

    def _matches_required(self, query: Any) -> Bits:
        return self.matches(query.a) & self.matches(query.b)

    def _score_required(self, query: Any, among: Ints) -> Scores:
        return _only(self.score(query.a, among), self.score(query.b, among).matched)

    def _matches_maybe(self, query: Any) -> Bits:
        return self.matches(query.a)

    def _score_maybe(self, query: Any, among: Ints) -> Scores:
        wanted, bonus = self.score(query.a, among), self.score(query.b, among)
        return _only(Scores(wanted.matched, wanted.scores + bonus.scores), wanted.matched)

    # what only filters

    def _matches_not(self, query: Any) -> Bits:
        return self._every & ~self.matches(query.query)

    def _score_not(self, query: Any, among: Ints) -> Scores:
        return self._constant(~self.score(query.query, among).matched, 1.0)

    def _matches_constant(self, query: Any) -> Bits:
        return self.matches(query.child)

    def _score_constant(self, query: Any, among: Ints) -> Scores:
        return self._constant(self.score(query.child, among).matched, query.score)

    def _matches_every(self, query: Any) -> Bits:
        return self._every if query.fieldname is None else self._matches_other(query)

    def _score_every(self, query: Any, among: Ints) -> Scores:
        if query.fieldname is not None:
            return self._score_other(query, among)
        return self._constant(np.ones(len(among), dtype=bool), query.boost)

    def _matches_nothing(self, query: Any) -> Bits:  # noqa: ARG002
        return self._none

    def _score_nothing(self, query: Any, among: Ints) -> Scores:  # noqa: ARG002
        return _nothing(among)

    # multi-term queries, and what only Whoosh can evaluate

    def _matches_other(self, query: Any) -> Bits:
        other = self._other(query)
        return self.matches(other.words) if other.words is not None else other.bits

    def _score_other(self, query: Any, among: Ints) -> Scores:
        other = self._other(query)
        if other.words is not None:
            return self.score(other.words, among)
        matched = contains(other.bits, among)
        if other.walked is None or not self._similarity.scores_filters:
            return self._constant(matched, other.score)
        return Scores(matched, other.walked.freqs_at(among).astype(np.float64))

    def _other(self, query: Any) -> "_Other":
        if id(query) not in self._others:
            self._others[id(query)] = self._find_other(query)
        return self._others[id(query)]

    def _find_other(self, query: Any) -> "_Other":
        from pressmark.index.segment.evaluate import multi_term  # few queries need it

        if type(query) in multi_term.KINDS and multi_term.can_find(self.leaf, query):
            found = multi_term.find(self.leaf, query)
            if isinstance(found, q.Or):
                return _Other(found, self._none)
            return _Other(None, found, query.boost)
        walked = ListedPostings(*multi_term.walk(self._similarity.searcher(self.leaf), query))
        return _Other(None, from_numbers(walked.numbers, self.leaf.count), walked=walked)

    def _constant(self, matched: Flags, score: float) -> Scores:
        filled: Floats = np.where(matched, score if self._similarity.scores_filters else 0.0, 0.0)
        return Scores(matched, filled)

    @property
    def _none(self) -> Bits:
        return empty_bits(self.leaf.count)

    @cached_property
    def _every(self) -> Bits:
        return from_flags(np.ones(self.leaf.count, dtype=bool))


class _Other(NamedTuple):
    """Of a query that is not made of words: `words` to evaluate in its place, or else `bits`, with
    one score or those of `walked`, whose frequencies are the scores."""

    words: q.Or | None
    bits: Bits
    score: float = 1.0
    walked: ListedPostings | None = None


def _nothing(among: Ints) -> Scores:
    return Scores(np.zeros(len(among), dtype=bool), np.zeros(len(among)))


def _any_matched(parts: Sequence[Scores]) -> Flags:
    matched: Flags = reduce(np.logical_or, [part.matched for part in parts])
    return matched


def _sum(parts: Sequence[Scores]) -> Floats:
    total: Floats = reduce(np.add, [part.scores for part in parts])
    return total


def _only(scored: Scores, kept: Flags) -> Scores:
    return Scores(scored.matched & kept, scored.scores * kept)


class _Method(NamedTuple):
    matches: Callable[[Evaluator, Any], Bits]
    score: Callable[[Evaluator, Any, Ints], Scores]


_OTHER = _Method(Evaluator._matches_other, Evaluator._score_other)
_METHODS: dict[type, _Method] = {
    q.Term: _Method(Evaluator._matches_term, Evaluator._score_term),
    q.Phrase: _Method(Evaluator._matches_phrase, Evaluator._score_phrase),
    Near: _Method(Evaluator._matches_phrase, Evaluator._score_phrase),
    q.And: _Method(Evaluator._matches_all, Evaluator._score_all),
    q.Or: _Method(Evaluator._matches_any, Evaluator._score_any),
    q.DisjunctionMax: _Method(Evaluator._matches_best, Evaluator._score_best),
    q.AndNot: _Method(Evaluator._matches_unless, Evaluator._score_unless),
    q.Require: _Method(Evaluator._matches_required, Evaluator._score_required),
    q.AndMaybe: _Method(Evaluator._matches_maybe, Evaluator._score_maybe),
    q.Not: _Method(Evaluator._matches_not, Evaluator._score_not),
    q.ConstantScoreQuery: _Method(Evaluator._matches_constant, Evaluator._score_constant),
    q.Every: _Method(Evaluator._matches_every, Evaluator._score_every),
    type(q.NullQuery): _Method(Evaluator._matches_nothing, Evaluator._score_nothing),
}
