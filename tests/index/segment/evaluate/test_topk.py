from unittest import mock

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pressmark.index.segment.evaluate import topk
from pressmark.index.segment.evaluate.topk import lowest


@given(
    st.lists(st.integers(0, 3) | st.integers(0, 1000), max_size=300),
    st.integers(1, 400),
    st.integers(1, 40),
    st.booleans(),
)
def test_the_lowest_are_the_first_of_all_when_sorted(keys, limit, few, backwards):
    values = np.array(keys, dtype=np.int64)[:: -1 if backwards else 1]
    wanted = sorted(range(len(values)), key=lambda place: values[place])[:limit]
    with mock.patch.object(topk, "_FEW", few):
        assert lowest(values, limit).tolist() == wanted
        assert (
            lowest(-values.astype(np.float64), limit).tolist()
            == sorted(range(len(values)), key=lambda place: -values[place])[:limit]
        )
