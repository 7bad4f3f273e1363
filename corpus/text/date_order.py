"""Dates of three numbers, such as `03/04/2019`, and the order in which a file writes them.

One such date may be read in two or three ways. All dates of a source together mostly show which
way is meant: a 25 can be no month, and no article is of the year 2031.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple, get_args

from pressmark.corpus.read_options import DateOrder
from pressmark.corpus.text.dates import find_date, with_clock, without_invisible
from pressmark.corpus.text.months import month_number

_NUMBERS = re.compile(r"(?<![\d./-])(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?!\d|[./-]\d)")
_NAMED = re.compile(
    r"(?<!\w)(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[-/. ]{1,2}(?P<month>[^\W\d_]{3,9})"
    r"|(?P<first>[^\W\d_]{3,9})\.?[-/ ](?P<second>\d{1,2}))[-/., ]{1,2}['’]?(?P<year>\d\d)(?![\w:])"
)
"""A month's name between or before two short numbers: `04-Mar-21`, `Mar 4, 21`."""
NAMED = "b2"
"""The shape of such dates. They have the day before the year, unless a file shows otherwise."""

_READ = 100
"""Characters of a date: the longest measured in dumps has 45."""

_CACHED = 1 << 12
"""Days recur in the records of a file, and each is read twice."""

_ORDERS: tuple[DateOrder, ...] = get_args(DateOrder)
_OLDEST_SHORT_YEAR = 70
"""Two digits below this and after the present are no year: scraped news is of the web's age."""

_CONTRADICTIONS = 20
"""So many times more dates must contradict another order than the chosen one: a typing error in a
hundred dates is no other order, dates of two sources mixed are."""

_SORTED = 6
"""Neighbours that differ, from which on a file in the order of time shows the order of its dates:
six random neighbours ascend or descend together in one of 32 cases, and no other order may."""

_AGREEING = 3
"""Sources of a file that show one order, from which on one that shows none is read so, too: of two
sources the second may be of another country."""

_GROUPS = 1 << 12
"""Sources counted apart in a file; the dates of any further ones count for the file as a whole."""


class NumericDate(NamedTuple):
    """A date of three numbers: its readings by order, and the text without it."""

    shape: str
    """The separator and the digits of the year, as in `/4`."""
    readings: Mapping[DateOrder, datetime]
    rest: str

    def read(self, order: DateOrder | None) -> datetime | None:
        """The date in that order, or where only one is possible; None where it is not known."""
        if self.shape == NAMED and order != "ymd":
            order = "dmy"
        day = self.readings.get(order) if order else None
        if day is None and len(set(self.readings.values())) == 1:
            day = next(iter(self.readings.values()))
        return day and with_clock(day, self.rest)


def numeric_date(value: object) -> NumericDate | None:
    """The date of three numbers that a value states, None for any other value."""
    return _numeric_date(value.strip()[:_READ]) if isinstance(value, str) else None


@lru_cache(_CACHED)
def _numeric_date(value: str) -> NumericDate | None:
    text = without_invisible(value)
    match = _NUMBERS.search(text)
    if match is None:
        return _named_date(text)
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    if find_date(rest):
        return None  # a surer date is next to it
    first, separator, second, third = match.groups()
    readings = _readings(first, second, third)
    return NumericDate(f"{separator}{len(third)}", readings, rest) if readings else None


def _named_date(text: str) -> NumericDate | None:
    match = _NAMED.search(text)
    month = month_number(match["month"] or match["first"]) if match else None
    if match is None or month is None or find_date(text):
        return None
    first, last = match["day"] or match["second"], match["year"]
    readings = {"dmy": _day(_full_year(last), month, int(first))}
    if match["day"] and len(first) == len(last):
        readings["ymd"] = _day(_full_year(first), month, int(last))
    found = {order: day for order, day in readings.items() if day}
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    return NumericDate(NAMED, found, rest) if found else None  # type: ignore[arg-type]


def _readings(first: str, second: str, third: str) -> dict[DateOrder, datetime]:
    year = _full_year(third)
    found: dict[DateOrder, datetime | None] = {
        "mdy": _day(year, int(first), int(second)),
        "dmy": _day(year, int(second), int(first)),
    }
    if len(third) == len(first) == 2:
        found["ymd"] = _day(_full_year(first), int(second), int(third))
    return {order: day for order, day in found.items() if day}


def _full_year(digits: str) -> int:
    """The year that two or four digits state; 0 for none that an article can be of."""
    year, latest = int(digits), datetime.now().year + 1
    if len(digits) == 4:
        return year if year <= latest else 0
    if 2000 + year <= latest:
        return 2000 + year
    return 1900 + year if year >= _OLDEST_SHORT_YEAR else 0


def _day(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day) if year else None
    except ValueError:
        return None


@dataclass(slots=True)
class _Tally:
    """Dates of one shape: how many are impossible in each order, and whether they are sorted."""

    count: int = 0
    impossible: Counter[DateOrder] = field(default_factory=Counter)
    rises: Counter[DateOrder] = field(default_factory=Counter)
    falls: Counter[DateOrder] = field(default_factory=Counter)
    last: Mapping[DateOrder, datetime] = field(default_factory=dict)

    def add(self, date: NumericDate) -> None:
        """Count a date."""
        self.count += 1
        for order in _ORDERS:
            if order not in date.readings:
                self.impossible[order] += 1
            elif order in self.last and date.readings[order] != self.last[order]:
                moves = self.rises if date.readings[order] > self.last[order] else self.falls
                moves[order] += 1
        self.last = date.readings

    def order(self) -> DateOrder | None:
        """The one order that these dates allow."""
        best, *others = sorted(_ORDERS, key=lambda order: self.impossible[order])
        least = self.impossible[best]
        if all(self.impossible[order] > _CONTRADICTIONS * least for order in others):
            return best
        return self._sorted_order() if not least else None

    def _sorted_order(self) -> DateOrder | None:
        possible = [order for order in _ORDERS if not self.impossible[order]]
        ascending = [order for order in possible if self._is_sorted(order)]
        return ascending[0] if len(ascending) == 1 else None

    def _is_sorted(self, order: DateOrder) -> bool:
        moves = self.rises[order], self.falls[order]
        return min(moves) == 0 and max(moves) >= _SORTED

    @property
    def is_contradictory(self) -> bool:
        """Whether there are dates that no order allows together."""
        return all(self.impossible[order] for order in _ORDERS)


CONTRADICTORY = "none"
"""What a row of DateOrders has in place of an order that no dates of the group allow together."""


def _agree(orders: Sequence[str]) -> bool:
    """Whether so many sources write one order that others of the file will, too."""
    return len(orders) >= _AGREEING and len(set(orders)) == 1


@dataclass(frozen=True, slots=True)
class DateOrders:
    """The orders that the dates of a file show: rows of source, shape of the date, and its order,
    which is empty where several are possible."""

    rows: tuple[tuple[str, str, str], ...] = ()
    _orders: dict[tuple[str, str], str] = field(init=False, repr=False, compare=False)
    _shared: Set[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found = {(group, shape): order for group, shape, order in self.rows}
        object.__setattr__(self, "_orders", found)
        by_shape: dict[str, list[str]] = {}
        for group, shape, order in self.rows:
            if group and order:
                by_shape.setdefault(shape, []).append(order)
        shared = {s for s, orders in by_shape.items() if _agree(orders)}
        object.__setattr__(self, "_shared", shared)

    def order(self, group: str, date: NumericDate) -> DateOrder | None:
        """The order of a date of that source: as its source writes such dates, or where these allow
        several, as the other sources of the file agree; None where that is not known."""
        is_shared = not group or date.shape in self._shared
        for key in ((group, date.shape), *([("", date.shape)] if is_shared else [])):
            order = self._orders.get(key, "")
            if order:
                return next((each for each in _ORDERS if each == order), None)
        return None


class DateEvidence:
    """What the dates of a file show of their order, each source and shape by itself."""

    def __init__(self, dates: Iterable[tuple[str, NumericDate]] = ()) -> None:
        self._tallies: dict[tuple[str, str], _Tally] = {}
        for group, date in dates:
            self.add(group, date)

    def add(self, group: str, date: NumericDate) -> None:
        """Count a date of a source; "" for none."""
        for key in {(group, date.shape), ("", date.shape)}:
            if key in self._tallies or len(self._tallies) < _GROUPS or not key[0]:
                self._tallies.setdefault(key, _Tally()).add(date)

    def orders(self) -> DateOrders:
        """What the dates show."""
        return DateOrders(
            tuple(
                (group, shape, tally.order() or (CONTRADICTORY if tally.is_contradictory else ""))
                for (group, shape), tally in self._tallies.items()
            )
        )
