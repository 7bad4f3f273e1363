import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as wq

from pressmark.index.segment.evaluate.searcher import ArraySearcher

pytestmark = pytest.mark.slow

EXAMPLES = 40  # each builds two indexes


def _constant(pattern):
    """See DIVERGENCES.md, 1."""
    return wq.ConstantScoreQuery(pattern, 2.0)


@pytest.mark.long
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_a_tree_matches_and_scores_as_on_stock_whoosh(
    data, twins, commits, numbered, trees, answers
):
    with twins() as both:
        for added, _ in numbered(data.draw(commits)):
            both.commit(added)
        with both.ours.reader() as reader, both.stock.searcher() as stock:
            if reader.doc_count_all():
                ours = ArraySearcher(reader)
                for query in data.draw(st.lists(trees(_constant), min_size=3, max_size=3)):
                    mine = {hit["url"]: hit.score for hit in ours.search(query, limit=None)}
                    assert mine == pytest.approx(answers(stock, query), rel=1e-5)


@pytest.mark.long
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_a_tree_matches_the_same_after_deletions(data, twins, commits, numbered, trees, answers):
    with twins() as both:
        for added, removed in numbered(data.draw(commits)):
            both.commit(added, removed)
        with both.ours.reader() as reader, both.stock.searcher() as stock:
            if reader.doc_count_all():
                ours = ArraySearcher(reader)
                query = data.draw(trees())
                urls = {hit["url"] for hit in ours.search(query, limit=None)}
                assert urls == answers(stock, query).keys()
