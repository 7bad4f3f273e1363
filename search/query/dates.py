"""Parses dates to periods: `2022-10` is the whole month."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pressmark.corpus.text.months import month_number

_ISO = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2})(?:[t ](\d{1,2}):(\d{2}))?)?)?")
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})\.? ([a-z]+)\.?,? (\d{4})")
_MONTH_DAY_YEAR = re.compile(r"([a-z]+)\.? (\d{1,2}),? (\d{4})")
_MONTH_YEAR = re.compile(r"([a-z]+)\.? (\d{4})")
_RELATIVE = re.compile(r"(this|last|past) (day|week|month|year)")
_WEEK = re.compile(r"(\d{4})-?w(\d{1,2})")
_COUNTED = re.compile(r"(?:last|past) (\d{1,4}) (day|week|month|year)s?")


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` (included) to `end` (excluded)."""

    start: datetime
    end: datetime


def parse_period(text: str, now: datetime) -> Period | None:
    """The period of `text` relative to `now`; None if it is no date.

    Raises ValueError for an impossible date, such as 2022-02-30.
    """
    words = " ".join(text.casefold().split())
    for expression, read in _FORMS:
        if found := expression.fullmatch(words):
            try:
                return read(found, now)
            except OverflowError as error:
                raise ValueError(str(error)) from error
    return None


def _iso(found: re.Match[str], now: datetime) -> Period:  # noqa: ARG001
    year, month, day, hour, minute = (int(part) if part else None for part in found.groups())
    if month is None:
        return _span(datetime(year or 0, 1, 1), "year")
    if day is None:
        return _span(datetime(year or 0, month, 1), "month")
    if hour is None:
        return _span(datetime(year or 0, month, day), "day")
    start = datetime(year or 0, month, day, hour, minute or 0)
    return Period(start, start + timedelta(minutes=1))


def _day_month_year(found: re.Match[str], now: datetime) -> Period:  # noqa: ARG001
    return _span(datetime(int(found[3]), _month(found[2]), int(found[1])), "day")


def _month_day_year(found: re.Match[str], now: datetime) -> Period:  # noqa: ARG001
    return _span(datetime(int(found[3]), _month(found[1]), int(found[2])), "day")


def _iso_week(found: re.Match[str], now: datetime) -> Period:  # noqa: ARG001
    return _span(datetime.fromisocalendar(int(found[1]), int(found[2]), 1), "week")


def _month_year(found: re.Match[str], now: datetime) -> Period:  # noqa: ARG001
    return _span(datetime(int(found[2]), _month(found[1]), 1), "month")


def _month(name: str) -> int:
    number = month_number(name)
    if number is None:
        raise ValueError(f"there is no month {name!r}")
    return number


def _named_day(found: re.Match[str], now: datetime) -> Period:
    today = _begin(now, "day")
    return _span(today if found[0] == "today" else today - timedelta(days=1), "day")


def _relative(found: re.Match[str], now: datetime) -> Period:
    this = _begin(now, found[2])
    return _span(this if found[1] == "this" else _shift(this, found[2], -1), found[2])


def _counted(found: re.Match[str], now: datetime) -> Period:
    end = _begin(now, "day") + timedelta(days=1)
    return Period(_shift(end, found[2], -int(found[1])), end)


def _begin(moment: datetime, unit: str) -> datetime:
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if unit == "year" else day


def _span(start: datetime, unit: str) -> Period:
    return Period(start, _shift(start, unit, 1))


def _shift(moment: datetime, unit: str, count: int) -> datetime:
    if unit in ("day", "week"):
        return moment + timedelta(days=count * (7 if unit == "week" else 1))
    months = moment.year * 12 + moment.month - 1 + count * (12 if unit == "year" else 1)
    first = moment.replace(year=months // 12, month=months % 12 + 1, day=1)
    last_day = (_shift(first, "month", 1) - timedelta(days=1)).day if moment.day > 28 else 28
    return first.replace(day=min(moment.day, last_day))


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], datetime], Period]], ...] = (
    (_ISO, _iso),
    (_WEEK, _iso_week),
    (_DAY_MONTH_YEAR, _day_month_year),
    (_MONTH_DAY_YEAR, _month_day_year),
    (_MONTH_YEAR, _month_year),
    (re.compile("today|yesterday"), _named_day),
    (_RELATIVE, _relative),
    (_COUNTED, _counted),
)
