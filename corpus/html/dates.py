"""Dates as pages write them, read as the wall clock they state."""

import re
from datetime import datetime

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero janeiro gennaio січня января يناير",
            "february feb februar février fevrier febrero fevereiro febbraio лютого февраля"
            " فبراير شباط",
            "march mar märz maerz mars marzo março marco березня марта مارس آذار",
            "april apr avril abril aprile квітня апреля أبريل ابريل إبريل نيسان",
            "may mai mayo maio maggio травня мая مايو أيار",
            "june jun juni juin junio junho giugno червня июня يونيو يونيه حزيران",
            "july jul juli juillet julio julho luglio липня июля يوليو يوليه تموز",
            "august aug août aout agosto серпня августа أغسطس اغسطس آب",
            "september sep sept septembre septiembre setembro settembre вересня сентября"
            " سبتمبر أيلول",
            "october oct oktober okt octobre octubre outubro ottobre жовтня октября أكتوبر اكتوبر",
            "november nov novembre noviembre novembro листопада ноября نوفمبر",
            "december dec dezember dez décembre diciembre dezembro dicembre грудня декабря ديسمبر",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
    ]
)
_MONTH = r"([^\W\d_]{2,10})\.?"
_CLOCK = re.compile(
    r"(?<![\d:])(\d{1,2})[:.h](\d{2})(?::(\d{2}))?\s*([ap])?\.?(?:m\b)?", re.IGNORECASE
)
_ISO = re.compile(r"(?<!\d)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(?!\d)")
_CJK = re.compile(r"(\d{4})\s*[.年년]\s*(\d{1,2})\s*[.月월]\s*(\d{1,2})")
_MONTH_FIRST = re.compile(_MONTH + r"\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|º|er|\.)?(?:\s+|-)(?:de\s+)?"
    + _MONTH
    + r"(?:\s+|-|,\s*)(?:de\s+)?(\d{4})"
)
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)")
EARLIEST_YEAR = 1690
"""The first American newspaper; an earlier year is a misread number."""


def parse_date(text: str) -> datetime | None:
    """The first date in `text`, with its time of day where one stands; no zone is applied."""
    text = text[:200]
    if compact := _COMPACT.search(text):
        return _moment(*(int(part or 0) for part in compact.groups()))
    found = _day(text)
    if found is None:
        return None
    (year, month, day), rest = found
    return _moment(year, month, day, *_clock(rest)) or _moment(year, month, day)


def _day(text: str) -> tuple[tuple[int, int, int], str] | None:
    """Year, month and day, and the text without them."""
    for pattern, places in ((_ISO, (1, 2, 3)), (_CJK, (1, 2, 3)), (_MONTH_FIRST, (3, 1, 2)),
                            (_DAY_FIRST, (3, 2, 1)), (_NUMBERS, (3, 2, 1))):  # fmt: skip
        for match in pattern.finditer(text):
            year, month, day = (match[place] for place in places)
            number = int(month) if month.isdecimal() else MONTHS.get(month.lower(), 0)
            if pattern is _NUMBERS and number > 12:
                number, day = int(day), str(number)
            if number and _moment(int(year), number, int(day)):
                return (int(year), number, int(day)), text[: match.start()] + " " + text[
                    match.end() :
                ]
    return None


def _clock(text: str) -> tuple[int, int, int]:
    match = _CLOCK.search(text)
    if match is None:
        return 0, 0, 0
    hour, half = int(match[1]), (match[4] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour, int(match[2]), int(match[3] or 0)


def _moment(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0
) -> datetime | None:
    if year < EARLIEST_YEAR:
        return None
    try:
        return datetime(year, month, day, hour, minute, second)
    except ValueError:
        return None
