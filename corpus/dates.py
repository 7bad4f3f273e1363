"""Dates as newspapers and their dumps write them, read into wall-clock time as stated."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache

from pressmark.corpus.vocabulary import MONTHS, MONTHS_ALIKE

_YEARS = range(1600, 2200)
"""The first newspapers are of 1605; any other year is a misread number or a filler."""
_HALF_DAY = 12
_EPOCH = re.compile(r"\d{9,18}")
"""Seconds from 1973 on, or milliseconds; fewer digits are a year or a day, more are no time."""
_READ = 200
"""Characters in which a date is looked for: the longest measured line of dates has 90."""

_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(?!\d)")
_YEAR_FIRST = re.compile(
    r"(?<!\d)(\d{4})(?:[-/.]|\s?[.년年]\s?)(\d{1,2})(?:[-/.]|\s?[.월月]\s?)(\d{1,2})(?!\d)"
)
_MONTH = r"([^\W\d_]{2,12})\.?"
_MONTH_FIRST = re.compile(_MONTH + r"\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º)?\.?(?:\s+|-)(?:de\s+)?"
    + _MONTH
    + r"(?:,?\s+|-|,)(?:de\s+)?(\d{4})"
)
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_PRINTED = (
    (_YEAR_FIRST, (1, 2, 3)),
    (_MONTH_FIRST, (3, 1, 2)),
    (_DAY_FIRST, (3, 2, 1)),
    (_DOTTED, (3, 2, 1)),
)
"""Forms of a date, and which of their parts are year, month and day."""
_EITHER_ORDER = re.compile(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)")
_CLOCK = re.compile(
    r"(?<![\d:])(\d{1,2})[:.h](\d{2})(?::(\d{2}))?(?!\d)(?:\s*([ap])\.?\s?m\b)?", re.IGNORECASE
)


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
    """A date printed in `text`, with the clock time that stands beside it.

    Of several it is the one in the surest form, and of that form the first: in digits alone
    (`20140613`), year first, with the month's name, and only then in digits from the day.
    `13/6/2014` is a day in June; `3/4/2014` may be one in March or in April, and is no date.
    """
    text = text[:_READ]
    for compact in _COMPACT.finditer(text):
        if moment := _moment(*(int(part or 0) for part in compact.groups())):
            return moment
    for day, match in _days(text):
        if day:
            return _with_clock(day, f"{text[: match.start()]} {text[match.end() :]}")
    return None


def _days(text: str) -> Iterator[tuple[datetime | None, re.Match[str]]]:
    """What looks like a date, form by form, and the day that it is, if it is one."""
    for pattern, places in _PRINTED:
        for match in pattern.finditer(text):
            yield _day(*(match[place] for place in places)), match
    for match in _EITHER_ORDER.finditer(text):
        first, second, year = map(int, match.groups())
        orders = {_moment(year, first, second), _moment(year, second, first)} - {None}
        yield orders.pop() if len(orders) == 1 else None, match


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
        return _plausible(datetime.fromisoformat(text).replace(tzinfo=None))
    except ValueError:
        return None


def _from_mail(text: str) -> datetime | None:
    try:
        return _plausible(parsedate_to_datetime(text).replace(tzinfo=None))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _day(year: str, month: str, day: str) -> datetime | None:
    number = int(month) if month.isdecimal() else month_number(month) or 0
    return _moment(int(year), number, int(day))


def _with_clock(day: datetime, rest: str) -> datetime:
    """The day at the time that stands in the rest of its line."""
    clock = _CLOCK.search(rest)
    if clock is None:
        return day
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    half = (clock[4] or "").lower()
    if half and hour <= _HALF_DAY:
        hour = hour % _HALF_DAY + (_HALF_DAY if half == "p" else 0)
    return _moment(day.year, day.month, day.day, hour, minute, second) or day


def _moment(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0
) -> datetime | None:
    try:
        return _plausible(datetime(year, month, day, hour, minute, second))
    except ValueError:
        return None


def _plausible(moment: datetime) -> datetime | None:
    return moment if moment.year in _YEARS else None
