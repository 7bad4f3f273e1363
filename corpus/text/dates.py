"""Dates as newspapers and their dumps write them, read into wall-clock time as stated."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, time
from email.utils import parsedate_to_datetime

from pressmark.corpus.text.months import month_number, names_of_several_words

_YEARS = range(1600, 2200)
"""The first newspapers are of 1605; any other year is a misread number or a filler."""
_HALF_DAY = 12
_EPOCH = re.compile(r"\d{9,19}(\.\d{1,9})?")
"""Seconds from 1973 on, or thousandths, millionths or billionths of one; fewer digits are a year
or a day, more are no time."""
_FIRST_SECOND = 1e8
_LAST_SECOND = 1e11
"""The year 5138; a larger number counts parts of a second."""
_UNITS = (1, 10**3, 10**6, 10**9)
_READ = 200
"""Characters in which a date is looked for: the longest measured line of dates has 90."""

_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(?!\d)")
_COMPACT_CLOCK = re.compile(r"\d{12}|\d{14}")
_HAS_YEAR = re.compile(r"\d{4}")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Marks of the writing direction and the like, which come between the parts of a date."""

_WORD = r"[^\W\d_][^\s\d.,،:;/|()\[\]_–-]{1,14}"
"""A letter and what follows it: letters, and the marks of Indian scripts, which are no letters."""
_NAME = "|".join(
    (
        r"th(?:áng|g)\.?\s?(?:\d{1,2}(?!\d)|mười\s(?:một|hai)\b|[^\W\d_]{2,5})",
        *map(re.escape, names_of_several_words()),
        _WORD,
    )
)
_MONTH = rf"(?P<month>{_NAME})(?:/(?P<twin>{_NAME}))?(?![^\W\d_])\.?"
"""A month's name, in Arabic often with the name that it has in another country."""
_DAY = r"(?P<day>\d{1,2})"
_ORDINAL = r"(?:(?:st|nd|rd|th|er|re|ère|ème|:?e|[ºª°]|-?го|-е)(?![^\W\d_]))?"
_GAP = r"\s{0,2}[-–/,،]?\s{0,2}"
_OF = r"(?:(?:del?\s|of\s(?:the\s)?|d[’']|di\s|do\s|năm\s)\s?)?"
_YEAR = r"(?P<year>\d{4})(?!\d)"

_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<year>\d{4})(?:[-/.]|\s?[.년年]\s?)(?P<month>\d{1,2})"
    r"(?:[-/.]|\s?[.월月]\s?)(?P<day>\d{1,2})(?!\d)"
)
_FORMS = (
    rf"(?<![^\W\d_]){_MONTH}[\s/-]\s?(?:the\s)?{_DAY}{_ORDINAL}"
    rf"(?:[.,،]\s{{0,2}}|\s{{1,2}}|\s?[-/]\s?){_OF}{_YEAR}",
    rf"(?<!\d){_DAY}{_ORDINAL}(?P<dot>\.?){_GAP}{_OF}{_MONTH}{_GAP}{_OF}{_YEAR}",
    rf"(?<!\d)(?P<year>\d{{4}})\.?(?:\s?m\.)?{_GAP}{_MONTH}[\s-]\s?{_DAY}(?![\d:])",
    rf"(?<!\d)(?P<year>\d{{4}})\.?\sgada\s{_DAY}\.\s?{_MONTH}",
    rf"(?<!\d)(?<!\d\.){_DAY}\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}",
)
_PRINTED = (_YEAR_FIRST, *(re.compile(form, re.IGNORECASE) for form in _FORMS))
"""Forms of a date, the surest first."""

_EITHER_ORDER = re.compile(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)")
_RANGE = re.compile(r"(?<![\d:.])\d{1,2}\.?\s?[-–—]\s?$")
_RANGE_CHARACTERS = 8
"""The text before the last day of several: "5-7 March"."""

_CLOCK = re.compile(
    r"(?P<before>오전|오후|上午|下午|午前|午後)?\s?(?<![\d:+])(?<!UTC-)(?<!GMT-)(?P<hour>\d{1,2})"
    r"(?:(?:[:h：]|\.(?=\d\d(?!\.?\d))|\s?[時时點点시]\s?)(?P<minute>\d{2})(?!\d)"
    r"(?::(?P<second>\d{2})(?!\d))?(?:\s*(?P<half>[apπμ])\.?\s?[mμ]\b)?"
    r"|\s?(?P<alone>[ap])\.?\s?m\b|\s?(?:uhr|[時时點点시])(?!\w))",
    re.IGNORECASE,
)
_AFTER_NOON = frozenset({"p", "μ", "오후", "下午", "午後"})

_BUDDHIST = 543
"""Thailand counts years from 543 BC, where it writes the month's name in its own letters."""
_THAI = range(0x0E00, 0x0E80)


def parse_date(value: object) -> datetime | None:
    """The date in an ISO, RFC 2822, epoch or printed form; None where there is none.

    The result is naive: the wall-clock time as stated, its time zone dropped, not converted.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, float) and not value.is_integer():
        return _from_epoch(value) if value >= _FIRST_SECOND else None
    # a number is read as its digits are: 2019 is a year and 20190314 a day, neither is a time
    text = str(int(value) if isinstance(value, float) else value).strip()
    if _COMPACT_CLOCK.fullmatch(text) and (moment := find_date(text)):
        return moment
    if epoch := _EPOCH.fullmatch(text):
        return _from_epoch(float(text) if epoch[1] else int(text))
    return _from_iso(text) or find_date(text) or _from_mail(text)


_CLOCK_BEFORE_YEAR = re.compile(
    r"(?P<day>[^\W\d_]{3,9}\.? \d{1,2}),? "
    r"(?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?: (?:[A-Z]{2,5}|[+-]\d{4}))?) (?P<year>(?:19|20)\d{2})\b"
)
"""As C's ctime() prints it: "Wed Nov 20 15:23:01 2019"."""


def find_date(text: str) -> datetime | None:
    """A date printed in `text`, with the time of day next to it.

    Of several it is the one in the surest form, and of that form the first: in digits alone
    (`20140613`), year first, with the month's name, and only then in digits from the day.
    `13/6/2014` is a day in June; `3/4/2014` may be one in March or in April, and is no date.
    """
    day, rest = split_date(text)
    return day if day is None or day.time() != time.min else with_clock(day, rest)


def split_date(text: str) -> tuple[datetime | None, str]:
    """The day printed in `text`, None where there is none, and the text without it."""
    text = text[:_READ]
    if not _HAS_YEAR.search(text):
        return None, text
    text = _CLOCK_BEFORE_YEAR.sub(r"\g<day> \g<year> \g<clock>", without_invisible(text))
    for moment, match in _moments(text):
        if moment:
            return moment, f"{text[: match.start()]} {text[match.end() :]}"
    return None, text


def without_invisible(text: str) -> str:
    """The text in composed letters, without marks that are not seen."""
    return text if text.isascii() else _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def _moments(text: str) -> Iterator[tuple[datetime | None, re.Match[str]]]:
    """Each text that looks like a date, form by form, and its day, if it is one."""
    for match in _COMPACT.finditer(text):
        yield _moment(*(int(part or 0) for part in match.groups())), match
    for form in _PRINTED:
        for match in form.finditer(text):
            yield _day(match), match
    for match in _EITHER_ORDER.finditer(text):
        first, second, year = map(int, match.groups())
        orders = {_moment(year, first, second), _moment(year, second, first)} - {None}
        yield orders.pop() if len(orders) == 1 else None, match


def _day(match: re.Match[str]) -> datetime | None:
    """The day that a match of a form states; None for a range of days."""
    parts = match.groupdict()
    name, year = parts["month"], int(parts["year"])
    if match.start() == match.start("day") and _ends_range(match.string[: match.start()]):
        return None
    if name.isdecimal():
        return _moment(year, int(name), int(parts["day"]))
    if ord(name[0]) in _THAI and year - _BUDDHIST in _YEARS:
        year -= _BUDDHIST
    number = month_number(name, after_dot=bool(parts.get("dot"))) or 0
    if parts["twin"] and month_number(parts["twin"]) != number:
        return None
    return _moment(year, number, int(parts["day"]))


def _ends_range(text: str) -> bool:
    return _RANGE.search(text[-_RANGE_CHARACTERS:]) is not None


def _from_epoch(value: float) -> datetime | None:
    try:
        seconds = next((value / unit for unit in _UNITS if value / unit < _LAST_SECOND), 0)
        moment = datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):
        return None
    return _plausible(moment) if seconds > 0 else None


def _from_iso(text: str) -> datetime | None:
    if "W" in text:  # "2023-W10" is a week, not its Monday
        return None
    try:
        return _plausible(datetime.fromisoformat(text).replace(tzinfo=None))
    except ValueError:
        return None


def _from_mail(text: str) -> datetime | None:
    try:
        return _plausible(parsedate_to_datetime(text).replace(tzinfo=None))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def with_clock(day: datetime, rest: str) -> datetime:
    """The day at the time of day in the rest of its line."""
    clock = _CLOCK.search(rest)
    if clock is None:
        return day
    hour, minute, second = (int(clock[part] or 0) for part in ("hour", "minute", "second"))
    half = (clock["half"] or clock["alone"] or clock["before"] or "").lower()
    if half and hour <= _HALF_DAY:
        hour = hour % _HALF_DAY + (_HALF_DAY if half in _AFTER_NOON else 0)
    return _moment(day.year, day.month, day.day, hour, minute, second) or day


def _moment(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0
) -> datetime | None:
    try:
        return _plausible(datetime(year, month, day, hour, minute, second))
    except ValueError:
        return None


def is_plausible_year(year: int) -> bool:
    """Whether an article can be of that year."""
    return year in _YEARS


def _plausible(moment: datetime) -> datetime | None:
    return moment if moment.year in _YEARS else None
