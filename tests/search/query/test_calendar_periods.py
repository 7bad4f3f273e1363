from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pressmark.search.query.calendar_periods import PERIODS, clause_of, periods_between
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
    assert periods_between(first, last, by) == list(dict.fromkeys(map(PERIODS[by], every)))
