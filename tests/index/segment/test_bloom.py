import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.index.segment.bloom import WIDEST, BloomFilter

_numbers = st.lists(st.integers(0, 1 << 31), min_size=1, unique=True).map(sorted)


@given(_numbers, _numbers, st.integers(1, WIDEST), st.sampled_from([np.uint32, np.uint64]))
def test_nothing_of_the_set_is_held_back(members, starts, width, dtype):
    passing = BloomFilter.of(np.array(members, dtype=dtype)).passing(
        np.array(starts, dtype=dtype), width
    )
    kept = {starts[place] for place in passing}
    assert kept >= {s for s in starts if any(s <= member < s + width for member in members)}


@pytest.mark.parametrize(("width", "most"), [(1, 0.05), (3, 0.15)])
def test_little_else_passes(width, most):
    random = np.random.default_rng(7)
    members = np.sort(random.integers(0, 1 << 30, 5000)).astype(np.uint32)
    starts = np.sort(random.integers(0, 1 << 30, 5000)).astype(np.uint32)
    assert len(BloomFilter.of(members).passing(starts, width)) < most * len(starts)
