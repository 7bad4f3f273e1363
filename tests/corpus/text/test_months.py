from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.text.dates import find_date
from pressmark.corpus.text.months import (
    MONTHS,
    VIETNAMESE_MONTHS,
    WHOLE_MONTHS,
    month_number,
)

FORMS = [
    (number, form.replace("_", " "))
    for names in (*MONTHS.values(), *WHOLE_MONTHS.values())
    for number, month in enumerate(names.split(), 1)
    for form in month.split("/")
    if form != "-"
]
VIETNAMESE = [
    (number, f"tháng {form.replace('_', ' ')}")
    for number, month in enumerate(VIETNAMESE_MONTHS.split(), 1)
    for form in (str(number), *month.split("/"))
]
SHAPES = ["{day} {month} {year}", "{day} {month}, {year}", "{month} {day}, {year}",
          "{year}. {month} {day}.", "xyz, {day} {month} {year}"]  # fmt: skip


@pytest.mark.parametrize("names", [*MONTHS.values(), *WHOLE_MONTHS.values(), VIETNAMESE_MONTHS])
def test_every_language_has_twelve_months(names):
    assert len(names.split()) == 12


def test_no_name_means_two_months():
    numbers = defaultdict(set)
    for number, form in FORMS:
        numbers[form].add(number)
    assert [form for form, found in numbers.items() if len(found) > 1] == []


@given(
    st.sampled_from([*FORMS, *VIETNAMESE]),
    st.sampled_from(SHAPES),
    st.integers(1, 28),
    st.integers(1900, 2100),
    st.sampled_from([str, str.upper, str.title]),
)
def test_a_date_with_the_name_of_a_month_is_read_in_every_language(month, shape, day, year, cased):
    number, form = month
    found = find_date(shape.format(day=day, month=cased(form), year=year))
    assert found is not None
    assert (found.year, found.month, found.day) == (year, number, day)


def test_a_beginning_that_two_months_share_is_neither():
    assert month_number("jui") is None
    assert (month_number("juin"), month_number("juil")) == (6, 7)


def test_croatian_october_has_a_dot_after_the_day_and_polish_november_has_none():
    assert find_date("5. listopada 2023.").month == 10
    assert find_date("5 listopada 2023").month == 11


@pytest.mark.parametrize("word", ["", "x", "tháng 13", "tháng", "monday", "th 0"])
def test_what_is_no_month_has_no_number(word):
    assert month_number(word) is None
