"""Phrases with a wildcard: `"climat* crisis"` is any of the phrases with a word of the index."""

from collections.abc import Callable, Sequence
from heapq import nlargest
from itertools import product
from typing import Any

from whoosh import query as q

from pressmark.index.analysis.analyzers import words_in
from pressmark.index.near_query import Near
from pressmark.search.engine import Dictionary
from pressmark.search.query import limits
from pressmark.search.query.query_word import SURFACE

STEMMED = frozenset({"text", "title"})
"""Fields whose words are stems; patterns match words as written."""


class PatternPhrase(Near):
    """A phrase or words near each other, some of `words` patterns; replaced before it is used."""


def expand_phrase(
    query: PatternPhrase, terms: Dictionary, matching: Callable[[Any], list[str]], note: Any
) -> Any:
    """The phrases for the words of the index that the patterns match."""
    alternatives = [_words(query, word, terms, matching) for word in query.words]
    phrases = list(product(*alternatives))
    if len(phrases) > limits.EXPANSION:
        note(
            f"“{' '.join(query.words)}” matches {len(phrases):,} phrases;"
            f" the first {limits.EXPANSION} were searched."
        )
    return q.Or([_phrase(query, words) for words in phrases[: limits.EXPANSION]])


def _phrase(query: PatternPhrase, words: Sequence[str]) -> Any:
    if query.slop:
        return Near(query.fieldname, words, int(query.slop), boost=query.boost)
    return q.Phrase(query.fieldname, list(words), boost=query.boost)


def _words(
    query: PatternPhrase, word: str, terms: Dictionary, matching: Callable[[Any], list[str]]
) -> list[str]:
    """The terms that a word is, the most frequent first."""
    if "*" not in word and "?" not in word:
        return [word]
    field = SURFACE if query.fieldname in STEMMED else query.fieldname
    found = matching(_pattern(field, word))
    frequency = dict(zip(found, terms.frequencies(field, found), strict=True))
    frequent = nlargest(limits.PHRASE_WORDS, found, key=lambda each: (frequency[each], each))
    if field == query.fieldname:
        return frequent
    analyzer = terms.schema[query.fieldname].analyzer
    stems = (stem for each in frequent for stem, _ in words_in(analyzer, each))
    return list(dict.fromkeys(stems))


def _pattern(field: str, word: str) -> Any:
    if word.find("*") == len(word) - 1 and "?" not in word:
        return q.Prefix(field, word[:-1])
    return q.Wildcard(field, word)
