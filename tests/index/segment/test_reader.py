from datetime import datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as wq
from whoosh.reading import ReaderClosed
from whoosh.searching import Searcher

from pressmark.index.segment.evaluate.segment_arrays import SegmentArrays

pytestmark = pytest.mark.slow

EXAMPLES = 15  # each builds two indexes
_EPOCH = datetime(2000, 1, 1)


@pytest.mark.long
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_whooshs_searcher_finds_and_scores_the_same_as_on_stock_whoosh(
    data, twins, commits, numbered, trees, answers
):
    with twins() as both:
        for added, _ in numbered(data.draw(commits)):
            both.commit(added)
        query = data.draw(trees())
        with Searcher(both.ours.reader()) as ours, both.stock.searcher() as stock:
            assert answers(ours, query) == pytest.approx(answers(stock, query), rel=1e-5)


@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_after_deletions_and_merges_whooshs_searcher_finds_the_same(
    data, twins, commits, numbered, trees, answers
):
    with twins() as both:
        for added, removed in numbered(data.draw(commits)):
            both.commit(added, removed)
        query = data.draw(trees())
        with Searcher(both.ours.reader()) as ours, both.stock.searcher() as stock:
            assert answers(ours, query).keys() == answers(stock, query).keys()
            assert ours.doc_count() == stock.doc_count()


def test_whooshs_matchers_may_ask_for_the_number_after_the_last_paragraph(twins, answers):
    with twins() as both:
        both.commit([{"url": f"u{n}", "text": "bridge"} for n in range(3)])
        both.commit([], removed=["u0"])
        with Searcher(both.ours.reader()) as ours:
            assert answers(ours, wq.Not(wq.Term("text", "absent"))).keys() == {"u1", "u2"}


@pytest.mark.long
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_every_term_statistic_and_posting_equals_stock_whooshs(data, twins, commits, numbered):
    with twins() as both:
        for added, _ in numbered(data.draw(commits)):
            both.commit(added)
        with both.ours.reader() as ours, both.stock.reader() as stock:
            assert list(ours.all_terms()) == list(stock.all_terms())
            for term in ours.all_terms():
                _assert_same_postings(ours, stock, term)


def _assert_same_postings(ours, stock, term):
    assert ours.doc_frequency(*term) == stock.doc_frequency(*term)
    assert ours.frequency(*term) == stock.frequency(*term)
    mine, theirs = ours.term_info(*term), stock.term_info(*term)
    assert (mine.max_weight(), mine.min_id(), mine.max_id()) == (
        theirs.max_weight(),
        theirs.min_id(),
        theirs.max_id(),
    )
    walked, expected = ours.postings(*term), stock.postings(*term)
    while walked.is_active():
        assert (walked.id(), walked.weight()) == (expected.id(), expected.weight())
        if expected.supports("positions"):
            assert walked.value_as("positions") == expected.value_as("positions")
        walked.next()
        expected.next()
    assert not expected.is_active()


@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_stored_fields_and_columns_equal_stock_whooshs(data, twins, commits, numbered):
    with twins() as both:
        for added, _ in numbered(data.draw(commits)):
            both.commit(added)
        with both.ours.reader() as ours, both.stock.reader() as stock:
            count = stock.doc_count_all()
            assert ours.doc_count_all() == count
            for number in range(count):
                assert ours.stored_fields(number) == stock.stored_fields(number)
                length = stock.doc_field_length(number, "text") or 0  # None: no such field yet
                assert ours.doc_field_length(number, "text") == length
            for field in ("ordinal", "kind", "article", "source") if count else ():
                assert list(ours.column_reader(field)) == list(stock.column_reader(field))


@pytest.mark.long
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_sorting_and_grouping_by_whoosh_equal_stock_whooshs(data, twins, commits, numbered, trees):
    with twins() as both:
        for added, _ in numbered(data.draw(commits)):
            both.commit([{"published": _EPOCH, **document} for document in added])
        query = data.draw(trees())
        field = data.draw(st.sampled_from(["published", "ordinal", "kind", "source", "title"]))
        group = data.draw(st.sampled_from(["kind", "source", "title"]))
        reverse = data.draw(st.booleans())
        with Searcher(both.ours.reader()) as ours, both.stock.searcher() as stock:
            found = [
                searcher.search(query, limit=None, sortedby=field, reverse=reverse, groupedby=group)
                for searcher in (ours, stock)
            ]
            assert [hit["url"] for hit in found[0]] == [hit["url"] for hit in found[1]]
            assert found[0].groups(group) == found[1].groups(group)


@pytest.mark.long
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_the_arrays_say_what_the_matchers_do(data, twins, commits, numbered):
    with twins() as both:
        for added, removed in numbered(data.draw(commits)):
            both.commit(added, removed)
        with both.ours.reader() as reader:
            for leaf, _ in reader.leaf_readers():
                for term in leaf.all_terms():
                    _assert_arrays_agree(leaf, term)
                numbers = data.draw(st.permutations(range(leaf.doc_count_all())))
                for number in numbers:
                    _assert_columns_agree(leaf, number)
                for field in ("text", "kind", "ordinal", "published", "url") if numbers else ():
                    expected = [leaf.stored_value(field, number) for number in numbers]
                    assert leaf.stored_values(field, np.array(numbers, dtype=np.int64)) == expected


def _assert_arrays_agree(leaf, term):
    matcher, places = leaf.postings(*term), []
    while matcher.is_active() and matcher.supports("positions"):
        places += [(matcher.id(), position) for position in matcher.value_as("positions")]
        matcher.next()
    if matcher.supports("positions"):
        having = sorted({number for number, _ in places})
        for among in (having, having[::2]):
            found = SegmentArrays(leaf, 0).positions(*term, np.array(among, dtype=np.int64))
            assert list(zip(*found, strict=True)) == [each for each in places if each[0] in among]


def _assert_columns_agree(leaf, number):
    stored = leaf.stored_fields(number)
    ordinal = leaf.column_reader("ordinal", translate=False)
    assert leaf.value_array("ordinal")[number] == ordinal[number]
    assert (leaf.value_array("published")[number] == -1) == ("published" not in stored)


def test_a_closed_reader_says_that_it_is_closed(twins):
    with twins() as both:
        both.commit([{"text": "the bridge sank", "ordinal": 1}])
        reader = both.ours.reader()
        reader.close()
        for ask in (
            lambda: reader.stored_fields(0),
            lambda: reader.column_reader("ordinal"),
            lambda: list(reader.lexicon("text")),
        ):
            with pytest.raises(ReaderClosed):
                ask()


def test_a_cursor_goes_over_the_terms_of_a_field_in_order(twins):
    with twins() as both:
        both.commit([{"text": "zebra bridge"}, {"text": "kherson bridge"}])
        with both.ours.reader() as reader:
            cursor = reader.cursor("text")
            assert [cursor.text(), cursor.next(), cursor.next()] == ["bridg", "kherson", "zebra"]
            assert cursor.next() is None and not cursor.is_valid()
            assert cursor.first() == "bridg" and cursor.term_info().doc_frequency() == 2
            assert cursor.find(b"c") == "kherson" and cursor.find(b"zz") is None


def test_no_vector_is_kept_and_asking_for_one_says_so(twins):
    with twins() as both:
        both.commit([{"text": "the bridge sank"}])
        with both.ours.reader() as reader:
            assert not reader.has_vector(0, "text")
            with pytest.raises(KeyError, match="No vector"):
                reader.vector(0, "text")
