import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.html.leaf_model import Forest, LeafModel, leaf_model


def walked(model: Forest, row: dict[str, float]) -> float:
    """The score of one run, tree by tree."""
    margin = model.base
    for root in model.roots.tolist():
        at = root
        while model.left[at] != at:
            name = model.names[model.feature[at]]
            goes_left = np.float32(row[name]) <= model.threshold[at]
            at = int((model.left if goes_left else model.right)[at])
        margin += float(model.value[at])
    return 1 / (1 + np.exp(-margin))


@given(st.data())
def test_the_scores_are_those_of_walking_each_tree(data):
    model = data.draw(st.sampled_from(leaf_model()))
    number = st.floats(-2, 12, width=32)
    rows = [
        dict.fromkeys(model.names, data.draw(number)) | {data.draw(st.sampled_from(model.names)): 0}
        for _ in range(data.draw(st.integers(1, 3)))
    ]
    features = {name: np.array([row[name] for row in rows]) for name in model.names}
    np.testing.assert_allclose(model.scores(features), [walked(model, row) for row in rows])


@pytest.mark.parametrize("model", leaf_model(), ids=LeafModel._fields)
def test_every_tree_ends_within_the_stated_depth(model):
    at = model.roots
    for _ in range(model.depth):
        at = np.concatenate([model.left[at], model.right[at]])
    assert (model.left[at] == at).all()


def test_a_forest_survives_being_stored():
    forest = leaf_model().first
    copy = Forest.of_arrays({k: np.asarray(v) for k, v in forest.arrays("x").items()}, "x")
    assert copy.names == forest.names
    for one, other in zip(copy, forest, strict=True):
        np.testing.assert_array_equal(one, other)
