"""Dates in a column each for the year, the month and the day."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus import read_bytes
from pressmark.corpus.readers.date_parts import date_in_parts

TEXT = "The ferry sailed at noon with forty people and came back with none of them."


def published(**columns):
    (found,) = read_bytes(json.dumps({"title": "T", "text": TEXT, **columns}).encode(), "a.json")
    return found.published and found.published.isoformat()


@pytest.mark.parametrize(
    ("columns", "known"),
    [
        ({"year": 2021, "month": 3, "day": 4}, "2021-03-04T00:00:00"),
        ({"Año": "2021", "Mes": "marzo", "Día": "04"}, "2021-03-04T00:00:00"),
        ({"年": 2021, "月": 3, "日": 4}, "2021-03-04T00:00:00"),
        ({"year": 2021.0, "month": "March"}, "2021-03"),
        ({"publication_year": "2021"}, "2021"),
        ({"year": 2021}, None),
        ({"month": 3, "day": 4}, None),
        ({"year": 2021, "month": 13, "day": 4}, None),
        ({"year": 2021, "month": 2, "day": 30}, None),
        ({"year": "2021", "month": "", "day": "4"}, None),
        ({"year": 2021, "month": 3, "day": 4, "date": "2020-01-01"}, "2020-01-01T00:00:00"),
    ],
)
def test_a_date_in_several_columns_is_read_in_the_precision_that_they_state(columns, known):
    assert published(**columns) == known


@given(
    st.dictionaries(
        st.sampled_from(["year", "month", "day", "pubyear"]),
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=6)),
    )
)
def test_whatever_the_columns_hold_is_a_date_or_none(columns):
    found = date_in_parts(columns)
    assert found is None or found.year in map(_whole, columns.values())


def _whole(value: object) -> object:
    text = str(value).strip().removesuffix(".0")
    return int(text) if text.isdecimal() else None
