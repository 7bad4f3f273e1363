"""Postings of phrases: words one behind the other, or near each other.

The words of a field are numbered consecutively, with a gap between rows. A phrase is looked for at
the occurrences of its rarest word, by testing whether the others occur at the numbers beside it.
"""

from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressmark.index.near_query import Near, closest
from pressmark.index.segment.bitset import to_numbers
from pressmark.index.segment.bloom import WIDEST
from pressmark.index.segment.evaluate.postings_list import (
    ListedPostings,
    PostingsList,
    TermPostings,
)
from pressmark.index.segment.evaluate.segment_arrays import SegmentArrays
from pressmark.index.segment.int_codec import Ints, ranges
from pressmark.index.segment.segment import FieldFile

Places = NDArray[np.unsignedinteger]
"""Words of a field by number, as `FieldFile.occurrences` gives them."""

_SIFTED = 64
"""A list no longer than this is bisected directly; a longer one is filtered first."""


def phrase_postings(leaf: SegmentArrays, query: Any) -> PostingsList | None:
    """The postings of a Whoosh phrase; None where the segment lacks one of its words.

    The frequency counts the places where it begins; with a slop above 1, how many of them were
    found, at least one.
    """
    terms = _terms(leaf, query)
    if not terms or len(terms) == 1:
        return terms[0] if terms else None
    file = terms[0].file
    found = file.rows_of(_places(file, terms, max(query.slop, 0)))
    rows = _distinct(found)
    often = np.diff(found.searchsorted(rows), append=len(found))
    return ListedPostings(file.rows.paragraphs(rows), file.rows.spread(rows, often))


def near_postings(leaf: SegmentArrays, query: Near) -> PostingsList | None:
    """The paragraphs with the words of a `Near` near each other, each with the frequency 1."""
    terms = _terms(leaf, query)
    if not terms:
        return None
    among = to_numbers(reduce(np.bitwise_and, [term.bits(leaf.count) for term in terms]))
    words = [leaf.positions(query.fieldname, word, among) for word in query.words]
    edges = [np.searchsorted(numbers, [*among, leaf.count]) for numbers, _ in words]
    near = np.zeros(len(among), dtype=bool)
    for i in range(len(among)):
        places = [at[e[i] : e[i + 1]].tolist() for (_, at), e in zip(words, edges, strict=True)]
        near[i] = closest(places, query.width) is not None
    numbers = among[near]
    return ListedPostings(numbers, np.ones(len(numbers), dtype=np.int64))


def _terms(leaf: SegmentArrays, query: Any) -> list[TermPostings]:
    """The postings of each word; none where one is missing."""
    terms = [leaf.term(query.fieldname, word) for word in query.words]
    known = [term for term in terms if term]
    return known if len(known) == len(terms) else []


def _places(file: FieldFile, terms: list[TermPostings], slop: int) -> Places:
    """Where in a field each term follows the one before within `slop`, ascending: one word of each
    such place, or of more than two terms perhaps several."""
    # no word of the same row is farther away, and none of another row is as near
    reach = file.postings.positions_end
    pivot, others = _pivot([term.count for term in terms], slop)
    at = terms[pivot].occurrences
    near = [(terms[place], *_window(place - pivot, slop, reach)) for place in others]
    for term, low, width in near:  # all blooms first: what passes one seldom passes the next
        if len(at) > _SIFTED and width <= WIDEST:
            bloom = term.occurrence_filter
            at = at.take(bloom.passing(_shifted(at, low), width))
    for term, low, width in near:
        at = _beside(term.occurrences, at, low, width)
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
    """Where a word can occur that is `steps` later in the phrase: from how many words on, of how
    many."""
    near, far = sorted((max(-reach, min(reach, steps)), max(-reach, min(reach, steps * slop))))
    return near, max(0, far - near + 1) if slop else 0


def _beside(places: Places, at: Places, low: int, width: int) -> Places:
    """Those of `at` from which, one of `places` is `low` to `low` + `width` words on."""
    lowest = _shifted(at, low)
    # what is below the last of `lowest` is very high without a sign
    far = places.take(places.searchsorted(lowest), mode="clip") - lowest
    return at.compress(far < width)


def _along(way: list[TermPostings], at: Places, low: int, width: int) -> Places:
    """Those of `at` from which a way leads, or where ways of several words lead; ascending."""
    for term in way[:-1]:
        at = _all_from(term.occurrences, _shifted(at, low), width)
    for term in way[-1:]:
        at = _beside(term.occurrences, at, low, width)
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
