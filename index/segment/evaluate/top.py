"""The best few of what a query matches in the whole index, and how many match in all."""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from whoosh import query as wq
from whoosh.query import Query
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from pressmark.index.segment.evaluate.leaf import Leaf
from pressmark.index.segment.evaluate.matches import (
    NOTHING,
    Alike,
    Floats,
    Matches,
    top_of,
    top_of_two,
)
from pressmark.index.segment.evaluate.order import Order
from pressmark.index.segment.evaluate.scored import ScoredTerm
from pressmark.index.segment.evaluate.together import best_together
from pressmark.index.segment.evaluate.tree import (
    conjunction,
    evaluate,
    evaluate_lazily,
    matching_flags,
)
from pressmark.index.segment.evaluate.words import any_among, best_of_words
from pressmark.index.segment.packing import Ints
from pressmark.index.segment.ranks import Words, packed, size
from pressmark.index.segment.reader import ArrayReader


class Segmented(Protocol):
    """A searcher or a part of what it searches."""

    @property
    def leaves(self) -> list[Leaf]:
        """Its segments in order."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Segments of which parts may be excluded."""

    leaves: list[Leaf]


@dataclass(frozen=True, slots=True, eq=False)
class Top:
    """The best matches of a query, best first and of equal ones the earlier; `total` of all.

    Of sorted ones `scores` are what they are sorted by, as in Whoosh.
    """

    numbers: Ints
    scores: Floats | Ints
    total: int


def evaluates(searcher: Searcher) -> bool:
    """Whether the searcher is over our segments and scores as they are scored here."""
    leaves = (leaf.reader() for leaf, _ in searcher.leaf_searchers())
    return type(searcher.weighting) is BM25F and all(isinstance(r, ArrayReader) for r in leaves)


def all_matches(scope: Segmented, query: Query) -> Matches:
    """Everything that `query` matches in the whole index, in order."""
    parts = [(leaf.offset, evaluate(leaf, query)) for leaf in scope.leaves]
    numbers = [part.numbers + offset for offset, part in parts]
    scores = [part.scores for _, part in parts]
    return Matches(
        np.concatenate([NOTHING.numbers, *numbers]), np.concatenate([NOTHING.scores, *scores])
    )


def top(scope: Segmented, query: Query, limit: int) -> Top:
    """The `limit` best matches of `query` in the whole index; `limit` is at least 1."""
    best, total = NOTHING, 0
    # from the largest on, which sets the highest bar for the others
    for leaf in sorted(scope.leaves, key=lambda leaf: leaf.count, reverse=True):
        bar = float(best.scores[-1]) if len(best) == limit else 0.0
        found, count = _best_in(leaf, query, limit, bar)
        total += count
        if leaf.offset:
            found = Matches(found.numbers + leaf.offset, found.scores)
        best = top_of_two(best, found, limit)
    return Top(best.numbers, best.scores, total)


def first(scope: Segmented, query: Query, order: Order, limit: int) -> Top:
    """The first `limit` matches in an order, with their keys instead of scores."""
    parts, total = [], 0
    for leaf in scope.leaves:
        found = _matching(leaf, query)
        numbers, keys = order.first(leaf, found, limit)
        parts.append((numbers + leaf.offset, keys))
        total += size(found)
    return Top(*order.merged(parts, limit), total)


def _matching(leaf: Leaf, query: Query) -> Words:
    """What `query` matches in a segment as bits, without scoring where that can be."""
    terms = _words(leaf, query)
    return packed(matching_flags(leaf, query)) if terms is None else leaf.any_of(terms)


def _best_in(leaf: Leaf, query: Any, limit: int, bar: float) -> tuple[Matches, int]:
    """The best in one segment, those of less than `bar` perhaps left out, and how many match."""
    while type(query) is wq.Require:
        leaf, query = leaf.within(evaluate_lazily(leaf, query.b)), query.a
    all_words = conjunction(leaf, query)
    if all_words is not None:
        terms, numbers = all_words
        return best_together(leaf, terms, numbers, limit), len(numbers)
    any_words = _words(leaf, query)
    if any_words is not None and leaf.few is not None:
        found = any_among(any_words, leaf.few)
        return top_of(found, limit), len(found)
    if any_words is not None:
        return best_of_words(leaf, any_words, limit, bar), _count(leaf, any_words)
    result = evaluate_lazily(leaf, query)
    best = result.first(limit) if isinstance(result, Alike) else top_of(result, limit)
    return best, len(result)


def _words(leaf: Leaf, query: Any) -> list[ScoredTerm] | None:
    """The terms of a query that is a plain OR of words, or one word; None for any other."""
    parts = query.subqueries if type(query) is wq.Or else [query]
    boost = query.boost if type(query) is wq.Or else 1.0
    if not all(type(part) is wq.Term and part.boost * boost >= 0 for part in parts):
        return None
    if type(query) is wq.Or and (query.scale or query.minmatch):
        return None
    terms = [leaf.term(part.fieldname, part.text, part.boost * boost) for part in parts]
    return [term for term in terms if term]


def _count(leaf: Leaf, terms: list[ScoredTerm]) -> int:
    """How many live paragraphs have any of the terms."""
    if len(terms) == 1 and leaf.excluded is None:
        return terms[0].count
    return size(leaf.any_of(terms)) if terms else 0
