from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as wq
from whoosh.searching import Searcher
from whoosh.sorting import FieldFacet

pytestmark = pytest.mark.slow

TEXTS = [f"the bridge {'sank ' * (number % 5)}" for number in range(30)]


def _constant(pattern):
    """See DIVERGENCES.md, 1."""
    return wq.ConstantScoreQuery(pattern, 2.0)


@pytest.fixture
def searchers(twins):
    """Ours, and Whoosh's own over the same segments."""
    with twins() as both:
        for half in (TEXTS[:15], TEXTS[15:]):
            documents = [
                {"text": text, "article": "a", "ordinal": number, "kind": "paragraph"}
                for number, text in enumerate(half)
            ]
            both.commit(documents)
        with both.ours.searcher() as ours, Searcher(both.ours.reader()) as whooshs:
            yield ours, whooshs


def test_results_are_whooshs_in_order_and_number(searchers):
    query = wq.Or([wq.Term("text", "sank"), wq.Term("text", "bridg")])
    ours, whooshs = (searcher.search(query, limit=7) for searcher in searchers)
    assert [hit.docnum for hit in ours] == [hit.docnum for hit in whooshs]
    assert [hit.score for hit in ours] == pytest.approx([hit.score for hit in whooshs])
    assert len(ours) == len(whooshs) == 30
    assert ours.docs() == whooshs.docs()
    assert ours.scored_length() == 7
    assert ours.has_exact_length()
    assert ours.estimated_length() == ours.estimated_min_length() == 30
    assert ours[0].highlights("text") == whooshs[0].highlights("text")


def test_a_page_is_whooshs(searchers):
    query = wq.Term("text", "sank")
    ours, whooshs = (searcher.search_page(query, 2, pagelen=5) for searcher in searchers)
    assert [hit.docnum for hit in ours] == [hit.docnum for hit in whooshs]
    assert (ours.total, ours.pagenum, ours.pagecount) == (24, 2, 5)


@pytest.mark.long
@settings(max_examples=40)
@given(data=st.data())
def test_sorted_and_filtered_results_are_whooshs(
    data, twins, commits, numbered, trees, without_require
):
    with twins() as both:
        for added, removed in numbered(data.draw(commits)):
            both.commit(added, removed)
        query, other = (without_require(data.draw(trees(_constant))) for _ in range(2))
        by = data.draw(st.sampled_from(["published", "ordinal"]))
        options = {
            data.draw(st.sampled_from(["filter", "mask"])): other,
            "sortedby": data.draw(st.sampled_from([by, FieldFacet(by, reverse=True)])),
            "reverse": data.draw(st.booleans()),
            "limit": data.draw(st.sampled_from([1, 3, None])),
        }
        with both.ours.searcher() as ours, Searcher(both.ours.reader()) as whooshs:
            mine, theirs = (each.search(query, **options) for each in (ours, whooshs))
            assert [number for _, number in mine.top_n] == [number for _, number in theirs.top_n]
            assert len(mine) == len(theirs)
            assert mine.docs() == theirs.docs()


@pytest.mark.long
@settings(max_examples=40)
@given(data=st.data())
def test_filtered_results_are_whooshs_by_score_too(
    data, twins, commits, numbered, trees, without_require
):
    with twins() as both:
        for added, removed in numbered(data.draw(commits)):
            both.commit(added, removed)
        drawn = (data.draw(trees(_constant)) for _ in range(3))
        query, allowed, denied = map(without_require, drawn)
        with both.ours.searcher() as ours, Searcher(both.ours.reader()) as whooshs:
            found = [
                {hit.docnum: hit.score for hit in each.search(query, filter=allowed, mask=denied)}
                for each in (ours, whooshs)
            ]
            assert sorted(found[0].values()) == pytest.approx(sorted(found[1].values()), rel=1e-5)


def test_other_options_are_whooshs_business(searchers):
    ours, whooshs = (
        searcher.search(wq.Every(), limit=4, sortedby="kind", collapse="article")
        for searcher in searchers
    )
    assert [hit.docnum for hit in ours] == [hit.docnum for hit in whooshs]


def test_a_fuzzy_term_finds_all_its_likenesses(twins):
    with twins() as both:
        both.commit([{"text": text, "article": "a"} for text in ("sank", "sink", "sunk", "song")])
        with both.ours.searcher() as searcher:
            found = searcher.search(wq.FuzzyTerm("text", "sank"))
            assert {hit["text"] for hit in found} == {"sank", "sink", "sunk"}


def test_results_that_others_filtered_are_those_in_both(searchers):
    ours, whooshs = (
        searcher.search(wq.Term("text", "bridg"), limit=None) for searcher in searchers
    )
    for found, searcher in zip((ours, whooshs), searchers, strict=True):
        found.filter(searcher.search(wq.Term("text", "sank"), limit=None))
    assert ours.docs() == whooshs.docs()
    assert len(ours) == len(ours.docs()) == 24


def test_a_phrase_in_a_field_without_positions_is_refused_as_by_whoosh(searchers):
    refusals = []
    for searcher in searchers:
        with pytest.raises(wq.QueryError) as refused:
            searcher.search(wq.Phrase("surface", ["the", "bridge"]))
        refusals.append(str(refused.value))
    assert refusals[0] == refusals[1]


@pytest.mark.parametrize("reverse", [False, True])
def test_undated_paragraphs_are_sorted_as_whoosh_sorts_them(twins, reverse):
    with twins() as both:
        both.commit(
            [
                {"text": "bridge", "ordinal": 0},
                {"text": "bridge", "ordinal": 1, "published": datetime(2022, 10, 2)},
            ]
        )
        order = FieldFacet("published", reverse=reverse)
        with both.ours.searcher() as ours, Searcher(both.ours.reader()) as whooshs:
            first = [
                each.search(wq.Every(), sortedby=order)[0]["ordinal"] for each in (ours, whooshs)
            ]
        assert first == [0, 0] if reverse else [1, 1]
