"""All articles over time as bars of an SVG picture, on the axes of the line chart."""

from dataclasses import dataclass

from pressmark.search.results.counts import Bucket, Counts
from pressmark.search.web.axis import ticks
from pressmark.search.web.line_chart import HEIGHT, PLOT, TOP, Tick, level_ticks, time_ticks


@dataclass(frozen=True, slots=True)
class BarChart:
    """`outline` is the path of all bars, in numbers of periods across and in pixels down."""

    periods: int
    outline: str
    levels: tuple[Tick, ...]
    times: tuple[Tick, ...]
    lines: tuple[()] = ()
    top: int = TOP
    plot: int = PLOT
    height: int = HEIGHT


def bar_chart(counts: Counts) -> BarChart:
    """The chart of the first query of `counts`, which has at least one period."""
    levels = ticks(max(bucket.counts[0] for bucket in counts.buckets), whole=True)
    return BarChart(
        periods=len(counts.buckets),
        outline="".join(
            _bar(number, bucket, levels[-1])
            for number, bucket in enumerate(counts.buckets)
            if bucket.counts[0]
        ),
        levels=level_ticks(levels, relative=False),
        times=tuple(time_ticks([bucket.value for bucket in counts.buckets])),
    )


def _bar(number: int, bucket: Bucket, highest: float) -> str:
    height = round(PLOT * bucket.counts[0] / highest, 1)
    return f"M{number}.1 {PLOT}v-{height:g}h.8V{PLOT}z"
