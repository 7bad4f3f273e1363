import re

from hypothesis import given
from hypothesis import strategies as st

from pressmark.search.results.counts import Bucket, Counts
from pressmark.search.web.bar_chart import bar_chart
from pressmark.search.web.line_chart import PLOT


def counts_of(numbers: list[int]) -> Counts:
    return Counts(
        queries=("*",),
        by="year",
        of="articles",
        totals=(sum(numbers),),
        buckets=tuple(Bucket(str(1960 + at), (each,), "") for at, each in enumerate(numbers)),
        missing=Bucket("", (0,), "missing:date"),
    )


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=60).filter(any))
def test_each_period_with_articles_is_a_bar_as_high_as_its_count_on_the_scale(numbers):
    chart = bar_chart(counts_of(numbers))
    highest = float(chart.levels[-1].label.replace(",", ""))
    bars = re.findall(r"M(\d+)\.1 (\d+)v-([\d.]+)h\.8V\d+z", chart.outline)
    drawn = {int(month): float(height) for month, _, height in bars}
    assert drawn.keys() == {month for month, number in enumerate(numbers) if number}
    for month, height in drawn.items():
        assert abs(height - PLOT * numbers[month] / highest) <= 0.06
    assert {int(foot) for _, foot, _ in bars} == {PLOT}
