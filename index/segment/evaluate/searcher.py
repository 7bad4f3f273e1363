"""Whoosh's searcher, whose plain searches are evaluated over arrays."""

from dataclasses import dataclass, fields
from functools import cached_property
from time import perf_counter
from typing import Any

from whoosh.query import Query
from whoosh.searching import Results, Searcher

from pressmark.index.segment.evaluate.leaf import Leaf
from pressmark.index.segment.evaluate.order import order_of
from pressmark.index.segment.evaluate.top import Scope, Top, all_matches, evaluates, first, top
from pressmark.index.segment.evaluate.tree import evaluate_lazily


class ArrayResults(Results):
    """Whoosh's results; their number is known from the start."""

    def __init__(
        self, searcher: Searcher, query: Query, found: Top, runtime: float, scope: Scope
    ) -> None:
        ranked = list(zip(found.scores.tolist(), found.numbers.tolist(), strict=True))
        super().__init__(searcher, query, ranked, runtime=runtime)
        self.docset: set[int] | None = None  # until somebody asks for it
        self._total = found.total
        self._scope = scope

    def __len__(self) -> int:
        return self._total if self.docset is None else len(self.docset)

    def docs(self) -> set[int]:
        """The numbers of everything that matched and that no other results filtered out."""
        if self.docset is None:
            self.docset = set(all_matches(self._scope, self.q).numbers.tolist())
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
    """Whoosh's searcher; what groups, collapses or records terms is left to Whoosh's own."""

    @cached_property
    def leaves(self) -> list[Leaf]:
        """The segments, which remember what scores the terms that were asked for."""
        return [Leaf(self, leaf, offset) for leaf, offset in self.leaf_searchers()]

    @cached_property
    def _evaluates(self) -> bool:
        return evaluates(self)

    @cached_property
    def _whole(self) -> Scope:
        return Scope(self.leaves)

    def close(self) -> None:
        """Close the reader and drop the segments, which refer back to this searcher."""
        super().close()
        for name in ("leaves", "_whole"):
            self.__dict__.pop(name, None)

    def search(self, q: Query, limit: int | None = 10, **options: Any) -> Results:
        """As Whoosh's, with the same options."""
        start = perf_counter()
        if limit == 0 or not self._evaluates:
            return super().search(q, limit=limit, **options)
        if options:
            return self._search_within(start, q, limit, options)
        best = top(self._whole, q, limit or self._everything)
        return ArrayResults(self, q, best, perf_counter() - start, self._whole)

    def _search_within(
        self, start: float, q: Query, limit: int | None, options: dict[str, Any]
    ) -> Results:
        asked = _Options(**options) if options.keys() <= _NATIVE else None
        if asked is None or not asked.native:
            return super().search(q, limit=limit, **options)
        scope, most = asked.scope(self), limit or self._everything
        if asked.sortedby is None and not asked.reverse:
            return ArrayResults(self, q, top(scope, q, most), perf_counter() - start, scope)
        order = order_of(self, asked.sortedby, backwards=asked.reverse)
        if order is None:
            return super().search(q, limit=limit, **options)
        return ArrayResults(self, q, first(scope, q, order, most), perf_counter() - start, scope)

    @property
    def _everything(self) -> int:
        return max(1, int(self.doc_count_all()))


@dataclass(frozen=True, slots=True)
class _Options:
    """Whoosh's options for a search that have a form over arrays."""

    filter: Query | None = None
    mask: Query | None = None
    sortedby: Any = None
    reverse: bool = False

    @property
    def native(self) -> bool:
        """Whether what filters are queries: Whoosh also takes sets and results."""
        return all(each is None or isinstance(each, Query) for each in (self.filter, self.mask))

    def scope(self, searcher: ArraySearcher) -> Scope:
        """The segments without what is filtered out."""
        leaves = searcher.leaves
        if self.filter is not None:
            leaves = [leaf.within(evaluate_lazily(leaf, self.filter)) for leaf in leaves]
        if self.mask is not None:
            leaves = [leaf.without(evaluate_lazily(leaf, self.mask)) for leaf in leaves]
        return Scope(leaves)


_NATIVE = {field.name for field in fields(_Options)}
