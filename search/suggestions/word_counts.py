"""How often each word of a query occurs, with similar words: help where nothing is found."""

from collections.abc import Sequence
from dataclasses import dataclass

from pressmark.search.engine import Dictionary
from pressmark.search.suggestions.spelling import Spelled

EDITS = 2
"""Letters by which similar words differ at most."""

SHORT = 5
"""Letters of the longest word whose similar words differ by one letter only: two of five would
leave words that have nothing to do with it."""

SIMILAR = 4
"""Similar words listed, the most frequent ones: they fit one line."""

WORDS = 12
"""Words of a query that are counted, the first ones."""


@dataclass(frozen=True, slots=True)
class SimilarWord:
    """A word of the index, and the paragraphs that have it."""

    word: str
    paragraphs: int


@dataclass(frozen=True, slots=True)
class WordCount:
    """A word of the query as typed, the paragraphs that have a form of it, and similar words of the
    index, the most frequent first. `similar` is empty for a word that occurs."""

    word: str
    paragraphs: int
    similar: tuple[SimilarWord, ...] = ()


def word_counts(terms: Dictionary, query: str, words: Sequence[Spelled]) -> tuple[WordCount, ...]:
    """The counts of the plain words of `query`, each word once."""
    different = list({word.stem: word for word in words}.values())[:WORDS]
    counts = terms.frequencies("text", [word.stem for word in different])
    return tuple(
        WordCount(
            query[word.start : word.end], count, () if count else _similar(terms, word.surface)
        )
        for word, count in zip(different, counts, strict=True)
    )


def _similar(terms: Dictionary, surface: str) -> tuple[SimilarWord, ...]:
    edits = 1 if len(surface) <= SHORT else EDITS
    words = sorted(terms.alike("surface", surface, edits) - {surface})
    counts = dict(zip(words, terms.frequencies("surface", words), strict=True))
    best = sorted((word for word in words if counts[word]), key=lambda word: -counts[word])
    return tuple(SimilarWord(word, counts[word]) for word in best[:SIMILAR])
