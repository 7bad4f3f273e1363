"""Phrases, dates and other queries that are not words, found in one segment.

They are evaluated as for `Index.searcher()`, without their scores.
"""

from functools import cached_property
from typing import Any

from whoosh.query import Query
from whoosh.reading import IndexReader
from whoosh.searching import Searcher

from pressmark.index.segment.evaluate.leaf import Leaf
from pressmark.index.segment.evaluate.phrase import side_by_side
from pressmark.index.segment.evaluate.tree import matching_flags
from pressmark.search.standing import Flags, Ints


class Walker:
    """Runs such queries over one segment."""

    def __init__(self, reader: IndexReader) -> None:
        self._searcher = Searcher(reader)

    @cached_property
    def _leaf(self) -> Leaf:
        return Leaf(self._searcher, self._searcher, 0)

    def phrase(self, query: Any) -> tuple[Ints, Ints]:
        """int64 ascending: the live paragraphs with the words of a phrase one behind the other; and
        int64 beside them, how often."""
        return side_by_side(self._leaf, query)

    def flags(self, query: Query) -> Flags:
        """bool[count]: the paragraphs that match."""
        return matching_flags(self._leaf, query)
