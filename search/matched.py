"""Everything that a query matches in one segment, counted without a score."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q

from pressmark.index.segment.ranks import flags_of
from pressmark.search.evaluate import Evaluator
from pressmark.search.leaf import Flags, Leaf, Packed
from pressmark.search.limits import DENSE_UNITS
from pressmark.search.units import Units


@dataclass(frozen=True, slots=True, eq=False)
class Matched:
    """`units` bool[units of the segment]: which have a paragraph that matches; `paragraphs`
    bool[paragraphs of the segment]: which match and are live."""

    units: Flags
    paragraphs: Flags


def matched(evaluator: Evaluator, units: Units, tree: Any) -> Matched:
    """What of a segment `tree` matches and is live."""
    leaf = units.leaf
    terms = _words(leaf, tree)
    if terms is not None:
        return Matched(_units_of_any(units, terms), _any(leaf, [term for _, term in terms]))
    numbers = leaf.only_live(evaluator.find(tree))
    paragraphs = np.zeros(leaf.count, dtype=bool)
    paragraphs[numbers] = True
    if units.of is None:
        return Matched(paragraphs, paragraphs)
    having = np.zeros(units.count, dtype=bool)
    having[units.holding(numbers)] = True
    return Matched(having, paragraphs)


def _words(leaf: Leaf, tree: Any) -> list[tuple[str, Packed]] | None:
    """The fields and terms of a query that asks for any of some words, None for any other."""
    parts = tree.subqueries if type(tree) is q.Or else [tree]
    if not leaf.is_packed or not all(type(part) is q.Term for part in parts):
        return None
    found = ((part.fieldname, leaf.term(part.fieldname, part.text)) for part in parts)
    return [(field, term) for field, term in found if isinstance(term, Packed)]


def _units_of_any(units: Units, terms: Sequence[tuple[str, Packed]]) -> Flags:
    if units.of is None:
        return _any(units.leaf, [term for _, term in terms])
    found = np.zeros(units.count, dtype=bool)
    for field, term in terms:
        own = units.standing(field, term)
        if own.count * DENSE_UNITS < units.count:
            found[own.numbers] = True
        else:
            found |= term.kept("articles", partial(flags_of, own.numbers, units.count))
    live = units.live
    return found if live is None else found & live


def _packed(term: Packed) -> NDArray[np.uint8]:
    return np.packbits(term.dense != 0)


def _any(leaf: Leaf, terms: Sequence[Packed]) -> Flags:
    """Which live paragraphs have any of the terms: common ones as bits, rare ones as numbers."""
    bits = np.zeros(-(-leaf.count // 8), dtype=np.uint8)
    for term in terms:
        if term.common:
            bits |= term.kept("bits", partial(_packed, term))
    flags = np.unpackbits(bits, count=leaf.count).view(bool)
    for term in terms:
        if not term.common:
            flags[term.numbers] = True
    return flags if leaf.live is None else flags & leaf.live
