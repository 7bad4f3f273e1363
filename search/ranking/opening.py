"""Bonus for query words in the first paragraph of an article without a title.

News states its subject first; with a headline, the title field already scores it.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from pressmark.index.segment.evaluate.postings_list import Flags, Floats, Ints
from pressmark.search.query.query_word import QueryWord
from pressmark.search.ranking import similarity
from pressmark.search.ranking.features import UnitStatistics
from pressmark.search.ranking.units import Units


class OpeningTerm(NamedTuple):
    """A plain word of the query; `idf` is multiplied by its weight."""

    stem: str
    idf: float


def opening_terms(scale: UnitStatistics, words: Sequence[QueryWord]) -> tuple[OpeningTerm, ...]:
    """The words of a query, in order."""
    return tuple(
        OpeningTerm(word.stem, scale.idf("text", (word.stem,)) * word.weight) for word in words
    )


def opening_scores(
    terms: Sequence[OpeningTerm], units: Units, average_length: float, numbers: Ints
) -> list[Floats]:
    """float64[n] for each word: its score in the first paragraph of each of ascending units
    `numbers`, 0 in units with a title or a single paragraph; `average_length` is of paragraphs."""
    scores = [np.zeros(len(numbers)) for _ in terms]
    untitled = np.flatnonzero(_are_untitled(units, numbers))
    if not len(untitled):
        return scores
    firsts = units.firsts(numbers[untitled])
    norms = similarity.length_norms_at(units.leaf, "text", average_length, firsts)
    for term, score in zip(terms, scores, strict=True):
        postings = units.leaf.term("text", term.stem)
        if postings is not None:
            saturated = similarity.saturation(postings.freqs_at(firsts), norms)
            score[untitled] = similarity.OPENING * term.idf * saturated
    return scores


def _are_untitled(units: Units, numbers: Ints) -> Flags:
    untitled: Flags = (units.sizes(numbers) > 1) & (units.lengths("title").take(numbers) == 0)
    return untitled
