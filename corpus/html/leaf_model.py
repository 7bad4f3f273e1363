"""The leaf model: gradient-boosted trees that score each run of text on a page as main text or not.

`tests/evaluation/train_leaf_model.py` makes its data from pages with their main text.
"""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

DATA = "leaf_model.npz"


class LeafModel(NamedTuple):
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

    def scores(self, features: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
        """float64[runs]: the probability that each run is main text."""
        table = np.stack([features[name] for name in self.names]).astype(np.float32)
        runs = np.arange(table.shape[1])[:, None]
        at = np.broadcast_to(self.roots, (len(runs), len(self.roots)))
        for _ in range(self.depth):
            goes_left = table[self.feature[at], runs] <= self.threshold[at]
            at = np.where(goes_left, self.left[at], self.right[at])
        margin = self.base + self.value[at].sum(axis=1, dtype=np.float64)
        probabilities: NDArray[np.float64] = 1 / (1 + np.exp(-margin))
        return probabilities


@lru_cache(1)
def leaf_model() -> LeafModel:
    """The model that comes with the package."""
    with files(__package__).joinpath(DATA).open("rb") as file, np.load(file) as data:
        arrays = {name: data[name] for name in LeafModel._fields if name not in ("base", "depth")}
        arrays["names"] = tuple(map(str, arrays["names"]))
        return LeafModel(**arrays, base=float(data["base"]), depth=int(data["depth"]))
