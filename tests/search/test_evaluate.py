"""Arrays and Whoosh's own matchers find the same paragraphs, whatever the tree."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as q
from whoosh.searching import Searcher

from pressmark.index.segment.bitset import to_numbers
from pressmark.index.segment.evaluate.evaluator import Evaluator
from pressmark.search.ranking.index_arrays import Arrays
from pressmark.search.ranking.scoring_terms import PressmarkSimilarity, scoring_terms

WORDS = ["bridg", "river", "road", "and", "missing"]
TEXTS = ["bridge", "river bridge", "bridge river bridge", "road and river", "road", "river road"]

LEAVES = (
    st.sampled_from(WORDS).map(lambda word: q.Term("text", word))
    | st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(lambda w: q.Phrase("text", w))
    | st.sampled_from([q.Every(), q.Prefix("surface", "ri"), q.Or([]), q.Term("kind", "paragraph")])
)


def compounds(trees):
    several = st.lists(trees, min_size=1, max_size=3)
    pair = st.tuples(trees, trees)
    return (
        several.map(q.And)
        | several.map(q.Or)
        | trees.map(q.Not)
        | trees.map(q.ConstantScoreQuery)
        | pair.map(lambda ab: q.AndNot(*ab))
        | pair.map(lambda ab: q.AndMaybe(*ab))
        | pair.map(lambda ab: q.Require(*ab))
    )


TREES = st.recursive(LEAVES, compounds, max_leaves=6)


@pytest.fixture(scope="module")
def reader(make_index):
    index = make_index(*TEXTS, segments=2)
    with index.reader() as reader:
        yield reader


def evaluate(reader, tree):
    """The paragraphs found, and what they score, in the whole index."""
    arrays = Arrays(reader)
    terms = scoring_terms(arrays, tree)
    docnums, scores = [], []
    for leaf in arrays.leaves:
        evaluator = Evaluator(leaf, PressmarkSimilarity(terms))
        found = to_numbers(evaluator.matches(tree))
        scored = evaluator.score(tree, np.arange(leaf.count))
        assert np.flatnonzero(scored.matched).tolist() == found.tolist()
        docnums += (found + leaf.offset).tolist()
        scores += scored.scores[found].tolist()
    return docnums, scores


def without_whooshs_faults(tree):
    """The same tree in words that Whoosh gets right.

    Its AndNot finds what it should leave out where the banned part begins first, and the Require
    of Whoosh 2.7.4 is an AndNot.
    """
    if isinstance(tree, q.AndNot):
        return q.And([without_whooshs_faults(tree.a), q.Not(without_whooshs_faults(tree.b))])
    if isinstance(tree, q.Require):
        return q.And([without_whooshs_faults(tree.a), without_whooshs_faults(tree.b)])
    return tree if tree.is_leaf() else tree.apply(without_whooshs_faults)


def walk(matcher):
    while matcher.is_active():
        yield matcher.id()
        matcher.next()


@settings(max_examples=200)
@given(tree=TREES)
def test_the_same_paragraphs_as_whooshs_matchers(reader, tree):
    searcher = Searcher(reader)
    by_matchers = [
        docnum + offset
        for leaf, offset in searcher.leaf_searchers()
        for docnum in walk(without_whooshs_faults(tree).matcher(leaf, leaf.boolean_context()))
    ]
    assert evaluate(reader, tree)[0] == by_matchers


def test_a_rare_word_scores_more_than_a_common_one(make_index):
    with make_index("bridge road", "bridge river", "bridge").reader() as reader:
        _, common = evaluate(reader, q.Term("text", "bridg"))
        _, rare = evaluate(reader, q.Term("text", "road"))
    assert rare[0] > common[0]


def test_a_phrase_is_as_rare_as_its_words_together(make_index):
    with make_index("river bridge", "bridge over the river", "road").reader() as reader:
        phrase = evaluate(reader, q.Phrase("text", ["river", "bridg"]))
        words = [evaluate(reader, q.Term("text", word)) for word in ("river", "bridg")]
    assert phrase[0] == [0]
    assert phrase[1][0] == pytest.approx(sum(scores[0] for _, scores in words))
