"""The paragraphs and units of one segment that match a query, without scores."""

from collections.abc import Sequence
from functools import cached_property, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q

from pressmark.index.segment.bitset import (
    Bits,
    count_bits,
    empty_bits,
    flags_at,
    from_flags,
    to_flags,
)
from pressmark.index.segment.evaluate.evaluator import Evaluator
from pressmark.index.segment.evaluate.postings_list import Flags, Parts, TermPostings
from pressmark.index.segment.evaluate.segment_arrays import SegmentArrays
from pressmark.search.query.limits import DENSE_UNITS
from pressmark.search.ranking.units import Units


class Matched:
    """`units` bool[units of the segment]: which have a paragraph that matches; `paragraphs`, bits
    for the paragraphs of the segment: which match and are live."""

    def __init__(self, units: Flags, paragraphs: Bits) -> None:
        self.units = units
        self.paragraphs = paragraphs

    @cached_property
    def total(self) -> int:
        """The number of matching paragraphs."""
        return count_bits(self.paragraphs)

    @cached_property
    def unit_count(self) -> int:
        """The number of units with a matching paragraph."""
        return int(np.count_nonzero(self.units))


def matched(evaluator: Evaluator, units: Units, tree: Any) -> Matched:
    """The live paragraphs and units of a segment that match `tree`."""
    leaf = units.leaf
    terms = _words(leaf, tree)
    if terms is not None:
        found = leaf.only_live(_any(leaf, [term for _, term in terms]))
        flags = to_flags(found, leaf.count) if units.of is None else _units_of_any(units, terms)
        return Matched(flags, found)
    found = leaf.only_live(evaluator.matches(tree))
    return Matched(units.having(found), found)


def _words(leaf: SegmentArrays, tree: Any) -> list[tuple[str, TermPostings]] | None:
    """The fields and terms of a query that asks for any of some words, None for any other."""
    parts = tree.subqueries if type(tree) is q.Or else [tree]
    if not all(type(part) is q.Term for part in parts):
        return None
    found = ((part.fieldname, leaf.term(part.fieldname, part.text)) for part in parts)
    return [(field, term) for field, term in found if term]


def _units_of_any(units: Units, terms: Sequence[tuple[str, TermPostings]]) -> Flags:
    found = np.zeros(units.count, dtype=bool)
    for field, term in terms:
        own = units.postings(field, term)
        if own.count * DENSE_UNITS < units.count:
            found[own.numbers] = True
        else:
            found |= term.cached_arrays("articles", partial(_flags, own.numbers, units.count))[0]
    live = units.live
    return found if live is None else found & live


def _flags(numbers: NDArray[Any], count: int) -> Parts:
    return (flags_at(numbers, count),)


def _any(leaf: SegmentArrays, terms: Sequence[TermPostings]) -> Bits:
    """The paragraphs that have any of the terms; common terms have cached bits."""
    listed = [term.numbers for term in terms if not term.has_bits]
    found = (
        from_flags(flags_at(np.concatenate(listed), leaf.count))
        if listed
        else empty_bits(leaf.count)
    )
    for term in terms:
        if term.has_bits:
            found |= term.bits(leaf.count)
    return found
