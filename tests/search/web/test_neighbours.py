from hypothesis import given
from hypothesis import strategies as st

from pressmark.index import Index
from pressmark.search import search
from pressmark.search.web.neighbours import neighbours
from pressmark.search.web.params import SearchParams


@given(rank=st.integers(1, 23))
def test_the_hits_beside_one_are_those_of_the_whole_list(index: Index, rank: int):
    params = SearchParams(query="ferry", sort="oldest")
    everything = search(index, "ferry", sort="oldest", limit=100).hits
    options = params.around_hit(rank)
    part = search(index, "ferry", sort="oldest", limit=options.limit, offset=options.offset)
    found = neighbours(part, rank, everything[rank - 1].article.id)
    assert (found.rank, found.total) == (rank, 23)
    assert found.previous == (everything[rank - 2] if rank > 1 else None)
    assert found.next == (everything[rank] if rank < 23 else None)


def test_an_article_that_is_another_hit_has_no_neighbours(index: Index):
    found = neighbours(search(index, "ferry"), 1, "another")
    assert (found.rank, found.previous, found.next) == (0, None, None)
    assert found.total == 23
