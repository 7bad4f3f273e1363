from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressmark.index.segment import term_prefix
from pressmark.index.segment.bitset import from_flags, to_numbers


@pytest.mark.parametrize("postings", [0, 10**9])
@settings(max_examples=10)
@given(data=st.data(), start=st.sampled_from(["", "b", "bridge", "c", "x", "k"]))
def test_the_commonest_terms_are_those_that_stock_whoosh_counts_most_of(
    postings, data, start, twins, commits, numbered
):
    with pytest.MonkeyPatch.context() as patch, twins() as both:
        patch.setattr(term_prefix, "PREFIX_POSTINGS", postings)
        for added, _ in numbered(data.draw(commits)):
            both.commit(added)
        with both.ours.reader() as ours:
            for leaf, _ in ours.leaf_readers():
                for field in set(leaf.indexed_field_names()) & {"surface", "title"}:
                    _assert_commonest(leaf, field, start, data)


def _assert_commonest(leaf, field, start, data):
    counts = {term: leaf.doc_frequency(field, term) for term in leaf.expand_prefix(field, start)}
    paragraphs = leaf.doc_count_all()
    drawn = data.draw(st.lists(st.booleans(), min_size=paragraphs, max_size=paragraphs))
    among = np.array(drawn, dtype=bool)
    within = {
        term: sum(bool(among[number]) for number in leaf.postings(field, term).all_ids())
        for term in counts
    }
    every = leaf.commonest(field, start, 100)
    assert {term for term, _ in every} == set(counts)
    assert dict(every) == counts
    assert dict(leaf.commonest(field, start, 100, from_flags(among))) == {
        term: count for term, count in within.items() if count
    }
    ordered = [count for _, count in every]
    assert ordered == sorted(ordered, reverse=True)
    assert leaf.commonest(field, start, 2) == every[:2]


@pytest.mark.parametrize("postings", [0, 10**9])
@settings(max_examples=10)
@given(
    texts=st.lists(st.sampled_from(["brush", "brush brick", "brick brook", ""]), max_size=20),
    among=st.integers(0, 2**20 - 1),
)
def test_paragraphs_are_counted_where_neighbours_share_a_row(postings, texts, among, twins):
    texts = [*texts, "brook"]
    documents = [{"title": text, "url": str(n)} for n, text in enumerate(texts)]
    with pytest.MonkeyPatch.context() as patch, twins() as both:
        patch.setattr(term_prefix, "PREFIX_POSTINGS", postings)
        both.commit(documents)
        with both.ours.reader() as ours:
            ((leaf, _),) = ours.leaf_readers()
            wanted = [bool(among >> n & 1) for n in range(len(texts))]
            assert dict(leaf.commonest("title", "br", 9)) == _paragraphs_with(texts)
            assert dict(leaf.commonest("title", "br", 9, from_flags(np.array(wanted)))) == (
                _paragraphs_with(
                    [text for text, chosen in zip(texts, wanted, strict=True) if chosen]
                )
            )


def _paragraphs_with(texts):
    return Counter(word.encode() for text in texts for word in set(text.split()))


@pytest.mark.parametrize("postings", [0, 10**9])
@settings(max_examples=10)
@given(data=st.data(), start=st.sampled_from(["", "b", "bridge", "c", "x", "k"]))
def test_what_begins_so_stands_where_any_of_the_terms_stands(
    postings, data, start, twins, commits, numbered
):
    with pytest.MonkeyPatch.context() as patch, twins() as both:
        patch.setattr(term_prefix, "PREFIX_POSTINGS", postings)
        for added, _ in numbered(data.draw(commits)):
            both.commit(added)
        with both.ours.reader() as ours:
            for leaf, _ in ours.leaf_readers():
                for field in set(leaf.indexed_field_names()) & {"surface", "title"}:
                    terms = leaf.expand_prefix(field, start)
                    numbers = {n for term in terms for n in leaf.postings(field, term).all_ids()}
                    assert set(to_numbers(leaf.beginning(field, start)).tolist()) >= numbers
