"""What programs written for Whoosh do with a searcher, on ours and on stock Whoosh's."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as wq
from whoosh import scoring
from whoosh.highlight import UppercaseFormatter
from whoosh.qparser import QueryParser

pytestmark = pytest.mark.slow

EXAMPLES = 15  # each builds two indexes

WEIGHTINGS = [
    scoring.BM25F(),
    scoring.BM25F(B=0.3, K1=2.0, text_B=0.9),
    scoring.TF_IDF(),
    scoring.Frequency(),
    scoring.PL2(),
    scoring.MultiWeighting(scoring.BM25F(), title=scoring.Frequency()),
    scoring.ReverseWeighting(scoring.TF_IDF()),
]

ARTICLES = [
    ("The Lamp", "A ferry sailed", "The ferry sailed from the old pier at noon."),
    ("The Lamp", "A ferry sailed", "Very many people saw the ferry off."),
    ("Lamp", "Bridge news", "The bridge was very quiet, and the ferries were late."),
    ("", "Bridge news", "Nobody saw the bridge fall."),
]


def _documents():
    for number, (source, title, text) in enumerate(ARTICLES):
        known = {"source": source, "paper": source, "title": title, "text": text, "surface": text}
        yield {name: value for name, value in known.items() if value} | {
            "url": f"u{number}",
            "article": title,
            "kind": "paragraph",
            "ordinal": number,
        }


@pytest.fixture(params=[1, 2], ids=["one segment", "two segments"])
def searchers(request, twins):
    """Ours, and stock Whoosh's, over the same documents."""
    documents = list(_documents())
    with twins() as both:
        size = len(documents) // request.param
        for start in range(0, len(documents), size):
            both.commit(documents[start : start + size])
        with both.ours.searcher() as ours, both.stock.searcher() as stock:
            yield ours, stock


@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_every_weighting_scores_as_in_stock_whoosh(data, twins, commits, numbered, trees, answers):
    with twins() as both:
        for added, _ in numbered(data.draw(commits)):
            both.commit(added)
        query = data.draw(trees(lambda pattern: wq.ConstantScoreQuery(pattern, 2.0)))
        weighting = data.draw(st.sampled_from(WEIGHTINGS))
        with (
            both.ours.searcher(weighting=weighting) as ours,
            both.stock.searcher(weighting=weighting) as stock,
        ):
            assert answers(ours, query) == pytest.approx(answers(stock, query), rel=1e-5)


@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_documents_by_their_terms_are_stock_whooshs(data, twins, commits, numbered):
    wanted = st.fixed_dictionaries(
        {},
        optional={
            "kind": st.sampled_from(["title", "paragraph"]),
            "ordinal": st.integers(0, 300),
            "source": st.sampled_from(["tribune", "kherson"]),
            "title": st.sampled_from(["bridg", "kherson"]),
            "article": st.sampled_from(["a1", "b2"]),
        },
    )
    with twins() as both:
        for added, removed in numbered(data.draw(commits)):
            both.commit(added, removed)
        fields = data.draw(wanted)
        with both.ours.searcher() as ours, both.stock.searcher() as stock:
            assert list(ours.documents(**fields)) == list(stock.documents(**fields))
            assert ours.document(**fields) == stock.document(**fields)


def test_documents_by_a_whole_value_are_those_that_have_it(searchers):
    ours, _ = searchers
    assert [each["url"] for each in ours.documents(source="The Lamp")] == ["u0", "u1"]
    assert ours.document(source="The Lamp", ordinal=1)["url"] == "u1"
    assert [each["url"] for each in ours.documents(title="Bridge news")] == ["u2", "u3"]
    assert ours.document(source="The Lantern") is None
    assert ours.document_number(source="The Lamp", title="Bridge news") is None


def test_groups_are_whole_values_as_in_stock_whoosh(searchers):
    query = wq.Every()
    groups = [each.search(query, groupedby="source").groups() for each in searchers]
    assert groups[0] == groups[1]
    assert {name: len(found) for name, found in groups[0].items()} == {
        "The Lamp": 2,
        "Lamp": 1,
        "": 1,
    }


def test_a_misspelt_word_is_corrected_to_the_nearest_word_as_it_is_written(searchers):
    ours, _ = searchers
    assert ours.suggest("text", "fery")[0] == "ferry"
    assert ours.reader().corrector("title").suggest("brigde", maxdist=2)[0] == "bridge"
    assert ours.suggest("source", "lmp") == ["lamp"]
    typed = "fery OR bridge"
    query = QueryParser("text", ours.schema).parse(typed)
    correction = ours.correct_query(query, typed)
    assert correction.string == "ferry OR bridge"
    assert correction.query == QueryParser("text", ours.schema).parse("ferry OR bridge")
    assert correction.format_string(UppercaseFormatter()) == "FERRY OR bridge"


def test_what_is_written_right_is_left_alone(searchers):
    ours, _ = searchers
    typed = "ferries ordinal:3 source:lamp"
    query = QueryParser("text", ours.schema).parse(typed)
    assert ours.correct_query(query, typed).string == typed


def test_given_terms_and_correctors_are_used(searchers):
    ours, _ = searchers
    typed = "ferry bridge"
    query = QueryParser("text", ours.schema).parse(typed)
    again = ours.correct_query(query, typed, terms=[("text", "bridg")])
    assert again.string == typed  # no other word is near
    own = {"text": ours.corrector("source")}
    misspelt = QueryParser("text", ours.schema).parse("lmp")
    assert ours.correct_query(misspelt, "lmp", correctors=own).string == "lamp"


def test_what_hits_offer_is_stock_whooshs(searchers):
    found = []
    for searcher in searchers:
        query = QueryParser("text", searcher.schema).parse("ferry")
        results = searcher.search(query)
        hit = results[0]
        page = searcher.search_page(query, 2, pagelen=2)
        collapsed = searcher.search(query, collapse="source")
        filtered = searcher.search(query, filter=wq.Term("source", "lamp"), mask={0})
        masked = searcher.search(query, limit=None, mask=wq.Term("title", "bridg"))
        found.append(
            (
                hit.highlights("text"),
                [each["url"] for each in hit.more_like_this("text")],
                [word for word, _ in results.key_terms("text", numterms=3)],
                [word for word, _ in searcher.key_terms([0, 1], "text")],
                ([each["url"] for each in page], page.total, page.pagecount),
                [each["url"] for each in collapsed],
                [each["url"] for each in filtered],
                ([each["url"] for each in masked], masked.filtered_count),
                searcher.search(query, terms=True).matched_terms(),
                (hit["source"], "source" in hit, hit.get("title")),
            )
        )
    assert found[0] == found[1]


def test_an_empty_index_finds_nothing_and_is_up_to_date(twins):
    with twins() as both, both.ours.searcher() as searcher:
        assert searcher.up_to_date()
        assert searcher.doc_count() == 0
        assert searcher.document(source="The Lamp") is None
        assert not searcher.search(wq.Every(), sortedby="source", groupedby="title")
        assert searcher.suggest("text", "fery") == []
        both.commit(list(_documents()))
        assert not searcher.up_to_date()
        with searcher.refresh() as newer:
            assert newer.doc_count() == len(ARTICLES)
