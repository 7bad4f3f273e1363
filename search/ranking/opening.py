"""What words are worth in the first paragraph of an article that has no title.

News says first what it is about; where there is a headline that counts already.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from pressmark.index.segment.evaluate.postings_list import Flags, Floats, Ints
from pressmark.search.ranking import similarity
from pressmark.search.ranking.features import Scale
from pressmark.search.ranking.similarity import QueryWord
from pressmark.search.ranking.units import Units


class Opener(NamedTuple):
    """A plain word of the query: `worth` is what it is, before how often."""

    stem: str
    worth: float


def openers(scale: Scale, words: Sequence[QueryWord]) -> tuple[Opener, ...]:
    """The words of a query, in order."""
    return tuple(Opener(word.stem, scale.idf("text", (word.stem,)) * word.weight) for word in words)


def opening(openers: Sequence[Opener], units: Units, average: float, numbers: Ints) -> list[Floats]:
    """float64[n] for each word: what it is worth in the first paragraph of each of ascending units
    `numbers`, 0 in those that have a title or no other paragraph; `average` is of paragraphs."""
    worths = [np.zeros(len(numbers)) for _ in openers]
    untitled = np.flatnonzero(_are_untitled(units, numbers))
    if not len(untitled):
        return worths
    firsts = units.starts.take(numbers[untitled])
    norms = similarity.length_norms_at(units.leaf, "text", average, firsts)
    for opener, worth in zip(openers, worths, strict=True):
        term = units.leaf.term("text", opener.stem)
        if term is not None:
            much = similarity.saturation(term.freqs_at(firsts), norms)
            worth[untitled] = similarity.OPENING * opener.worth * much
    return worths


def _are_untitled(units: Units, numbers: Ints) -> Flags:
    sizes = units.starts.take(numbers + 1) - units.starts.take(numbers)
    untitled: Flags = (sizes > 1) & (units.lengths("title").take(numbers) == 0)
    return untitled
