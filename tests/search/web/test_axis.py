from hypothesis import given
from hypothesis import strategies as st

from pressmark.search.web.axis import LINES, ticks


@given(st.integers(0, 10**9))
def test_counts_have_few_round_whole_steps_that_cover_the_highest(highest):
    levels = ticks(highest, whole=True)
    assert 1 <= len(levels) <= LINES
    assert all(level == int(level) for level in levels)
    assert levels[-1] >= highest
    assert str(int(levels[0])).rstrip("0") in ("1", "2", "5")
    assert [round(level / levels[0]) for level in levels] == list(range(1, len(levels) + 1))


@given(st.floats(1e-6, 1.0))
def test_shares_have_few_steps_of_which_no_line_exceeds_the_last(highest):
    levels = ticks(highest, whole=False)
    assert 1 <= len(levels) <= LINES
    assert levels[-1] >= highest * (1 - 1e-6)
    assert levels[-1] <= 5 * highest
