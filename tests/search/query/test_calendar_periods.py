from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.errors import TooManyPeriodsError
from pressmark.search.query.calendar_periods import PERIODS, clause_of, periods_of
from pressmark.search.query.dates import parse_period

DAYS = st.dates().map(str)


@given(day=DAYS, by=st.sampled_from(sorted(PERIODS)))
def test_a_day_is_in_the_period_that_its_clause_names(day, by):
    clause = clause_of(PERIODS[by](day), by)
    first, _, last = clause.removeprefix("published:").partition("..")
    now = datetime(2024, 1, 1)
    try:
        start, end = parse_period(first, now).start, parse_period(last or first, now).end
    except ValueError:
        assert day.startswith("9999")  # it would end after the last day that there is
        return
    assert start <= datetime.fromisoformat(day) < end


@given(day=DAYS, count_=st.integers(0, 3000), by=st.sampled_from(sorted(PERIODS)))
def test_periods_are_without_gaps_and_in_order(day, count_, by):
    try:
        last = str(datetime.fromisoformat(day).date() + timedelta(days=count_))
    except OverflowError:
        return
    first, last = PERIODS[by](day), PERIODS[by](last)
    every = [str(datetime.fromisoformat(day).date() + timedelta(days=n)) for n in range(count_ + 1)]
    assert periods_of({first: 1, last: 1}, by) == list(dict.fromkeys(map(PERIODS[by], every)))


@pytest.mark.parametrize(
    ("hits", "by", "clause"),
    [
        ({"0024-01-31": 1, "2023-01-01": 5, "2024-03-01": 2}, "day", "since:2023-01-01"),
        ({"2023-01-01": 5, "2024-03-01": 2, "2424-03-01": 1}, "day", "until:2024-03-01"),
        ({"2024-03-04": 5, "9024-03-04": 1}, "week", "until:2024-03-10"),
        ({"2024-03": 5, "2024-04": 1, "9024-03": 1}, "month", "until:2024-04"),
    ],
)
def test_of_too_many_periods_the_hint_leaves_out_the_few_hits_far_away(hits, by, clause):
    with pytest.raises(TooManyPeriodsError) as refused:
        periods_of(hits, by)
    assert refused.value.hint.endswith(f": {clause}")
