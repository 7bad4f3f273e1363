"""Did you mean: words of a query that the index does not know, or hardly, as it knows them."""

from collections.abc import Sequence
from typing import NamedTuple

from pressmark.search.engine import Dictionary

MORE = 20
"""How many times as often a word must be in the index to be offered for one that does:
chosen so that a rare name is not taken for a slip of a word somewhat less rare."""

RARE = 3
"""Paragraphs up to which a word that the index knows may still be a slip: chosen low,
because a slip seldom gets into print, and seldom more than a few times."""

SHORTEST = 4
"""Letters of the shortest word that is doubted: shorter ones have too many neighbours to guess."""


LONG = 7
"""Letters of the shortest word that may have two slips: of 40 names and words that 5,000 press
releases do not know (Pokemon, Ferrari, sonnet) 18 were taken for others where 5 were enough, 8 now;
of 48 misspelt words all that their stem does not find anyway are set right."""


class Spelled(NamedTuple):
    """A plain word as it is in the query: `written` is characters `start` to `end`."""

    surface: str
    stem: str
    start: int
    end: int


def suggest_spelling(terms: Dictionary, query: str, words: Sequence[Spelled]) -> str:
    """`query` with doubtful words replaced; empty where none is, or none would find more."""
    corrected, at = [], 0
    for word in words:
        better = _better(terms, word)
        if better:
            corrected += [query[at : word.start], better]
            at = word.end
    return "".join([*corrected, query[at:]]) if corrected else ""


def _better(terms: Dictionary, word: Spelled) -> str:
    [known] = terms.frequencies("text", [word.stem])
    if len(word.surface) < SHORTEST or known > RARE or not word.surface.isalpha():
        return ""
    for edits in (1, 2) if not known and len(word.surface) >= LONG else (1,):
        likely = _most_frequent(terms, word.surface, edits)
        if likely and likely[1] >= max(1, MORE * known) and likely[0] != word.surface:
            return likely[0]
    return ""


def _most_frequent(terms: Dictionary, surface: str, edits: int) -> tuple[str, int] | None:
    words = [
        word for word in terms.alike("surface", surface, edits) if _is_likely(surface, word, edits)
    ]
    counts = zip(words, terms.frequencies("surface", words), strict=True)
    return max(counts, key=lambda item: (item[1], item[0]), default=None)


def _is_likely(typed: str, word: str, edits: int) -> bool:
    """Whether `typed` can be a slip of `word`: a first letter is seldom wrong, and never where so
    little else is left to go by."""
    surely = edits == 1 and len(typed) > SHORTEST
    return surely or typed[0] == word[0] or sorted(typed[:2]) == sorted(word[:2])
