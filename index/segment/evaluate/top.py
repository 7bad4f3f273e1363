"""The best few paragraphs, without scoring all: what cannot be among them is left out early.

For an OR of words paragraphs with a rare word are scored first. The common words have a bound in
one byte a paragraph; only where the bounds together reach the worst of the best found so far is
the score computed. Totals are exact all the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import query as wq
from whoosh.query import Query
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from pressmark.index.segment.evaluate import matches as sets
from pressmark.index.segment.evaluate.leaf import Leaf, ScoredTerm
from pressmark.index.segment.evaluate.matches import NOTHING, Floats, Matches
from pressmark.index.segment.evaluate.tree import evaluate
from pressmark.index.segment.packing import Ints
from pressmark.index.segment.reader import ArrayReader

_SEEDS = 4
"""So many times the wanted number of paragraphs are scored first, to have a bar for the others."""
_BLOCK = 64
"""Paragraphs with one best bound: of a million, finding the blocks to look into takes 0.2 ms."""
_ROUNDING = 1 - 1e-9
_SLACK = 1 + 1e-6
"""Bounds are added up as float32, scores as float64: bounds are made larger, bars lower."""


@dataclass(frozen=True, slots=True, eq=False)
class Top:
    """The best matches of a query, best first and of equal ones the earlier; `total` of all."""

    numbers: Ints
    scores: Floats
    total: int


def evaluates(searcher: Searcher) -> bool:
    """Whether the searcher is over our segments and scores as they are scored here."""
    leaves = (leaf.reader() for leaf, _ in searcher.leaf_searchers())
    return type(searcher.weighting) is BM25F and all(isinstance(r, ArrayReader) for r in leaves)


def leaves_of(searcher: Searcher) -> list[Leaf]:
    """The segments of a searcher that `evaluates`."""
    return [Leaf(searcher, leaf, offset) for leaf, offset in searcher.leaf_searchers()]


def all_matches(searcher: Searcher, query: Query) -> Matches:
    """Everything that `query` matches in the whole index, in order."""
    parts = [(leaf.offset, evaluate(leaf, query)) for leaf in leaves_of(searcher)]
    numbers = [part.numbers + offset for offset, part in parts]
    scores = [part.scores for _, part in parts]
    return Matches(
        np.concatenate([NOTHING.numbers, *numbers]), np.concatenate([NOTHING.scores, *scores])
    )


def top(searcher: Searcher, query: Query, limit: int) -> Top:
    """The `limit` best matches of `query` in the whole index; `limit` is at least 1."""
    best, total = NOTHING, 0
    for leaf in leaves_of(searcher):
        terms = _words(leaf, query)
        if terms is None:
            matches = evaluate(leaf, query)
            found, count = best_of(matches, limit), len(matches)
        else:
            bar = float(best.scores.min()) if len(best) == limit else 0.0
            found, count = _best_of_words(leaf, terms, limit, bar), _count(leaf, terms)
        total += count
        best = best_of(
            Matches(
                np.concatenate((best.numbers, found.numbers + leaf.offset)),
                np.concatenate((best.scores, found.scores)),
            ),
            limit,
        )
    return Top(best.numbers, best.scores, total)


def best_of(matches: Matches, limit: int) -> Matches:
    """The `limit` best, best first and of equal ones the one with the lower number."""
    if len(matches) > limit:
        bar = np.partition(matches.scores, len(matches) - limit)[len(matches) - limit]
        matches = matches.only(matches.scores >= bar)
    return matches.only(np.lexsort((matches.numbers, -matches.scores))[:limit])


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


def _count(leaf: Leaf, terms: Sequence[ScoredTerm]) -> int:
    """How many live paragraphs have any of the terms."""
    if len(terms) == 1 and leaf.reader.deleted is None:
        return terms[0].count
    flags = np.zeros(leaf.count, dtype=bool)
    for term in terms:
        if term.dense is not None:
            flags |= term.dense != 0
        else:
            flags[term.numbers] = True
    if leaf.reader.deleted is not None:
        flags &= ~leaf.reader.deleted
    return int(np.count_nonzero(flags))


def _best_of_words(leaf: Leaf, terms: Sequence[ScoredTerm], limit: int, bar: float) -> Matches:
    """The best paragraphs that score at least `bar`.

    First those with a rare word are scored; then those with common words only, where these may
    still reach what was found.
    """
    common = [term for term in terms if term.impacts is not None]
    rare = [term for term in terms if term.impacts is None]
    parts = [term.matches() for term in rare]
    best = _complete(leaf.live(sets.either(parts, leaf.count)), common, limit, bar)
    if len(best) == limit:
        bar = max(bar, float(best.scores[-1]))
    if sum(term.bound for term in common) < bar * _ROUNDING:
        return best
    only_common = _best_of_common(leaf, common, rare, limit, bar)
    return _with(best, only_common, limit)


def _complete(found: Matches, common: Sequence[ScoredTerm], limit: int, bar: float) -> Matches:
    """The best of `found` once the scores of `common` words are added to theirs."""
    if not common or not len(found):
        return best_of(found, limit)
    bounds = found.scores.copy()
    for term in common:
        assert term.impacts is not None
        bounds += term.impacts.take(found.numbers) * (term.step * _SLACK)
    seeds = best_of(Matches(np.arange(len(found)), bounds), _SEEDS * limit).numbers
    best = best_of(_exact(found.only(np.sort(seeds)), common), limit)
    if len(best) == limit:
        bar = max(bar, float(best.scores[-1]))
    bounds[seeds] = -1.0
    return _with(best, _exact(found.only(bounds >= bar), common), limit)


def _exact(found: Matches, terms: Sequence[ScoredTerm]) -> Matches:
    scores = found.scores.copy()
    for term in terms:
        scores += term.scores(found.numbers, term.freqs_in(found.numbers))
    return Matches(found.numbers, scores)


def _best_of_common(
    leaf: Leaf,
    common: Sequence[ScoredTerm],
    rare: Sequence[ScoredTerm],
    limit: int,
    bar: float,
) -> Matches:
    """The best paragraphs that have none of the `rare` words, if they score at least `bar`.

    Bounds are added up for all paragraphs; only blocks of paragraphs whose best bound reaches the
    bar are looked into.
    """
    bounds = np.zeros(-(-leaf.count // _BLOCK) * _BLOCK, dtype=np.float32)
    within = bounds[: leaf.count]
    for term in common:
        assert term.impacts is not None
        within += term.impacts * np.float32(term.step * _SLACK)
    for term in rare:
        within[term.numbers] = 0
    if leaf.reader.deleted is not None:
        within[leaf.reader.deleted] = 0
    blocks = bounds.reshape(-1, _BLOCK)
    peaks = blocks.max(axis=1)
    best = _in_blocks(blocks, best_of(Matches(np.arange(len(peaks)), peaks), limit).numbers, bar)
    best = best_of(_exact(best, common), limit)
    if len(best) == limit:
        bar = max(bar, float(best.scores[-1]))
    more = _in_blocks(blocks, np.flatnonzero(peaks >= bar * _ROUNDING), bar)
    return best_of(_exact(more, common), limit)


def _in_blocks(blocks: NDArray[np.float32], chosen: Ints, bar: float) -> Matches:
    """The paragraphs of some blocks whose bound is above 0 and reaches `bar`, scored 0."""
    chosen = np.sort(chosen)
    bounds = blocks[chosen]
    row, column = np.nonzero((bounds >= bar * _ROUNDING) & (bounds > 0))
    return sets.found(chosen[row] * _BLOCK + column)


def _with(best: Matches, more: Matches, limit: int) -> Matches:
    return best_of(
        Matches(
            np.concatenate((best.numbers, more.numbers)), np.concatenate((best.scores, more.scores))
        ),
        limit,
    )
