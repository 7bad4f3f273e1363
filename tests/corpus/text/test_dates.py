from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.text.dates import find_date, parse_date
from pressmark.corpus.text.timestamps import is_signed_date, is_timestamp

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
def test_the_time_next_to_a_date_is_read(text, hour):
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
def test_no_text_raises_an_error(text):
    assert is_timestamp(text) in (True, False)
    assert is_signed_date(text) in (True, False)
    find_date(text)


def test_a_date_with_names_is_a_signed_date_and_one_in_a_sentence_is_not():
    assert is_signed_date("Jane Doe - Nov 19, 2019, 10:31 pm CST")
    assert not is_signed_date("the bridge fell on Nov 19, 2019")


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
    assert find_date(text) == date


def test_a_number_that_only_looks_like_a_date_does_not_hide_one():
    assert find_date("No. 20149999, 3 May 2014") == datetime(2014, 5, 3)
    assert find_date("No. 20149999, 20140503") == datetime(2014, 5, 3)


def test_the_month_and_year_of_a_second_date_are_no_time():
    assert find_date("3 May 2014, updated 4.6.2014") == datetime(2014, 5, 3)


def test_of_several_dates_the_one_in_the_surest_form_is_read():
    assert find_date("3.4.2014, updated 2014-05-01") == datetime(2014, 5, 1)


def test_a_clock_without_a_half_of_the_day_takes_none_from_the_next_word():
    assert find_date("3 March 2024, 12:30 a new report") == datetime(2024, 3, 3, 12, 30)


def test_a_day_that_may_be_in_either_of_two_months_is_no_date():
    assert find_date("03/04/2024") is None
    assert find_date("04/04/2024") == datetime(2024, 4, 4)


@pytest.mark.parametrize(
    "text",
    ["two days ago", "1 of 6", "2019-13-45", "0001-01-01", "12:30", "May be", "99999999"],
)
def test_what_only_has_numbers_is_no_date(text):
    assert find_date(text) is None


def test_a_filler_for_no_date_is_none():
    assert parse_date("0001-01-01T00:00:00") is None


@given(moments.map(datetime.isoformat))
def test_every_moment_in_iso_form_is_found(text):
    assert find_date(f"Updated: {text}") == datetime.fromisoformat(text)


def test_arabic_months_are_known_by_both_their_names():
    assert find_date("الثلاثاء 10 يناير 2023") == datetime(2023, 1, 10)
    assert find_date("3 آب 2021") == datetime(2021, 8, 3)


def test_raised_digits_in_place_of_a_month_are_no_date():
    assert find_date("²² 3, 2020") is None


@pytest.mark.parametrize(
    "text",
    [
        "5th of March 2023", "5 de marzo del 2023", "March the 5th, 2023", "2023. március 5.",
        "5 Μαρτίου 2023", "5. maaliskuuta 2023", "ngày 5 tháng 3 năm 2023", "Tháng Ba 5, 2023",
        "5 thg 3, 2023", "ב-5 במרץ 2023", "५ मार्च २०२३", "5. 3. 2023", "5.3.2023.", "5 marca 2023",
        "5. března 2023", "5 Mart 2023 Pazar", "٥ مارس، ٢٠٢٣", "5 آذار/مارس 2023",
        "5 มีนาคม 2566", "5 มี.ค. 2566", "2023 m. kovo 5 d.", "2023. gada 5. martā",
        "den 5:e mars 2023", "5-го марта 2023 года", "5 d’març de 2023", "05/Mar/2023",
        "05MAR2023", "Mar-05-2023", "2023-Mar-05", "\u200f5\u200f מרץ 2023", "2023년 3월 5일",
        "2023 年 3 月 5 日", "1678012800", "1678012800.0", "1678012800000", "1678012800000000",
    ],
)  # fmt: skip
def test_common_written_forms_are_read(text):
    assert parse_date(text).date() == datetime(2023, 3, 5).date()


@pytest.mark.parametrize(
    "text",
    [
        "Mar 5 2023 3PM", "Sunday March 5 2023, 3 p.m.", "5. März 2023, 15 Uhr",
        "5. marts 2023 kl. 15.00", "05 mars 2023 à 15h00", "5 Μαρτίου 2023, 3:00 μ.μ.",
        "2023. 3. 5. 오후 3:00", "2023年3月5日 下午3：00", "2023年3月5日(日) 15時00分",
        "15:00 - 5 March 2023", "2023-03-05T15:00:00+5:30", "2023-03-05 15:00:00 +0000 UTC",
        "Sun Mar 05 2023 15:00:00 GMT+0100 (CET)", "Sun Mar  5 15:00:00 CET 2023",
        "202303051500", "20230305150000",
    ],
)  # fmt: skip
def test_the_time_of_day_is_read_in_common_forms(text):
    assert parse_date(text) == datetime(2023, 3, 5, 15)


@pytest.mark.parametrize(
    "text",
    [
        "5-7 March 2023", "5 – 7 March 2023", "3.-5. März 2023", "March 5-7, 2023",
        "April/May 5, 2023", "5/3/2023", "March 2023", "5 January 20234", "2023-W10",
        "15 Ramadan 1445", "14 اسفند 1401", "1.5.3.2023", "5 Smarch 2023", "10 of 2023",
    ],
)  # fmt: skip
def test_a_range_a_part_or_another_calendar_is_no_date(text):
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "text",
    ["5 March 2023, 3 h ago", "5 March 2023, updated 04.06.2014", "5 March 2023 +05:30"],
)
def test_a_number_next_to_a_date_is_no_time_of_day_unless_it_is_one(text):
    assert parse_date(text) == datetime(2023, 3, 5)


@given(st.text(max_size=80))
def test_a_text_without_a_year_has_no_date(text):
    assert find_date("".join("x" if char.isdecimal() else char for char in text)) is None


@given(st.lists(st.sampled_from(["qx", "the", "of", "12", "5", "2023", "-", ".", ",", " "])))
def test_numbers_among_words_that_are_no_months_are_no_date(words):
    text = " xx ".join(words)
    assert find_date(text) is None


@pytest.mark.parametrize("text", ["5 मार्च 2023", "5 tháng 3, 2023", "2023. március 5. 15:00"])
def test_a_line_that_is_only_a_date_is_a_timestamp_in_any_script(text):
    assert is_timestamp(text)


@pytest.mark.parametrize(
    "text", ["Wed Nov 20 15:23:01 2019", "Wed Nov 20 15:23:01 +0000 2019", "November 20 15:23 2019"]
)
def test_the_time_of_day_may_come_before_the_year(text):
    found = find_date(text)
    assert found is not None
    assert found.replace(second=0) == datetime(2019, 11, 20, 15, 23)
