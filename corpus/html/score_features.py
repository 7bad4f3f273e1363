"""The features of a run of text in the second pass: the scores of the first around it.

A single run says little of a list of offers or a thread of posts; all of one template together do.
"""

import numpy as np

from pressmark.corpus.html.body_choice import best_choice
from pressmark.corpus.html.element_features import Features, Floats
from pressmark.corpus.html.text_runs import TextRuns

NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
WINDOWS = (3, 8, 20)
LEVELS = 6
"""Elements around a run whose mean score counts."""

LIKELY = 0.5
LEAST_WEIGHT = 0.5
"""Words that a run without words counts as."""


def features_of_scores(page: TextRuns, scores: Floats, sizes: Floats, kept: Floats) -> Features:
    """Each feature by name, float64[runs]; `sizes` in words, `kept` is 1 where structure kept."""
    weights = sizes + LEAST_WEIGHT
    sums = _sums(weights * scores), _sums(weights)
    features = {"score": scores}
    features |= _of_neighbours(scores, weights, sums)
    features |= _of_elements(page, sums)
    features |= _of_page(scores, sizes, weights, kept)
    own = np.array([page.elements[run.element].path for run in page.runs])
    group = np.unique(own, return_inverse=True)[1]
    means = np.bincount(group, weights * scores) / np.bincount(group, weights)
    return features | {"score of path": means[group]}


def _sums(values: Floats) -> Floats:
    return np.concatenate(([0.0], values.cumsum()))


def _of_neighbours(scores: Floats, weights: Floats, sums: tuple[Floats, Floats]) -> Features:
    count, at = len(scores), np.arange(len(scores))
    features = {}
    for step in NEIGHBOURS:
        near = at + step
        inside = (near >= 0) & (near < count)
        features[f"score at {step:+}"] = np.where(inside, scores[near.clip(0, count - 1)], 0.0)
    total, weight = sums
    for reach in WINDOWS:
        low, high = (at - reach).clip(0), (at + reach + 1).clip(max=count)
        others = total[high] - total[low] - weights * scores
        around = np.maximum(weight[high] - weight[low] - weights, 1e-9)
        features[f"score within {reach}"] = others / around
    features["best score before"] = np.maximum.accumulate(scores)
    features["best score after"] = np.maximum.accumulate(scores[::-1])[::-1]
    features["score share before"] = total[1:] / total[-1]
    return features


def _of_elements(page: TextRuns, sums: tuple[Floats, Floats]) -> Features:
    parents = np.array([each.parent for each in page.elements])
    firsts = np.array([each.first for each in page.elements])
    lasts = np.array(page.lasts)
    score, weight = (values[lasts] - values[firsts] for values in sums)
    means, shares = score / np.maximum(weight, 1e-9), score / sums[0][-1]
    level = np.array([run.element for run in page.runs])
    features = {}
    for number in range(LEVELS):
        features[f"score {number}"] = means[level]
        features[f"score share {number}"] = shares[level]
        level = parents[level]
    return features


def _of_page(scores: Floats, sizes: Floats, weights: Floats, kept: Floats) -> Features:
    count, whole = len(scores), weights.sum()
    best = best_choice(scores, sizes, np.ones(count, dtype=np.bool_))
    likely = weights[scores > LIKELY].sum() / whole
    agreed = (weights * scores * (kept > 0)).sum() / (weights * scores).sum()
    return {
        "page score": np.full(count, (weights * scores).sum() / whole),
        "page expected": np.full(count, best.expected),
        "chosen": best.chosen.astype(np.float64),
        "page likely": np.full(count, likely),
        "page agreed": np.full(count, agreed),
        "rank": np.argsort(np.argsort(-scores, kind="stable"), kind="stable") / count,
    }
