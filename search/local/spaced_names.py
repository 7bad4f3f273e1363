"""The names of a segment that have a word, found without reading each name."""

from collections.abc import Iterator

import numpy as np

from pressmark.index.segment.evaluate.postings_list import Ints, Parts
from pressmark.index.segment.evaluate.segment_arrays import SegmentArrays
from pressmark.index.segment.term_dict import TermDictionary
from pressmark.search.query.exact_values import NAMES, spaced_name


def names_with(leaf: SegmentArrays, words: str) -> list[str]:
    """The names that have these words together, each between blanks, as `spaced_name` gives them.

    Names in ASCII are searched as they are. Of the others, whose letters may be folded, a folded
    copy is cached.
    """
    if not words.strip():
        return []
    terms = leaf.reader.field(NAMES).terms
    longest = max(words.split(), key=len).encode("utf-8", "surrogatepass")
    blob, ends = terms.encoded()
    plain = ends.searchsorted(_places(blob.tobytes().lower(), longest), side="right")
    text, lines, others = leaf.cached_arrays(NAMES, "spaced", lambda: _spaced(terms))
    folded = others.take(lines.searchsorted(_places(text.tobytes(), longest)))
    names = terms.texts(np.union1d(plain, folded))
    return [name for name in names if words in spaced_name(name)]


def _places(text: bytes, part: bytes) -> Ints:
    """int64[n]: where `part` begins in `text`."""
    return np.fromiter(_found(text, part), dtype=np.int64)


def _found(text: bytes, part: bytes) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _spaced(terms: TermDictionary) -> Parts:
    """The words of the names that are not in ASCII, each name on a line: uint8[bytes], where the
    lines end int64[n], and the numbers of the names int64[n]."""
    blob, ends = terms.encoded()
    others = np.unique(ends.searchsorted(np.flatnonzero(blob > _LAST_OF_ASCII), side="right"))
    lines = "".join(f"{spaced_name(name)}\n" for name in terms.texts(others))
    encoded = np.frombuffer(lines.encode("utf-8", "surrogatepass"), dtype=np.uint8)
    return encoded, np.flatnonzero(encoded == ord("\n")), others


_LAST_OF_ASCII = 0x7F
