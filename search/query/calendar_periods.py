"""Days, weeks, months and years of the calendar, as counts name them.

A day is `2024-01-31`, a week its Monday, a month `2024-01`, a year `2024`.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial

from pressmark.corpus.errors import TooManyPeriodsError

MOST_PERIODS = 40_000
"""Periods of one count: the days of a century are 36,525. Far more come from a wrong date."""

_WEEK = 7


_LENGTHS = {"day": 10, "month": 7, "year": 4}
"""Characters of these periods."""


def _week(known: str) -> str:
    """The Monday of the week of a day, or of a week such as `2024-W05`; empty for longer times."""
    if len(known) == len("2024-01") or len(known) == len("2024"):
        return ""
    monday = date.fromisoformat(known)
    return (monday - timedelta(days=monday.weekday())).isoformat()


def _beginning(length: int, known: str) -> str:
    """The day, month or year in which a known day, week, month or year is, by the characters of its
    name; empty where it is not in one."""
    if "W" in known:
        monday = date.fromisoformat(known)
        sunday = (monday + timedelta(days=_WEEK - 1)).isoformat()
        start = monday.isoformat()[:length]
        return start if sunday.startswith(start) else ""
    return known[:length] if len(known) >= length else ""


PERIODS: Mapping[str, Callable[[str], str]] = {
    "day": partial(_beginning, _LENGTHS["day"]),
    "week": _week,
    "month": partial(_beginning, _LENGTHS["month"]),
    "year": partial(_beginning, _LENGTHS["year"]),
}
"""The period of a day in ISO 8601, or of a week, month or year of which no more is known; empty
where that is longer."""


def periods_of(hits: Mapping[str, int], by: str) -> list[str]:
    """Every period from the first that has hits to the last; raises TooManyPeriodsError."""
    if not hits:
        return []
    periods = _between(min(hits), max(hits), by)
    if len(periods) > MOST_PERIODS:
        raise TooManyPeriodsError(
            f"There are {len(periods):,} {by}s from {min(hits)} to {max(hits)}.",
            "Count by year, or leave out dates that are probably wrong:"
            f" {_without_outliers(hits, by)}",
        )
    return [_named(number, by) for number in periods]


def _between(first: str, last: str, by: str) -> range:
    return range(_number(first, by), _number(last, by) + 1, _WEEK if by == "week" else 1)


def _without_outliers(hits: Mapping[str, int], by: str) -> str:
    """The clause that leaves out the fewer hits beside the longest gap."""
    known = sorted(hits)
    gaps = {at: _number(known[at], by) - _number(known[at - 1], by) for at in range(1, len(known))}
    at = max(gaps, key=gaps.__getitem__)
    before, after = (sum(hits[each] for each in part) for part in (known[:at], known[at:]))
    if before <= after:
        return f"since:{known[at]}"
    last = _number(known[at - 1], by) + (_WEEK - 1 if by == "week" else 0)
    return f"until:{_named(last, by)}"


def _number(period: str, by: str) -> int:
    """Days, months or years since year 1."""
    if by in ("day", "week"):
        return date.fromisoformat(period).toordinal()
    year, _, month = period.partition("-")
    return int(year) * 12 + int(month) - 1 if by == "month" else int(year)


def _named(number: int, by: str) -> str:
    if by in ("day", "week"):
        return date.fromordinal(number).isoformat()
    return f"{number // 12:04}-{number % 12 + 1:02}" if by == "month" else f"{number:04}"


def clause_of(period: str, by: str) -> str:
    """The clause that narrows a query to a period."""
    if by != "week":
        return f"published:{period}"
    number = date.fromisoformat(period).toordinal() + _WEEK - 1
    sunday = date.fromordinal(min(number, date.max.toordinal()))
    return f"published:{period}..{sunday.isoformat()}"
