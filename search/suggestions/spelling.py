"""Spelling suggestions for words of a query that are infrequent in the index."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pressmark.search.engine import Dictionary

MORE = 20
"""How many times as frequent a suggestion must be as the word that the index has: an infrequent
name is not corrected to a slightly more frequent word."""

MAX_FREQUENCY = 3
"""Most paragraphs with a word that is corrected: misspellings are seldom printed, and seldom more
than a few times."""

SHORTEST = 4
"""Letters of the shortest word that is corrected: shorter ones have too many similar words."""


LONG = 7
"""Letters of the shortest word with two corrected letters: of 40 names and words that are not in
5,000 press releases (Pokemon, Ferrari, sonnet), 8 are changed, 18 with a limit of 5 letters; of 48
misspelt words all are corrected, except those that their stem finds anyway."""


LONG_KNOWN = 6
"""Letters of the shortest word that is corrected although the index has it: a shorter one is more
often a word of its own, as `cafe` beside `came`."""

_DOUBLED = re.compile(r"(.)\1")


class Spelled(NamedTuple):
    """A plain word of the query, at characters `start` to `end`."""

    surface: str
    stem: str
    start: int
    end: int


def suggest_spelling(terms: Dictionary, query: str, words: Sequence[Spelled]) -> str:
    """`query` with corrected words; empty if there is no correction that matches more."""
    corrected, at = [], 0
    for word in words:
        better = _better(terms, word)
        if better:
            corrected += [query[at : word.start], better]
            at = word.end
    return "".join([*corrected, query[at:]]) if corrected else ""


def _better(terms: Dictionary, word: Spelled) -> str:
    [known] = terms.frequencies("text", [word.stem])
    if len(word.surface) < SHORTEST or known > MAX_FREQUENCY or not word.surface.isalpha():
        return ""
    if known and len(word.surface) < LONG_KNOWN:
        return ""
    for edits in (1, 2) if not known and len(word.surface) >= LONG else (1,):
        for likely, count in _by_frequency(terms, word.surface, edits):
            if count >= max(1, MORE * known) and likely not in _stop_words(terms.language):
                return likely
    return ""


def _by_frequency(terms: Dictionary, surface: str, edits: int) -> list[tuple[str, int]]:
    """The words that may be meant, with their frequencies: the most frequent first, but before all
    one of which only a double letter is missing."""
    words = [
        word for word in terms.alike("surface", surface, edits) if _is_likely(surface, word, edits)
    ]
    counts = zip(words, terms.frequencies("surface", words), strict=True)
    return sorted(counts, key=lambda item: (_is_doubled(surface, *item), *item[::-1]), reverse=True)


def _stop_words(language: str) -> frozenset[str]:
    from pressmark.search.query.word_splitting import stop_words  # it imports this module

    return stop_words(language)


def _is_doubled(typed: str, word: str, frequency: int) -> bool:
    """Whether the index has the word and only a double letter makes the difference."""
    return frequency > 0 and _DOUBLED.sub(r"\1", typed) == _DOUBLED.sub(r"\1", word)


def _is_likely(typed: str, word: str, edits: int) -> bool:
    """Whether `typed` can be a misspelling of `word`: the first letter is seldom wrong, so in a
    short word, or with two edits, it must be right or swapped. It is not left out: `email`
    is not `mail`."""
    if word == typed or word == typed[1:]:
        return False
    surely = edits == 1 and len(typed) > SHORTEST
    return surely or typed[0] == word[0] or sorted(typed[:2]) == sorted(word[:2])
