from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.dates import find_date, parse_date
from pressmark.corpus.timestamps import is_signed_date, is_timestamp

moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)
zones = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))


@given(moments, zones)
def test_a_date_is_read_as_the_wall_clock_states_it(moment, zone):
    stated = moment.replace(tzinfo=zone)
    assert parse_date(moment.isoformat()) == moment
    assert parse_date(stated.isoformat()) == moment
    assert parse_date(format_datetime(stated)) == moment
    assert parse_date(f"{moment:%Y-%m-%d %H:%M:%S}") == moment


@pytest.mark.parametrize(
    "text",
    [
        "March 3, 2024", "3 March 2024", "Sunday, 3rd March 2024", "2024/03/03", "3.3.2024",
        "3. März 2024", "le 3 mars 2024", "3 de marzo de 2024", "3 de março de 2024",
        "3 marzo 2024", "3 березня 2024", "3 марта 2024 года",
        "3 مارس 2024", "2024년 3월 3일", "2024.03.03",
    ],
)  # fmt: skip
def test_a_printed_date_is_read_in_ten_languages(text):
    assert find_date(text) == datetime(2024, 3, 3)
    assert is_timestamp(text)


@pytest.mark.parametrize(
    ("text", "hour"), [("3 March 2024, 9:05 am", 9), ("Mar. 3, 2024 at 9:05 PM", 21)]
)
def test_the_time_beside_a_date_is_read(text, hour):
    assert find_date(text) == datetime(2024, 3, 3, hour, 5)


@pytest.mark.parametrize("value", ["", "soon", "99/99/9999", None, True, [], -5, 1e30, "2024"])
def test_what_is_no_date_is_none(value):
    assert parse_date(value) is None


@pytest.mark.parametrize(
    "value",
    ["²" * 9, "9" * 5000, 10**400, "Mon, 1 Jan 99999999999999999999 10:00:00 +0000"],
)
def test_what_is_too_large_or_only_looks_like_a_number_is_no_date(value):
    assert parse_date(value) is None


def test_a_zone_too_large_to_exist_does_not_lose_the_date():
    text = "Mon, 1 Jan 2020 10:00:00 +99999999999999999999"
    assert parse_date(text) == datetime(2020, 1, 1, 10)


@given(st.text(max_size=60))
def test_any_text_is_judged_without_fail(text):
    assert is_timestamp(text) in (True, False)
    assert is_signed_date(text) in (True, False)
    find_date(text)


def test_a_date_with_names_is_a_signed_date_and_one_in_a_sentence_is_not():
    assert is_signed_date("Jane Doe - Nov 19, 2019, 10:31 pm CST")
    assert not is_signed_date("the bridge fell on Nov 19, 2019")
