"""Query trees as query DSL, without a cluster."""

from whoosh import query as q

from pressmark.search.opensearch.clauses import ALL, NONE, all_of, any_of, none_of
from pressmark.search.opensearch.counting import paragraph_counts
from pressmark.search.opensearch.leaves import leaf_clause
from pressmark.search.opensearch.matching import EVERY, Matching, paragraph_clause

BRIDGE, ROAD = q.Term("text", "bridg"), q.Term("text", "road")
SOURCE = q.Term("paper", "The Tribune")
CAPTION = q.Term("kind", "caption")


def words(*terms):
    return {"terms": {"body": list(terms)}} if len(terms) > 1 else {"term": {"body": terms[0]}}


def test_joined_clauses_have_no_needless_layers():
    clause = {"term": {"url": "x"}}
    assert all_of([ALL, clause, clause]) == clause
    assert any_of([NONE, clause]) == clause
    assert all_of([clause, NONE]) == NONE
    assert any_of([clause, ALL]) == ALL
    assert none_of([]) == ALL


def test_any_number_of_words_is_one_clause_and_has_evidence_in_any_article():
    tree = q.Or([q.Term("text", f"word{number}") for number in range(2_000)])
    matching = Matching.of(tree)
    assert matching.articles == words(*(f"word{number}" for number in range(2_000)))
    assert [each.article for each in matching.evidence] == [ALL]


def test_words_joined_by_and_may_be_in_different_paragraphs():
    matching = Matching.of(q.And([BRIDGE, ROAD]))
    assert matching.articles == {"bool": {"filter": [words("bridg"), words("road")]}}
    (evidence,) = matching.evidence
    assert paragraph_clause(evidence.paragraph) == {
        "terms": {"paragraphs.stems": ["bridg", "road"]}
    }


def test_a_field_of_the_article_narrows_articles_and_a_kind_paragraphs():
    (of_source,) = Matching.of(q.Require(BRIDGE, SOURCE)).evidence
    assert of_source.article == {"term": {"paper": "The Tribune"}}
    assert of_source.paragraph is BRIDGE
    (captions,) = Matching.of(q.Require(BRIDGE, CAPTION)).evidence
    assert captions.article == ALL
    assert captions.paragraph == q.And([BRIDGE, CAPTION])


def test_a_negation_over_article_and_paragraph_is_split():
    evidence = Matching.of(q.Not(q.And([SOURCE, CAPTION])), paragraphs=True).evidence
    assert [(each.article, each.paragraph is EVERY) for each in evidence] == [
        (none_of([{"term": {"paper": "The Tribune"}}]), True),
        (ALL, False),
    ]


def test_groups_that_an_article_may_match_divide_the_result_to_be_counted():
    groups = [q.And([BRIDGE, q.Term("text", f"word{number}")]) for number in range(3)]
    counts = paragraph_counts(Matching.of(q.Or(groups)))
    assert len(counts) == 2**3 - 1


def test_text_of_a_query_is_a_value_and_never_syntax():
    wildcard = leaf_clause(q.Wildcard("url", "*a\\b[[]c?*"), {})
    assert wildcard == {"wildcard": {"url": {"value": "*a\\\\b[c?*"}}}
    term = leaf_clause(q.Term("paper", 'x" OR *:*'), {})
    assert term == {"term": {"paper": 'x" OR *:*'}}
