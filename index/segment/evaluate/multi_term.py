"""Multi-term queries: prefixes, wildcards, fuzzy words, ranges."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from whoosh import query as q
from whoosh.fields import DATETIME
from whoosh.searching import SearchContext, Searcher

from pressmark.index.segment.bitset import Bits, empty_bits, from_flags
from pressmark.index.segment.evaluate.postings_list import Floats, Ints
from pressmark.index.segment.evaluate.segment_arrays import SegmentArrays
from pressmark.index.segment.field_spec import FieldSpec
from pressmark.index.segment.segment import FieldFile


def can_find(leaf: SegmentArrays, query: Any) -> bool:
    """Whether a query of one of `KINDS` has a form over arrays in this segment."""
    if not isinstance(query, (q.NumericRange, q.DateRange)):
        return True
    file = leaf.reader.segment_.fields.get(query.fieldname)
    return file is not None and file.plan.numbers


def find(leaf: SegmentArrays, query: Any) -> Bits | q.Or:
    """The paragraphs that match, as bits, all with the boost of the query as their score; or the
    terms that it expands to, where these score one by one."""
    return KINDS[type(query)](leaf, query)


def walk(searcher: Searcher, query: Any) -> tuple[Ints, Floats]:
    """What Whoosh's own matchers find: paragraphs int64[n] ascending, and scores float64[n]."""
    matcher = query.matcher(searcher, SearchContext(weighting=searcher.weighting))
    rows = []
    while matcher.is_active():
        rows.append((matcher.id(), matcher.score()))
        matcher.next()
    numbers, scores = zip(*rows, strict=True) if rows else ((), ())
    return np.array(numbers, dtype=np.int64), np.array(scores, dtype=np.float64)


def _every(leaf: SegmentArrays, query: Any) -> Bits:
    file = leaf.reader.field(query.fieldname)
    rows = file.postings.any_of(0, len(file.terms), len(file.rows))
    return from_flags(file.rows.over_all(rows))


def _pattern(leaf: SegmentArrays, query: Any) -> Bits | q.Or:
    """Several terms of a field: one score, as Whoosh promises; see DIVERGENCES.md, 1."""
    if query.fieldname not in leaf.reader.schema:
        return empty_bits(leaf.count)
    numbers = _terms(leaf, query)
    file = leaf.reader.field(query.fieldname)
    if len(numbers) > 1 and query.constantscore:
        return from_flags(file.any_of(numbers))
    texts = map(file.terms.__getitem__, numbers)
    return q.Or([q.Term(query.fieldname, text, boost=query.boost) for text in texts])


def _terms(leaf: SegmentArrays, query: Any) -> Sequence[int]:
    """The numbers of the terms that the pattern matches in the segment, ascending."""
    file = leaf.reader.field(query.fieldname)
    if type(query) is q.Prefix:
        return file.terms.with_prefix(file.plan.term(query.text))
    if type(query) is q.TermRange:
        return _between(file, query)
    if type(query) is q.FuzzyTerm:
        near = query.fieldname, query.text, query.maxdist, query.prefixlength
        numbers: list[int] = leaf.reader.numbers_within(*near).tolist()
        return numbers
    found = (file.terms.find(file.plan.term(text)) for text in query._btexts(leaf.reader) if text)
    return sorted({number for number in found if number is not None})


def _between(file: FieldFile, query: q.TermRange) -> range:
    """The numbers of the terms from `start` to `end`, which follow one another."""
    edges = (query.start, query.startexcl, 0), (query.end, not query.endexcl, len(file.terms))
    first, last = (
        default if edge is None else file.terms.place(file.plan.term(edge) + b"\0" * behind)
        for edge, behind, default in edges
    )
    return range(first, max(first, last))


def _range(leaf: SegmentArrays, query: Any) -> Bits:
    file = leaf.reader.segment_.fields[query.fieldname]
    low, high = (_number(file.plan, edge) for edge in (query.start, query.end))
    if low is not None and query.startexcl:
        low += 1
    if high is not None and query.endexcl:
        high -= 1
    return from_flags(file.rows.over_all(file.numbers.between(low, high)))


def _number(plan: FieldSpec, edge: Any) -> int | None:
    """An edge of a range as the column holds it; Whoosh has made integers of dates already."""
    if edge is None:
        return None
    return edge if isinstance(plan.field, DATETIME) else plan.number(edge)


KINDS: dict[type, Callable[[SegmentArrays, Any], Bits | q.Or]] = {
    q.Every: _every,
    q.Prefix: _pattern,
    q.Wildcard: _pattern,
    q.Regex: _pattern,
    q.FuzzyTerm: _pattern,
    q.Variations: _pattern,
    q.TermRange: _pattern,
    q.NumericRange: _range,
    q.DateRange: _range,
}
"""Kinds of queries with a form over arrays."""
