"""Whoosh's searcher, whose plain searches are evaluated over arrays."""

from functools import cached_property
from time import perf_counter
from typing import Any

from whoosh.query import Query
from whoosh.searching import Results, Searcher

from pressmark.index.segment.evaluate.leaf import Leaf
from pressmark.index.segment.evaluate.top import Top, all_matches, evaluates, top


class ArrayResults(Results):
    """Whoosh's results; their number is known from the start."""

    def __init__(self, searcher: Searcher, query: Query, found: Top, runtime: float) -> None:
        ranked = list(zip(found.scores.tolist(), found.numbers.tolist(), strict=True))
        super().__init__(searcher, query, ranked, runtime=runtime)
        self.docset: set[int] | None = None  # until somebody asks for it
        self._total = found.total

    def __len__(self) -> int:
        return self._total if self.docset is None else len(self.docset)

    def docs(self) -> set[int]:
        """The numbers of everything that matched and that no other results filtered out."""
        if self.docset is None:
            self.docset = set(all_matches(self.searcher, self.q).numbers.tolist())
        return self.docset

    def has_exact_length(self) -> bool:
        """Always: totals are counted even where not everything is scored."""
        return True

    def estimated_length(self) -> int:
        """The length."""
        return len(self)

    def estimated_min_length(self) -> int:
        """The length."""
        return len(self)


class ArraySearcher(Searcher):
    """Whoosh's searcher; what sorts, groups, filters or records terms is left to Whoosh's own."""

    @cached_property
    def leaves(self) -> list[Leaf]:
        """The segments, which remember what scores the terms that were asked for."""
        return [Leaf(self, leaf, offset) for leaf, offset in self.leaf_searchers()]

    def search(self, q: Query, limit: int | None = 10, **options: Any) -> Results:
        """As Whoosh's, with the same options."""
        if options or limit == 0 or not evaluates(self):
            return super().search(q, limit=limit, **options)
        start = perf_counter()
        found = top(self, q, limit or max(1, self.doc_count_all()))
        return ArrayResults(self, q, found, perf_counter() - start)
