"""Evaluate a query tree over the arrays of a segment: which paragraphs match, and how well each.

What matches is found first, without scores, beginning with what is rarest; only paragraphs in
contention are then scored. A word scores by BM25, a phrase as a word that is as rare as its words
together; an AND or OR adds up. What only narrows (a date, a paper) scores nothing.

`pressmark.index.segment.evaluate` also runs a tree over arrays, for another purpose. That one gives
Whoosh's own answers and scores, but for the differences it numbers, to programs that take
`Index.searcher()`. This one keeps the evidence of each word, from which whole articles are judged.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
from whoosh import query as q

from pressmark.search.arrays import NO_INTS, Arrays, intersect, is_in
from pressmark.search.leaf import Flags, Floats, Gathered, Ints, Leaf, Standing, count_runs
from pressmark.search.near import Near, closest
from pressmark.search.ranking import rarity, saturation

_STRIDE = 1 << 24
"""More than the positions of any paragraph, so that paragraph and position make one number."""


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Of some paragraphs: `matched` bool[n]; `scores` float64[n], 0 where it did not match."""

    matched: Flags
    scores: Floats


@dataclass(frozen=True, slots=True)
class Evidence:
    """One word or phrase of a query that scores: its words as the field holds them.

    `rare` is what one of its paragraphs is worth for being one of few, `weight` what its place in
    the query is.
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
    rare = sum(rarity(arrays.count, arrays.frequency(field, word)) for word in words)
    average = arrays.average_length(field)
    return Evidence(query, field, words, float(query.boost), rare, average)


class Evaluator:
    """Runs one tree over one segment; what it finds may be deleted."""

    def __init__(self, leaf: Leaf, evidence: Sequence[Evidence]) -> None:
        self.leaf = leaf
        self._evidence = {id(each.query): each for each in evidence}
        self._phrases: dict[int, Standing] = {}

    def find(self, query: Any) -> Ints:
        """The paragraphs that `query` matches, int64 ascending."""
        return _method(query).find(self, query)

    def judge(self, query: Any, among: Ints) -> Judged:
        """Which of ascending `among` match `query`, and what they score."""
        return _method(query).judge(self, query, among)

    def standing(self, query: Any) -> Standing | None:
        """Where a term or phrase stands, None where there is none of it."""
        if isinstance(query, q.Term):
            return self.leaf.term(query.fieldname, query.text)
        if id(query) not in self._phrases:
            self._phrases[id(query)] = self._find_phrase(query)
        return self._phrases[id(query)]

    def most(self, query: Any) -> int:
        """No fewer paragraphs than `query` matches, known without looking."""
        if isinstance(query, q.Term):
            standing = self.standing(query)
            return standing.count if standing else 0
        if isinstance(query, q.Phrase):
            return min(self.most(q.Term(query.fieldname, word)) for word in query.words)
        if isinstance(query, q.Or):
            return min(self.leaf.count, sum(map(self.most, query.children())))
        if isinstance(query, q.And):
            return min(map(self.most, query.children()), default=0)
        if isinstance(query, q.Require):
            return min(self.most(query.a), self.most(query.b))
        if isinstance(query, (q.AndNot, q.AndMaybe)):
            return self.most(query.a)
        return self.leaf.count

    # words and phrases

    def _find_standing(self, query: Any) -> Ints:
        standing = self.standing(query)
        return standing.numbers.astype(np.int64) if standing else NO_INTS

    def _judge_standing(self, query: Any, among: Ints) -> Judged:
        standing = self.standing(query)
        if standing is None:
            return _nothing(among)
        freqs = standing.freqs_at(among)
        evidence = self._evidence.get(id(query))
        if evidence is None:  # a name or a kind, or below a filter
            return _unscored(freqs > 0)
        lengths = self.leaf.lengths(evidence.field, among)
        much = saturation(freqs.astype(np.float64), lengths, evidence.average)
        return Judged(freqs > 0, evidence.weight * evidence.rare * much)

    def _find_phrase(self, query: Any) -> Standing:
        terms = [self.leaf.term(query.fieldname, word) for word in query.words]
        known = sorted((term for term in terms if term), key=lambda term: term.count)
        among = known[0].numbers.astype(np.int64) if len(known) == len(terms) else NO_INTS
        for term in known[1:]:
            among = among[term.freqs_at(among) > 0]
        if not len(among):
            return Gathered(NO_INTS, NO_INTS, {})
        return self._near(query, among) if isinstance(query, Near) else self._runs(query, among)

    def _runs(self, query: Any, among: Ints) -> Gathered:
        """Paragraphs where the words stand one behind the other, and how often."""
        places = []
        for behind, word in enumerate(query.words):
            numbers, positions = self.leaf.positions(query.fieldname, word, among)
            places.append(numbers * _STRIDE + positions - behind)
        return Gathered(*count_runs(reduce(intersect, places) // _STRIDE), {})

    def _near(self, query: Any, among: Ints) -> Gathered:
        """Paragraphs where the words stand near each other; once is enough."""
        words = [self.leaf.positions(query.fieldname, word, among) for word in query.words]
        edges = [np.searchsorted(numbers, [*among, among[-1] + 1]) for numbers, _ in words]
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
        numbers = among[np.array(near, dtype=bool)]
        return Gathered(numbers, np.ones(len(numbers), dtype=np.int64), {})

    # groups

    def _find_all(self, query: Any) -> Ints:
        parts = sorted(query.children(), key=self.most)
        found = self.find(parts[0]) if parts else NO_INTS
        for part in parts[1:]:
            found = found[self.judge(part, found).matched]
        return found

    def _judge_all(self, query: Any, among: Ints) -> Judged:
        parts = [self.judge(part, among) for part in query.children()]
        return _together(parts, np.logical_and) if parts else _nothing(among)

    def _find_any(self, query: Any) -> Ints:
        found = np.zeros(self.leaf.count, dtype=bool)
        for part in query.children():
            found[self.find(part)] = True
        return np.flatnonzero(found)

    def _judge_any(self, query: Any, among: Ints) -> Judged:
        parts = [self.judge(part, among) for part in query.children()]
        return _together(parts, np.logical_or) if parts else _nothing(among)

    def _find_unless(self, query: Any) -> Ints:
        found = self.find(query.a)
        return found[~self.judge(query.b, found).matched]

    def _judge_unless(self, query: Any, among: Ints) -> Judged:
        wanted = self.judge(query.a, among)
        return _only(wanted, ~self.judge(query.b, among).matched)

    def _find_required(self, query: Any) -> Ints:
        fewer, more = sorted((query.a, query.b), key=self.most)
        found = self.find(fewer)
        return found[self.judge(more, found).matched]

    def _judge_required(self, query: Any, among: Ints) -> Judged:
        return _only(self.judge(query.a, among), self.judge(query.b, among).matched)

    def _find_maybe(self, query: Any) -> Ints:
        return self.find(query.a)

    def _judge_maybe(self, query: Any, among: Ints) -> Judged:
        wanted, bonus = self.judge(query.a, among), self.judge(query.b, among)
        return _only(_together([wanted, bonus], np.logical_or), wanted.matched)

    # what scores nothing

    def _find_not(self, query: Any) -> Ints:
        found = np.ones(self.leaf.count, dtype=bool)
        found[self.find(query.query)] = False
        return np.flatnonzero(found)

    def _judge_not(self, query: Any, among: Ints) -> Judged:
        return _unscored(~self.judge(query.query, among).matched)

    def _find_constant(self, query: Any) -> Ints:
        return self.find(query.child)

    def _judge_constant(self, query: Any, among: Ints) -> Judged:
        return _unscored(self.judge(query.child, among).matched)

    def _find_every(self, query: Any) -> Ints:
        if query.fieldname is not None:
            return self.leaf.walk(query)
        return np.arange(self.leaf.count)

    def _find_other(self, query: Any) -> Ints:
        standing = self._phrases.get(id(query))
        if standing is None:
            numbers = self.leaf.walk(query)
            standing = Gathered(numbers, np.ones(len(numbers), dtype=np.int64), {})
            self._phrases[id(query)] = standing
        return standing.numbers

    def _judge_other(self, query: Any, among: Ints) -> Judged:
        return _unscored(is_in(among, self.find(query)))


def _nothing(among: Ints) -> Judged:
    return _unscored(np.zeros(len(among), dtype=bool))


def _unscored(matched: Flags) -> Judged:
    return Judged(matched, np.zeros(len(matched)))


def _together(parts: Sequence[Judged], join: Callable[[Flags, Flags], Flags]) -> Judged:
    matched = reduce(join, [part.matched for part in parts])
    scores = reduce(np.add, [part.scores for part in parts])
    return Judged(matched, scores * matched)


def _only(judged: Judged, kept: Flags) -> Judged:
    return Judged(judged.matched & kept, judged.scores * kept)


@dataclass(frozen=True, slots=True)
class _Method:
    find: Callable[[Evaluator, Any], Ints]
    judge: Callable[[Evaluator, Any, Ints], Judged]


_OTHER = _Method(Evaluator._find_other, Evaluator._judge_other)
_METHODS: tuple[tuple[Any, _Method], ...] = (
    (q.Term, _Method(Evaluator._find_standing, Evaluator._judge_standing)),
    (q.Phrase, _Method(Evaluator._find_standing, Evaluator._judge_standing)),
    (q.And, _Method(Evaluator._find_all, Evaluator._judge_all)),
    (q.Or, _Method(Evaluator._find_any, Evaluator._judge_any)),
    (q.AndNot, _Method(Evaluator._find_unless, Evaluator._judge_unless)),
    (q.Require, _Method(Evaluator._find_required, Evaluator._judge_required)),
    (q.AndMaybe, _Method(Evaluator._find_maybe, Evaluator._judge_maybe)),
    (q.Not, _Method(Evaluator._find_not, Evaluator._judge_not)),
    (q.ConstantScoreQuery, _Method(Evaluator._find_constant, Evaluator._judge_constant)),
    (q.Every, _Method(Evaluator._find_every, Evaluator._judge_other)),
)


def _method(query: Any) -> _Method:
    return next((method for kind, method in _METHODS if isinstance(query, kind)), _OTHER)
