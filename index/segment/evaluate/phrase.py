"""Words that follow one another in a paragraph."""

from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.evaluate.leaf import Leaf, ScoredTerm
from pressmark.index.segment.evaluate.matches import NOTHING, Flags
from pressmark.index.segment.packing import Ints

_SHIFT = 32
"""Bits enough for the positions of a paragraph: it and a position in it make one number."""
_NOWHERE = -(1 << 62)
"""Farther before every position than any slop."""
_SPLIT = 2048
"""Of so many paragraphs those in which each word stands once, two thirds of them, are looked at by
themselves: their positions are compared side by side, in a third of the time."""


def phrase(leaf: Leaf, query: Any) -> tuple[list[ScoredTerm], Ints]:
    """The terms of a Whoosh phrase and the live paragraphs that match, int64 ascending."""
    terms = [leaf.term(query.fieldname, word) for word in query.words]
    known = [term for term in terms if term]
    if not known or len(known) < len(terms):
        return [], NOTHING.numbers
    numbers = leaf.together(known)
    if len(numbers) and len(known) > 1:
        numbers = numbers[_in_order(known, numbers, query.slop)]
    return known, numbers


def _in_order(terms: list[ScoredTerm], among: Ints, slop: int) -> Flags:
    """bool[n]: in which of `among` each word follows the one before within `slop` positions."""
    places = [term.places(among) for term in terms]
    counts = [term.postings()[1].take(at) for term, at in zip(terms, places, strict=True)]
    once = np.maximum.reduce(counts) == 1
    if once.all():
        return _side_by_side(terms, places, counts, slop)
    if len(among) < _SPLIT:
        return _anywhere(terms, places, counts, slop)
    found = np.zeros(len(among), dtype=bool)
    for way, kept in ((_side_by_side, once), (_anywhere, ~once)):
        found[kept] = way(terms, [at[kept] for at in places], [n[kept] for n in counts], slop)
    return found


def _side_by_side(
    terms: list[ScoredTerm], places: list[Ints], counts: list[NDArray[Any]], slop: int
) -> Flags:
    """bool[n] for paragraphs in which each word stands once."""
    found = np.ones(len(places[0]), dtype=bool)
    before = terms[0].positions(places[0], counts[0])
    for term, at, count in zip(terms[1:], places[1:], counts[1:], strict=True):
        after = term.positions(at, count)
        distance = after - before
        found &= (distance > 0) & (distance <= slop)
        before = after
    return found


def _anywhere(
    terms: list[ScoredTerm], places: list[Ints], counts: list[NDArray[Any]], slop: int
) -> Flags:
    """bool[n] for paragraphs in which words stand any number of times."""
    base = np.arange(len(places[0])) << _SHIFT
    keys = [
        base.repeat(count) + term.positions(at, count)
        for term, at, count in zip(terms, places, counts, strict=True)
    ]
    ends = reduce(lambda before, after: _following(after, before, slop), keys)
    found = np.zeros(len(base), dtype=bool)
    found[ends >> _SHIFT] = True
    return found


def _following(places: Ints, ends: Ints, slop: int) -> Ints:
    """Those of `places` that have one of `ends` at most `slop` before them, both ascending."""
    before = np.append(_NOWHERE, ends).take(ends.searchsorted(places))
    kept: Ints = places[places - before <= slop]
    return kept
