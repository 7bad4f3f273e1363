"""Years, months and weeks alone, and ages."""

import pickle
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.text.partial_dates import PartialDate, any_date, date_by_age, partial_date

units = st.sampled_from(["year", "month", "week"])
days = st.datetimes(datetime(1600, 1, 8), datetime(2150, 1, 1))


def begun(unit, day):
    """The unit that a day is in."""
    if unit == "week":
        day -= timedelta(days=day.weekday())
        return PartialDate.of("week", day.year, day.month, day.day)
    return PartialDate.of(unit, day.year, day.month if unit == "month" else 1)


@given(units, days)
def test_what_is_known_survives_printing_storing_and_pickling(unit, day):
    date = begun(unit, day)
    for again in (
        partial_date(date.isoformat()),
        PartialDate.between(datetime(*date.timetuple()[:3]), date.end),
        pickle.loads(pickle.dumps(date)),
    ):
        assert (again, again.unit) == (date, unit)
    assert str(date) == f"{date:%Y-%m-%d}" == date.isoformat()
    assert date <= day.replace(hour=0, minute=0, second=0, microsecond=0) < date.end


@given(units, days)
def test_what_is_calculated_from_it_is_an_ordinary_date(unit, day):
    later = begun(unit, day) + timedelta(days=400)
    assert datetime.fromisoformat(later.isoformat()) == later
    assert f"{later:%Y-%m-%d}" == later.isoformat()[:10]


@pytest.mark.parametrize(
    ("value", "known"),
    [
        ("2019", "2019"),
        (2019, "2019"),
        ("2019-03", "2019-03"),
        ("03/2019", "2019-03"),
        ("March 2019", "2019-03"),
        ("marzo de 2019", "2019-03"),
        ("Mär. 2019", "2019-03"),
        ("2019-W10", "2019-W10"),
        ("2019W10", "2019-W10"),
        ("2019-W10-3", "2019-03-06T00:00:00"),
        ("Tue, 03 Mar 2019 10:20:30 +0200", "2019-03-03T10:20:30"),
        (1551608430, "2019-03-03T10:20:30"),
    ],
)
def test_a_date_is_read_with_its_precision(value, known):
    assert any_date(value).isoformat() == known


@pytest.mark.parametrize("value", ["1234", "2019-13", "2019-W60", "Smith 2019", "", None, True, 7])
def test_anything_else_is_no_date(value):
    assert any_date(value) is None


CAPTURED = datetime(2023, 5, 10, 12, 30, 5)


@pytest.mark.parametrize(
    ("value", "known"),
    [
        ("3 hours ago", "2023-05-10T09:30:00"),
        ("An hour ago", "2023-05-10T11:30:00"),
        ("hace 3 horas", "2023-05-10T09:30:00"),
        ("vor 2 Tagen", "2023-05-08T00:00:00"),
        ("il y a 3 jours", "2023-05-07T00:00:00"),
        ("3 jam yang lalu", "2023-05-10T09:30:00"),
        ("3小时前", "2023-05-10T09:30:00"),
        ("2시간 전", "2023-05-10T10:30:00"),
        ("3 часа назад", "2023-05-10T09:30:00"),
        ("yesterday", "2023-05-09T00:00:00"),
        ("Yesterday at 14:05", "2023-05-09T00:00:00"),
        ("gestern, 14.05 Uhr", "2023-05-09T00:00:00"),
        ("hier à 14h05", "2023-05-09T00:00:00"),
        ("Aujourd’hui", "2023-05-10T00:00:00"),
        ("今天 14:05", "2023-05-10T00:00:00"),
        ("Posted 3 hours ago", "2023-05-10T09:30:00"),
        ("2 weeks ago", "2023-W17"),
        ("2 months ago", "2023-03"),
        ("a year ago", "2022"),
    ],
)
def test_an_age_counts_from_the_capture_in_the_precision_of_its_unit(value, known):
    assert date_by_age(value, CAPTURED).isoformat() == known
    assert date_by_age(value, None) is None


@pytest.mark.parametrize(
    "value",
    [
        "3 hours",
        "ago",
        "hour",
        "3 ferries ago",
        "3 hours ago " * 9,
        3,
        "yesterday 9 boats",
        "14:05",
    ],
)
def test_other_words_are_no_age(value):
    assert date_by_age(value, CAPTURED) is None


def test_a_year_is_not_the_first_day_of_it_and_has_no_day():
    assert partial_date("2019") != datetime(2019, 1, 1)
    assert partial_date("2019") != partial_date("2019-01")
    with pytest.raises(TypeError, match="of 2019 no day is known"):
        partial_date("2019").date()
