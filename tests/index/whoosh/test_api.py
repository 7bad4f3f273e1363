"""The reading half of Whoosh's Index, on an index of Pressmark's."""

from datetime import UTC, datetime

from whoosh import scoring
from whoosh.qparser import QueryParser

from pressmark.corpus.model import Article


def _article(text, **known):
    return Article.from_text(text, title="Pier", key=text, **known)


def test_counts_and_generations_follow_the_commits(index):
    assert (index.is_empty(), index.doc_count(), index.doc_count_all()) == (True, 0, 0)
    first = index.latest_generation()
    index.add_articles([_article("The pier is closed."), _article("The pier is open.")])
    assert (index.is_empty(), index.doc_count()) == (False, 4)
    assert index.latest_generation() > first
    with index.reader() as reader:
        article = reader.stored_fields(0)["article"]
    index.delete(article)
    assert (index.doc_count(), index.doc_count_all()) == (2, 4)
    assert index.field_length("title") >= index.max_field_length("title") == 1


def test_the_time_of_the_last_commit_is_a_timestamp(index):
    before = datetime.now(UTC).timestamp()
    index.add_articles([_article("The pier is closed.")])
    assert before - 1 <= index.last_modified() <= datetime.now(UTC).timestamp() + 1


def test_an_index_is_always_up_to_date_and_a_searcher_is_refreshed(index):
    with index.searcher() as searcher:
        index.add_articles([_article("The pier is closed.")])
        assert index.up_to_date() and index.refresh() is index
        assert not searcher.up_to_date()
        with searcher.refresh() as newer:
            assert newer.up_to_date() and newer.doc_count() == 2
    index.close()


def test_another_weighting_scores_by_its_own_rule(index):
    index.add_articles([_article("The pier, the pier."), _article("The pier is open.")])
    query = QueryParser("text", index.schema).parse("pier")
    with index.searcher(weighting=scoring.Frequency()) as searcher:
        assert [hit.score for hit in searcher.search(query)] == [2.0, 1.0, 1.0, 1.0]
