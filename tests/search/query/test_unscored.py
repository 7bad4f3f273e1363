from dataclasses import replace
from datetime import datetime

import pytest

from pressmark.corpus import Article
from pressmark.index import Index
from pressmark.search import export, search


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    index = Index.create(tmp_path_factory.mktemp("dated") / "index")
    index.add_articles(
        replace(
            Article.from_text(f"The pier is shut {word}.", title=word, source="Courier"),
            published=datetime(2020, month, 1),
        )
        for month, word in ((3, "again"), (9, "today"), (1, "now"), (6, "soon"))
    )
    return index


@pytest.mark.parametrize("query", ["source:courier", "*", "source:courier since:2019", "-ferry"])
def test_filters_alone_are_in_order_of_time_where_recent_articles_are_favoured(index, query):
    hits = search(index, query, sort="recent").hits
    assert [hit.article.published.month for hit in hits] == [9, 6, 3, 1]
    exported = export(index, query, sort="recent")
    assert [hit.article.published.month for hit in exported] == [9, 6, 3, 1]


def test_words_are_scored_though_recent_articles_are_favoured(index):
    hits = search(index, "source:courier today again", sort="recent").hits
    assert len({hit.score for hit in hits}) > 1
