"""Everything that a query matches in one segment, counted without a score."""

from collections.abc import Sequence
from functools import cached_property, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q

from pressmark.index.segment.bitset import Bits, flags_in, flags_of, no_bits, packed, size
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
        """How many paragraphs match."""
        return size(self.paragraphs)

    @cached_property
    def unit_count(self) -> int:
        """How many units have one."""
        return int(np.count_nonzero(self.units))


def matched(evaluator: Evaluator, units: Units, tree: Any) -> Matched:
    """What of a segment `tree` matches and is live."""
    leaf = units.leaf
    terms = _words(leaf, tree)
    if terms is not None:
        found = leaf.only_live(_any(leaf, [term for _, term in terms]))
        flags = flags_in(found, leaf.count) if units.of is None else _units_of_any(units, terms)
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
        own = units.standing(field, term)
        if own.count * DENSE_UNITS < units.count:
            found[own.numbers] = True
        else:
            found |= term.kept("articles", partial(_flags, own.numbers, units.count))[0]
    live = units.live
    return found if live is None else found & live


def _flags(numbers: NDArray[Any], count: int) -> Parts:
    return (flags_of(numbers, count),)


def _any(leaf: SegmentArrays, terms: Sequence[TermPostings]) -> Bits:
    """Which paragraphs have any of the terms: common ones are kept as bits."""
    rare = [term.numbers for term in terms if not term.ranked]
    found = packed(flags_of(np.concatenate(rare), leaf.count)) if rare else no_bits(leaf.count)
    for term in terms:
        if term.ranked:
            found |= term.bits(leaf.count)
    return found
