from datetime import datetime

import pytest

from pressmark.index.schema import make_schema
from pressmark.search.query.disjoint_dates import NOTE, disjoint_dates
from pressmark.search.query.parser import parse

SCHEMA = make_schema("en")


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("after:2021 before:2022", NOTE),
        ("ferry after:2021 before:2022", NOTE),
        ("after:2021 AND before:2022", NOTE),
        ("published:2021 ferry until:2020", NOTE),
        ("after:2021 before:2023", ""),
        ("since:2021 until:2021", ""),
        ("(after:2021 before:2022) OR ferry", ""),
        ("after:2021 -before:2022", ""),
        ("ferry", ""),
    ],
)
def test_dates_that_exclude_each_other_are_noted_where_every_hit_must_have_them(query, note):
    assert disjoint_dates(parse(query, SCHEMA, now=datetime(2024, 1, 1)).tree) == note
