"""A whole index as the query layer reads it: its segments, and what is counted over all of them."""

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import IndexReader

from pressmark.index.segment.evaluate.postings_list import NO_INTS, Floats, Ints, run_starts
from pressmark.index.segment.evaluate.segment_arrays import SegmentArrays

__all__ = ["NO_FLOATS", "NO_INTS", "Arrays", "Floats", "Ints", "is_in", "run_starts"]

NO_FLOATS: Floats = np.zeros(0, dtype=np.float64)


def is_in(values: NDArray[Any], among: NDArray[Any]) -> NDArray[np.bool_]:
    """bool[n]: whether each of `values` is in `among`, which ascends."""
    if not len(among):
        return np.zeros(len(values), dtype=bool)
    found: NDArray[np.bool_] = among.take(among.searchsorted(values), mode="clip") == values
    return found


class Arrays:
    """The segments of one reader, and numbers of paragraphs and articles over all of them."""

    def __init__(self, reader: IndexReader) -> None:
        self.reader = reader
        self.count: int = reader.doc_count_all()
        self.leaves = [
            SegmentArrays(leaf, offset)
            for leaf, offset in reader.leaf_readers()
            if leaf.doc_count_all()
        ]

    def having(self, field: str, text: str | bytes) -> Ints:
        """The live paragraphs that have a term, by their number in the index, int64 ascending."""
        found = [NO_INTS]
        for leaf in self.leaves:
            term = leaf.term(field, text)
            if term:
                numbers = term.numbers.astype(np.int64)
                live = numbers if leaf.live is None else numbers[leaf.live[numbers]]
                found.append(live + leaf.offset)
        return np.concatenate(found)

    def article_span(self, docnum: int) -> tuple[int, int]:
        """The first paragraph of the article that a paragraph belongs to, and the one behind it."""
        leaf = next(leaf for leaf in reversed(self.leaves) if docnum >= leaf.offset)
        article = int(leaf.articles[docnum - leaf.offset])
        first, end = leaf.article_starts[article : article + 2].tolist()
        return first + leaf.offset, end + leaf.offset

    def frequency(self, field: str, text: str | bytes) -> int:
        """The document frequency of a term, deleted paragraphs included."""
        terms = (leaf.term(field, text) for leaf in self.leaves)
        return sum(term.count for term in terms if term)

    @cached_property
    def articles(self) -> Ints:
        """int64[count]: the article each paragraph belongs to, numbered from 0 in their order."""
        parts, before = [NO_INTS], 0
        for leaf in self.leaves:
            parts.append(leaf.articles + np.int64(before))
            before += len(leaf.article_starts) - 1
        return np.concatenate(parts)

    def average_length(self, field: str) -> float:
        """Words of `field` in a paragraph, on average over all."""
        words = self.reader.field_length(field) if self.is_scored(field) else 0
        return words / self.count if words else 1.0

    def is_scored(self, field: str) -> bool:
        """Whether words of `field` are scored by BM25."""
        return bool(self.reader.schema[field].scorable)
