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
from pressmark.index.segment.evaluate.matches import NOTHING, Alike, Flags, Matches, found
from pressmark.index.segment.evaluate.phrase import phrase
from pressmark.index.segment.evaluate.scored import ScoredTerm
from pressmark.index.segment.evaluate.together import together
from pressmark.index.segment.packing import Ints
from pressmark.index.segment.plan import Plan

_FEW = 64
"""Of fewer than one in so many rows the numbers are told, which then takes no longer than flags."""


def evaluate(leaf: Leaf, query: Any) -> Matches:
    """Every live paragraph of a segment that `query` matches, with its score."""
    result = evaluate_lazily(leaf, query)
    return result.matches() if isinstance(result, Alike) else result


def evaluate_lazily(leaf: Leaf, query: Any) -> Matches | Alike:
    """The same; where all have one score, without telling each of them."""
    method = _METHODS.get(type(query))
    return method(leaf, query) if method else _walk(leaf, query)


def matching_flags(leaf: Leaf, query: Any) -> Flags:
    """bool[paragraphs]: what `query` matches in a segment."""
    return evaluate_lazily(leaf, query).flags_of(leaf.count)


def _live(leaf: Leaf, flags: Flags, score: float) -> Alike:
    return Alike(flags if leaf.excluded is None else flags & ~leaf.excluded, score)


def _walk(leaf: Leaf, query: Any) -> Matches:
    context = SearchContext(weighting=leaf.leaf.weighting)
    matcher = query.matcher(leaf.leaf, context)
    rows = []
    while matcher.is_active():
        rows.append((matcher.id(), matcher.score()))
        matcher.next()
    numbers, scores = zip(*rows, strict=True) if rows else ((), ())
    return leaf.live(Matches(np.array(numbers, dtype=np.int64), np.array(scores, dtype=np.float64)))


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
    return leaf.summed(*_together(leaf, words))


def _together(leaf: Leaf, words: Sequence[Any]) -> tuple[list[ScoredTerm], Ints]:
    terms = [leaf.term(word.fieldname, word.text, word.boost) for word in words]
    known = [term for term in terms if term]
    return known, together(leaf, known) if len(known) == len(words) else NOTHING.numbers


def conjunction(leaf: Leaf, query: Any) -> tuple[list[ScoredTerm], Ints] | None:
    """The terms of an And of words or of a phrase and what it matches; None for other queries.

    Terms are boosted as the whole is; each stands in every live paragraph that matches.
    """
    if type(query) is wq.Phrase and _has_positions(leaf, query.fieldname):
        terms, numbers = phrase(leaf, query)
    elif type(query) is wq.And and all(type(part) is wq.Term for part in query.subqueries):
        terms, numbers = _together(leaf, query.subqueries)
    else:
        return None
    return [term.boosted(query.boost) for term in terms], numbers


def _has_positions(leaf: Leaf, field: str) -> bool:
    file = leaf.reader.segment_.fields.get(field)
    return file is None or file.plan.positions


def _phrase(leaf: Leaf, query: Any) -> Matches:
    if not _has_positions(leaf, query.fieldname):
        return _walk(leaf, query)  # Whoosh knows what to raise, or what to find instead
    return leaf.summed(*phrase(leaf, query)).times(query.boost)


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


def _constant(leaf: Leaf, query: Any) -> Matches | Alike:
    result = evaluate_lazily(leaf, query.child)
    if isinstance(result, Alike):
        return Alike(result.flags, query.score)
    return found(result.numbers, query.score)


def _every(leaf: Leaf, query: Any) -> Alike:
    if query.fieldname is None:
        return _live(leaf, np.ones(leaf.count, dtype=bool), query.boost)
    file = leaf.reader.field(query.fieldname)
    rows = file.postings.any_of(0, len(file.terms), len(file.rows))
    return _live(leaf, file.rows.over_all(rows), query.boost)


def _nothing(leaf: Leaf, query: Any) -> Matches:  # noqa: ARG001
    return NOTHING


def _pattern(leaf: Leaf, query: Any) -> Matches | Alike:
    """Several terms of a field: the constant score that Whoosh promises, or their sum."""
    if query.fieldname not in leaf.searcher.schema:
        return NOTHING
    numbers = _terms(leaf, query)
    file = leaf.reader.field(query.fieldname)
    if len(numbers) > 1 and query.constantscore:
        return _live(leaf, file.any_of(numbers), query.boost)
    texts = map(file.terms.__getitem__, numbers)
    scored = (leaf.term(query.fieldname, text, query.boost) for text in texts)
    return sets.either([leaf.postings(term) for term in scored if term], leaf.count)


def _terms(leaf: Leaf, query: Any) -> Sequence[int]:
    """The numbers of the terms that the pattern stands for in the segment, ascending."""
    terms = leaf.reader.field(query.fieldname).terms
    to_bytes = leaf.searcher.schema[query.fieldname].to_bytes
    if type(query) is wq.Prefix:
        return terms.with_prefix(to_bytes(query.text))
    if type(query) is wq.FuzzyTerm:
        near = query.fieldname, query.text, query.maxdist, query.prefixlength
        numbers: list[int] = leaf.reader.numbers_within(*near).tolist()
        return numbers
    found = (terms.find(to_bytes(text)) for text in query._btexts(leaf.reader) if text)
    return sorted({number for number in found if number is not None})


def _range(leaf: Leaf, query: Any) -> Matches | Alike:
    file = leaf.reader.segment_.fields.get(query.fieldname)
    if file is None or not file.plan.numbers:
        return _walk(leaf, query)
    low, high = (_number(file.plan, edge) for edge in (query.start, query.end))
    if low is not None and query.startexcl:
        low += 1
    if high is not None and query.endexcl:
        high -= 1
    rows = file.numbers.between(low, high)
    if np.count_nonzero(rows) * _FEW < len(rows):
        numbers = leaf.live_numbers(file.rows.paragraphs(rows.nonzero()[0]))
        return found(numbers, query.boost)
    return _live(leaf, file.rows.over_all(rows), query.boost)


def _number(plan: Plan, edge: Any) -> int | None:
    """An edge of a range as the column holds it; of dates Whoosh has made integers already."""
    if edge is None:
        return None
    return edge if isinstance(plan.field, DATETIME) else plan.number(edge)


_METHODS: dict[type, Callable[[Leaf, Any], Matches | Alike]] = {
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
