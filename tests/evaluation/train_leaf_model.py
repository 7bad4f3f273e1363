"""Trains the leaf model on pages with their main text, and measures it on pages it has not seen.

    python tests/evaluation/train_leaf_model.py [--folds N] [--write]

Needs scikit-learn. With `--folds`, the pages are divided at random; each part is cleaned with a
model trained on the others, and the mean F1 of each set is printed without and with the model. With
`--leave-out`, the parts are the sets themselves. `--write` trains on all pages and replaces the
data that the package ships.
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from page_sets import LabelledPage, bag_f1, labelled_pages
from sklearn.ensemble import HistGradientBoostingClassifier

from pressmark.corpus import clean
from pressmark.corpus.html import leaf_model, restored_text
from pressmark.corpus.html.charset import decode
from pressmark.corpus.html.leaf_features import WORD, page_features
from pressmark.corpus.html.page import parse_html, structured_article
from pressmark.corpus.html.parsing import parse
from pressmark.corpus.html.restored_text import structure_of
from pressmark.corpus.html.text_runs import text_runs

TREES, LEAVES, LEAST_RUNS, RATE, SHRINKAGE, BINS = 60, 16, 60, 0.1, 2.0, 63
SHINGLE, SHORT = 4, 8
"""Words in a row that show that a run is in the main text; a run of fewer than SHORT must be there
as a whole."""

MAIN_TEXT = 0.5
"""Share of a run's shingles from which it is main text."""

TARGET = Path(leaf_model.__file__).with_name(leaf_model.DATA)


@dataclass(frozen=True, slots=True)
class Sample:
    """The runs of one page: features [runs, features], labels bool[runs], weights float64[runs]."""

    page: LabelledPage
    names: tuple[str, ...]
    features: NDArray[np.float32]
    labels: NDArray[np.bool_]
    weights: NDArray[np.float64]


def sample_of(page: LabelledPage) -> Sample | None:
    """None for a page without text."""
    text = decode(page.html, None)
    root = parse(text)
    runs = text_runs(root) if root is not None else None
    if runs is None or not runs.runs:
        return None
    article = structured_article(text)
    kept, rules = structure_of(runs, article)
    features = page_features(runs, article.title, np.array(kept), rules)
    words = [[word.lower() for word in WORD.findall(run.text)] for run in runs.runs]
    counts = np.array([len(each) for each in words], dtype=np.float64)
    return Sample(
        page,
        tuple(features),
        np.stack(list(features.values()), axis=1).astype(np.float32),
        np.array(list(_labels(words, page.text))),
        np.sqrt(counts + 0.05) / np.sqrt(max(counts.sum(), 1.0)),
    )


def _labels(runs: list[list[str]], text: str) -> Iterator[bool]:
    words = [word.lower() for word in WORD.findall(text)]
    whole = f" {' '.join(words)} "
    shingles = set(zip(*(words[start:] for start in range(SHINGLE)), strict=False))
    for run in runs:
        if len(run) < SHORT:
            yield bool(run) and f" {' '.join(run)} " in whole
        else:
            own = list(zip(*(run[start:] for start in range(SHINGLE)), strict=False))
            yield sum(each in shingles for each in own) >= MAIN_TEXT * len(own)


def trained(samples: list[Sample]) -> leaf_model.LeafModel:
    """A model of these pages."""
    weights = np.concatenate([each.weights for each in samples])
    forest = HistGradientBoostingClassifier(
        max_iter=TREES,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=LEAST_RUNS,
        learning_rate=RATE,
        l2_regularization=SHRINKAGE,
        max_bins=BINS,
        early_stopping=False,
        random_state=0,
    )
    forest.fit(
        np.concatenate([each.features for each in samples]),
        np.concatenate([each.labels for each in samples]),
        sample_weight=weights / weights.mean(),
    )
    return _exported(forest, samples[0].names)


def _exported(forest: Any, names: tuple[str, ...]) -> leaf_model.LeafModel:
    trees = [tree for [tree] in forest._predictors]
    roots = np.cumsum([0, *(len(tree.nodes) for tree in trees)])
    nodes = np.concatenate([tree.nodes for tree in trees])
    offset = np.repeat(roots[:-1], [len(tree.nodes) for tree in trees])
    ends = nodes["is_leaf"].astype(bool)
    itself = np.arange(len(nodes))
    return leaf_model.LeafModel(
        names=names,
        roots=roots[:-1].astype(np.int32),
        feature=np.where(ends, 0, nodes["feature_idx"]).astype(np.int32),
        threshold=np.where(ends, 0, nodes["num_threshold"]).astype(np.float32),
        left=np.where(ends, itself, nodes["left"] + offset).astype(np.int32),
        right=np.where(ends, itself, nodes["right"] + offset).astype(np.int32),
        value=np.where(ends, nodes["value"], 0).astype(np.float32),
        base=float(np.ravel(forest._baseline_prediction)[0]),
        depth=int(max(tree.nodes["depth"].max() for tree in trees)),
    )


def body_of(article_of: Any, html: bytes) -> str:
    return "\n".join(block.text for block in clean(article_of(html)).body)


def measure(samples: list[Sample], part_of: dict[str, int]) -> None:
    """Clean each part with a model of the others; print the mean F1 of each set."""
    scores: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for part in sorted(set(part_of.values())):
        model = trained([each for each in samples if part_of[each.page.id] != part])
        restored_text.leaf_model = lambda model=model: model  # type: ignore[assignment]
        for each in samples:
            if part_of[each.page.id] == part:
                page = each.page
                without = body_of(lambda html: structured_article(decode(html, None)), page.html)
                body = body_of(parse_html, page.html)
                scores[page.kind].append((bag_f1(without, page.text), bag_f1(body, page.text)))
    for kind, pairs in scores.items():
        without, with_model = (sum(each) / len(pairs) for each in zip(*pairs, strict=True))
        worse = sum(b < a - 0.01 for a, b in pairs)
        better = sum(b > a + 0.01 for a, b in pairs)
        print(
            f"{kind:20} {without:.3f} {with_model:.3f}  {better} better, {worse} worse", flush=True
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folds", type=int)
    parser.add_argument("--leave-out", action="store_true", help="each set in turn")
    parser.add_argument("--write", action="store_true", help="replace the data of the package")
    options = parser.parse_args()
    samples = list(filter(None, map(sample_of, labelled_pages())))
    print(f"{len(samples)} pages, {sum(len(each.labels) for each in samples):,} runs", flush=True)
    if options.write:
        np.savez_compressed(TARGET, **trained(samples)._asdict())
    if options.folds:
        rng = random.Random(0)
        measure(samples, {each.page.id: rng.randrange(options.folds) for each in samples})
    if options.leave_out:
        names = list(Counter(each.page.set for each in samples))
        measure(samples, {each.page.id: names.index(each.page.set) for each in samples})


if __name__ == "__main__":
    main()
