"""Words that follow one another in a paragraph.

All words of a field are numbered through, with room between the rows; a phrase is sought where its
rarest word stands, by asking whether the others stand at the numbers beside it.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.evaluate.leaf import Leaf, ScoredTerm
from pressmark.index.segment.evaluate.matches import NOTHING
from pressmark.index.segment.evaluate.together import SIFTED
from pressmark.index.segment.packing import Ints, ranges
from pressmark.index.segment.segment import FieldFile
from pressmark.index.segment.sieve import WIDEST

_NOWHERE = -(1 << 62)
"""Farther before every word than any slop."""


def phrase(leaf: Leaf, query: Any) -> tuple[list[ScoredTerm], Ints]:
    """The terms of a Whoosh phrase and the live paragraphs that match, int64 ascending."""
    terms = [leaf.term(query.fieldname, word) for word in query.words]
    known = [term for term in terms if term]
    if not known or len(known) < len(terms):
        return [], NOTHING.numbers
    if len(known) == 1:
        return known, leaf.live_numbers(known[0].postings()[0].astype(np.int64))
    file = known[0].file
    rows = _rows(file, [term.number for term in known], query.slop)
    return known, leaf.live_numbers(file.rows.paragraphs(rows))


class _Near(NamedTuple):
    """A word of a phrase, as seen from its rarest: it stands from `low` to `high` after it."""

    number: int
    low: int
    high: int


def _rows(file: FieldFile, numbers: list[int], slop: int) -> Ints:
    """The rows of a field in which each term follows the one before within `slop`, ascending."""
    totals = [int(file.postings.totals[number]) for number in numbers]
    pivot = min(range(len(totals)), key=totals.__getitem__)
    at = file.occurrences(numbers[pivot]).astype(np.int64)
    # beyond that no word of the same row stands, and none of the next one comes within it
    reach = file.postings.positions_end
    others = [
        _Near(number, max(min(step, step * slop), -reach), min(max(step, step * slop), reach))
        for step, number in enumerate(numbers, -pivot)
        if step
    ]
    others.sort(key=lambda other: totals[numbers.index(other.number)])
    for other in others:
        width = other.high - other.low + 1
        if len(at) > SIFTED and width <= WIDEST:
            sieve = file.occurrence_sieve(other.number)
            at = at.take(sieve.passing(at + other.low, width))
    for other in others:
        at = at.compress(_stands(file.occurrences(other.number), at + other.low, other))
    rows = _distinct(at // file.stride)
    if slop == 1 or len(numbers) == 2 or not len(rows):
        return rows
    return _in_chain(file, numbers, slop, rows)


def _stands(places: NDArray[Any], lowest: Ints, other: _Near) -> NDArray[np.bool_]:
    """bool[n]: whether one of ascending `places` is from each of `lowest` on within reach."""
    next_ = places.take(places.searchsorted(lowest.astype(places.dtype)), mode="clip")
    distance = next_ - lowest
    return (distance >= 0) & (distance <= other.high - other.low)


def _in_chain(file: FieldFile, numbers: list[int], slop: int, rows: Ints) -> Ints:
    """Those of `rows` in which the words follow one another, each from where the last one stood."""
    starts = rows * file.stride
    ends = _within(file.occurrences(numbers[0]), starts, file.stride)
    for number in numbers[1:]:
        places = _within(file.occurrences(number), starts, file.stride)
        before = np.append(_NOWHERE, ends).take(ends.searchsorted(places))
        ends = places[places - before <= min(slop, file.postings.positions_end)]
    return _distinct(ends // file.stride)


def _within(places: NDArray[Any], starts: Ints, stride: int) -> Ints:
    """Those of ascending `places` that are in the rows that start there."""
    first = places.searchsorted(starts.astype(places.dtype))
    last = places.searchsorted((starts + (stride - 1)).astype(places.dtype))
    return places.take(ranges(first, last - first)).astype(np.int64)


def _distinct(rows: Ints) -> Ints:
    """Each of ascending `rows` once."""
    kept = np.empty(len(rows), dtype=bool)
    kept[:1] = True
    np.not_equal(rows[1:], rows[:-1], out=kept[1:])
    return rows.compress(kept)
