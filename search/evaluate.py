"""Evaluate a query tree over arrays: which paragraphs match, and how well each.

The one seam between the query layer and the engine beneath. A word scores by BM25, a phrase as a
word that is as rare as its words together; an AND or OR adds up. What has no array form here (a
range of dates, a wildcard of addresses) is answered by Whoosh's matchers and scores nothing.

`pressmark.index.segment.evaluate` also runs a tree over arrays, for another purpose. That one gives
Whoosh's own answers and scores, but for the differences it numbers, to programs that take
`Index.searcher()`. This one keeps the evidence of each word, from which `rank` judges whole
articles, and asks for no more than any reader of Whoosh's can tell.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

import numpy as np
from whoosh import query as q

from pressmark.search.arrays import (
    NO_FLOATS,
    NO_INTS,
    Arrays,
    Floats,
    Ints,
    intersect,
    is_in,
)
from pressmark.search.near import Near, closest
from pressmark.search.ranking import rarity, saturation

_STRIDE = 1 << 24
"""More than the positions of any paragraph, so that paragraph and position make one number."""


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """All matches of a query: `docnums` int64[n] ascending, `scores` float64[n] beside them."""

    docnums: Ints
    scores: Floats

    def __len__(self) -> int:
        return len(self.docnums)


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """One word or phrase that scores: where and how often it stands, and where its words do.

    `docnums` int64[n] ascending, `freqs` float64[n]; `words` the paragraphs of each of its words.
    """

    field: str
    docnums: Ints
    freqs: Floats
    words: Sequence[Ints]
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """The matches of a tree, and the evidence that their scores are made of."""

    matches: Matches
    evidence: Sequence[Evidence] = field(default_factory=list)


def weigh_evidence(arrays: Arrays, tree: q.Query) -> Evaluation:
    """Every live paragraph that `tree` matches, and why; patterns must have become words."""
    evaluator = _Evaluator(arrays)
    return Evaluation(evaluator.run(tree), evaluator.evidence)


class _Evaluator:
    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        self.evidence: list[Evidence] = []

    def run(self, query: Any) -> Matches:
        """The matches with their scores."""
        for kind, method in _METHODS:
            if isinstance(query, kind):
                return method(self, query)
        return _unscored(self.arrays.walk(query))

    def filter(self, query: Any) -> Ints:
        """The matches alone: what they would score is no evidence."""
        return _Evaluator(self.arrays).run(query).docnums

    def _term(self, query: Any) -> Matches:
        found = self.arrays.postings(query.fieldname, query.text)
        if not self.arrays.is_scored(query.fieldname):
            return Matches(found.docnums, np.full(len(found.docnums), float(query.boost)))
        return self._score(query, found.docnums, found.freqs, [found.docnums])

    def _phrase(self, query: Any) -> Matches:
        words = [self.arrays.postings(query.fieldname, word).docnums for word in query.words]
        among = reduce(intersect, words)
        find = self._near if isinstance(query, Near) else self._runs
        docnums, freqs = find(query, among) if len(among) else (NO_INTS, NO_FLOATS)
        return self._score(query, docnums, freqs, words)

    def _runs(self, query: Any, among: Ints) -> tuple[Ints, Floats]:
        """Paragraphs where the words stand one behind the other, and how often."""
        places = []
        for behind, word in enumerate(query.words):
            docnums, positions = self.arrays.positions(query.fieldname, word, among)
            places.append(docnums * _STRIDE + positions - behind)
        docnums, counts = np.unique(reduce(intersect, places) // _STRIDE, return_counts=True)
        return docnums, counts.astype(np.float64)

    def _near(self, query: Any, among: Ints) -> tuple[Ints, Floats]:
        """Paragraphs where the words stand near each other; once is enough."""
        words = [self.arrays.positions(query.fieldname, word, among) for word in query.words]
        edges = [np.searchsorted(docnums, [*among, among[-1] + 1]) for docnums, _ in words]
        near = [
            closest(
                [
                    at[edge[i] : edge[i + 1]].tolist()
                    for (_, at), edge in zip(words, edges, strict=True)
                ],
                query.width,
            )
            is not None
            for i in range(len(among))
        ]
        docnums = among[np.array(near, dtype=bool)]
        return docnums, np.ones(len(docnums))

    def _score(self, query: Any, docnums: Ints, freqs: Floats, words: Sequence[Ints]) -> Matches:
        evidence = Evidence(query.fieldname, docnums, freqs, words, float(query.boost))
        self.evidence.append(evidence)
        return Matches(docnums, paragraph_scores(self.arrays, evidence))

    def _and(self, query: Any) -> Matches:
        return reduce(_both, [self.run(part) for part in query.children()] or [_NOTHING])

    def _or(self, query: Any) -> Matches:
        return self._sum([self.run(part) for part in query.children()])

    def _sum(self, parts: Sequence[Matches]) -> Matches:
        found = np.zeros(self.arrays.count, dtype=bool)
        scores = np.zeros(self.arrays.count)
        for part in parts:
            found[part.docnums] = True
            scores[part.docnums] += part.scores
        docnums = np.flatnonzero(found)
        return Matches(docnums, scores[docnums])

    def _and_not(self, query: Any) -> Matches:
        wanted = self.run(query.a)
        return _only(wanted, ~is_in(wanted.docnums, self.filter(query.b)))

    def _require(self, query: Any) -> Matches:
        wanted = self.run(query.a)
        return _only(wanted, is_in(wanted.docnums, self.filter(query.b)))

    def _and_maybe(self, query: Any) -> Matches:
        wanted = self.run(query.a)
        both = self._sum([wanted, self.run(query.b)])
        return _only(both, is_in(both.docnums, wanted.docnums))

    def _not(self, query: Any) -> Matches:
        everything = self.arrays.everything
        return _unscored(everything[~is_in(everything, self.filter(query.query))])

    def _constant(self, query: Any) -> Matches:
        docnums = self.filter(query.child)
        return Matches(docnums, np.full(len(docnums), float(query.score)))

    def _every(self, query: Any) -> Matches:
        if query.fieldname is not None:
            return _unscored(self.arrays.walk(query))
        return _unscored(self.arrays.everything)


def paragraph_scores(arrays: Arrays, evidence: Evidence) -> Floats:
    """float64[n]: what the evidence adds to each of its paragraphs."""
    lengths = arrays.lengths(evidence.field, evidence.docnums)
    rare = sum(rarity(arrays.count, len(word)) for word in evidence.words)
    much = saturation(evidence.freqs, lengths, arrays.average_length(evidence.field))
    return evidence.weight * rare * much


_NOTHING = Matches(NO_INTS, NO_FLOATS)


def _unscored(docnums: Ints) -> Matches:
    return Matches(docnums, np.zeros(len(docnums)))


def _only(matches: Matches, kept: Any) -> Matches:
    return Matches(matches.docnums[kept], matches.scores[kept])


def _both(first: Matches, second: Matches) -> Matches:
    common = intersect(first.docnums, second.docnums)
    scores = [each.scores[np.searchsorted(each.docnums, common)] for each in (first, second)]
    return Matches(common, scores[0] + scores[1])


_METHODS: tuple[tuple[Any, Callable[[_Evaluator, Any], Matches]], ...] = (
    (q.Term, _Evaluator._term),
    (q.Phrase, _Evaluator._phrase),
    (q.And, _Evaluator._and),
    (q.Or, _Evaluator._or),
    (q.AndNot, _Evaluator._and_not),
    (q.Require, _Evaluator._require),
    (q.AndMaybe, _Evaluator._and_maybe),
    (q.Not, _Evaluator._not),
    (q.ConstantScoreQuery, _Evaluator._constant),
    (q.Every, _Evaluator._every),
)
