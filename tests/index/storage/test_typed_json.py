import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.errors import IndexCorrupt
from pressmark.index.storage import typed_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda of: st.lists(of, max_size=3) | st.dictionaries(st.text(), of, max_size=3),
    max_leaves=8,
)
ENTRY = typed_json.record(name=typed_json.text, count=typed_json.whole(1, 9), old=typed_json.flag)


@given(VALUES)
def test_a_value_is_given_back_as_it_is_or_refused(value):
    for shape, types in (
        (typed_json.whole(-(10**30), 10**30), (int,)),
        (typed_json.text, (str,)),
        (typed_json.flag, (bool,)),
        (typed_json.optional(typed_json.text), (str, type(None))),
    ):
        try:
            assert shape(value) is value
            assert type(value) in types
        except typed_json.Misshapen:
            assert type(value) not in types or abs(value) > 10**30


@given(st.lists(VALUES, max_size=3))
def test_a_list_has_the_shape_that_each_of_its_values_has(values):
    try:
        assert typed_json.listed(typed_json.text)(values) == values
        assert all(type(value) is str for value in values)
    except typed_json.Misshapen:
        assert not all(type(value) is str for value in values)


def test_true_is_no_number():
    with pytest.raises(typed_json.Misshapen):
        typed_json.whole()(True)


def test_names_that_a_record_does_not_ask_for_are_left_out():
    entry = {"name": "x", "count": 9, "old": False}
    assert ENTRY(entry | {"more": 1}) == entry


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"entries": [{"name": "x", "count": 10, "old": True}]}, "entries.0.count"),
        ({"entries": [{"name": "x", "old": True}]}, "entries.0 is without 'count'"),
        ({"entries": {}}, "entries is no list"),
        ([], "its content is no object"),
    ],
)
def test_an_error_names_the_place_in_the_file(value, message):
    shape = typed_json.record(entries=typed_json.listed(ENTRY))
    with pytest.raises(IndexCorrupt, match=message):
        typed_json.checked(value, shape, IndexCorrupt)


def test_a_row_has_as_many_values_as_shapes():
    shape = typed_json.row(typed_json.text, typed_json.whole())
    assert shape(["x", 1]) == ["x", 1]
    for wrong in (["x"], ["x", 1, 2], [1, "x"], ("x", 1)):
        with pytest.raises(typed_json.Misshapen):
            shape(wrong)


@pytest.mark.parametrize("text", ["[" * 100_000, "1" * 5000, "{", "", "\udcff"])
def test_what_json_cannot_hold_is_refused(text):
    with pytest.raises(IndexCorrupt, match="no JSON"):
        typed_json.decoded(text.encode("utf-8", "surrogateescape"), IndexCorrupt)


@given(VALUES)
def test_json_is_decoded(value):
    text = json.dumps(value)
    assert json.dumps(typed_json.decoded(text, IndexCorrupt)) == text
