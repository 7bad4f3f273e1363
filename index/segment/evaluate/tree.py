"""A tree of Whoosh's queries over the arrays of one segment, node by node.

What has no form over arrays is walked by Whoosh's own matchers, in the same segment.
"""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

import numpy as np
from whoosh import query as wq
from whoosh.fields import DATETIME
from whoosh.searching import SearchContext

from pressmark.index.segment.evaluate import matches as sets
from pressmark.index.segment.evaluate.leaf import Leaf
from pressmark.index.segment.evaluate.matches import NOTHING, Matches, found
from pressmark.index.segment.packing import Ints
from pressmark.index.segment.plan import Plan

_STRIDE = 1 << 32
"""More than the positions of any paragraph, so that paragraph and position make one number."""


def evaluate(leaf: Leaf, query: Any) -> Matches:
    """Every live paragraph of a segment that `query` matches, with its score."""
    method = _METHODS.get(type(query))
    return method(leaf, query) if method else _walk(leaf, query)


def _walk(leaf: Leaf, query: Any) -> Matches:
    context = SearchContext(weighting=leaf.leaf.weighting)
    matcher = query.matcher(leaf.leaf, context)
    rows = []
    while matcher.is_active():
        rows.append((matcher.id(), matcher.score()))
        matcher.next()
    numbers, scores = zip(*rows, strict=True) if rows else ((), ())
    return Matches(np.array(numbers, dtype=np.int64), np.array(scores, dtype=np.float64))


def _term(leaf: Leaf, query: Any) -> Matches:
    term = leaf.term(query.fieldname, query.text, query.boost)
    return leaf.postings(term) if term else NOTHING


def _and(leaf: Leaf, query: Any) -> Matches:
    unwanted = [evaluate(leaf, part.query) for part in query.subqueries if type(part) is wq.Not]
    words = [part for part in query.subqueries if type(part) is wq.Term]
    others = [part for part in query.subqueries if type(part) not in (wq.Not, wq.Term)]
    wanted = [_all_words(leaf, words)] if words else []
    wanted += [evaluate(leaf, part) for part in others]
    if not wanted:
        wanted = [found(leaf.everything())] if unwanted else [NOTHING]
    result = reduce(sets.both, sorted(wanted, key=len))
    result = reduce(sets.without, unwanted, result)
    # what is not there scores 1 in Whoosh
    return Matches(result.numbers, result.scores + len(unwanted)).times(query.boost)


def _all_words(leaf: Leaf, words: Sequence[Any]) -> Matches:
    terms = [leaf.term(word.fieldname, word.text, word.boost) for word in words]
    known = [term for term in terms if term]
    return leaf.summed(known, leaf.together(known)) if len(known) == len(words) else NOTHING


def _or(leaf: Leaf, query: Any) -> Matches:
    if query.scale or query.minmatch:
        return _walk(leaf, query)
    parts = [evaluate(leaf, part) for part in query.subqueries]
    return sets.either(parts, leaf.count).times(query.boost)


def _best(leaf: Leaf, query: Any) -> Matches:
    parts = [evaluate(leaf, part) for part in query.subqueries]
    return sets.best_of(parts, query.tiebreak).times(query.boost)


def _and_not(leaf: Leaf, query: Any) -> Matches:
    return sets.without(evaluate(leaf, query.a), evaluate(leaf, query.b))


def _and_maybe(leaf: Leaf, query: Any) -> Matches:
    return sets.perhaps(evaluate(leaf, query.a), evaluate(leaf, query.b))


def _require(leaf: Leaf, query: Any) -> Matches:
    return sets.required(evaluate(leaf, query.a), evaluate(leaf, query.b))


def _not(leaf: Leaf, query: Any) -> Matches:
    return sets.without(found(leaf.everything(), 1.0), evaluate(leaf, query.query))


def _constant(leaf: Leaf, query: Any) -> Matches:
    return evaluate(leaf, query.child).scored(query.score)


def _every(leaf: Leaf, query: Any) -> Matches:
    if query.fieldname is None:
        return found(leaf.everything(), query.boost)
    file = leaf.reader.field(query.fieldname)
    rows = np.zeros(len(file.rows), dtype=bool)
    rows[file.postings.rows_of_any(0, len(file.terms))] = True
    numbers = np.flatnonzero(file.rows.over_all(rows))
    return leaf.live(found(numbers, query.boost))


def _nothing(leaf: Leaf, query: Any) -> Matches:  # noqa: ARG001
    return NOTHING


def _pattern(leaf: Leaf, query: Any) -> Matches:
    """Several terms of a field: the constant score that Whoosh promises, or their sum."""
    if query.fieldname not in leaf.searcher.schema:
        return NOTHING
    numbers = _terms(leaf, query)
    if len(numbers) > 1 and query.constantscore:
        return leaf.live(found(_standing(leaf, query.fieldname, numbers), query.boost))
    texts = map(leaf.reader.field(query.fieldname).terms.__getitem__, numbers)
    scored = (leaf.term(query.fieldname, text, query.boost) for text in texts)
    return sets.either([leaf.postings(term) for term in scored if term], leaf.count)


def _terms(leaf: Leaf, query: Any) -> Sequence[int]:
    """The numbers of the terms that the pattern stands for in the segment, ascending."""
    terms = leaf.reader.field(query.fieldname).terms
    to_bytes = leaf.searcher.schema[query.fieldname].to_bytes
    if type(query) is wq.Prefix:
        return terms.with_prefix(to_bytes(query.text))
    # a fuzzy term is expanded to text, the others to bytes
    found = (terms.find(to_bytes(text)) for text in query._btexts(leaf.reader) if text)
    return sorted({number for number in found if number is not None})


def _standing(leaf: Leaf, field: str, terms: Sequence[int]) -> Ints:
    """The paragraphs in which any of the terms of these numbers stands."""
    file = leaf.reader.field(field)
    rows = np.zeros(len(file.rows), dtype=bool)
    if isinstance(terms, range):
        rows[file.postings.rows_of_any(terms.start, terms.stop)] = True
    else:
        for number in terms:
            rows[file.postings.rows(number)] = True
    return np.flatnonzero(file.rows.over_all(rows))


def _range(leaf: Leaf, query: Any) -> Matches:
    file = leaf.reader.segment_.fields.get(query.fieldname)
    if file is None or not file.plan.numbers:
        return _walk(leaf, query)
    low, high = (_number(file.plan, edge) for edge in (query.start, query.end))
    values, kept = file.numbers.values, file.numbers.known()
    if low is not None:
        kept = kept & (values > low if query.startexcl else values >= low)
    if high is not None:
        kept = kept & (values < high if query.endexcl else values <= high)
    numbers = np.flatnonzero(file.rows.over_all(kept))
    return leaf.live(found(numbers, query.boost))


def _number(plan: Plan, edge: Any) -> int | None:
    """An edge of a range as the column holds it; of dates Whoosh has made integers already."""
    if edge is None:
        return None
    return edge if isinstance(plan.field, DATETIME) else plan.number(edge)


def _phrase(leaf: Leaf, query: Any) -> Matches:
    file = leaf.reader.segment_.fields.get(query.fieldname)
    if file is not None and not file.plan.positions:
        return _walk(leaf, query)  # Whoosh knows what to raise, or what to find instead
    terms = [leaf.term(query.fieldname, word) for word in query.words]
    known = [term for term in terms if term]
    if not known or len(known) < len(terms):
        return NOTHING
    numbers = leaf.together(known)
    if len(numbers):
        numbers = _in_order(leaf, query, numbers)
    return leaf.summed(known, numbers).times(query.boost)


def _in_order(leaf: Leaf, query: Any, among: Ints) -> Ints:
    """Those of `among` where each word follows the one before within `slop` positions."""
    ends: Ints | None = None
    for word in query.words:
        at = leaf.reader.position_arrays(query.fieldname, word, among)
        assert at is not None  # every word stands in every paragraph of `among`
        places = at[0] * _STRIDE + at[1]
        ends = places if ends is None else _following(places, ends, query.slop)
    assert ends is not None  # a phrase has words
    numbers: Ints = ends // _STRIDE
    firsts: Ints = numbers[np.append(True, numbers[1:] != numbers[:-1])[: len(numbers)]]
    return firsts


def _following(places: Ints, ends: Ints, slop: int) -> Ints:
    """Those of `places` that have one of `ends` at most `slop` before them, both ascending."""
    if not len(ends):
        return ends
    at = ends.searchsorted(places) - 1
    near = (at >= 0) & (places - ends[at] <= slop)
    kept: Ints = places[near]
    return kept


_METHODS: dict[type, Callable[[Leaf, Any], Matches]] = {
    wq.Term: _term,
    wq.And: _and,
    wq.Or: _or,
    wq.DisjunctionMax: _best,
    wq.AndNot: _and_not,
    wq.AndMaybe: _and_maybe,
    wq.Require: _require,
    wq.Not: _not,
    wq.ConstantScoreQuery: _constant,
    wq.Every: _every,
    type(wq.NullQuery): _nothing,
    wq.Prefix: _pattern,
    wq.Wildcard: _pattern,
    wq.Regex: _pattern,
    wq.FuzzyTerm: _pattern,
    wq.Variations: _pattern,
    wq.TermRange: _pattern,
    wq.NumericRange: _range,
    wq.DateRange: _range,
    wq.Phrase: _phrase,
}
