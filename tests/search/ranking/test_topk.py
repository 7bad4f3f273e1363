"""The candidates that bounds leave are the ones that scoring everything would choose."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.search import search
from pressmark.search.local.dictionary import LocalDictionary
from pressmark.search.query.parser import parse
from pressmark.search.query.rewrite import expand
from pressmark.search.ranking import similarity
from pressmark.search.ranking.index_arrays import Arrays
from pressmark.search.ranking.scorer import SegmentScorer
from pressmark.search.ranking.topk import Ranking

pytestmark = pytest.mark.slow

WORDS = ["bridge", "bridges", "river", "road", "ferry", "the", "lamp"]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
ARTICLES = st.lists(
    st.tuples(TEXTS, st.lists(TEXTS, min_size=1, max_size=8)), min_size=1, max_size=30
)
QUERIES = st.sampled_from(
    [
        "bridge",
        "bridge river",
        "the bridge over the river",
        '"river bridge"',
        "bridge AND road",
        "bridge -ferry",
        "+bridge river^3",
        "title:river bridge",
        "bri*",
        "kind:title",
        "lamp OR kind:title",
        '"road"',
        "*",
    ]
)


def article(number, title, texts):
    blocks = [Block(title, Kind.TITLE, 0)]
    kinds = (Kind.PARAGRAPH, Kind.CAPTION)
    blocks += [Block(text, kinds[order % 2], order) for order, text in enumerate(texts, 1)]
    return Article(
        tuple(blocks), title=title, key=str(number), published=datetime(2022, 1 + number % 9, 1)
    )


@pytest.fixture(scope="module")
def make_packed(tmp_path_factory):
    def make(articles, *, halves=False):
        index = Index.create(tmp_path_factory.mktemp("rank") / "index")
        middle = len(articles) // 2 if halves else 0
        numbered = [article(number, *each) for number, each in enumerate(articles)]
        for part in (numbered[:middle], numbered[middle:]):
            index.add_articles(part)
        return index

    return make


def rank(reader, query, *, flat=False, recent=False):
    parsed = parse(query, reader.schema)
    tree, _ = expand(parsed.tree, LocalDictionary(reader, "en"))
    return Ranking(Arrays(reader), tree, parsed.words, flat=flat, recent=recent)


@settings(max_examples=40, deadline=None)
@given(ARTICLES, QUERIES, st.booleans(), st.booleans(), st.booleans(), st.integers(1, 5))
def test_the_best_are_those_of_scoring_everything(
    make_packed, articles, query, flat, recent, halves, depth
):
    with (
        patch.object(similarity, "RERANKED", depth),
        make_packed(articles, halves=halves).reader() as reader,
    ):
        found = rank(reader, query, flat=flat, recent=recent)
        scores = found._over(found.units, SegmentScorer.scores)
        order = np.lexsort((found.units, -scores))
        reranked = order[:depth]
        scores[reranked] += found._positional(found.units[reranked])
        best = found.units[np.lexsort((found.units, -scores))]
        for limit in (1, 3, len(best)):
            ranked = found.best(limit)
            assert ranked.units.tolist() == best[:limit].tolist()
            assert ranked.scores == pytest.approx(sorted(scores, reverse=True)[:limit])


@settings(max_examples=40, deadline=None)
@given(ARTICLES, QUERIES, st.booleans(), st.booleans())
def test_no_bound_is_below_its_score(make_packed, articles, query, flat, recent):
    with make_packed(articles).reader() as reader:
        for segment in rank(reader, query, flat=flat, recent=recent).segments:
            bounds = segment.bounds
            matched = np.flatnonzero(segment.matched.units)
            assert not bounds[~segment.matched.units].any()
            assert (bounds[matched] * (1 + 1e-6) >= segment.scores(matched)).all()


@pytest.mark.long
@settings(max_examples=40, deadline=None)
@given(ARTICLES, QUERIES, st.booleans())
def test_whooshs_own_segments_give_the_same_hits(
    make_packed, make_index, paragraph, articles, query, flat
):
    index = make_packed(articles)
    with index.reader() as reader:
        rows = [reader.stored_fields(number) for number in reader.all_doc_ids()]
    stock = make_index(*({**row, "surface": row["text"]} for row in rows))
    ours, theirs = (search(each, query, paragraphs=flat, limit=50) for each in (index, stock))
    assert [(hit.article.id, hit.ordinal, hit.more) for hit in ours.hits] == [
        (hit.article.id, hit.ordinal, hit.more) for hit in theirs.hits
    ]
    assert [hit.score for hit in ours.hits] == pytest.approx([hit.score for hit in theirs.hits])
    assert (ours.total_articles, ours.total_paragraphs) == (
        theirs.total_articles,
        theirs.total_paragraphs,
    )


def test_many_threads_share_one_index(make_packed):
    articles = [(f"{WORDS[n % 7]} road", [WORDS[n % 5], WORDS[n % 3]] * 3) for n in range(200)]
    queries = ["bridge river", '"bridge river"', "ferry -road", "title:lamp road", "bri*"] * 8
    index = make_packed(articles)

    def ask(index, query):
        results = search(index, query, facets=True, explain=True)
        return results.hits, results.facets, results.total_paragraphs

    alone = [ask(index, query) for query in queries]
    fresh = Index.open(index.path)  # nothing is kept with its segments yet
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(partial(ask, fresh), queries)) == alone
