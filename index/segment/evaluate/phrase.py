"""Words that follow one another in a paragraph.

All words of a field are numbered through, with room between the rows; a phrase is sought where its
rarest word stands, by asking whether the others stand at the numbers beside it.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.evaluate.leaf import Leaf
from pressmark.index.segment.evaluate.matches import NOTHING, Flags
from pressmark.index.segment.evaluate.scored import SIFTED, ScoredTerm
from pressmark.index.segment.packing import Ints
from pressmark.index.segment.segment import FieldFile
from pressmark.index.segment.sieve import WIDEST

Places = NDArray[np.unsignedinteger]
"""Words of a field by number, as `FieldFile.occurrences` gives them."""


def phrase(leaf: Leaf, query: Any) -> tuple[list[ScoredTerm], Ints]:
    """The terms of a Whoosh phrase and the live paragraphs that match, int64 ascending."""
    terms = [leaf.term(query.fieldname, word) for word in query.words]
    known = [term for term in terms if term]
    if not known or len(known) < len(terms):
        return [], NOTHING.numbers
    if len(known) == 1:
        return known, leaf.live_numbers(known[0].postings()[0].astype(np.int64))
    file = known[0].file
    return known, leaf.live_numbers(file.rows.paragraphs(_rows(file, known, max(query.slop, 0))))


class _Near(NamedTuple):
    """A word of a phrase, from `low` to `high` words after its rarest one."""

    number: int
    low: int
    high: int


def _rows(file: FieldFile, terms: list[ScoredTerm], slop: int) -> Ints:
    """The rows of a field in which each term follows the one before within `slop`, ascending."""
    pivot, *others = sorted(range(len(terms)), key=lambda place: terms[place].count)
    # farther away no word of the same row stands, and none of another row so near
    reach = file.postings.positions_end
    near = [_near(terms[place].number, place - pivot, slop, reach) for place in others]
    at = file.occurrences(terms[pivot].number)
    for number, low, high in near:
        if len(at) > SIFTED and high - low < WIDEST:
            at = at.take(file.occurrence_sieve(number).passing(_shifted(at, low), high - low + 1))
    for number, low, high in near:
        at = at.compress(_any_from(file.occurrences(number), _shifted(at, low), high - low))
    rows = _distinct(file.rows_of(at))
    if slop == 1 or len(terms) == 2 or not len(rows):
        return rows
    return _in_chain(file, terms, min(slop, reach), rows)


def _near(number: int, steps: int, slop: int, reach: int) -> _Near:
    if steps > 0:
        return _Near(number, min(steps, reach), min(steps * slop, reach))
    return _Near(number, max(steps * slop, -reach), max(steps, -reach))


def _shifted(at: Places, by: int) -> Places:
    return at + by if by > 0 else at - -by


def _any_from(places: Places, lowest: Places, more: int) -> Flags:
    """bool[n]: whether one of ascending `places` is one of `lowest` or at most `more` higher."""
    # what is below the last of `lowest` is very high without a sign
    found: Flags = places.take(places.searchsorted(lowest), mode="clip") - lowest <= more
    return found


def _in_chain(file: FieldFile, terms: list[ScoredTerm], slop: int, rows: Ints) -> Ints:
    """Those of `rows` in which the words follow one another, each from where the last one stood."""
    ends = file.occurrences_in(terms[0].number, rows)
    for term in terms[1:]:
        places = file.occurrences_in(term.number, rows)
        # of the first, -1 gives the last end, which is not below it: a negative number, unsigned
        before = ends.take(ends.searchsorted(places) - 1)
        ends = places.compress(places - before - 1 < slop)
        if not len(ends):
            break
    return _distinct(file.rows_of(ends))


def _distinct(rows: Ints) -> Ints:
    """Each of ascending `rows` once."""
    if len(rows) < 2:
        return rows
    kept = np.empty(len(rows), dtype=bool)
    kept[:1] = True
    np.not_equal(rows[1:], rows[:-1], out=kept[1:])
    return rows.compress(kept)
