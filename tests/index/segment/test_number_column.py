import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pressmark.index.segment.array_file import SectionFile, SectionWriter
from pressmark.index.segment.number_column import NumberColumn, write_numbers
from pressmark.index.storage.typed_json import any_object

_day = 86_400_000_000
_values = st.integers(-50, 50) | st.integers(-50, 50).map(lambda n: n * _day)
_edges = st.none() | _values | st.sampled_from([-(2**62), 2**62])


@given(st.lists(st.none() | _values), st.integers(1, 20), _edges, _edges)
def test_numbers_come_back_and_are_found_between_two(tmp_path_factory, values, size, low, high):
    path = tmp_path_factory.mktemp("numbers") / "x.segment"
    present = np.array([value is not None for value in values], dtype=bool)
    known = np.array([value or 0 for value in values], dtype=np.int64)
    starts = range(0, len(values), size)
    with SectionWriter(path) as target:
        parts = [(known[start : start + size], present[start : start + size]) for start in starts]
        target.finish(write_numbers(target, "n/", lambda: parts))
    file = SectionFile(path)
    numbers = NumberColumn(file, "n/", file.meta(any_object))
    assert numbers.values[present].tolist() == [value for value in values if value is not None]
    assert numbers.known().tolist() == present.tolist()
    assert [numbers.at(row) for row in range(len(values))] == values
    for start in starts:
        some, there = numbers.part(start, min(start + size, len(values)))
        wanted = values[start : start + size]
        assert some[there].tolist() == [value for value in wanted if value is not None]
    assert numbers.between(low, high).tolist() == [
        value is not None and (low is None or low <= value) and (high is None or value <= high)
        for value in values
    ]
