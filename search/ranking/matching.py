"""The paragraphs and units of one segment that match a query, without scores."""

from collections.abc import Callable, Mapping, Sequence
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
from pressmark.search.query.article_meaning import differs_within, has_text, in_paragraph
from pressmark.search.ranking.units import Units


class Matched:
    """What matches in a segment, found when it is first used.

    Of an article, the paragraphs are those with evidence, as in `article_meaning`. The functions
    get this object as their argument: a reference to it would make a cycle.
    """

    def __init__(
        self, units: Callable[["Matched"], Flags], paragraphs: Callable[["Matched"], Bits]
    ) -> None:
        self._find_units = units
        self._find_paragraphs = paragraphs

    @cached_property
    def units(self) -> Flags:
        """bool[units of the segment]: which match."""
        return self._find_units(self)

    @cached_property
    def paragraphs(self) -> Bits:
        """The paragraphs of the segment that match and are live, as bits."""
        return self._find_paragraphs(self)

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
    terms = _words(units.leaf, tree)
    if terms is not None:
        return _of_any(units, terms)
    if units.of is None or not has_text(tree):
        return _in_paragraphs(units, partial(evaluator.matches, in_paragraph(tree)))
    return _METHODS.get(type(tree), _of_leaf)(evaluator, units, tree)


def _in_paragraphs(units: Units, find: Callable[[], Bits]) -> Matched:
    """The paragraphs found, and the units that have any of them."""
    return Matched(lambda own: units.having(own.paragraphs), lambda _: units.leaf.only_live(find()))


def _of_leaf(evaluator: Evaluator, units: Units, tree: Any) -> Matched:
    return _in_paragraphs(units, partial(evaluator.matches, in_paragraph(tree)))


def _of_all(evaluator: Evaluator, units: Units, tree: Any) -> Matched:
    """Articles with all parts; parts about the article restrict the paragraphs of the others."""
    texts = [matched(evaluator, units, part) for part in tree.subqueries if has_text(part)]
    others = [evaluator.matches(part) for part in tree.subqueries if not has_text(part)]

    def find_units() -> Flags:
        return reduce(np.logical_and, [part.units for part in texts])

    def find_paragraphs(matching: Flags) -> Bits:
        evidence = reduce(np.bitwise_or, [part.paragraphs for part in texts])
        return reduce(np.bitwise_and, others, evidence & units.spread(matching))

    if others:
        return _in_paragraphs(units, lambda: find_paragraphs(find_units()))
    return Matched(lambda _: find_units(), lambda own: find_paragraphs(own.units))


def _of_either(evaluator: Evaluator, units: Units, tree: Any) -> Matched:
    parts = [matched(evaluator, units, part) for part in tree.subqueries]
    return Matched(
        lambda _: reduce(np.logical_or, [part.units for part in parts]),
        lambda _: reduce(np.bitwise_or, [part.paragraphs for part in parts]),
    )


def _of_maybe(evaluator: Evaluator, units: Units, tree: Any) -> Matched:
    wanted, bonus = (matched(evaluator, units, part) for part in (tree.a, tree.b))
    return Matched(
        lambda _: wanted.units,
        lambda _: wanted.paragraphs | bonus.paragraphs & units.spread(wanted.units),
    )


def _of_unless(evaluator: Evaluator, units: Units, tree: Any) -> Matched:
    """Articles without any text that is excluded; excluded kinds restrict the paragraphs."""
    wanted = matched(evaluator, units, tree.a)
    parts = tree.b.subqueries if type(tree.b) is q.Or else [tree.b]
    texts = [part for part in parts if has_text(part)]
    others = [evaluator.matches(part) for part in parts if not has_text(part)]
    excluded = matched(evaluator, units, q.Or(texts))

    def find_paragraphs() -> Bits:
        without = wanted.paragraphs
        if texts:
            without = without & ~units.spread(excluded.units)
        return without & ~reduce(np.bitwise_or, others) if others else without

    if others:
        return _in_paragraphs(units, find_paragraphs)
    return Matched(lambda _: wanted.units & ~excluded.units, lambda _: find_paragraphs())


def _of_required(evaluator: Evaluator, units: Units, tree: Any) -> Matched:
    wanted, filters = (matched(evaluator, units, part) for part in (tree.a, tree.b))

    def find_paragraphs() -> Bits:
        return wanted.paragraphs & filters.paragraphs

    if differs_within(tree.b):
        return _in_paragraphs(units, find_paragraphs)
    return Matched(lambda _: wanted.units & filters.units, lambda _: find_paragraphs())


def _of_child(evaluator: Evaluator, units: Units, tree: Any) -> Matched:
    return matched(evaluator, units, tree.child)


_METHODS: Mapping[type, Callable[[Evaluator, Units, Any], Matched]] = {
    q.And: _of_all,
    q.Or: _of_either,
    q.AndMaybe: _of_maybe,
    q.AndNot: _of_unless,
    q.Require: _of_required,
    q.ConstantScoreQuery: _of_child,
}
"""How articles match a group; any other query is that of one paragraph."""


def _of_any(units: Units, terms: Sequence[TermPostings]) -> Matched:
    """The paragraphs and units that have any of the terms."""
    leaf = units.leaf
    return Matched(
        lambda own: (
            to_flags(own.paragraphs, leaf.count)
            if units.of is None
            else _units_of_any(units, terms)
        ),
        lambda _: leaf.only_live(_any(leaf, terms)),
    )


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
