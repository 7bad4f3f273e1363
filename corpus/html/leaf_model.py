"""The leaf model: gradient-boosted trees that score each run of text on a page as main text or not.

It looks twice: the second forest knows the scores that the first gave to a run and those around it
(stacking, Wolpert 1992). `tests/evaluation/train_leaf_model.py` makes its data from pages with
their main text.
"""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from pressmark.corpus.html.score_features import features_of_scores
from pressmark.corpus.html.text_runs import TextRuns

Floats = NDArray[np.float64]

DATA = "leaf_model.npz"


class Forest(NamedTuple):
    """Binary trees over named features, the nodes of all in one array each.

    A run goes left at a node where its `feature` is at most the node's `threshold`; a leaf node
    leads to itself and has a `value`, 0 elsewhere. `depth` steps lead from the `roots` to leaves.
    """

    names: tuple[str, ...]
    roots: NDArray[np.int32]
    feature: NDArray[np.int32]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]
    base: float
    depth: int

    def scores(self, features: Mapping[str, Floats]) -> Floats:
        """float64[runs]: the probability that each run is main text."""
        values = np.stack([features[name] for name in self.names]).astype(np.float32)
        count = values.shape[1]
        runs, values = np.arange(count)[:, None], values.ravel()
        offsets = self.feature.astype(np.intp) * count
        children = np.column_stack((self.right, self.left)).ravel().astype(np.intp)
        at = np.broadcast_to(self.roots, (count, len(self.roots))).astype(np.intp)
        for _ in range(self.depth):  # `take` is three times as fast as an index
            goes_left = values.take(offsets.take(at) + runs) <= self.threshold.take(at)
            at = children.take(2 * at + goes_left)
        margin = self.base + self.value[at].sum(axis=1, dtype=np.float64)
        probabilities: Floats = 1 / (1 + np.exp(-margin))
        return probabilities

    def arrays(self, prefix: str) -> dict[str, object]:
        """The fields by name, for `np.savez`."""
        return {f"{prefix}_{name}": value for name, value in self._asdict().items()}

    @classmethod
    def of_arrays(cls, data: Mapping[str, NDArray[np.generic]], prefix: str) -> Self:
        """The forest of what `arrays` returned."""
        fields = {name: data[f"{prefix}_{name}"] for name in cls._fields}
        fields["names"] = tuple(map(str, fields["names"]))  # type: ignore[assignment]
        fields["base"], fields["depth"] = fields["base"].item(), fields["depth"].item()
        return cls(**fields)  # type: ignore[arg-type]


class LeafModel(NamedTuple):
    """Two forests; the second has the features of the first, and those of its scores."""

    first: Forest
    second: Forest

    def scores(
        self, page: TextRuns, features: Mapping[str, Floats], sizes: Floats, kept: Floats
    ) -> Floats:
        """float64[runs]: the probability that each run is main text; `sizes` are in words, `kept`
        is 1 for runs in the body that structure found."""
        before = self.first.scores(features)
        return self.second.scores({**features, **features_of_scores(page, before, sizes, kept)})


@lru_cache(1)
def leaf_model() -> LeafModel:
    """The model that comes with the package."""
    with files(__package__).joinpath(DATA).open("rb") as file, np.load(file) as data:
        return LeafModel(Forest.of_arrays(data, "first"), Forest.of_arrays(data, "second"))
