import pytest
from whoosh import query as wq
from whoosh.searching import Searcher

TEXTS = [f"the bridge {'sank ' * (number % 5)}" for number in range(30)]


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


def test_options_are_whooshs_business(searchers):
    ours, whooshs = (
        searcher.search(wq.Every(), limit=4, sortedby="ordinal", reverse=True)
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
