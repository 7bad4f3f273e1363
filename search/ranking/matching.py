"""The paragraphs and units of one segment that match a query, without scores."""

from collections.abc import Sequence
from functools import cached_property, partial, reduce
from typing import Any

import numpy as np
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
        found = leaf.only_live(_any(leaf, terms))
        flags = to_flags(found, leaf.count) if units.of is None else _units_of_any(units, terms)
        return Matched(flags, found)
    found = leaf.only_live(evaluator.matches(tree))
    return Matched(units.having(found), found)


def _words(leaf: SegmentArrays, tree: Any) -> list[TermPostings] | None:
    """The terms of a query for any of some words, None for any other."""
    parts = tree.subqueries if type(tree) is q.Or else [tree]
    if not all(type(part) is q.Term for part in parts):
        return None
    terms = (leaf.term(part.fieldname, part.text) for part in parts)
    return [term for term in terms if term]


def _units_of_any(units: Units, terms: Sequence[TermPostings]) -> Flags:
    """The units of the terms; common ones have cached bits."""
    common = [
        term.cached_arrays("article bits", partial(_unit_bits, units, term))[0]
        for term in terms
        if term.has_bits
    ]
    if common:
        found = to_flags(reduce(np.bitwise_or, common), units.count)
    else:
        found = np.zeros(units.count, dtype=bool)
    for term in terms:
        if not term.has_bits:
            found[units.holding(term.numbers)] = True
    live = units.live
    return found if live is None else found & live


def _unit_bits(units: Units, term: TermPostings) -> Parts:
    return (from_flags(flags_at(units.holding(term.numbers), units.count)),)


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
