from hypothesis import given
from hypothesis import strategies as st

from pressmark.search.web.paging import paging


@given(st.integers(1, 500), st.integers(0, 500), st.integers(1, 50))
def test_every_page_link_leads_to_a_page_that_exists(page, hits, size):
    shown = paging(page, hits, size)
    linked = [*shown.near, shown.previous, shown.next]
    assert all((number - 1) * size < hits for number in linked if number is not None and number > 0)
    assert all(number >= 1 for number in linked if number is not None)


@given(st.integers(1, 500), st.integers(1, 50))
def test_following_next_from_the_first_page_visits_every_hit_once(hits, size):
    page, visited = 1, 0
    while True:
        visited += min(size, hits - (page - 1) * size)
        following = paging(page, hits, size).next
        if following is None:
            break
        page = following
    assert visited == hits


def test_beyond_the_last_page_previous_is_the_last_page():
    assert paging(99, 42, 10).previous == 5
    assert paging(99, 42, 10).next is None
