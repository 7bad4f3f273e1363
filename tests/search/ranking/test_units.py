"""Sets of paragraphs, as bits, grouped by article."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.model import Article, Block, CleanArticle, Kind
from pressmark.index import Index, commit
from pressmark.index.ingest.prepared_article import prepare
from pressmark.index.segment.bitset import from_numbers
from pressmark.search.ranking.index_arrays import Arrays
from pressmark.search.ranking.units import articles, paragraphs

SIZES = [1, 70, 3, 128, 1, 1, 60, 2, 200, 1]


@pytest.fixture(scope="module")
def leaf(tmp_path_factory):
    index = Index.create(tmp_path_factory.mktemp("units") / "index")
    blocks = [
        tuple(Block(f"line {at} of {key}", Kind.PARAGRAPH, at) for at in range(size))
        for key, size in enumerate(SIZES)
    ]
    with commit.changing(index.path, index.schema, 1.0) as changes:
        for key, each in enumerate(blocks):  # nothing is cleaned away
            changes.put(prepare(CleanArticle(Article(each, key=str(key)), each, ())), "units")
    with index.reader() as reader:
        (leaf,) = Arrays(reader).leaves
        assert leaf.count == sum(SIZES)
        yield leaf


@given(st.sets(st.integers(0, sum(SIZES) - 1)).map(sorted))
def test_the_articles_that_have_any_of_some_paragraphs(leaf, numbers):
    units = articles(leaf, 0)
    found = np.array(numbers, dtype=np.int64)
    having = units.having(from_numbers(found, leaf.count))
    assert np.flatnonzero(having).tolist() == np.unique(leaf.articles[found]).tolist()


@given(st.sets(st.integers(0, sum(SIZES) - 1)).map(sorted))
def test_where_each_paragraph_is_for_itself_it_has_itself(leaf, numbers):
    having = paragraphs(leaf, 0).having(from_numbers(np.array(numbers, dtype=np.int64), leaf.count))
    assert np.flatnonzero(having).tolist() == numbers
