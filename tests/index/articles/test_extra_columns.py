"""Further columns of records: their terms sort as their values, and what is stored is unchanged."""

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pressmark.corpus.errors import IndexCorrupt
from pressmark.index.articles.extra_columns import extra_fields, extra_from
from pressmark.index.articles.extra_terms import (
    SEPARATOR,
    column_name,
    joined_terms,
    number_key,
    shortened,
    split_term,
    time_key,
    value_key,
)

SCALARS = (
    st.text() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans()
)
EXTRAS = st.dictionaries(st.text(), SCALARS | st.lists(SCALARS).map(tuple))
NUMBERS = st.decimals(-(10**12), 10**12, allow_nan=False, places=4) | st.integers().map(Decimal)


@given(NUMBERS, NUMBERS)
@example(Decimal("523"), Decimal("523.5"))
@example(Decimal("-523"), Decimal("-523.5"))
@example(Decimal(0), Decimal("-0.0001"))
@example(Decimal("1E+20"), Decimal(10) ** 20)
def test_keys_of_numbers_sort_like_the_numbers(first, second):
    keys = [f"{number_key(number)}{SEPARATOR}" for number in (first, second)]
    assert (keys[0] < keys[1], keys[0] == keys[1]) == (first < second, first == second)


TIMES = st.datetimes(datetime(1000, 1, 1), datetime(9000, 1, 1)).map(
    lambda time: time.replace(second=0, microsecond=0)
)


@given(TIMES, TIMES)
def test_keys_of_dates_sort_like_the_dates(value, edge):
    key = value_key(value.isoformat()).removeprefix("d")
    assert (key < time_key(edge)) == (value < edge)


@given(EXTRAS)
def test_what_is_stored_is_what_the_record_had(extra):
    stored = extra_fields(extra, "title").get("_stored_extra")
    found = extra_from(stored)
    assert found == extra
    assert list(map(type, found.values())) == list(map(type, extra.values()))


def test_numbers_that_json_does_not_know_become_texts():
    stored = extra_fields({"a": float("nan"), "b": (float("-inf"), 1.5)}, "")["_stored_extra"]
    assert extra_from(stored) == {"a": "nan", "b": ("-inf", 1.5)}


@pytest.mark.parametrize("stored", ["{", "[]", '{"a": null}', '{"a": {}}', '{"a": [[1]]}'])
def test_a_crafted_value_is_refused(stored):
    with pytest.raises(IndexCorrupt):
        extra_from(stored)


@given(st.dictionaries(st.text(), st.text(), min_size=1))
def test_each_value_has_one_term_that_leads_back_to_it(extra):
    terms = joined_terms(extra, "title").split("\x1e")
    found = {(each.name, each.key) for each in map(split_term, terms) if each.name}
    expected = {
        (column_name(name), value_key(text)) for name, text in extra.items() if text.strip()
    }
    assert found == expected


@given(st.text(st.characters(exclude_categories=["Z", "C"]), min_size=101))
def test_the_short_form_of_a_long_value_has_the_key_of_the_value(text):
    written = shortened(text)
    assert len(written) < 101
    assert value_key(written) == value_key(text) != value_key(text + "!")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *(("500", "n"), ("-1.50", "n"), ("1e6", "n"), ("1234567890123456789", "n")),
        *(
            ("00501", "t"),
            ("1,500", "t"),
            ("03/04/2019", "t"),
            ("2024-13", "t"),
            ("2024-02-30", "t"),
        ),
        *(
            ("2024-02-30", "t"),
            ("2024-01", "d"),
            ("2024/01/15", "d"),
            ("2024-01-15T10:00:00.5+01:00", "d"),
        ),
    ],
)
def test_what_can_be_read_in_two_ways_is_a_text(text, kind):
    assert value_key(text)[0] == kind


def test_the_names_of_columns_ignore_case_accents_and_separators():
    assert column_name("Word Count") == column_name("word_count") == "word_count"
    assert column_name("Parteí") == "partei"
    assert column_name("geo.city") == "geo.city"


def test_ids_that_differ_in_their_last_digit_have_different_keys():
    assert value_key("1234567890123456788") != value_key("1234567890123456789")
