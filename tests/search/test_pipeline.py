from datetime import datetime
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.errors import AskError
from pressmark.search import search

pytestmark = pytest.mark.slow


def texts(results):
    return [hit.text for hit in results.hits]


def test_a_plain_question_finds_any_of_its_words_and_ranks_best_first(make_any_index):
    index = make_any_index("a bridge", "the bridge at Kherson", "nothing of the kind")
    assert texts(search(index, "bridge Kherson")) == ["the bridge at Kherson", "a bridge"]


def test_totals_count_paragraphs_and_articles(make_any_index, paragraph):
    index = make_any_index(
        paragraph("the bridge", article="a"),
        paragraph("the bridge again", article="a"),
        paragraph("another bridge", article="b"),
    )
    results = search(index, "bridge", limit=1)
    assert (results.total_paragraphs, results.total_articles) == (3, 2)


def test_a_page_past_the_end_is_empty_and_still_has_the_totals(make_any_index):
    results = search(make_any_index("bridge", "bridge"), "bridge", offset=10)
    assert (results.hits, results.total_paragraphs) == ((), 2)


def test_a_page_of_no_hits_has_the_totals(make_any_index):
    results = search(make_any_index("bridge", "bridge"), "bridge", limit=0)
    assert (results.hits, results.total_paragraphs) == ((), 2)


@pytest.mark.parametrize("name", ["limit", "offset"])
def test_a_negative_page_is_refused_by_name(make_any_index, name):
    with pytest.raises(AskError, match=f"{name} must be 0 or more"):
        search(make_any_index("bridge"), "bridge", **{name: -1})


@given(size=st.integers(1, 7), found=st.integers(0, 20))
def test_pages_laid_end_to_end_are_the_whole_result(make_any_index, size, found):
    index = make_any_index(
        *(f"bridge {'and water ' * number}" for number in range(found)), "nothing"
    )
    whole = search(index, "bridge", limit=100)
    pages = (search(index, "bridge", limit=size, offset=at) for at in count(0, size))
    hits = [
        hit for _, page in zip(range(found // size + 2), pages, strict=False) for hit in page.hits
    ]
    assert tuple(hits) == whole.hits
    assert [hit.rank for hit in hits] == list(range(1, found + 1))


@pytest.mark.parametrize(
    ("sort", "order"),
    [("newest", ["new", "old", "undated"]), ("oldest", ["old", "new", "undated"])],
)
def test_sorting_by_time_puts_the_undated_last_and_keeps_the_scores(
    make_any_index, paragraph, sort, order
):
    index = make_any_index(
        paragraph("bridge undated", article="undated"),
        paragraph("bridge new", article="new", published=datetime(2022, 10, 2)),
        paragraph("bridge old", article="old", published=datetime(2021, 1, 1)),
    )
    results = search(index, "bridge", sort=sort)
    assert [hit.article.id for hit in results.hits] == order
    assert all(hit.score > 0 for hit in results.hits)


def test_a_hit_carries_its_article_and_place(make_any_index, paragraph):
    date = datetime(2022, 10, 2, 8, 30)
    index = make_any_index(
        paragraph(
            "A bridge was sunk.",
            article="0123456789ab",
            ordinal=3,
            kind="caption",
            title="Bridge gone",
            source="The Valley Tribune",
            url="https://example.org/1",
            language="en",
            published=date,
        )
    )
    hit = search(index, "sank bridges").hits[0]
    assert (hit.ordinal, hit.kind, hit.article.title) == (3, "caption", "Bridge gone")
    assert (hit.article.source, hit.article.published) == ("The Valley Tribune", date)
