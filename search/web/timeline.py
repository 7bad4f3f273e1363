"""The histogram of hits over time; each bar is a filter.

Its bars are months, or years if there are too many months.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pressmark.search.formatting import months_between
from pressmark.search.results.facet import FacetValue

MAX_MONTHS = 48
"""More bars would be thinner than a fingertip."""

HEIGHT = 40
"""Of the highest bar, in units of the width of a bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A month (`2022-10`) or a year (`2022`) with its hits; `height` is out of `HEIGHT`."""

    span: str
    count: int
    height: float

    @property
    def clause(self) -> str:
        """The clause that narrows a query to this span."""
        return f"published:{self.span}"


def timeline(months: Sequence[FacetValue]) -> tuple[Bar, ...]:
    """Bars from the first month to the last, without gaps; none for a single month."""
    if len(months) < 2:
        return ()
    counts = Counter({month.value: month.count for month in months})
    spans = months_between(min(counts), max(counts))
    if len(spans) > MAX_MONTHS:
        counts = _by_year(counts)
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


def _by_year(months: Counter[str]) -> Counter[str]:
    years: Counter[str] = Counter()
    for month, count in months.items():
        years[month[:4]] += count
    return years
