from hypothesis import given
from hypothesis import strategies as st

from pressmark.search.results.facet import Facet, FacetValue
from pressmark.search.web.timeline import HEIGHT, MAX_MONTHS, is_short, outline, timeline

months = st.dictionaries(
    st.builds("{:04}-{:02}".format, st.integers(1990, 2030), st.integers(1, 12)),
    st.integers(1, 1000),
    min_size=2,
)


def bars_of(*values: FacetValue):
    return timeline(Facet("month", values)).bars


@given(months)
def test_the_bars_hold_every_hit_in_order_of_time_without_a_gap(counts):
    bars = bars_of(*(FacetValue(month, count, "") for month, count in sorted(counts.items())))
    assert sum(bar.count for bar in bars) == sum(counts.values())
    assert [bar.span for bar in bars] == sorted({bar.span for bar in bars})
    assert max(bar.height for bar in bars) == HEIGHT
    if len(bars[0].span) == len("2022-10"):
        assert len(bars) <= MAX_MONTHS
        assert bars[0].span == min(counts)
        assert bars[-1].span == max(counts)


def test_hits_of_one_month_need_no_timeline():
    assert bars_of(FacetValue("2022-10", 7, "published:2022-10")) == ()


def test_a_month_without_hits_is_a_gap_to_be_seen():
    bars = bars_of(FacetValue("2021-12", 2, ""), FacetValue("2022-02", 1, ""))
    assert [(bar.span, bar.count) for bar in bars] == [
        ("2021-12", 2),
        ("2022-01", 0),
        ("2022-02", 1),
    ]
    assert bars[0].clause == "published:2021-12"


def test_all_bars_are_drawn_from_the_ground_to_their_height_in_one_path():
    bars = bars_of(FacetValue("2021-12", 4, ""), FacetValue("2022-02", 1, ""))
    ground = HEIGHT + 1
    first, last = HEIGHT - 40.0, HEIGHT - 10.0
    assert outline(bars) == (f"M0.1 {ground}V{first}h.8V{ground}zM2.1 {ground}V{last}h.8V{ground}z")


def test_a_short_period_is_shown_by_day_with_the_count_without_a_date():
    months = Facet("month", (FacetValue("2022-02", 3, ""), FacetValue("", 2, "missing:date")))
    days = [FacetValue("2022-02-27", 1, ""), FacetValue("2022-03-01", 2, "")]
    assert is_short(months)
    line = timeline(months, days)
    assert [(bar.span, bar.count) for bar in line.bars] == [
        ("2022-02-27", 1),
        ("2022-02-28", 0),
        ("2022-03-01", 2),
    ]
    assert (line.period, line.highest) == ("day", 2)
    assert [(value.label, value.count) for value in line.others] == [("no date", 2)]


def test_hits_that_no_bar_counts_are_listed():
    months = Facet(
        "month",
        (
            FacetValue("2022", 4, "published:=2022"),
            FacetValue("2022-02", 3, "published:2022-02"),
            FacetValue("2022-03", 2, "published:2022-03"),
            FacetValue("", 1, "missing:date"),
        ),
    )
    line = timeline(months)
    assert sum(bar.count for bar in line.bars) == 5
    assert [(value.label, value.count) for value in line.others] == [("2022", 4), ("no date", 1)]
    days = [FacetValue("2022-02-27", 1, ""), FacetValue("2022-03-01", 1, "")]
    line = timeline(months, days, dayless=8)
    assert [(each.label, each.count) for each in line.others] == [
        ("no day", 3),
        ("2022", 4),
        ("no date", 1),
    ]


def test_a_long_period_is_shown_by_month_or_year():
    def line(*values):
        return timeline(Facet("month", tuple(FacetValue(each, 1, "") for each in values)))

    assert not is_short(
        Facet("month", (FacetValue("2022-02", 1, ""), FacetValue("2022-04", 1, "")))
    )
    assert line("2022-02", "2022-04").period == "month"
    assert line("1990-02", "2022-04").period == "year"
