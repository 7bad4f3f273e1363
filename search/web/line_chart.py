"""Counts over time as lines of an SVG picture.

Across, positions are numbers of periods or percentages, so that the picture fits any width; down,
they are pixels.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pressmark.search.results.counts import Counts
from pressmark.search.web.axis import ticks

TOP = 22
"""Pixels above the plot, for the label of the highest line."""

PLOT = 240
"""Height of the plot in pixels."""

HEIGHT = TOP + PLOT + 28
"""Height of the picture with the labels of periods."""

LABELS_WIDTH = 330
"""Pixels for the labels of periods: the width of a phone."""

LETTER_WIDTH = 7.5
"""Pixels of a digit in a label."""

EDGE = 5
"""Percent at each side without a label: half of one is as wide on a phone."""

FEWEST_STARTS = 3
"""Years, or months, that must begin before they are the labels."""

DOTS_UNTIL = 62
"""Most periods whose points are marked: closer dots would hide the line."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A label at `place`: percent from the left, or pixels from the top."""

    label: str
    place: float


@dataclass(frozen=True, slots=True)
class Line:
    """The line of one query, with its points as `dots`, which may be empty."""

    query: str
    number: int
    path: str
    dots: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over `periods` periods, and the labels of both axes."""

    periods: int
    lines: tuple[Line, ...]
    levels: tuple[Tick, ...]
    times: tuple[Tick, ...]
    outline: str = ""
    top: int = TOP
    plot: int = PLOT
    height: int = HEIGHT


def line_chart(counts: Counts, *, relative: bool) -> LineChart:
    """The chart of counts by period, as shares of all articles with `relative`.

    A share of a period without articles is a gap in its line.
    """
    values = [_values(counts, number, relative=relative) for number in range(len(counts.queries))]
    highest = max((value for each in values for value in each if value is not None), default=0)
    levels = ticks(highest, whole=not relative)
    return LineChart(
        periods=len(counts.buckets),
        lines=tuple(
            Line(query, number, "".join(_path(each, levels[-1])), _dots(each, levels[-1]))
            for number, (query, each) in enumerate(zip(counts.queries, values, strict=True), 1)
        ),
        levels=level_ticks(levels, relative=relative),
        times=tuple(time_ticks([bucket.value for bucket in counts.buckets])),
    )


def _values(counts: Counts, number: int, *, relative: bool) -> list[float | None]:
    if not relative:
        return [bucket.counts[number] for bucket in counts.buckets]
    return [bucket.shares[number] if bucket.articles else None for bucket in counts.buckets]


def _path(values: Sequence[float | None], highest: float) -> Iterator[str]:
    """The line as commands of SVG, lifted over gaps."""
    command = "M"
    for number, value in enumerate(values):
        if value is None:
            command = "M"
        else:
            yield f"{command}{number}.5 {_down(value, highest):g}"
            command = "L"


def _dots(values: Sequence[float | None], highest: float) -> str:
    """The points as lines without length, which round caps make dots."""
    if len(values) > DOTS_UNTIL:
        return ""
    return "".join(
        f"M{number}.5 {_down(value, highest):g}h0"
        for number, value in enumerate(values)
        if value is not None
    )


def _down(value: float, highest: float) -> float:
    """Pixels from the top of the plot."""
    return round(PLOT * (1 - value / highest), 1)


def level_ticks(levels: Sequence[float], *, relative: bool) -> tuple[Tick, ...]:
    """A label at each level, as a percentage with `relative`."""
    return tuple(
        Tick(f"{100 * each:g} %" if relative else f"{each:,.0f}", _down(each, levels[-1]))
        for each in levels
    )


def time_ticks(periods: Sequence[str]) -> Iterator[Tick]:
    """As many labels as fit, at the middle of their periods: of years or months where several
    begin, else of the periods themselves."""
    named = _beginnings(periods)
    places = [(round(100 * (number + 0.5) / len(periods), 2), label) for number, label in named]
    inside = [each for each in places if EDGE <= each[0] <= 100 - EDGE] or places
    width = (max((len(label) for _, label in inside), default=1) + 2) * LETTER_WIDTH
    step = max(1, -(-len(inside) // max(1, int(LABELS_WIDTH / width))))
    yield from (Tick(label, place) for place, label in inside[step // 2 :: step])


def _beginnings(periods: Sequence[str]) -> list[tuple[int, str]]:
    """The numbers of periods to be labelled, with their labels."""
    for length in (len("2022"), len("2022-10")):
        names = [period[:length] for period in periods]
        starts = [number for number in range(1, len(names)) if names[number] != names[number - 1]]
        if len(starts) >= FEWEST_STARTS:
            return [(number, names[number]) for number in starts]
    return list(enumerate(periods))
