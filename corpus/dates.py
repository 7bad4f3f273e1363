"""Dates as newspapers and their dumps write them, read into wall-clock time as stated."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache

from pressmark.corpus.vocabulary import MONTHS, MONTHS_ALIKE

_YEARS = range(1600, 2200)
_EPOCH = re.compile(r"\d{9,18}")
"""Seconds from 1973 on, or milliseconds; fewer digits are a year or a day, more are no time."""

_NUMERIC = re.compile(
    r"(?<!\d)(\d{4})(?:[-/.]|\s?[년年]\s?)(\d{1,2})(?:[-/.]|\s?[월月]\s?)(\d{1,2})(?!\d)"
)
_EUROPEAN = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º)?\.?\s+(?:de\s+)?([^\W\d]{3,})\.?,?\s+(?:de\s+)?(\d{4})"
)
_MONTH_DAY = re.compile(r"([^\W\d]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:h](\d{2})(?::(\d{2}))?\s*([ap])?\.?m?", re.IGNORECASE)


def parse_date(value: object) -> datetime | None:
    """The date in an ISO, RFC 2822, epoch or printed form; None where there is none.

    The result is naive: the wall-clock time as stated, its time zone dropped, not converted.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _from_epoch(value)
    text = str(value).strip()
    if _EPOCH.fullmatch(text):
        return _from_epoch(int(text))
    return _from_iso(text) or _from_mail(text) or find_date(text)


def find_date(text: str) -> datetime | None:
    """The first date printed anywhere in `text`, with the clock time that stands beside it."""
    day = _find_day(text)
    if day is None:
        return None
    clock = _CLOCK.search(text)
    return _with_clock(day, clock) if clock else day


def month_number(word: str) -> int | None:
    """1 to 12 for a month's name or its abbreviation in any known language."""
    word = word.casefold().rstrip(".")
    return _month_table().get(word)


@cache
def _month_table() -> dict[str, int]:
    table = dict(MONTHS_ALIKE)
    for names in MONTHS.values():
        for number, name in enumerate(names.split(), 1):
            for length in range(3, len(name) + 1):
                table.setdefault(name[:length], number)
    return table


def _from_epoch(value: float) -> datetime | None:
    try:
        seconds = value / 1000 if value > 1e11 else value
        moment = datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if seconds > 0 else None


def _from_iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def _from_mail(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text).replace(tzinfo=None)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _find_day(text: str) -> datetime | None:
    if match := _NUMERIC.search(text):
        return _day(match[1], int(match[2]), match[3])
    if match := _EUROPEAN.search(text):
        return _day(match[3], int(match[2]), match[1])
    for match in _DAY_MONTH.finditer(text):
        if month := month_number(match[2]):
            return _day(match[3], month, match[1])
    for match in _MONTH_DAY.finditer(text):
        if month := month_number(match[1]):
            return _day(match[3], month, match[2])
    return None


def _day(year: str, month: int, day: str) -> datetime | None:
    try:
        return datetime(int(year), month, int(day)) if int(year) in _YEARS else None
    except ValueError:
        return None


def _with_clock(day: datetime, clock: re.Match[str]) -> datetime:
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    half = (clock[4] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return day.replace(hour=hour, minute=minute, second=second)
    except ValueError:
        return day
