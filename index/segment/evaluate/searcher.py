"""Whoosh's searcher, whose plain searches are evaluated over arrays."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from whoosh.fields import TEXT
from whoosh.query import And, Every, Query, Term
from whoosh.scoring import BM25F
from whoosh.searching import Results, Searcher

from pressmark.index.segment.bitset import Bits, count_bits, to_numbers
from pressmark.index.segment.evaluate.bm25f import WhooshSimilarity
from pressmark.index.segment.evaluate.evaluator import Evaluator
from pressmark.index.segment.evaluate.postings_list import NO_INTS, Floats, Ints
from pressmark.index.segment.evaluate.segment_arrays import SegmentArrays
from pressmark.index.segment.evaluate.sort_order import Order, order_of
from pressmark.index.segment.evaluate.topk import lowest
from pressmark.index.segment.reader import ArrayReader

if TYPE_CHECKING:
    from whoosh.spelling import Correction

_SCORED_AT_ONCE = 1 << 16
"""Paragraphs scored together: their arrays stay in the processor's cache."""


class ArrayResults(Results):
    """Whoosh's results; their number is known from the start."""

    def __init__(
        self,
        searcher: Searcher,
        query: Query,
        ranked: list[tuple[Any, int]],
        runtime: float,
        matching: Sequence[tuple[int, Bits]],
    ) -> None:
        super().__init__(searcher, query, ranked, runtime=runtime)
        self.docset: set[int] | None = None  # until somebody asks for it
        self._matching = matching
        self._total = sum(count_bits(found) for _, found in matching)

    def __len__(self) -> int:
        return self._total if self.docset is None else len(self.docset)

    def docs(self) -> set[int]:
        """The numbers of everything that matched and that no other results filtered out."""
        if self.docset is None:
            found = (to_numbers(bits) + offset for offset, bits in self._matching)
            self.docset = {number for numbers in found for number in numbers.tolist()}
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
    def leaves(self) -> list[SegmentArrays]:
        """The segments."""
        return [SegmentArrays(leaf.reader(), offset) for leaf, offset in self.leaf_searchers()]

    @cached_property
    def _evaluates(self) -> bool:
        """Whether the searcher is over our segments and scores by BM25F."""
        leaves = (leaf.reader() for leaf, _ in self.leaf_searchers())
        return type(self.weighting) is BM25F and all(isinstance(r, ArrayReader) for r in leaves)

    @cached_property
    def _similarity(self) -> WhooshSimilarity:
        return WhooshSimilarity(self)

    def close(self) -> None:
        """Close the reader and drop the segments and the similarity, which refers back to this."""
        super().close()
        for name in ("leaves", "_similarity"):
            self.__dict__.pop(name, None)

    def search(self, q: Query, limit: int | None = 10, **options: Any) -> Results:
        """As Whoosh's, with the same options."""
        start = perf_counter()
        request = _Options(**options) if options.keys() <= _NATIVE else None
        if limit == 0 or not self._evaluates or request is None or not request.native:
            return super().search(q, limit=limit, **options)
        ordered = request.sortedby is not None or request.reverse
        order = order_of(self, request.sortedby, backwards=request.reverse) if ordered else None
        if ordered and order is None:
            return super().search(q, limit=limit, **options)
        evaluators = [Evaluator(leaf, self._similarity) for leaf in self.leaves]
        everything = [each.leaf.only_live(each.matches(q)) for each in evaluators]
        matching = list(map(request.narrowed, evaluators, everything))
        if order is None:
            ranked = _best(evaluators, matching, q, limit)
        else:
            ranked = _first(evaluators, matching, order, limit)
        found = [(leaf.offset, bits) for leaf, bits in zip(self.leaves, matching, strict=True)]
        results = ArrayResults(self, q, ranked, perf_counter() - start, found)
        if request.filter or request.mask:
            results.allowed, results.restricted = request.filter, request.mask
            results.filtered_count = sum(map(count_bits, everything)) - len(results)
        return results

    def correct_query(
        self,
        q: Query,
        qstring: str,
        correctors: Any = None,
        terms: Any = None,
        maxdist: int = 2,
        prefix: int = 0,
        aliases: Any = None,
    ) -> "Correction":
        """As Whoosh's, by the words as they were typed; with `correctors` of your own it is its."""
        if correctors or aliases or not qstring:
            return super().correct_query(q, qstring, correctors, terms, maxdist, prefix, aliases)
        from pressmark.index.segment.spelling import correct

        return correct(self.reader(), q, qstring, terms, maxdist=maxdist, prefix=prefix)

    def document_number(self, **kw: Any) -> int | None:
        """The first of `document_numbers`."""
        return next(self.document_numbers(**kw), None)

    def document_numbers(self, **kw: Any) -> Iterator[int]:
        """As Whoosh's; what is no term of a field of words must be its whole value."""
        self._kw_to_text(kw)
        whole = {name: value for name, value in kw.items() if self._must_be_whole(name, value)}
        terms: list[Query] = [Term(name, kw[name]) for name in kw.keys() - whole.keys()]
        for name, value in whole.items():
            words = self.schema[name].process_text(value.decode(), mode="query")
            terms += [Term(name, word) for word in words]
        columns = {name: self.reader().column_reader(name, translate=False) for name in whole}
        found = self.docs_for_query(And(terms).normalize() if terms else Every())
        return (n for n in found if all(columns[name][n] == whole[name] for name in whole))

    def _must_be_whole(self, name: str, value: bytes) -> bool:
        reader, is_text = self.reader(), isinstance(self.schema[name], TEXT)
        return is_text and (name, value) not in reader and reader.has_column(name)


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

    def narrowed(self, evaluator: Evaluator, found: Bits) -> Bits:
        """What of `found` passes the filters, as bits."""
        if self.filter is not None:
            found = found & evaluator.matches(self.filter)
        if self.mask is not None:
            found = found & ~evaluator.matches(self.mask)
        return found


_NATIVE = {field.name for field in fields(_Options)}


def score_all(evaluator: Evaluator, query: Query, numbers: Ints) -> Floats:
    """float64[n]: the scores of paragraphs of a segment, ascending, that match."""
    starts = range(0, len(numbers), _SCORED_AT_ONCE)
    parts = [evaluator.score(query, numbers[at : at + _SCORED_AT_ONCE]).scores for at in starts]
    return np.concatenate([np.zeros(0), *parts])


def _best(
    evaluators: Sequence[Evaluator], matching: Sequence[Bits], query: Query, limit: int | None
) -> list[tuple[Any, int]]:
    """The `limit` best, or all, with their scores: best first, of equal ones the earlier."""

    def find(evaluator: Evaluator, found: Bits) -> tuple[Ints, Floats]:
        numbers = to_numbers(found)
        scores = score_all(evaluator, query, numbers)
        best = lowest(-scores, limit or max(1, len(scores)))
        return numbers.take(best), -scores.take(best)

    numbers, keys = _joined(evaluators, matching, find)
    order = np.lexsort((numbers, keys))[:limit]
    return list(zip((-keys.take(order)).tolist(), numbers.take(order).tolist(), strict=True))


def _first(
    evaluators: Sequence[Evaluator], matching: Sequence[Bits], order: Order, limit: int | None
) -> list[tuple[Any, int]]:
    """The first `limit` in an order, or all, with their keys in place of scores."""
    most = limit or max(1, sum(map(count_bits, matching)))

    def find(evaluator: Evaluator, found: Bits) -> tuple[Ints, Ints]:
        return order.first(evaluator.leaf, found, most)

    numbers, keys = order.merged(*_joined(evaluators, matching, find), most)
    return list(zip(keys.tolist(), numbers.tolist(), strict=True))


def _joined(
    evaluators: Sequence[Evaluator],
    matching: Sequence[Bits],
    find: Callable[[Evaluator, Bits], tuple[Ints, NDArray[Any]]],
) -> tuple[Ints, NDArray[Any]]:
    """What `find` finds in each segment, numbered as in the index, and the keys."""
    found = [find(each, bits) for each, bits in zip(evaluators, matching, strict=True)]
    numbers = [each[0] + e.leaf.offset for each, e in zip(found, evaluators, strict=True)]
    keys = [each[1] for each in found]
    return np.concatenate([NO_INTS, *numbers]), np.concatenate([*keys]) if keys else NO_INTS
