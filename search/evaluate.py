"""Evaluate a query tree over the arrays of a segment: which paragraphs match, and how well each.

What matches is found first, as bits and without scores; only paragraphs in contention are then
scored. A word scores by BM25, a phrase as a word that is as rare as its words
together; an AND or OR adds up. What only narrows (a date, a paper) scores nothing.

`pressmark.index.segment.evaluate` also runs a tree over arrays, for another purpose. That one gives
Whoosh's own answers and scores, but for the differences it numbers, to programs that take
`Index.searcher()`. This one keeps the evidence of each word, from which whole articles are judged.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from typing import Any, NamedTuple

import numpy as np
from whoosh import query as q

from pressmark.index.segment.ranks import Words, bits_at, no_bits, numbers_in, packed
from pressmark.search.arrays import NO_INTS, Arrays
from pressmark.search.leaf import Flags, Floats, Gathered, Ints, Leaf, Standing
from pressmark.search.near import Near, closest
from pressmark.search.ranking import rarity, saturation

_NOWHERE = Gathered(NO_INTS, NO_INTS)


class Judged(NamedTuple):
    """Of some paragraphs: `matched` bool[n]; `scores` float64[n], 0 where it did not match."""

    matched: Flags
    scores: Floats


class Evidence(NamedTuple):
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
        self._others: dict[int, Words] = {}
        self._known_norms: dict[str, tuple[Ints, Floats]] = {}

    def find(self, query: Any) -> Words:
        """The paragraphs that `query` matches, as bits, not to be written to."""
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

    # words and phrases

    def _find_standing(self, query: Any) -> Words:
        standing = self.standing(query)
        return standing.bits(self.leaf.count) if standing else self._none

    def _judge_standing(self, query: Any, among: Ints) -> Judged:
        standing = self.standing(query)
        if standing is None:
            return _nothing(among)
        freqs = standing.freqs_at(among)
        evidence = self._evidence.get(id(query))
        if evidence is None:  # a name or a kind, or below a filter
            return _unscored(freqs > 0)
        much = saturation(freqs, self._norms(evidence, among))
        return Judged(freqs > 0, evidence.weight * evidence.rare * much)

    def _norms(self, evidence: Evidence, among: Ints) -> Floats:
        """What the lengths of paragraphs count for: the same for all words of a field."""
        known = self._known_norms.get(evidence.field)
        if known is None or known[0] is not among:
            norms = self.leaf.norms(evidence.field, evidence.average, among)
            known = self._known_norms[evidence.field] = among, norms
        return known[1]

    def _find_phrase(self, query: Any) -> Standing:
        if not isinstance(query, Near):
            return self.leaf.phrase(query)
        among = numbers_in(reduce(np.bitwise_and, map(self.find, _words_of(query))))
        return self._near(query, among) if len(among) else _NOWHERE

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
        return Gathered(numbers, np.ones(len(numbers), dtype=np.int64))

    # groups

    def _find_all(self, query: Any) -> Words:
        parts = [self.find(part) for part in query.children()]
        return reduce(np.bitwise_and, parts) if parts else self._none

    def _judge_all(self, query: Any, among: Ints) -> Judged:
        parts = [self.judge(part, among) for part in query.children()]
        return _all_of(parts) if parts else _nothing(among)

    def _find_any(self, query: Any) -> Words:
        found = self._none
        for part in query.children():
            found |= self.find(part)
        return found

    def _judge_any(self, query: Any, among: Ints) -> Judged:
        parts = [self.judge(part, among) for part in query.children()]
        return _any_of(parts) if parts else _nothing(among)

    def _find_unless(self, query: Any) -> Words:
        return self.find(query.a) & ~self.find(query.b)

    def _judge_unless(self, query: Any, among: Ints) -> Judged:
        wanted = self.judge(query.a, among)
        return _only(wanted, ~self.judge(query.b, among).matched)

    def _find_required(self, query: Any) -> Words:
        return self.find(query.a) & self.find(query.b)

    def _judge_required(self, query: Any, among: Ints) -> Judged:
        return _only(self.judge(query.a, among), self.judge(query.b, among).matched)

    def _find_maybe(self, query: Any) -> Words:
        return self.find(query.a)

    def _judge_maybe(self, query: Any, among: Ints) -> Judged:
        wanted, bonus = self.judge(query.a, among), self.judge(query.b, among)
        return _only(_any_of([wanted, bonus]), wanted.matched)

    # what scores nothing

    def _find_not(self, query: Any) -> Words:
        return self._every & ~self.find(query.query)

    def _judge_not(self, query: Any, among: Ints) -> Judged:
        return _unscored(~self.judge(query.query, among).matched)

    def _find_constant(self, query: Any) -> Words:
        return self.find(query.child)

    def _judge_constant(self, query: Any, among: Ints) -> Judged:
        return _unscored(self.judge(query.child, among).matched)

    def _find_every(self, query: Any) -> Words:
        return self._every if query.fieldname is None else self._find_other(query)

    def _find_other(self, query: Any) -> Words:
        found = self._others.get(id(query))
        if found is None:
            found = self._others[id(query)] = self.leaf.walk(query)
        return found

    def _judge_other(self, query: Any, among: Ints) -> Judged:
        return _unscored(bits_at(self.find(query), among))

    @property
    def _none(self) -> Words:
        return no_bits(self.leaf.count)

    @property
    def _every(self) -> Words:
        return packed(np.ones(self.leaf.count, dtype=bool))


def _words_of(query: Any) -> Sequence[q.Term]:
    return [q.Term(query.fieldname, word) for word in query.words]


def _nothing(among: Ints) -> Judged:
    return _unscored(np.zeros(len(among), dtype=bool))


def _unscored(matched: Flags) -> Judged:
    return Judged(matched, np.zeros(len(matched)))


def _any_of(parts: Sequence[Judged]) -> Judged:
    matched = reduce(np.logical_or, [part.matched for part in parts])
    return Judged(matched, reduce(np.add, [part.scores for part in parts]))


def _all_of(parts: Sequence[Judged]) -> Judged:
    matched = reduce(np.logical_and, [part.matched for part in parts])
    return Judged(matched, reduce(np.add, [part.scores for part in parts]) * matched)


def _only(judged: Judged, kept: Flags) -> Judged:
    return Judged(judged.matched & kept, judged.scores * kept)


class _Method(NamedTuple):
    find: Callable[[Evaluator, Any], Words]
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
