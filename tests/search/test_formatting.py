from datetime import datetime

import pytest

from pressmark.search.formatting import counted, day, duration, months_between, size


def test_one_is_singular_and_thousands_are_parted():
    assert counted(1, "article") == "1 article"
    assert counted(0, "article") == "0 articles"
    assert counted(12310, "entry", "entries") == "12,310 entries"


def test_a_day_is_written_without_its_time():
    assert day(datetime(2022, 9, 3, 14, 5)) == "3 Sep 2022"
    assert day(None) == ""


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (0, "1 ms"),
        (0.0042, "4 ms"),
        (0.9996, "1.0 s"),
        (1.24, "1.2 s"),
        (41.7, "42 s"),
        (59.6, "1 min 0 s"),
        (200.9, "3 min 21 s"),
        (7500, "2 h 5 min"),
    ],
)
def test_a_duration_has_the_unit_that_fits(seconds, written):
    assert duration(seconds) == written


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (999_960, "1.0 MB"),
        (3_400_000, "3.4 MB"),
        (2_000_000_000_000, "2.0 TB"),
    ],
)
def test_a_size_has_the_unit_that_fits(number, written):
    assert size(number) == written


def test_the_months_between_cross_the_years():
    assert months_between("2022-11", "2023-02") == ["2022-11", "2022-12", "2023-01", "2023-02"]


def test_a_month_alone_is_between_itself():
    assert months_between("2022-12", "2022-12") == ["2022-12"]
