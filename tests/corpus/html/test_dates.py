from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.html.dates import parse_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2019-11-19T11:00:09.000Z", datetime(2019, 11, 19, 11, 0, 9)),
        ("2019-11-20T11:06:01+05:30", datetime(2019, 11, 20, 11, 6, 1)),
        ("2019/11/19", datetime(2019, 11, 19)),
        ("20191119", datetime(2019, 11, 19)),
        ("Mon, 18 Nov 2019 16:07:38 -0600", datetime(2019, 11, 18, 16, 7, 38)),
        ("November 18, 2019 11:03 PM", datetime(2019, 11, 18, 23, 3)),
        ("Nov. 20, 2019, 12:28 a.m.", datetime(2019, 11, 20, 0, 28)),
        ("Published 1st March 2020", datetime(2020, 3, 1)),
        ("22 de outubro de 2010 às 20:13", datetime(2010, 10, 22, 20, 13)),
        ("5. März 2024, 7.30 Uhr", datetime(2024, 3, 5, 7, 30)),
        ("5 березня 2024", datetime(2024, 3, 5)),
        ("기사입력 :[ 2018-08-25 15:24 ]", datetime(2018, 8, 25, 15, 24)),
        ("2018년 8월 25일", datetime(2018, 8, 25)),
        ("13/06/2014", datetime(2014, 6, 13)),
        ("06/13/2014", datetime(2014, 6, 13)),
    ],
)
def test_the_wall_clock_is_read_as_it_is_written(text, date):
    assert parse_date(text) == date


@pytest.mark.parametrize(
    "text",
    ["", "two days ago", "1 of 6", "2019-13-45", "0001-01-01", "12:30", "May be", "99999999"],
)
def test_what_is_no_date_is_none(text):
    assert parse_date(text) is None


@given(
    st.datetimes(min_value=datetime(1700, 1, 1)).map(lambda moment: moment.replace(microsecond=0))
)
def test_every_moment_in_iso_form_is_read(moment):
    assert parse_date(moment.isoformat()) == moment


@given(st.text(max_size=80))
def test_no_text_is_too_odd(text):
    parse_date(text)


def test_arabic_months_are_known():
    assert parse_date("الثلاثاء 10 يناير 2023") == datetime(2023, 1, 10)
    assert parse_date("3 آب 2021") == datetime(2021, 8, 3)


def test_raised_digits_where_a_month_should_stand_are_no_date():
    assert parse_date("²² 3, 2020") is None
