"""Copies of one story: the same report in other papers, cut or with another headline.

An article is compared by its shingles, all runs of SHINGLE_BYTES letters of its text, by its
numbers and names, and by where and when it was printed: a paper does not print a story twice, so
what is alike in it are reports on a form (grants, results, votes), or stages of one matter. A
fingerprint is a small sketch of the shingles, by which likely copies are found among a million; the
texts decide.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

import numpy as np
from numpy.typing import NDArray

from pressmark.corpus.text.keys import key_of

Shingles = NDArray[np.uint32]

SHINGLE_BYTES = 24
"""About five words. Shorter shingles survive a name exchanged in every sentence, so that letters on
a form look like copies; longer ones suffer from each small edit. 16 and 32 parted the labelled
pairs less clearly."""

SHORTEST = 200
"""Shingles that a text must have to be compared, some 40 words: shorter notes agree by chance."""

STORY_LIVES = timedelta(days=7)
"""Papers print a story within a week of each other. Of texts of one office that agree in CONTAINED
of their shingles and are dated further apart, all of 19 that were read are about a later stage of
the matter or another year."""

WIRE_SHARE = 0.75
WIRE_LEAD = 0.6
"""In another paper within that time, so many of the shorter text's shingles are in the longer
one, and so many of those that one of them begins with: with half of them, statements of many
offices above one letter are joined to one story, each by the next …"""

JOINT = 0.6
SAME_LEADS = 0.8
"""… or fewer in all, where the beginnings of both are the same to this share: stories are cut, and
quotes exchanged, towards their end."""

CONTAINED = 0.86
SAME_LEAD = 0.75
LEAD_SHINGLES = 600
"""In the same paper, or at another time, or where either is not known: so many shingles, and so
many of the first hundred words: a later report of the same matter begins again and repeats the
rest."""

CERTAIN = 0.95
"""In the same paper at another time: a text put on a site again. Of ten that were read eight are
about a later stage or another year, five of these with fewer shingles shared."""

OF_THE_LONGER = 0.25
"""So much of the longer text the shared shingles are at least: a note quoted in a long round-up is
no copy of it."""

OTHER_FACTS = 2
"""Where each text has so many numbers, or names more than once, that the other never has, they are
about different cases: letters and grants on a form agree in 0.8 of their shingles, some in 0.97. In
two papers one number is as often a date or a bill that the other leaves out, and one name a title
written out; in one paper one is enough."""

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
and second are in any text."""


@dataclass(frozen=True, slots=True, eq=False)
class ArticleText:
    """The features by which texts are compared.

    `shingles` uint32[n] are distinct and ascending, `lead` those that the text begins with;
    `names` counts the words that are never written small. `source` and `published` are empty where
    they are not known.
    """

    shingles: Shingles
    lead: Shingles
    numbers: frozenset[str]
    names: Mapping[str, int]
    words: frozenset[str]
    source: str = ""
    published: datetime | None = None

    @classmethod
    def of(
        cls, paragraphs: Iterable[str], source: str = "", published: datetime | None = None
    ) -> Self:
        """The features of an article's body, its source and its date."""
        text = " ".join(paragraphs)
        shingles = _shingles(text)
        written = Counter(_WORD.findall(text))
        words = frozenset(filter(str.islower, written))
        names: Counter[str] = Counter()
        for word in written.keys() - words:
            if word[0].isupper():
                names[word.casefold()] += written[word]
        numbers = frozenset(_NUMBER.findall(text)) | (_SPELLED & words)
        lead = shingles[:LEAD_SHINGLES]
        return cls(_distinct(shingles), lead, numbers, names, words, source, published)

    def is_copy_of(self, other: Self) -> bool:
        """Whether both are one story in the same words, be one of them cut or headed otherwise.

        Two reports on one form are no copies: each has numbers or names that the other lacks.
        """
        fewer, more = sorted((self.shingles, other.shingles), key=len)
        short, long = len(fewer), len(more)
        if short < SHORTEST or short < OF_THE_LONGER * long:
            return False
        own_numbers = min(len(self.numbers - other.numbers), len(other.numbers - self.numbers))
        if own_numbers >= OTHER_FACTS:
            return False
        shared = int(np.count_nonzero(_are_in(fewer, more)))
        if shared < max(JOINT * short, OF_THE_LONGER * long):
            return False
        least, most = sorted((self._lead_in(other), other._lead_in(self)))
        facts = own_numbers + min(self._own_names(other), other._own_names(self))
        doubts = self._doubts(other)
        if not doubts:
            reprinted = shared >= WIRE_SHARE * short and most >= WIRE_LEAD
            return facts < OTHER_FACTS and (reprinted or least >= SAME_LEADS)
        enough = CONTAINED if doubts == 1 else CERTAIN
        return not facts and shared >= enough * short and most >= SAME_LEAD

    def _doubts(self, other: Self) -> int:
        """The number of signs against a story in two papers: the same paper, another time.

        Where a paper or a time is not known that is one doubt, and what is known adds none.
        """
        if not (self.source and other.source and self.published and other.published):
            return 1
        is_of_one_paper = self.source.casefold() == other.source.casefold()
        is_of_another_time = abs(self.published - other.published) > STORY_LIVES
        return is_of_one_paper + is_of_another_time

    def _own_names(self, other: Self) -> int:
        """How many names are here more than once that are no words of the other."""
        known = other.names.keys() | other.words | self.words
        return sum(count > 1 for name, count in self.names.items() if name not in known)

    def _lead_in(self, other: Self) -> float:
        """The share of the beginning that is anywhere in the other."""
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


def _distinct(shingles: Shingles) -> Shingles:
    """Each once, ascending; NumPy's own way takes ten times as long for a few thousand."""
    ordered = np.sort(shingles)
    first = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


def _are_in(values: Shingles, among: Shingles) -> NDArray[np.bool_]:
    """bool[n]: whether each value is in `among`, which ascends."""
    found: NDArray[np.bool_] = among.take(among.searchsorted(values), mode="clip") == values
    return found
