"""Which runs of text make the body of the highest expected F1, given the score of each run.

The expectation is a mixture. If runs were main text independently of each other, each with its
score as probability, the expected F1 of a set would be close to the ratio of expected sums (Ye et
al., "Optimizing F-measure", 2012). But runs of a page go together: all comments of a blog are main
text or none is. In the other extreme one limit, uniform in [0, 1], divides the page's runs: those
with a score above it are main text.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

INDEPENDENT = 0.5
"""The weight of the independent case. On folds, F1 on collections and listings is .03 lower with 0,
on blogs and old pages .01 lower with 1."""

LIMITS = np.arange(0.025, 1, 0.05)


class Choice(NamedTuple):
    """bool[runs], and the expected F1 of that body."""

    chosen: Bools
    expected: float


def best_choice(scores: Floats, sizes: Floats, may_be: Bools) -> Choice:
    """The best choice among the runs that `may_be` body, by falling score; `sizes` in words."""
    order = np.flatnonzero(may_be)
    order = order[np.argsort(-scores[order], kind="stable")]
    chosen = np.zeros(len(scores), dtype=np.bool_)
    if not len(order):
        return Choice(chosen, 0.0)
    size = sizes[order].cumsum()
    right = (sizes * scores)[order].cumsum()
    within = np.minimum(size[:, None], _above(scores[order], sizes[order])[None])
    values = _mixture(size, right, within, scores, sizes)
    last = int(np.argmax(values))
    chosen[order[: last + 1]] = True
    return Choice(chosen, float(values[last]))


def expected_f1(scores: Floats, sizes: Floats, chosen: Bools) -> float:
    """The expected F1 of a given body, by the same mixture."""
    size, right = sizes[chosen].sum(), (sizes * scores)[chosen].sum()
    within = _above(scores[chosen], sizes[chosen])[None]
    return float(_mixture(np.array([size]), np.array([right]), within, scores, sizes)[0])


def _above(scores: Floats, sizes: Floats) -> Floats:
    """float64[limits]: words of the runs with a score of at least each limit."""
    sums: Floats = (sizes[:, None] * (scores[:, None] >= LIMITS[None])).sum(axis=0)
    return sums


def _mixture(size: Floats, right: Floats, within: Floats, scores: Floats, sizes: Floats) -> Floats:
    """float64[choices] for choices with so many words, so many of them expected to be right, and,
    by limit, within the main text."""
    independent = 2 * right / np.maximum(size + (sizes * scores).sum(), 1)
    divided = 2 * within / np.maximum(size[:, None] + _above(scores, sizes)[None], 1)
    mixed: Floats = INDEPENDENT * independent + (1 - INDEPENDENT) * divided.mean(axis=1)
    return mixed
