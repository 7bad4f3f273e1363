"""Replaces prefixes, wildcards and fuzzy words by the matching words of the index.

The weights give all words the idf of the most frequent one: a rare misspelling is no better match.
"""

import re
from collections.abc import Iterable
from fnmatch import translate
from heapq import nlargest
from itertools import islice
from math import log
from typing import Any

from whoosh import query as q
from whoosh.query import Query

from pressmark.search.engine import Dictionary
from pressmark.search.query import limits
from pressmark.search.query.exact_values import ExactLine, NamedIn, spaced_name
from pressmark.search.query.loose_words import any_word
from pressmark.search.query.pattern_phrase import PatternPhrase, expand_phrase

UNEXPANDED = frozenset({"url", "language", "article", "extra"})
"""Fields whose patterns are filters: the evaluator needs no words for them."""

_WILD = re.compile(r"[*?]")


def expand(tree: Query, terms: Dictionary) -> tuple[Query, tuple[str, ...]]:
    """`tree` with each pattern as an OR of words and loose words as alternatives, and notes about
    exceeded limits."""
    expanded, notes = expand_patterns(tree, terms)
    return any_word(expanded), notes


def expand_patterns(tree: Query, terms: Dictionary) -> tuple[Query, tuple[str, ...]]:
    """The same, with loose words as the parser groups them."""
    expander = _Expander(terms)
    return expander.rewrite(tree), tuple(expander.notes)


class _Expander:
    def __init__(self, terms: Dictionary) -> None:
        self.terms = terms
        self.notes: list[str] = []

    def rewrite(self, query: Any) -> Any:
        if isinstance(query, ExactLine):
            return self._values(query)
        if isinstance(query, PatternPhrase):
            return expand_phrase(query, self.terms, self._list, self._note)
        if isinstance(query, NamedIn):
            return self._names(query)
        patterns = (q.Prefix, q.Wildcard, q.FuzzyTerm)
        if isinstance(query, patterns) and query.fieldname not in UNEXPANDED:
            return self._words(query)
        return query if query.is_leaf() else query.apply(self.rewrite)

    def _list(self, query: Any) -> list[str]:
        return list(self._matching(query))

    def _note(self, sentence: str) -> None:
        self.notes.append(sentence)

    def _values(self, query: ExactLine) -> Any:
        field = query.fieldname
        return q.Or([q.Term(field, each) for each in self.terms.having_line(field, query.text)])

    def _names(self, query: NamedIn) -> Any:
        names = self.terms.names_with(spaced_name(query.text))
        return q.Or([q.Term(query.fieldname, name) for name in names])

    def _words(self, query: Any) -> Any:
        field, found = query.fieldname, list(self._matching(query))
        frequency = dict(zip(found, self.terms.frequencies(field, found), strict=True))
        if len(frequency) > limits.EXPANSION:
            self.notes.append(
                f"“{_written(query)}” matches {len(frequency):,} words;"
                f" the {limits.EXPANSION} most frequent were searched."
            )
        words = nlargest(limits.EXPANSION, frequency, key=lambda word: (frequency[word], word))
        weights = {word: _idf(self.terms.paragraphs, frequency[word]) for word in words}
        common = min(weights.values(), default=1.0)
        return q.Or(
            [q.Term(field, w, boost=query.boost * common / weights[w]) for w in sorted(words)]
        )

    def _matching(self, query: Any) -> Iterable[str]:
        if isinstance(query, q.FuzzyTerm):
            return self.terms.alike(query.fieldname, query.text, query.maxdist)
        if isinstance(query, q.Prefix):
            return self.terms.beginning(query.fieldname, query.text)
        expression = re.compile(translate(query.text.replace("[", "[[]")))
        stem = _WILD.split(query.text, maxsplit=1)[0]
        words = self.terms.beginning(query.fieldname, stem)
        compared = list(islice(words, limits.WORDS_COMPARED + 1))
        if len(compared) > limits.WORDS_COMPARED:
            self.notes.append(
                f"“{query.text}” was compared with the first {limits.WORDS_COMPARED:,} words"
                " of the index only; begin it with letters to match faster."
            )
        return [word for word in compared[: limits.WORDS_COMPARED] if expression.match(word)]


def _idf(paragraphs: int, having: int) -> float:
    """The idf of Whoosh."""
    return log(paragraphs / (having + 1)) + 1


def _written(query: Any) -> str:
    if isinstance(query, q.FuzzyTerm):
        return f"{query.text}~{query.maxdist}"
    return f"{query.text}*" if isinstance(query, q.Prefix) else str(query.text)
