"""The names of a segment that have a word, found without reading each name."""

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.evaluate.postings_list import Ints, Parts
from pressmark.index.segment.evaluate.segment_arrays import SegmentArrays
from pressmark.index.segment.term_dict import TermDictionary
from pressmark.search.query.exact_values import NAMES, spaced_name


def names_with(leaf: SegmentArrays, words: str) -> list[str]:
    """The names that have these words together, each between blanks, as `spaced_name` gives them.

    Names in ASCII are searched as they are, in lower case. Of the others, whose letters may be
    folded, a folded copy is cached.
    """
    parts = words.split()
    if not parts:
        return []
    terms = leaf.reader.field(NAMES).terms
    longest = max(parts, key=len).encode("utf-8", "surrogatepass")
    lower, ends = leaf.cached_arrays(NAMES, "lower", lambda: _lower(terms))
    text, lines, others = leaf.cached_arrays(NAMES, "spaced", lambda: _spaced(terms))
    plain = _having(lower, ends, longest)
    folded = others.take(_having(text, lines, longest))
    names = terms.texts(np.union1d(plain, folded))
    if len(parts) == 1:
        return names
    return [name for name in names if words in spaced_name(name)]


def _having(text: NDArray[np.uint8], ends: Ints, word: bytes) -> Ints:
    """int64[n]: which of the names, each on the line that ends there, have a word."""
    sizes = np.fromiter(map(len, text.tobytes().split(word)), dtype=np.int64)
    firsts = np.cumsum(sizes[:-1] + len(word)) - len(word)
    before, behind = text.take(firsts - 1), text.take(firsts + len(word))
    is_word = ~(_OF_WORDS.take(before) | _OF_WORDS.take(behind))
    return ends.searchsorted(firsts.compress(is_word))


def _lower(terms: TermDictionary) -> Parts:
    """All names, each on a line, the letters of ASCII in lower case: uint8[bytes], and int64[names]
    where the lines end."""
    blob, ends = terms.encoded()
    lower = np.frombuffer(blob.tobytes().lower(), dtype=np.uint8)
    lines = np.insert(lower, np.append(0, ends), _NEW_LINE)
    return lines, ends + np.arange(1, len(ends) + 1)


def _spaced(terms: TermDictionary) -> Parts:
    """The words of the names that are not in ASCII, each name on a line: uint8[bytes], where the
    lines end int64[n], and the numbers of the names int64[n]."""
    blob, ends = terms.encoded()
    others = np.unique(ends.searchsorted(np.flatnonzero(blob > _LAST_OF_ASCII), side="right"))
    lines = "".join(f"\n{spaced_name(name)}" for name in terms.texts(others)) + "\n"
    encoded = np.frombuffer(lines.encode("utf-8", "surrogatepass"), dtype=np.uint8)
    return encoded, np.flatnonzero(encoded == _NEW_LINE)[1:], others


_LAST_OF_ASCII, _NEW_LINE = 0x7F, 0x0A
_OF_WORDS = np.array(
    [byte > _LAST_OF_ASCII or chr(byte).isalnum() or byte == ord("_") for byte in range(256)]
)
"""bool[256]: the bytes of letters, digits and `_`; of a longer code any may be of a letter."""
