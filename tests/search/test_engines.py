"""The local engine, one that looks at every paragraph, and one in a cluster answer the same."""

from dataclasses import replace
from datetime import datetime

import pytest
from cluster_engine import ENGINES, ClusterRows
from hypothesis import given, settings
from hypothesis import strategies as st
from memory_engine import MemoryEngine
from random_articles import (
    AUTHORS,
    CLAUSES,
    EXTRAS,
    KINDS,
    LANGUAGES,
    SOURCES,
    TITLES,
    WORDS,
    local_engine,
    rows_of,
    stories_of,
)

from pressmark.corpus.errors import PressmarkError
from pressmark.corpus.text.partial_dates import partial_date
from pressmark.index.spellings import Spellings
from pressmark.search import count, export, search, suggest
from pressmark.search.query.calendar_periods import PERIODS

pytestmark = pytest.mark.slow

TIMES = (
    st.none()
    | st.datetimes(datetime(2020, 11, 1), datetime(2023, 2, 1))
    | st.sampled_from(["2021", "2022", "2021-03", "2022-12", "2022-W05", "2021-W10"]).map(
        partial_date
    )
)
PARAGRAPHS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join),
        st.sampled_from(KINDS),
    ),
    min_size=1,
    max_size=3,
)
ARTICLES = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.sampled_from(SOURCES),
        st.sampled_from(AUTHORS),
        st.sampled_from(LANGUAGES),
        TIMES,
        PARAGRAPHS,
        st.sampled_from(EXTRAS),
        st.sampled_from(TITLES),
    ),
    max_size=7,
    unique_by=lambda article: article[4],
)
SPELLINGS = Spellings((("bridge", "zurich"), ("river road", "road river")), (("Lee", "Holm"),))
QUERIES = st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=4).map(" ".join)


OTHERS = ["memory", *ENGINES[1:]]


@pytest.fixture(scope="module", params=OTHERS)
def engines(request, make_index):
    """Makes the local engine, of so many segments, and another one of the same articles."""
    cluster = ClusterRows("test-engines") if request.param == "cluster" else None

    def make(articles, segments):
        rows, stories = rows_of(articles), stories_of(articles)
        local = local_engine(make_index, rows, stories, segments)
        if cluster:
            return local, cluster.engine(rows, stories)
        stored = [
            {**row, "author": row["_stored_author"], "extra": row.get("_stored_extra")}
            for row in rows
        ]
        return local, MemoryEngine(stored, stories=stories)

    yield make
    if cluster:
        cluster.delete()


def answer_of(engine, query, **options):
    """The results, or the error: no article may have a column."""
    try:
        return search(engine, query, **options)
    except PressmarkError as error:
        return error


BY = ["day", "week", "month", "year", "source", "author", "language", "party", "extra.kind", "seen"]
OF = ["stories", "articles", "paragraphs"]
SEVERAL = {"author", "party"}
"""What an article may have several values of."""


def count_of(engine, query, **options):
    try:
        return count(engine, query, **options)
    except PressmarkError as error:
        return str(error), error.hint


def shown(results):
    """The articles without their openings, for which the rows in memory have no record."""
    return [replace(hit.article, opening="") for hit in results]


def counts(results):
    return (
        results.total_paragraphs,
        results.total_articles,
        results.total_stories,
        results.total,
        results.total_all_words,
        results.total_any_word,
    )


def matching(results):
    """The articles that match, with the numbers of what is not shown of them."""
    return {id_ for hit in results for id_ in (hit.article.id, *(each.id for each in hit.copies))}


@settings(max_examples=40)
@given(
    articles=ARTICLES,
    query=QUERIES,
    segments=st.integers(1, 3),
    paragraphs=st.booleans(),
    copies=st.booleans(),
    all_words=st.booleans(),
    sort=st.sampled_from(["relevance", "recent", "newest", "oldest", "added"]),
    facet=st.lists(st.sampled_from(["party", "words", "Seen", "extra.kind", "note"]), max_size=2),
    spellings=st.sampled_from(["accepted", "none", SPELLINGS]),
)
def test_a_search_has_the_same_totals_facets_matches_and_order_by_time(
    engines, articles, query, segments, paragraphs, copies, all_words, sort, facet, spellings
):
    if any(len(texts) > 1 for *_, texts, _, _ in articles):
        segments = 1  # the paragraphs of an article are in one segment
    options = {"paragraphs": paragraphs, "copies": copies, "all_words": all_words}
    options |= {"sort": sort, "limit": 50, "spellings": spellings}
    local, memory = (
        answer_of(engine, query, facets=True, facet=facet, **options)
        for engine in engines(articles, segments)
    )
    if isinstance(local, PressmarkError):
        assert (str(local), local.hint) == (str(memory), memory.hint)
        return
    assert counts(local) == counts(memory)
    assert local.facets == memory.facets
    assert matching(local) == matching(memory)
    assert [note.split("”")[0] for note in local.notes] == [
        note.split("”")[0] for note in memory.notes
    ]
    assert (local.suggestion, local.broader) == (memory.suggestion, memory.broader)
    if sort in ("newest", "oldest", "added"):
        assert shown(local) == shown(memory)
        assert [(hit.more, hit.also) for hit in local] == [(hit.more, hit.also) for hit in memory]


@settings(max_examples=10)
@given(articles=ARTICLES, query=QUERIES, page=st.integers(0, 3))
def test_pages_and_exports_are_parts_of_the_same_order(engines, articles, query, page):
    def ids(hits):
        return [(hit.rank, hit.article.id, hit.highlights) for hit in hits]

    options = {"sort": "oldest", "copies": True}
    for engine in engines(articles, 1):
        if isinstance(answer_of(engine, query), PressmarkError):
            continue
        whole = ids(search(engine, query, limit=50, **options))
        assert ids(export(engine, query, **options)) == whole
        part = search(engine, query, limit=2, offset=2 * page, **options)
        assert ids(part) == whole[2 * page : 2 * page + 2]


@settings(max_examples=15)
@given(
    articles=ARTICLES,
    typed=st.sampled_from(["b", "bri", "road ri", "river roa", "xyzzy b", "ann l", "source:tr"]),
)
def test_the_same_is_suggested(engines, articles, typed):
    articles = [(*others, "river") for *others, _ in articles]
    local, memory = (
        {(each.kind, each.text, each.query, each.articles) for each in suggest(engine, typed)}
        for engine in engines(articles, 1)
    )
    assert local == memory


@settings(max_examples=20)
@given(
    articles=ARTICLES,
    queries=st.lists(QUERIES, min_size=1, max_size=3),
    segments=st.integers(1, 3),
    of=st.sampled_from(OF),
    all_words=st.booleans(),
    relative=st.booleans(),
)
def test_counts_are_those_of_a_walk_through_all_paragraphs_and_sum_to_the_total(
    engines, articles, queries, segments, of, all_words, relative
):
    if any(len(texts) > 1 for *_, texts, _, _ in articles):
        segments = 1  # the paragraphs of an article are in one segment
    local, memory = engines(articles, segments)
    each = {"paragraphs": of == "paragraphs", "copies": of != "stories"}
    found = [answer_of(local, q, limit=0, all_words=all_words, **each) for q in queries]
    for by in BY:
        options = {"by": by, "of": of, "all_words": all_words, "relative": relative}
        counts = count_of(local, queries, **options)
        assert counts == count_of(memory, queries, **options)
        if isinstance(counts, tuple):
            continue
        totals = [results.total for results in found]
        assert list(counts.totals) == totals
        sums = [sum(row) for row in zip(*(row.counts for row in counts.rows), strict=True)]
        for total, sum_ in zip(totals, sums or [0] * len(totals), strict=True):
            assert sum_ >= total if by in SEVERAL else sum_ == total


@settings(max_examples=40)
@given(articles=ARTICLES, query=QUERIES, by=st.sampled_from(BY))
def test_the_clause_of_a_row_narrows_to_its_count(engines, articles, query, by):
    local, _ = engines(articles, 1)
    counts = count_of(local, query, by=by, of="articles")
    if isinstance(counts, tuple):
        return
    for row in counts.rows:
        narrowed = search(local, f"({query}) {row.clause}", limit=0, copies=True)
        if not row.value and by in PERIODS:  # dates of less precision are counted there too
            assert narrowed.total <= row.counts[0]
        else:
            assert (row.value, narrowed.total) == (row.value, row.counts[0])
