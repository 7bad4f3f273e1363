from dataclasses import replace
from datetime import date, datetime

import pytest

from pressmark.search.results.citation import citation_of
from pressmark.search.results.models import ArticleInfo

ARTICLE = ArticleInfo(
    "ab", "Back", "Tribune", datetime(2024, 2, 3, 10), "https://x.example/a", ("Ann Lee",), "en"
)


@pytest.mark.parametrize(
    ("extra", "captured"),
    [
        ({"captured": "2024-05-06T10:00:00Z"}, date(2024, 5, 6)),
        ({"Date Download": "2024-05-06 10:00:00"}, date(2024, 5, 6)),
        ({"scraped_at": "2024-05-06", "captured": "2023-01-02T00:00:00Z"}, date(2023, 1, 2)),
        ({"captured": "2024-13-06", "scraped_at": "2024-05-06"}, date(2024, 5, 6)),
        ({"captured": "yesterday"}, None),
        ({"captured": 20240506}, None),
        ({"captured": ("2024-05-06",)}, None),
        ({}, None),
    ],
)
def test_the_date_of_capture_is_the_one_that_the_record_states(extra, captured):
    assert citation_of(replace(ARTICLE, extra=extra)).captured == captured


def test_only_the_address_of_a_page_is_cited():
    assert citation_of(ARTICLE).url == "https://x.example/a"
    assert citation_of(replace(ARTICLE, url="javascript:alert(1)")).url == ""


def test_an_article_without_a_title_is_cited_by_its_first_words():
    assert citation_of(replace(ARTICLE, title="", opening="The ferry")).title == "The ferry"
    assert citation_of(replace(ARTICLE, title="")).title == "ab"


def test_each_paragraph_has_a_key_of_its_own():
    keys = [citation_of(ARTICLE, number).key for number in (None, 0, 3)]
    assert keys == ["ab", "ab-0", "ab-3"]
    assert [citation_of(ARTICLE, number).place for number in (None, 0, 3)] == [
        "",
        "",
        "paragraph 3",
    ]
