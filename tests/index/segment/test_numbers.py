import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pressmark.index.segment.numbers import Numbers, write_numbers
from pressmark.index.segment.sections import SectionFile, SectionWriter

_day = 86_400_000_000
_values = st.integers(-50, 50) | st.integers(-50, 50).map(lambda n: n * _day)
_edges = st.none() | _values | st.sampled_from([-(2**62), 2**62])


@given(st.lists(st.none() | _values), _edges, _edges)
def test_numbers_come_back_and_are_found_between_two(tmp_path_factory, values, low, high):
    path = tmp_path_factory.mktemp("numbers") / "x.segment"
    present = np.array([value is not None for value in values], dtype=bool)
    with SectionWriter(path) as target:
        known = np.array([value or 0 for value in values], dtype=np.int64)
        target.finish(write_numbers(target, "n/", known, present))
    file = SectionFile(path)
    numbers = Numbers(file, "n/", file.meta)
    assert numbers.values[present].tolist() == [value for value in values if value is not None]
    assert numbers.known().tolist() == present.tolist()
    assert numbers.between(low, high).tolist() == [
        value is not None and (low is None or low <= value) and (high is None or value <= high)
        for value in values
    ]
