from dataclasses import replace
from datetime import datetime

import pytest

from pressmark.corpus.model import Article
from pressmark.corpus.text.partial_dates import PartialDate
from pressmark.index import Index
from pressmark.search import search

pandas = pytest.importorskip("pandas")


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    index = Index.create(tmp_path_factory.mktemp("frame") / "index")
    article = Article.from_text("The ferry sails.", title="Ferry", url="https://a.example/1")
    extra = {"party": "green", "score": 5}
    index.add_articles(
        [
            replace(article, extra=extra, published=datetime(2024, 3, 1), authors=("Ann", "Bo")),
            Article.from_text("A ferry.", url="https://a.example/2"),
        ]
    )
    return search(index, "ferry", sort="oldest")


def test_a_row_is_a_hit_with_its_article_and_the_columns_of_its_record(results):
    frame = results.to_pandas()
    assert list(frame["text"]) == [hit.text for hit in results]
    assert list(frame["article"]) == [hit.article.id for hit in results]
    assert frame["authors"][0] == ("Ann", "Bo")
    assert list(frame.columns[-2:]) == ["party", "extra.score"]
    assert frame["party"][0] == "green"
    assert pandas.isna(frame["party"][1])


def test_dates_are_times_that_pandas_can_group_by(results):
    frame = results.to_pandas()
    assert frame["published"].dt.year[0] == 2024
    assert pandas.isna(frame["published"][1])


def test_a_year_alone_is_told_from_its_first_day(tmp_path):
    index = Index.create(tmp_path / "index")
    known = [PartialDate.of("year", 2019), datetime(2019, 1, 1), None]
    articles = [Article.from_text("A ferry.", url=f"https://a.example/{n}") for n in range(3)]
    index.add_articles(map(lambda each, day: replace(each, published=day), articles, known))
    frame = search(index, "ferry", copies=True).to_pandas().sort_values("url")
    assert list(frame["published_unit"]) == ["year", "", ""]
    assert list(frame["published"].dt.year[:2]) == [2019, 2019]


def test_nothing_found_is_a_frame_without_rows(results):
    frame = replace(results, hits=()).to_pandas()
    assert len(frame) == 0
    assert "published" in frame.columns
