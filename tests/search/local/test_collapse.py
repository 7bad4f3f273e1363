"""Copies of one article are one hit; totals, pages and counts agree with what brute force finds."""

from collections import Counter, defaultdict

import pytest
from grouped_index import GroupedIndex, groups_of
from hypothesis import given, settings
from hypothesis import strategies as st

from pressmark.search import search

pytestmark = pytest.mark.slow

SOURCES = ["Courier", "The Lamp", "Herald"]
AUTHORS = {"Courier": ["Ann Lee", "Bo Ek"], "The Lamp": ["Bo Ek"], "Herald": ["Ann Lee"]}
WORDS = ["bridge", "bridge bridge", "a bridge and a road", "road"]


ARTICLES = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(SOURCES),
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=3),
    ),
    max_size=9,
)


@pytest.fixture(scope="session")
def library(make_index, paragraph):
    """Makes an index of (story, source, texts) articles with the ids a0, a1, …

    In several segments, which take them in turn, they may have a text each.
    """

    def make(articles, segments=1) -> GroupedIndex:
        rows = [
            paragraph(
                text,
                article=f"a{number}",
                ordinal=ordinal,
                source=source,
                author="\n".join(AUTHORS[source]),
                _stored_author=AUTHORS[source],
            )
            for number, (_, source, texts) in enumerate(articles)
            for ordinal, text in enumerate(texts, 1)
        ]
        # articles are numbered segment by segment
        numbered = [each for first in range(segments) for each in articles[first::segments]]
        groups = groups_of([story for story, *_ in numbered])
        return GroupedIndex(make_index(*rows, segments=segments), groups)

    return make


def matching(articles) -> dict[str, tuple[int, str]]:
    """Id → story and source of the articles in which a bridge stands."""
    return {
        f"a{number}": (story, source)
        for number, (story, source, texts) in enumerate(articles)
        if any("bridge" in text for text in texts)
    }


@pytest.mark.long
@settings(max_examples=60)
@given(ARTICLES)
def test_every_story_is_one_hit_that_names_all_its_copies(library, articles):
    found = matching(articles)
    results = search(library(articles), "bridge", limit=50)
    told = [[hit.article.id, *(copy.id for copy in hit.copies)] for hit in results.hits]
    expected = defaultdict(set)
    for id_, (story, _) in found.items():
        expected[story].add(id_)
    assert sorted(map(sorted, told)) == sorted(map(sorted, expected.values()))
    assert all(hit.also == len(hit.copies) for hit in results.hits)
    assert results.total == results.total_stories == len(expected)
    assert results.total_articles == len(found)
    assert results.collapsed == len(found) - len(expected)


@pytest.mark.long
@settings(max_examples=60)
@given(ARTICLES, st.sampled_from(["relevance", "newest", "oldest"]), st.integers(1, 3))
def test_the_first_copy_in_the_order_asked_for_stands_for_its_story_on_every_page(
    library, articles, sort, limit
):
    index, found = library(articles), matching(articles)
    each = search(index, "bridge", copies=True, sort=sort, limit=50)
    assert each.total == each.total_articles == len(found)
    assert each.collapsed == 0
    first = {}
    for hit in each.hits:
        assert (hit.also, hit.copies) == (0, ())
        first.setdefault(found[hit.article.id][0], hit.article.id)
    pages = [
        search(index, "bridge", sort=sort, limit=limit, offset=offset).hits
        for offset in range(0, 12, limit)
    ]
    assert [hit.article.id for page in pages for hit in page] == list(first.values())
    assert [hit.rank for page in pages for hit in page] == list(range(1, len(first) + 1))


@pytest.mark.long
@settings(max_examples=60)
@given(ARTICLES, st.integers(1, 3))
def test_a_story_counts_once_for_each_paper_that_has_it(library, articles, segments):
    if segments > 1:
        articles = [(story, source, texts[:1]) for story, source, texts in articles]
    index = library(articles, segments)
    facets = search(index, "bridge", facets=True).facets
    counted = {each.value: each.count for each in facets[0].values}
    assert counted == Counter(source for _, source in set(matching(articles).values()))
    for facet in facets:
        for each in facet.values:
            assert search(index, f"bridge {each.clause}").total == each.count


@settings(max_examples=30)
@given(ARTICLES)
def test_paragraphs_are_all_shown_whoever_copied_them(library, articles):
    results = search(library(articles), "bridge", paragraphs=True, limit=50)
    expected = sum("bridge" in text for *_, texts in articles for text in texts)
    assert results.total == len(results.hits) == expected
    assert results.collapsed == 0


def test_copies_are_named_best_first(library):
    texts = ["a road and a bridge", "bridge bridge", "bridge"]
    index = library([(0, "Courier", [text]) for text in texts])
    (hit,) = search(index, "bridge").hits
    each = search(index, "bridge", copies=True)
    assert [hit.article.id, *(copy.id for copy in hit.copies)] == [
        other.article.id for other in each.hits
    ]
