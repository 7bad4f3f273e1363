"""Everything that a query matches in one segment, counted without a score."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q

from pressmark.search.evaluate import Evaluator
from pressmark.search.leaf import Flags, Leaf, Packed
from pressmark.search.units import Units


@dataclass(frozen=True, slots=True, eq=False)
class Matched:
    """`units` bool[units of the segment]: which have a paragraph that matches; `paragraphs` of the
    segment match."""

    units: Flags
    paragraphs: int


def matched(evaluator: Evaluator, units: Units, tree: Any) -> Matched:
    """What of a segment `tree` matches and is live."""
    leaf = units.leaf
    terms = _words(leaf, tree)
    if terms is not None:
        return Matched(_units_of_any(units, terms), _count_any(leaf, [term for _, term in terms]))
    numbers = leaf.only_live(evaluator.find(tree))
    flags = np.zeros(units.count, dtype=bool)
    flags[units.holding(numbers)] = True
    return Matched(flags, len(numbers))


def _words(leaf: Leaf, tree: Any) -> list[tuple[str, Packed]] | None:
    """The fields and terms of a query that asks for any of some words, None for any other."""
    parts = tree.subqueries if type(tree) is q.Or else [tree]
    if not leaf.is_packed or not all(type(part) is q.Term for part in parts):
        return None
    found = ((part.fieldname, leaf.term(part.fieldname, part.text)) for part in parts)
    return [(field, term) for field, term in found if isinstance(term, Packed)]


def _units_of_any(units: Units, terms: Sequence[tuple[str, Packed]]) -> Flags:
    found = np.zeros(units.count, dtype=bool)
    for field, term in terms:
        found[units.standing(field, term).numbers] = True
    live = units.live
    return found if live is None else found & live


def _count_any(leaf: Leaf, terms: Sequence[Packed]) -> int:
    """How many live paragraphs have any of the terms: common ones as bits, rare ones as numbers."""
    if len(terms) == 1 and leaf.live is None:
        return terms[0].count
    bits = np.zeros(-(-leaf.count // 8), dtype=np.uint8)
    for term in terms:
        if term.common:
            bits |= _bits(term)
    flags = np.unpackbits(bits, count=leaf.count).view(bool)
    for term in terms:
        if not term.common:
            flags[term.numbers] = True
    return int(np.count_nonzero(flags if leaf.live is None else flags & leaf.live))


def _bits(term: Packed) -> NDArray[np.uint8]:
    return term.kept("bits", lambda: np.packbits(term.file.dense(term.number) != 0))
