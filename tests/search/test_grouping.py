"""Hits are articles; totals, pages and counts agree with what brute force finds."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressmark.search import search

BRUTE = settings(max_examples=40)


def test_an_article_is_one_hit_shown_by_its_best_paragraph(make_any_index, paragraph):
    index = make_any_index(
        paragraph("a bridge among very many other words of no interest", article="a"),
        paragraph("bridge bridge", article="a"),
        paragraph("nothing", article="a"),
        paragraph("a bridge and a road", article="b"),
    )
    results = search(index, "bridge")
    assert [(hit.article.id, hit.text, hit.more) for hit in results.hits] == [
        ("a", "bridge bridge", 1),
        ("b", "a bridge and a road", 0),
    ]
    assert (results.total, results.total_articles, results.total_paragraphs) == (2, 2, 3)


def test_paragraphs_can_be_hits_of_their_own(make_any_index, paragraph):
    index = make_any_index(paragraph("bridge", article="a"), paragraph("a bridge", article="a"))
    results = search(index, "bridge", paragraphs=True)
    assert [hit.text for hit in results.hits] == ["bridge", "a bridge"]
    assert (results.total, results.total_articles, results.total_paragraphs) == (2, 1, 2)


def test_the_title_counts_for_its_article_only_where_nothing_else_does(make_any_index, paragraph):
    index = make_any_index(
        paragraph("bridge", article="a", ordinal=0, kind="title"),
        paragraph("a word and another about the long bridge", article="a"),
        paragraph("bridge", article="b", ordinal=0, kind="title"),
    )
    assert {hit.article.id: hit.kind for hit in search(index, "bridge").hits} == {
        "a": "paragraph",
        "b": "title",
    }


def test_an_article_is_ranked_by_all_its_words(make_any_index, paragraph):
    index = make_any_index(
        paragraph("the bridge was old", article="both"),
        paragraph("the river was high", article="both"),
        paragraph("the bridge was new", article="one"),
        paragraph("the road was long", article="one"),
    )
    assert search(index, "bridge river").hits[0].article.id == "both"


def test_the_other_paragraphs_of_an_article_can_be_requested(make_any_index, paragraph):
    index = make_any_index(
        paragraph("bridge", article="0123456789ab"),
        paragraph("bridges", article="0123456789ab"),
        paragraph("bridge", article="ba9876543210"),
    )
    results = search(index, "bridge article:0123456789ab", paragraphs=True)
    assert results.total_paragraphs == 2


WORDS = st.sampled_from(["bridge", "river", "road", "bridges"])
ARTICLES = st.lists(
    st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=4),
    max_size=8,
)


@BRUTE
@given(ARTICLES, st.booleans())
def test_totals_pages_and_counts_agree_with_brute_force(make_any_index, paragraph, articles, flat):
    rows = [
        paragraph(text, article=f"a{number}", ordinal=ordinal)
        for number, texts in enumerate(articles)
        for ordinal, text in enumerate(texts, 1)
    ]
    index = make_any_index(*rows)
    matching = Counter(row["article"] for row in rows if "bridge" in row["text"])
    results = search(index, "bridge", limit=100, paragraphs=flat)
    assert results.total_articles == len(matching)
    assert results.total_paragraphs == matching.total()
    assert results.total == len(results.hits)
    if not flat:
        assert {hit.article.id: hit.more + 1 for hit in results.hits} == matching
    scores = [hit.score for hit in results.hits]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("query", ["bridge", "bridge river", '"river bridge"', "brid*"])
def test_scores_do_not_depend_on_how_the_index_is_cut_into_segments(make_any_index, query):
    texts = ["the river bridge", "a bridge", "river and bridges", "the road", "a river", "no more"]
    whole = search(make_any_index(*texts), query).hits
    parts = search(make_any_index(*texts, segments=3), query).hits
    assert {hit.text: hit.score for hit in parts} == pytest.approx(
        {hit.text: hit.score for hit in whole}
    )


@pytest.mark.parametrize("flat", [False, True])
def test_an_empty_index_has_no_hits(make_any_index, flat):
    assert search(make_any_index(), "bridge", paragraphs=flat).total == 0


def test_an_article_without_a_title_is_led_by_its_first_paragraph(make_any_index, paragraph):
    texts = ("the bridge was old", "the river was high", "the road was long")
    index = make_any_index(
        *(paragraph(texts[at], article="first") for at in (0, 1, 2)),
        *(paragraph(texts[at], article="later") for at in (1, 0, 2)),
    )
    for query, first in (("bridge", "first"), ("river", "later")):
        hits = search(index, query, explain=True).hits
        assert hits[0].article.id == first
        openings = [any(part.name == "opening" for part in hit.explanation.parts) for hit in hits]
        assert openings == [True, False]


def test_a_title_counts_for_its_article_in_place_of_the_first_paragraph(make_any_index, paragraph):
    index = make_any_index(
        *(paragraph(text, article="a", title="A lamp") for text in ("bridge", "river")),
        paragraph("bridge", article="b"),  # its only paragraph opens nothing
    )
    for hit in search(index, "bridge", explain=True).hits:
        assert all(part.name != "opening" for part in hit.explanation.parts)


def test_words_of_the_query_count_the_more_the_nearer_they_are(make_any_index):
    index = make_any_index(
        "bridge one two three four five six seven eight river",
        "bridge one two three river four five six seven eight",
        "bridge river one two three four five six seven eight",
    )
    assert [hit.article.id for hit in search(index, "river bridge").hits] == ["a2", "a1", "a0"]
