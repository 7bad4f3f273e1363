"""Operators act on the hit: on the whole article, or with `paragraphs` on the paragraph."""

import pytest

from pressmark.search import search


@pytest.fixture(scope="module")
def index(make_any_index, paragraph):
    texts = {
        "apart": ["The bridge is shut.", "An actor came.", "Nothing else."],
        "together": ["An actor on the bridge.", "The ferry sails."],
        "alone": ["The bridge is old.", "A caption of the bridge."],
    }
    return make_any_index(
        *(
            paragraph(
                text,
                article=article,
                title=article,
                ordinal=ordinal,
                kind="caption" if text.startswith("A caption") else "paragraph",
            )
            for article, several in texts.items()
            for ordinal, text in enumerate(several, 1)
        )
    )


def found(index, query, **options):
    return {hit.article.title for hit in search(index, query, **options)}


@pytest.mark.parametrize(
    ("query", "articles", "paragraphs"),
    [
        ("bridge AND actor", {"apart", "together"}, {"together"}),
        ("+bridge +actor", {"apart", "together"}, {"together"}),
        ("bridge -ferry", {"apart", "alone"}, {"apart", "alone", "together"}),
        ("bridge NOT actor", {"alone"}, {"apart", "alone"}),
        ("paragraph:(bridge actor)", {"together"}, {"together"}),
        ("paragraph:(bridge actor) -ferry", set(), {"together"}),
        ('"bridge actor"~3', {"together"}, {"together"}),
        ("bridge -kind:paragraph", {"alone"}, {"alone"}),
        ("(bridge AND actor) OR old", {"apart", "together", "alone"}, {"together", "alone"}),
        ("NOT (bridge AND ferry)", {"apart", "alone"}, {"apart", "together", "alone"}),
    ],
)
def test_an_operator_looks_at_the_whole_hit(index, query, articles, paragraphs):
    assert found(index, query) == articles
    assert found(index, query, paragraphs=True) == paragraphs


def test_the_paragraphs_of_an_article_are_those_that_have_any_of_the_words(index):
    [hit] = [hit for hit in search(index, "bridge AND actor") if hit.article.title == "apart"]
    assert hit.more == 1
    assert [hit.text[start:end] for start, end in hit.highlights] in (["bridge"], ["actor"])


def test_loose_words_are_counted_with_all_and_with_any(index):
    for all_words, total in ((False, 3), (True, 2)):
        results = search(index, "bridge actor", all_words=all_words)
        assert (results.total_all_words, results.total_any_word) == (2, 3)
        assert results.total == total
    assert search(index, "bridge").total_all_words is None
    assert search(index, "bridge actor", paragraphs=True).total_all_words == 1


def test_facets_follow_the_choice_of_all_words(index):
    [facet] = [
        facet
        for facet in search(index, "bridge actor", all_words=True, facets=True).facets
        if facet.name == "kind"
    ]
    assert {value.value: value.count for value in facet.values} == {"paragraph": 2}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ('"bridge actor"', set()),
        ('sails "old bridge"', {"apart", "together", "alone"}),
        ('sails +"actor on the bridge"', {"together"}),
        ('sails AND "old bridge"', set()),
    ],
)
def test_a_quotation_in_a_longer_query_is_evidence_and_else_a_condition(index, query, titles):
    assert found(index, query) == titles
