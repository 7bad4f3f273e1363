"""The terms of the local engine: by prefix, by similarity, by frequency, and to complete words."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain

import numpy as np
from whoosh.fields import Schema
from whoosh.reading import IndexReader

from pressmark.index.analysis.analyzers import default_of, language_of
from pressmark.index.schema import make_schema
from pressmark.index.spellings import NO_SPELLINGS, Spellings
from pressmark.search.engine import Completion, TitleFound
from pressmark.search.query.exact_values import LINES
from pressmark.search.ranking.index_arrays import Arrays
from pressmark.search.ranking.units import articles, paragraphs

VALUES_LISTED = 2_000
"""Values of a column listed of each segment, those of most articles: a note about an unknown name
compares so many, which takes 10 µs each."""


_SCHEMAS = 8
"""Cached schemas of queries, each with the terms of the words that were searched."""


class LocalDictionary:
    """The terms of one reader."""

    def __init__(
        self, reader: IndexReader, language: str, spellings: Spellings = NO_SPELLINGS
    ) -> None:
        self.reader = reader
        self.spellings = spellings
        self.language = default_of(language)
        self.arrays = Arrays(reader)
        self.schema = reader.schema
        if self.language != language:
            self.schema = _query_schema(language, tuple(sorted(self._held)))

    @property
    def _held(self) -> set[str]:
        """The languages in which articles are analyzed, without the default."""
        columns = (leaf.reader.field("language").terms for leaf in self.arrays.leaves)
        stated = (value for column in columns for value in column.texts(np.arange(len(column))))
        return set(map(language_of, stated)) - {"", self.language}

    @property
    def paragraphs(self) -> int:
        """The number of paragraphs, deleted ones included."""
        return self.arrays.count

    def frequencies(self, field: str, terms: Sequence[str]) -> list[int]:
        """The document frequency of each term, deleted paragraphs included."""
        return [self.arrays.frequency(field, term) for term in terms]

    def beginning(self, field: str, prefix: str) -> Iterator[str]:
        """The terms that begin with `prefix`, in order."""
        terms = self.reader.expand_prefix(field, prefix)
        return (term.decode("utf-8", "surrogatepass") for term in terms)

    def alike(self, field: str, term: str, edits: int) -> set[str]:
        """The terms within so many edits; a swap of neighbours is one."""
        readers = (leaf.reader for leaf in self.arrays.leaves)
        found = (reader.terms_within(field, term, edits, swaps=True) for reader in readers)
        return set(chain.from_iterable(found))

    def names_with(self, words: str) -> list[str]:
        """The names of articles that have these words together."""
        from pressmark.search.local.spaced_names import names_with  # few searches need them

        found = (names_with(leaf, words) for leaf in self.arrays.leaves)
        return list(dict.fromkeys(chain.from_iterable(found)))

    def values(self, column: str) -> Iterable[tuple[str, int]]:
        """The values of a column, the most frequent first."""
        counts: Counter[str] = Counter()
        unit = paragraphs if column == "kind" else articles
        for leaf in self.arrays.leaves:
            units = unit(leaf, 0)
            codes = units.codes(column)
            codes = codes if units.live is None else codes[units.live]
            numbers = np.bincount(codes[codes >= 0])
            frequent = np.argsort(-numbers, kind="stable")[:VALUES_LISTED]
            frequent = frequent[numbers[frequent] > 0]
            values = leaf.values(column, frequent)
            for value, number in zip(values, numbers[frequent].tolist(), strict=True):
                for name in value.split("\n") if column == LINES else (value,):
                    counts[name] += number
        return counts.most_common()

    def having_line(self, column: str, line: str) -> Iterator[str]:
        """The values of a column that have a line."""
        return (value for value in self.beginning(column, "") if line in value.split("\n"))

    # few processes complete what is typed

    def complete_word(
        self, prefix: str, context: Sequence[str], wanted: Callable[[str], bool]
    ) -> Iterator[Completion]:
        """The commonest words with that beginning, next to `context`."""
        from pressmark.search.local.completion import Completer

        return Completer(self.arrays, context).words(prefix, wanted)

    def complete_name(self, field: str, words: Sequence[str]) -> Iterator[tuple[str, int]]:
        """The values of a column of names that have these words."""
        from pressmark.search.local.completion import Completer

        return Completer(self.arrays, ()).names(field, words)

    def complete_title(self, prefix: str, context: Sequence[str]) -> Sequence[TitleFound]:
        """The newest titles with that beginning of a word."""
        from pressmark.search.local.completion import Completer

        return Completer(self.arrays, context).titles(prefix)


@lru_cache(_SCHEMAS)
def _query_schema(language: str, held: tuple[str, ...]) -> Schema:
    return make_schema(language, held)
