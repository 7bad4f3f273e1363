"""Prefixes, wildcards and fuzzy words become the words of the index that they stand for.

The words are weighed so that each counts as much as the commonest of them: a rare misspelling that
a pattern happens to catch is no better evidence than the word that was meant.
"""

import re
from collections.abc import Iterable, Iterator
from fnmatch import translate
from heapq import nlargest
from itertools import islice
from math import log
from typing import Any

from whoosh import query as q
from whoosh.query import Query
from whoosh.reading import IndexReader

from pressmark.search.query import limits
from pressmark.search.query.exact_values import ExactLine

UNEXPANDED = frozenset({"url", "language", "article"})
"""Fields that only narrow what is found: Whoosh answers them without weighing one word."""

_WILD = re.compile(r"[*?]")


def expand(tree: Query, reader: IndexReader) -> tuple[Query, tuple[str, ...]]:
    """`tree` with every pattern as an OR of words, and what to tell about the caps it met."""
    expander = _Expander(reader)
    return expander.rewrite(tree), tuple(expander.notes)


class _Expander:
    def __init__(self, reader: IndexReader) -> None:
        self.reader = reader
        self.notes: list[str] = []

    def rewrite(self, query: Any) -> Any:
        if isinstance(query, ExactLine):
            return self._values(query)
        patterns = (q.Prefix, q.Wildcard, q.FuzzyTerm)
        if isinstance(query, patterns) and query.fieldname not in UNEXPANDED:
            return self._words(query)
        return query if query.is_leaf() else query.apply(self.rewrite)

    def _values(self, query: ExactLine) -> Any:
        reader, field = self.reader, query.fieldname
        decode = reader.schema[field].from_bytes
        values = map(decode, reader.lexicon(field))
        return q.Or([q.Term(field, each) for each in values if query.text in each.split("\n")])

    def _words(self, query: Any) -> Any:
        reader, field = self.reader, query.fieldname
        frequency = {word: reader.doc_frequency(field, word) for word in self._matching(query)}
        if len(frequency) > limits.EXPANSION:
            self.notes.append(
                f"“{_written(query)}” stands for {len(frequency):,} words;"
                f" the {limits.EXPANSION} commonest were looked up."
            )
        words = nlargest(limits.EXPANSION, frequency, key=lambda word: (frequency[word], word))
        weights = {word: _idf(reader.doc_count_all(), frequency[word]) for word in words}
        common = min(weights.values(), default=1.0)
        return q.Or(
            [q.Term(field, w, boost=query.boost * common / weights[w]) for w in sorted(words)]
        )

    def _matching(self, query: Any) -> Iterable[str]:
        if isinstance(query, q.FuzzyTerm):
            return words_alike(self.reader, query.fieldname, query.text, query.maxdist)
        if isinstance(query, q.Prefix):
            return self._beginning(query.fieldname, query.text)
        expression = re.compile(translate(query.text.replace("[", "[[]")))
        stem = _WILD.split(query.text, maxsplit=1)[0]
        words = self._beginning(query.fieldname, stem)
        compared = list(islice(words, limits.WORDS_COMPARED + 1))
        if len(compared) > limits.WORDS_COMPARED:
            self.notes.append(
                f"“{query.text}” was compared with the first {limits.WORDS_COMPARED:,} words"
                " of the index only; begin it with letters to compare with fewer."
            )
        return [word for word in compared[: limits.WORDS_COMPARED] if expression.match(word)]

    def _beginning(self, field: str, stem: str) -> Iterator[str]:
        words = self.reader.expand_prefix(field, stem)
        return (word.decode("utf-8", "surrogatepass") for word in words)


def _idf(paragraphs: int, having: int) -> float:
    """As Whoosh has it."""
    return log(paragraphs / (having + 1)) + 1


def words_alike(reader: IndexReader, field: str, text: str, edits: int) -> set[str]:
    """Words within so many letters inserted, left out, replaced or swapped with the next."""
    swapped = _swaps(text)
    found = {word for word in swapped if (field, word) in reader}
    found |= _within(reader, field, text, edits)
    for each in swapped if edits > 1 else ():
        found |= _within(reader, field, each, edits - 1)
    return found


def _within(reader: IndexReader, field: str, text: str, edits: int) -> set[str]:
    leaves = [leaf for leaf, _ in reader.leaf_readers()]
    return {word for leaf in leaves for word in leaf.terms_within(field, text, edits)}


def _swaps(word: str) -> set[str]:
    """The words that `word` becomes where two neighbouring letters change places."""
    return {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}


def _written(query: Any) -> str:
    if isinstance(query, q.FuzzyTerm):
        return f"{query.text}~{query.maxdist}"
    return f"{query.text}*" if isinstance(query, q.Prefix) else str(query.text)
