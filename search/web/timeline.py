"""The histogram of hits over time; each bar is a filter.

Its bars are days in a short period, else months, or years if there are too many months.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from pressmark.search.formatting import months_between
from pressmark.search.results.facet import Facet, FacetValue

MAX_MONTHS = 48
"""More bars would be thinner than a fingertip."""

SHORT_MONTHS = 2
"""Most months that are shown by day: 62 bars fit beside the results."""

HEIGHT = 40
"""Of the highest bar, in units of the width of a bar."""

Period = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class Bar:
    """A day (`2022-10-03`), month (`2022-10`) or year (`2022`) with its hits; `height` is out of
    `HEIGHT`."""

    span: str
    count: int
    height: float

    @property
    def clause(self) -> str:
        """The clause that narrows a query to this span."""
        return f"published:{self.span}"


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars from the first to the last, without gaps; `others` are the hits in none of them: those
    of a year or week without a month, of a month without a day, and without a date. Each has its
    clause, if there is one."""

    bars: tuple[Bar, ...]
    others: tuple[FacetValue, ...]
    height: int = HEIGHT

    @property
    def period(self) -> Period:
        """What a bar is."""
        periods: dict[int, Period] = {10: "day", 7: "month"}
        return periods.get(len(self.bars[0].span), "year")

    @property
    def highest(self) -> int:
        """The hits of the highest bar."""
        return max(bar.count for bar in self.bars)


def is_short(months: Facet) -> bool:
    """Whether the hits are of so few months that they are shown by day."""
    known = [value.value for value in months.known if not _is_long(value)]
    return bool(known) and len(months_between(known[0], known[-1])) <= SHORT_MONTHS


def timeline(months: Facet, days: Sequence[FacetValue] = (), dayless: int = 0) -> Timeline:
    """The timeline of these months, or of `days` if given, beside which `dayless` hits have no day;
    it has no bars if there is one span only."""
    bars = _bars(days or months.known)
    if bars and len(bars[0].span) == len("2022"):
        return Timeline(bars, months.missing)
    long = tuple(value for value in months.known if _is_long(value))
    without = dayless - sum(value.count for value in (*long, *months.missing))
    no_day = (FacetValue("no day", without, ""),) if without > 0 else ()
    return Timeline(bars, (*no_day, *long, *months.missing))


def _bars(values: Sequence[FacetValue]) -> tuple[Bar, ...]:
    counts = Counter({value.value: value.count for value in values if not _is_long(value)})
    if len(counts) < 2:
        return ()
    spans = _spans(min(counts), max(counts))
    if len(spans) > MAX_MONTHS and len(spans[0]) == len("2022-10"):
        counts = _by_year(values)
        spans = [str(year) for year in range(int(min(counts)), int(max(counts)) + 1)]
    highest = max(counts.values())
    return tuple(Bar(span, counts[span], HEIGHT * counts[span] / highest) for span in spans)


def outline(bars: Sequence[Bar]) -> str:
    """All bars as one SVG path: a tenth of the bytes of separate elements."""
    return "".join(
        f"M{number}.1 {HEIGHT + 1}V{HEIGHT - bar.height:.1f}h.8V{HEIGHT + 1}z"
        for number, bar in enumerate(bars)
        if bar.count
    )


def _spans(first: str, last: str) -> list[str]:
    """Every month, or every day, from `first` to `last`."""
    if len(first) == len("2022-10"):
        return months_between(first, last)
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [str(start + timedelta(days)) for days in range((end - start).days + 1)]


def _is_long(value: FacetValue) -> bool:
    """Whether a time is longer than a bar: a year, or a week of two months."""
    return len(value.value) == len("2022") or "W" in value.value


def _by_year(values: Sequence[FacetValue]) -> Counter[str]:
    years: Counter[str] = Counter()
    for value in values:
        years[value.value[:4]] += value.count
    return years
