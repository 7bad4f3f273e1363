from hypothesis import given
from hypothesis import strategies as st

from pressmark.search.results.facet import FacetValue
from pressmark.search.web.timeline import HEIGHT, MAX_MONTHS, outline, timeline

months = st.dictionaries(
    st.builds("{:04}-{:02}".format, st.integers(1990, 2030), st.integers(1, 12)),
    st.integers(1, 1000),
    min_size=2,
)


@given(months)
def test_the_bars_hold_every_hit_in_order_of_time_without_a_gap(counts):
    bars = timeline([FacetValue(month, count, "") for month, count in sorted(counts.items())])
    assert sum(bar.count for bar in bars) == sum(counts.values())
    assert [bar.span for bar in bars] == sorted({bar.span for bar in bars})
    assert max(bar.height for bar in bars) == HEIGHT
    if len(bars[0].span) == len("2022-10"):
        assert len(bars) <= MAX_MONTHS
        assert bars[0].span == min(counts)
        assert bars[-1].span == max(counts)


def test_hits_of_one_month_need_no_timeline():
    assert timeline([FacetValue("2022-10", 7, "published:2022-10")]) == ()


def test_a_month_without_hits_is_a_gap_to_be_seen():
    bars = timeline([FacetValue("2021-12", 2, ""), FacetValue("2022-02", 1, "")])
    assert [(bar.span, bar.count) for bar in bars] == [
        ("2021-12", 2),
        ("2022-01", 0),
        ("2022-02", 1),
    ]
    assert bars[0].clause == "published:2021-12"


def test_all_bars_are_drawn_from_the_ground_to_their_height_in_one_path():
    bars = timeline([FacetValue("2021-12", 4, ""), FacetValue("2022-02", 1, "")])
    ground = HEIGHT + 1
    first, last = HEIGHT - 40.0, HEIGHT - 10.0
    assert outline(bars) == (f"M0.1 {ground}V{first}h.8V{ground}zM2.1 {ground}V{last}h.8V{ground}z")
