"""The names of a segment as one text, so that those with a word are found without reading each."""

import re
from collections.abc import Iterator

import numpy as np

from pressmark.index.analysis.folding import fold
from pressmark.index.segment.evaluate.postings_list import Parts
from pressmark.index.segment.evaluate.segment_arrays import SegmentArrays
from pressmark.index.segment.term_dict import TermDictionary
from pressmark.search.query.exact_values import NAMES

_BETWEEN = re.compile(r"[^\w\n]+")


def names_with(leaf: SegmentArrays, words: str) -> list[str]:
    """The names that have these words together, each between blanks, in lower case and folded."""
    wanted = words.encode("utf-8", "surrogatepass")
    if not wanted.strip():
        return []
    terms = leaf.reader.field(NAMES).terms
    text, ends = leaf.cached_arrays(NAMES, "spaced", lambda: _spaced(terms))
    lines = ends.searchsorted(np.fromiter(_places(text.tobytes(), wanted), np.int64))
    return terms.texts(np.unique(lines))


def _places(text: bytes, words: bytes) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _spaced(terms: TermDictionary) -> Parts:
    """uint8[bytes]: the words of each name between blanks, a name on each line; and int64[names]:
    where the lines end."""
    text = _BETWEEN.sub(" ", fold(terms.lines().casefold()))
    lines = text.replace("\n", " \n ").encode("utf-8", "surrogatepass")
    encoded = np.frombuffer(lines, dtype=np.uint8)
    encoded = np.append(np.uint8(ord(" ")), encoded)  # the first line begins with one too
    ends = np.flatnonzero(encoded == ord("\n"))
    if len(ends) != len(terms):
        raise terms.corrupt("a name has several lines")
    return encoded, ends
