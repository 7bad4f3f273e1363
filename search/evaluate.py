"""Run a query tree over an index: the one seam between the query layer and the engine beneath.

Everything above asks for arrays of matches; nothing above sees a posting.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from whoosh.query import Query
from whoosh.searching import SearchContext, Searcher


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """All matches of a query: `docnums` int64[n] ascending, `scores` float64[n] beside them."""

    docnums: NDArray[np.int64]
    scores: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.docnums)


def evaluate(searcher: Searcher, query: Query) -> Matches:
    """Every live document that `query` matches, with the score of the searcher's weighting."""
    docnums: list[int] = []
    scores: list[float] = []
    for leaf, offset in searcher.leaf_searchers():
        matcher = query.matcher(leaf, SearchContext(weighting=leaf.weighting))
        while matcher.is_active():
            docnums.append(matcher.id() + offset)
            scores.append(matcher.score())
            matcher.next()
    return Matches(np.array(docnums, dtype=np.int64), np.array(scores, dtype=np.float64))
