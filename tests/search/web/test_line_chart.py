import re

from hypothesis import given
from hypothesis import strategies as st

from pressmark.search.results.counts import Bucket, Counts
from pressmark.search.web.line_chart import (
    DOTS_UNTIL,
    LABELS_WIDTH,
    LETTER_WIDTH,
    PLOT,
    line_chart,
    time_ticks,
)


def counts_of(*rows: tuple[int, ...], articles: tuple[int, ...] = ()) -> Counts:
    every = articles or (None,) * len(rows)
    return Counts(
        queries=tuple(f"query {number}" for number in range(len(rows[0]))),
        by="month",
        of="stories",
        totals=tuple(map(sum, zip(*rows, strict=True))),
        buckets=tuple(
            Bucket(
                f"{2000 + month // 12}-{month % 12 + 1:02}",
                row,
                "",
                every[month],
                tuple(each / every[month] if each else 0.0 for each in row) if articles else (),
            )
            for month, row in enumerate(rows)
        ),
        missing=Bucket("", (0,) * len(rows[0]), "missing:date"),
    )


def points(path: str) -> list[tuple[float, float]]:
    found = re.findall(r"[ML]([\d.]+) ([\d.]+)", path)
    return [(float(x), float(y)) for x, y in found]


@given(st.lists(st.tuples(st.integers(0, 999), st.integers(0, 999)), min_size=1, max_size=90))
def test_every_number_is_a_point_on_one_scale(rows):
    chart = line_chart(counts_of(*rows), relative=False)
    highest = PLOT / (1 - chart.levels[0].place / PLOT) * float(chart.levels[0].label) / PLOT
    for line, numbers in zip(chart.lines, zip(*rows, strict=True), strict=True):
        found = points(line.path)
        assert [x for x, _ in found] == [month + 0.5 for month in range(len(rows))]
        for (_, y), number in zip(found, numbers, strict=True):
            assert abs((1 - y / PLOT) * highest - number) <= highest / 1000
        assert bool(line.dots) == (len(rows) <= DOTS_UNTIL)


def test_a_share_of_no_articles_is_a_gap():
    chart = line_chart(counts_of((1,), (0,), (0,), (2,), articles=(2, 4, 0, 2)), relative=True)
    assert chart.lines[0].path == "M0.5 120L1.5 240M3.5 0"
    assert [tick.label for tick in chart.levels] == ["50 %", "100 %"]


@given(st.integers(1, 900))
def test_the_labels_of_periods_fit_a_phone_and_are_at_their_periods(months):
    counts = counts_of(*[(1,)] * months)
    times = line_chart(counts, relative=False).times
    assert times
    assert sum(len(tick.label) for tick in times) * LETTER_WIDTH <= LABELS_WIDTH
    for tick in times:
        value = counts.buckets[int(tick.place * months / 100)].value
        assert value.startswith(tick.label)
        assert value.endswith("-01") or tick.label == value


def test_days_over_several_months_are_labelled_by_month():
    days = [f"2022-{month:02}-{day:02}" for month in range(1, 7) for day in range(1, 29)]
    months = [tick.label for tick in time_ticks(days)]
    assert months == ["2022-03", "2022-05"]
