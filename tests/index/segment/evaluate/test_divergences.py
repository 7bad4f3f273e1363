"""One test for each numbered entry of DIVERGENCES.md beside the evaluator."""

import pytest
from whoosh import query as wq

from pressmark.index.segment.evaluate.searcher import ArraySearcher

TEXTS = ["bridge bridge", "kherson", "bridges of kherson", "cafe"]


@pytest.fixture
def scores(twins):
    """From a query to the score of each text found, by its number."""
    with twins() as both:
        both.commit([{"text": text, "article": "a", "kind": "paragraph"} for text in TEXTS])
        with ArraySearcher(both.ours.reader()) as searcher:

            def of(query):
                found = searcher.search(query, limit=None)
                return {number: score for score, number in found.top_n}

            yield of


def test_1_a_pattern_of_several_terms_scores_its_boost(scores):
    found = scores(wq.Regex("text", "(bridg|kherson|cafe)", boost=3.0))
    assert found == {0: 3.0, 1: 3.0, 2: 3.0, 3: 3.0}


@pytest.mark.parametrize("kind", [wq.Or, wq.And, wq.DisjunctionMax])
def test_2_a_boost_counts_with_one_part_too(scores, kind):
    term = wq.Term("text", "bridg")
    single = scores(term)
    assert scores(kind([term], boost=2.0)) == pytest.approx({n: 2 * s for n, s in single.items()})


def test_4_a_disjunction_takes_the_best_of_the_parts_that_match(scores):
    parts = [wq.Term("text", "kherson"), wq.ConstantScoreQuery(wq.Term("text", "bridg"), 0.1)]
    of_kherson = scores(parts[0])
    found = scores(wq.DisjunctionMax(parts))
    assert found == pytest.approx({0: 0.1, 1: of_kherson[1], 2: of_kherson[2]})
    with_rest = scores(wq.DisjunctionMax(parts, tiebreak=0.5))
    assert with_rest[2] == pytest.approx(of_kherson[2] + 0.05)


def test_3_and_not_excludes_everything_its_second_part_matches(scores):
    wanted = wq.Or([wq.Every(), wq.ConstantScoreQuery(wq.Prefix("text", "b"))])
    unwanted = wq.Or([wq.Term("text", "bridg"), wq.ConstantScoreQuery(wq.Prefix("text", "c"))])
    assert scores(wq.AndNot(wanted, unwanted)) == {1: 1.0}
    assert scores(wq.AndNot(unwanted, wanted)) == {}


def test_5_an_optional_part_counts_within_an_and(scores):
    optional = wq.AndMaybe(wq.Every(), wq.ConstantScoreQuery(wq.Term("text", "kherson"), 1.0))
    of_kherson = wq.ConstantScoreQuery(wq.Term("text", "kherson"), 2.0)
    alone, both = scores(optional), scores(wq.And([optional, of_kherson]))
    assert both == {number: alone[number] + 2.0 for number in (1, 2)}
    assert alone[1] > alone[0]


def test_6_a_required_part_narrows_and_scores_nothing(scores):
    term = wq.Term("text", "bridg")
    found = scores(wq.Require(term, wq.Term("text", "kherson")))
    assert found == pytest.approx({2: scores(term)[2]})


def test_9_variants_of_a_word_do_not_lengthen_a_text(twins):
    documents = [{"text": text, "article": "a"} for text in ("bridge Über", "bridge uber")]
    with twins() as both:
        both.commit(documents)
        with both.ours.reader() as ours, both.stock.reader() as stock:
            assert [ours.doc_field_length(number, "text") for number in range(2)] == [2, 2]
            assert [stock.doc_field_length(number, "text") for number in range(2)] == [3, 2]
