"""Trains the leaf model on pages with their main text, and measures it on pages it has not seen.

    python tests/evaluation/train_leaf_model.py [--folds N] [--leave-out] [--write]

Needs lightgbm. With `--folds`, the pages are divided at random by their site; each part is
cleaned with a model trained on the others, and the mean F1 of each set is printed without and with
the model. With `--leave-out`, the parts are the sets themselves. `--write` trains on all pages and
replaces the data that the package ships.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

import lightgbm
import numpy as np
from numpy.typing import NDArray
from page_sets import LabelledPage, bag_f1, labelled_pages

from pressmark.corpus import clean
from pressmark.corpus.html import leaf_model, scored_body
from pressmark.corpus.html.charset import decode
from pressmark.corpus.html.leaf_features import page_features
from pressmark.corpus.html.page import article_of
from pressmark.corpus.html.parsing import parse
from pressmark.corpus.html.score_features import features_of_scores
from pressmark.corpus.html.scored_body import entries_of, fates_of, sizes_of, with_scored_body
from pressmark.corpus.html.sure_structure import states_article, structure_is_sure
from pressmark.corpus.html.text_runs import TextRuns, text_runs, words_of
from pressmark.corpus.html.tree import prepare
from pressmark.corpus.model import Article

TREES = 60
SETTINGS = {
    "objective": "binary",
    "num_leaves": 16,
    "learning_rate": 0.1,
    "min_data_in_leaf": 60,
    "lambda_l2": 2.0,
    "feature_fraction_bynode": 0.3,
    "max_bin": 63,
    "num_threads": 1,
    "seed": 0,
    "deterministic": True,
    "force_col_wise": True,
    "verbose": -1,
}

INNER = 3
"""Parts whose scores by a model of the others the second forest learns from."""

SHINGLE, SHORT = 4, 8
"""Words in a row that show that a run is in the main text; a run of fewer than SHORT must be there
as a whole."""

MAIN_TEXT = 0.5
"""Share of a run's shingles from which it is main text."""

TARGET = Path(leaf_model.__file__).with_name(leaf_model.DATA)

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Sample:
    """One page as structure shows it, and the first features, labels and weights of its runs."""

    page: LabelledPage
    text: str
    article: Article
    runs: TextRuns
    sizes: Array
    kept: Array
    features: dict[str, Array]
    labels: Array
    weights: Array


def sample_of(page: LabelledPage) -> Sample | None:
    """None for a page without text."""
    text = decode(page.html, None)
    root = parse(text)
    if root is None:
        return None
    prepare(root)
    runs = text_runs(root)
    article = article_of(root, "")
    if not runs.runs:
        return None
    fates = fates_of(runs, entries_of(article))
    features = page_features(runs, article.title, fates.kept, fates.rules)
    words = [[word.lower() for word in words_of(run.text)] for run in runs.runs]
    sizes = sizes_of(runs)
    return Sample(
        page,
        text,
        article,
        runs,
        sizes,
        fates.kept,
        {name: values.astype(np.float32) for name, values in features.items()},
        np.array(list(_labels(words, page.text))),
        np.sqrt(sizes + 0.05) / np.sqrt(max(sizes.sum(), 1.0)),
    )


def _labels(runs: list[list[str]], text: str) -> Iterator[bool]:
    words = [word.lower() for word in words_of(text)]
    whole = f" {' '.join(words)} "
    shingles = set(zip(*(words[start:] for start in range(SHINGLE)), strict=False))
    for run in runs:
        if len(run) < SHORT:
            yield bool(run) and f" {' '.join(run)} " in whole
        else:
            own = list(zip(*(run[start:] for start in range(SHINGLE)), strict=False))
            yield sum(each in shingles for each in own) >= MAIN_TEXT * len(own)


def part_of(page: LabelledPage, parts: int) -> int:
    """The part of a page, the same for all pages of one site."""
    host = urlsplit(page.url).hostname or page.id
    return crc32(".".join(host.split(".")[-2:]).encode()) % parts


def trained(samples: Sequence[Sample]) -> leaf_model.LeafModel:
    """A model of these pages."""
    first = [each.features for each in samples]
    scores = _unseen_scores(samples)
    second = [
        {**each.features, **features_of_scores(each.runs, score, each.sizes, each.kept)}
        for each, score in zip(samples, scores, strict=True)
    ]
    return leaf_model.LeafModel(_forest(samples, first), _forest(samples, second))


def _unseen_scores(samples: Sequence[Sample]) -> list[Array]:
    """By page the scores of its runs by a forest that has not seen it."""
    parts = [part_of(each.page, INNER) for each in samples]
    forests = []
    for part in range(INNER):
        others = [each for each, own in zip(samples, parts, strict=True) if own != part]
        forests.append(_forest(others, [each.features for each in others]))
    return [forests[part].scores(each.features) for each, part in zip(samples, parts, strict=True)]


def _forest(samples: Sequence[Sample], features: Sequence[dict[str, Array]]) -> leaf_model.Forest:
    names = tuple(features[0])
    table = np.concatenate(
        [np.stack([each[name] for name in names], axis=1, dtype=np.float32) for each in features]
    )
    weights = np.concatenate([each.weights for each in samples])
    labels = np.concatenate([each.labels for each in samples]).astype(np.float64)
    data = lightgbm.Dataset(table, labels, weight=weights / weights.mean(), params=SETTINGS)
    return _exported(lightgbm.train(SETTINGS, data, TREES), names)


def _exported(booster: lightgbm.Booster, names: tuple[str, ...]) -> leaf_model.Forest:
    """The trees with their nodes in one list each; the first tree holds the base rate."""
    nodes: list[tuple[int, float, int, int, float]] = []
    roots, depth = [], 0
    for tree in booster.dump_model()["tree_info"]:
        roots.append(len(nodes))
        ahead = [(tree["tree_structure"], len(nodes), 0)]
        nodes.append((0, 0.0, 0, 0, 0.0))
        while ahead:
            node, at, level = ahead.pop()
            depth = max(depth, level)
            if "leaf_value" in node:
                nodes[at] = (0, 0.0, at, at, node["leaf_value"])
                continue
            left = len(nodes)
            nodes[at] = (node["split_feature"], node["threshold"], left, left + 1, 0.0)
            nodes += [(0, 0.0, 0, 0, 0.0)] * 2
            ahead += [
                (node["left_child"], left, level + 1),
                (node["right_child"], left + 1, level + 1),
            ]
    feature, threshold, lefts, rights, value = zip(*nodes, strict=True)
    return leaf_model.Forest(
        names=names,
        roots=np.array(roots, dtype=np.int32),
        feature=np.array(feature, dtype=np.int32),
        threshold=np.array(threshold, dtype=np.float32),
        left=np.array(lefts, dtype=np.int32),
        right=np.array(rights, dtype=np.int32),
        value=np.array(value, dtype=np.float32),
        base=0.0,
        depth=depth,
    )


def body_of(article: Article) -> str:
    return "\n".join(block.text for block in clean(article).body)


def measure(samples: list[Sample], parts: Sequence[int]) -> None:
    """Clean each part with a model of the others; print the mean F1 of each set."""
    scores: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for part in sorted(set(parts)):
        model = trained([each for each, own in zip(samples, parts, strict=True) if own != part])
        scored_body.leaf_model = lambda model=model: model  # type: ignore[assignment]
        for each, own in zip(samples, parts, strict=True):
            if own == part:
                without = body_of(each.article)
                body = body_of(_scored(each))
                true = each.page.text
                scores[each.page.kind].append((bag_f1(without, true), bag_f1(body, true)))
    for kind, pairs in scores.items():
        without, with_model = (sum(each) / len(pairs) for each in zip(*pairs, strict=True))
        worse = sum(b < a - 0.01 for a, b in pairs)
        better = sum(b > a + 0.01 for a, b in pairs)
        print(
            f"{kind:20} {without:.3f} {with_model:.3f}  {better} better, {worse} worse", flush=True
        )


def _scored(sample: Sample) -> Article:
    is_stated = states_article(sample.text)
    if sample.article.confidence is not None or structure_is_sure(sample.article, is_stated):
        return sample.article
    return with_scored_body(sample.article, sample.runs, is_stated)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folds", type=int)
    parser.add_argument("--leave-out", action="store_true", help="each set in turn")
    parser.add_argument("--write", action="store_true", help="replace the data of the package")
    options = parser.parse_args()
    samples = list(filter(None, map(sample_of, labelled_pages())))
    print(f"{len(samples)} pages, {sum(len(each.labels) for each in samples):,} runs", flush=True)
    if options.write:
        model = trained(samples)
        np.savez_compressed(TARGET, **model.first.arrays("first"), **model.second.arrays("second"))
    if options.folds:
        measure(samples, [part_of(each.page, options.folds) for each in samples])
    if options.leave_out:
        names = list(Counter(each.page.set for each in samples))
        measure(samples, [names.index(each.page.set) for each in samples])


if __name__ == "__main__":
    main()
