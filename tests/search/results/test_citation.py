from dataclasses import replace
from datetime import date, datetime

import pytest

from pressmark.corpus.text.partial_dates import PartialDate
from pressmark.search.results.citation import citation_of
from pressmark.search.results.citation_formats import as_bibtex, as_ris
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


@pytest.mark.parametrize(
    ("published", "parts"),
    [
        (None, ()),
        (datetime(2024, 2, 3, 10), (2024, 2, 3)),
        (PartialDate.of("year", 2019), (2019,)),
        (PartialDate.of("month", 2019, 3), (2019, 3)),
        (PartialDate.of("week", 2019, 3, 4), (2019, 3)),
        (PartialDate.of("week", 2019, 4, 29), (2019,)),
    ],
)
def test_a_date_is_cited_as_far_as_it_is_known(published, parts):
    citation = citation_of(replace(ARTICLE, published=published))
    assert citation.date_parts == parts
    (entry,) = as_bibtex([citation])
    date = "-".join(f"{part:02}" for part in parts)
    assert (f"  date = {{{date}}},\n" in entry) == bool(parts)
    assert ("  month = " in entry) == (len(parts) > 1)
    (record,) = as_ris([citation])
    written = "/".join([f"{part:02}" for part in parts] + [""] * (3 - len(parts)))
    assert (f"DA  - {written}\n" in record) == bool(parts)
