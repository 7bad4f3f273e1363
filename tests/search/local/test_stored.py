import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.search.local.stored import stored_rows, stored_values

pytestmark = pytest.mark.slow

FIELDS = ("text", "ordinal", "source", "published")


@given(st.lists(st.integers(0, 6), max_size=10), st.integers(1, 3))
def test_stored_values_are_those_of_each_paragraph_in_the_order_asked_for(
    make_index, paragraph, numbers, segments
):
    rows = [paragraph(f"text {n}", ordinal=n, **{"source": "S"} if n % 2 else {}) for n in range(7)]
    with make_index(*rows, segments=segments).reader() as reader:
        docnums = np.array(numbers, dtype=np.int64)
        found = stored_rows(reader, FIELDS, docnums)
        assert found == [stored_values(reader, FIELDS, number) for number in numbers]
        stored = [reader.stored_fields(number) for number in numbers]
        assert found == [{field: row.get(field) for field in FIELDS} for row in stored]
