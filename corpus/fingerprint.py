"""Telling copies of one story: the same report in other papers, cut, with another head.

An article is compared by its shingles, all runs of SHINGLE_BYTES letters of its text, and by its
numbers: reports on a form (grants, results, votes) differ in little but those. A fingerprint is a
small sketch of the shingles, by which likely copies are found among a million; the texts decide.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from pressmark.corpus.keys import key_of

Shingles = NDArray[np.uint32]

SHINGLE_BYTES = 24
"""About five words. Shorter shingles survive a name exchanged in every sentence, so that letters on
a form look like copies; longer ones suffer from each small edit. 16 and 32 parted the labelled
pairs less clearly."""

SHORTEST = 200
"""Shingles that a text must have to be compared, some 40 words: shorter notes agree by chance."""

CONTAINED = 0.86
"""So many of the shorter text's shingles stand in the longer one …"""

SAME_LEAD = 0.75
LEAD_SHINGLES = 600
"""… and so many of the first hundred words of one text: a header or a local sentence may be put
before a story, while a later report of the same matter begins anew and repeats the rest …"""

JOINT = 0.6
SAME_LEADS = 0.8
"""… or fewer in all, where the beginnings of both are the same to this share: stories are cut, and
quotes exchanged, towards their end."""

OF_THE_LONGER = 0.25
"""So much of the longer text the shared shingles are at least: a note quoted in a long round-up is
no copy of it."""

OTHER_NAMES = 2
"""Where each text has so many names more than once that the other never has, they are about
different people: letters and grants on a form agree in 0.8 of their shingles, some in 0.95. One
such name is as often a title written out."""

BINS = 64
WIDTH = 2 * BINS
"""Bytes of a fingerprint: 16 bits a bin."""

_FACTORS = (
    np.uint64(0x9E3779B97F4A7C15),
    np.uint64(0xC2B2AE3D27D4EB4F),
    np.uint64(0x165667B19E3779F9),
)
"""Odd numbers without a pattern: one for each eight letters of a shingle."""
_MIXER = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)
_BIN_SHIFT = np.uint32(26)
"""The upper six bits of a hash say its bin."""
_EMPTY = np.uint32(0xFFFFFFFF)
_NUMBER = re.compile(r"[1-9]\d*")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SPELLED = frozenset(
    (
        *("three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        *("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
        *("eleventh", "twelfth", "twentieth"),
    )
)
"""Numbers as words: `for the sixth year` is another report than `for the ninth`. One, two, first
and second stand in any text."""


@dataclass(frozen=True, slots=True, eq=False)
class Gist:
    """What decides whether texts are copies.

    `shingles` uint32[n] are distinct and ascending, `lead` those that the text begins with;
    `names` counts the words that are never written small.
    """

    shingles: Shingles
    lead: Shingles
    numbers: frozenset[str]
    names: Mapping[str, int]
    words: frozenset[str]

    @classmethod
    def of(cls, paragraphs: Iterable[str]) -> Self:
        """The gist of an article's body."""
        text = " ".join(paragraphs)
        shingles = _shingles(text)
        written = Counter(_WORD.findall(text))
        words = frozenset(word for word in written if word.islower())
        names: Counter[str] = Counter()
        for word, count in written.items():
            if word[0].isupper():
                names[word.casefold()] += count
        numbers = frozenset(_NUMBER.findall(text)) | (_SPELLED & words)
        return cls(np.unique(shingles), shingles[:LEAD_SHINGLES], numbers, names, words)

    def is_copy_of(self, other: Self) -> bool:
        """Whether both tell one story in the same words, be one of them cut or headed otherwise.

        Two reports on one form are no copies: each has numbers or names that the other lacks.
        """
        fewer, more = sorted((self.shingles, other.shingles), key=len)
        short, long = len(fewer), len(more)
        if short < SHORTEST or short < OF_THE_LONGER * long:
            return False
        shared = int(np.count_nonzero(_are_in(fewer, more)))
        if shared < max(JOINT * short, OF_THE_LONGER * long):
            return False
        if self.numbers - other.numbers and other.numbers - self.numbers:
            return False
        if min(self._own_names(other), other._own_names(self)) >= OTHER_NAMES:
            return False
        leads = sorted((self._lead_in(other), other._lead_in(self)))
        contained = shared >= CONTAINED * short and leads[1] >= SAME_LEAD
        return contained or leads[0] >= SAME_LEADS

    def _own_names(self, other: Self) -> int:
        """How many names stand here more than once that are no words of the other."""
        known = other.names.keys() | other.words | self.words
        return sum(count > 1 for name, count in self.names.items() if name not in known)

    def _lead_in(self, other: Self) -> float:
        """The share of the beginning that stands anywhere in the other."""
        return float(_are_in(self.lead, other.shingles).mean())


def fingerprint(paragraphs: Iterable[str]) -> bytes:
    """WIDTH bytes for the body of an article; none of a text too short to compare.

    Equal texts have equal fingerprints on every machine. The share of equal bins estimates the
    share of common shingles (MinHash by one permutation: Li, Owen and Zhang, 2012).
    """
    hashes = _shingles(" ".join(paragraphs))
    if len(hashes) < SHORTEST:
        return b""
    least = np.full(BINS, _EMPTY)
    np.minimum.at(least, hashes >> _BIN_SHIFT, hashes)
    return least.astype("<u2").tobytes()


def _shingles(text: str) -> Shingles:
    """A hash of every window of SHINGLE_BYTES letters, in order."""
    key = key_of(text)
    count = len(key) - SHINGLE_BYTES + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint32)
    hashes = np.zeros(count, dtype=np.uint64)
    for number, factor in enumerate(_FACTORS):
        # eight letters from each place on, read as one number
        letters = np.ndarray(count, dtype="<u8", buffer=key, offset=8 * number, strides=(1,))
        hashes += letters * factor
    hashes ^= hashes >> _HALF
    hashes *= _MIXER
    return (hashes >> _HALF).astype(np.uint32)


def _are_in(values: Shingles, among: Shingles) -> NDArray[np.bool_]:
    """bool[n]: whether each value is in `among`, which ascends."""
    found: NDArray[np.bool_] = among.take(among.searchsorted(values), mode="clip") == values
    return found
