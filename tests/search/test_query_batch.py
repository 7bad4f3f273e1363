import csv
from dataclasses import replace
from datetime import datetime

import pytest
from memory_engine import MemoryEngine

from pressmark.corpus.model import Article
from pressmark.index import Index
from pressmark.search import batch, search
from pressmark.search.query_batch import as_csv


@pytest.fixture(scope="module", params=["local", "memory"])
def index(request, tmp_path_factory):
    index = Index.create(tmp_path_factory.mktemp("batch") / "index")
    texts = ("Ann Lee met the crew.", "Lee won, and Ann lost.", "Ann Lee spoke.", "The end.")
    for number, text in enumerate(texts):
        article = Article.from_text(text, url=f"https://a.example/{number}")
        time = datetime(2024, 3, number) if number else None
        index.add_articles([replace(article, source="Herald", published=time)])
    return MemoryEngine.copy_of(index) if request.param == "memory" else index


def test_a_row_has_the_counts_the_days_and_the_best_hit_of_its_query(index):
    rows = list(batch(index, ["Ann Lee", "crew", "xyzzy"]))
    for row in rows:
        results = search(index, row.query, limit=1)
        assert (row.hits, row.articles) == (results.total_stories, results.total_articles)
        for hit in results:
            assert (row.article, row.text, row.url) == (hit.article.id, hit.text, hit.article.url)
            assert (row.paragraph, row.source) == (hit.ordinal, "Herald")
    assert [(row.first, row.last) for row in rows] == [
        ("2024-03-01", "2024-03-02"),
        ("", ""),
        ("",) * 2,
    ]


def test_a_phrase_is_no_query(index):
    names = ["Ann Lee", "titel:red", 'Lee", "won', "AND", '"']
    assert [(row.hits, row.error) for row in batch(index, names, phrases=True)] == [
        (2, ""),
        (0, ""),
        (1, ""),
        (1, ""),
        (0, "The query has no word."),
    ]


def test_a_query_that_cannot_be_read_is_a_row_with_its_error(index):
    first, second = batch(index, ["titel:red", "crew"])
    assert (first.hits, first.error) == (0, "There is no field “titel”.")
    assert (second.hits, second.error) == (1, "")


def test_csv_has_no_formulas(index):
    rows = list(csv.DictReader(as_csv(batch(index, ["=crew", "-ann", "Ann Lee"]))))
    assert [row["query"] for row in rows] == ["'=crew", "'-ann", "Ann Lee"]
    assert rows[2]["first"] == "2024-03-01"
