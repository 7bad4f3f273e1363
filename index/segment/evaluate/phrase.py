"""Words that follow one another in a paragraph.

All words of a field are numbered through, with room between the rows; a phrase is sought where its
rarest word stands, by asking whether the others stand at the numbers beside it.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.evaluate.leaf import Leaf
from pressmark.index.segment.evaluate.matches import NOTHING
from pressmark.index.segment.evaluate.scored import SIFTED, ScoredTerm
from pressmark.index.segment.packing import Ints, ranges
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
    rows = _distinct(file.rows_of(_places(file, known, max(query.slop, 0))))
    return known, leaf.live_numbers(file.rows.paragraphs(rows))


def side_by_side(leaf: Leaf, query: Any) -> tuple[Ints, Ints]:
    """The live paragraphs in which the words of a Whoosh phrase stand one right behind the other,
    int64 ascending, and how often they do in each, int64."""
    terms = [leaf.term(query.fieldname, word) for word in query.words]
    known = [term for term in terms if term]
    if not known or len(known) < len(terms):
        return NOTHING.numbers, NOTHING.numbers
    file = known[0].file
    found = file.rows_of(_places(file, known, 1))
    rows = _distinct(found)
    often = np.diff(found.searchsorted(rows), append=len(found))
    numbers, freqs = file.rows.paragraphs(rows), file.rows.spread(rows, often)
    if leaf.excluded is None:
        return numbers, freqs
    live = ~leaf.excluded.take(numbers)
    return numbers.compress(live), freqs.compress(live)


def _places(file: FieldFile, terms: list[ScoredTerm], slop: int) -> Places:
    """Where in a field each term follows the one before within `slop`, ascending: one word of each
    such place, or of more than two terms perhaps several."""
    # farther away no word of the same row stands, and none of another row so near
    reach = file.postings.positions_end
    pivot, others = _pivot([term.count for term in terms], slop)
    at = file.occurrences(terms[pivot].number)
    near = [(terms[place], *_window(place - pivot, slop, reach)) for place in others]
    for term, low, width in near:  # all sieves first: what passes one seldom passes the next
        if len(at) > SIFTED and width <= WIDEST:
            sieve = file.occurrence_sieve(term.number)
            at = at.take(sieve.passing(_shifted(at, low), width))
    for term, low, width in near:
        at = _beside(file.occurrences(term.number), at, low, width)
    if slop > 1:
        # a way of one word was just gone, and there is no more than one of more
        for way, step in ((terms[:pivot][::-1], -1), (terms[pivot + 1 :], 1)):
            if len(way) > 1:
                at = _along(way, at, *_window(step, slop, reach))
    return at


def _pivot(counts: list[int], slop: int) -> tuple[int, list[int]]:
    """The place of the word to start from, and those of the others, all the rarest first."""
    rarest, *others = order = sorted(range(len(counts)), key=counts.__getitem__)
    if slop == 1 or min(rarest, len(counts) - 1 - rarest) < 2:
        return rarest, others
    # with more than a word on both sides, ways that both begin at one place would be needed
    end = min(0, len(counts) - 1, key=counts.__getitem__)
    return end, [place for place in order if place != end]


def _window(steps: int, slop: int, reach: int) -> tuple[int, int]:
    """Where a word can stand that is `steps` later in the phrase: from how many words on, of how
    many."""
    near, far = sorted((max(-reach, min(reach, steps)), max(-reach, min(reach, steps * slop))))
    return near, max(0, far - near + 1) if slop else 0


def _beside(places: Places, at: Places, low: int, width: int) -> Places:
    """Those of `at` from which, one of `places` is `low` to `low` + `width` words on."""
    lowest = _shifted(at, low)
    # what is below the last of `lowest` is very high without a sign
    far = places.take(places.searchsorted(lowest), mode="clip") - lowest
    return at.compress(far < width)


def _along(way: list[ScoredTerm], at: Places, low: int, width: int) -> Places:
    """Those of `at` from which a way leads, or where ways of several words lead; ascending."""
    for term in way[:-1]:
        at = _all_from(term.file.occurrences(term.number), _shifted(at, low), width)
    for term in way[-1:]:
        at = _beside(term.file.occurrences(term.number), at, low, width)
    return at


def _shifted(at: Places, by: int) -> Places:
    return at + by if by > 0 else at - -by


def _all_from(places: Places, lowest: Places, width: int) -> Places:
    """Those of ascending `places` that are less than `width` from one of `lowest` on, ascending."""
    first, last = places.searchsorted(lowest), places.searchsorted(lowest + width)
    np.maximum(first[1:], last[:-1], out=first[1:])
    return places.take(ranges(first, last - first))


def _distinct(rows: Ints) -> Ints:
    """Each of ascending `rows` once."""
    if len(rows) < 2:
        return rows
    kept = np.empty(len(rows), dtype=bool)
    kept[:1] = True
    np.not_equal(rows[1:], rows[:-1], out=kept[1:])
    return rows.compress(kept)
