"""Years, months and weeks alone: filtered, counted and shown as they are known."""

import json

import pytest

from pressmark.corpus import Article
from pressmark.index import Index
from pressmark.search import count, search

PARTIAL = [("a", "2019"), ("b", "2019-03"), ("c", "2019-W05"), ("d", "2019-03-05"), ("e", "2020")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("published:2019", "abcd"),
        ("published:2019-03", "bd"),
        ("published:2019-W05", "c"),
        ("until:2019-03", "bcd"),
        ("since:2019-03", "bde"),
        ("published:=2019", "a"),
        ("published:=2019-03", "b"),
        ("date:=2019-W05", "c"),
        ("missing:date", ""),
    ],
)
def test_a_year_alone_is_found_in_the_year_and_in_no_month_of_it(tmp_path, query, found):
    index = partial_dates(tmp_path)
    hits = search(index, query, sort="oldest").hits
    assert sorted(hit.article.title[-1] for hit in hits) == list(found)


def test_a_date_is_shown_as_it_is_known_and_each_row_of_months_narrows_to_its_count(tmp_path):
    index = partial_dates(tmp_path)
    results = search(index, "*", facet="month")
    stated = {hit.article.title[-1]: f"{hit.article.published:%Y-%m-%d}" for hit in results.hits}
    assert stated == dict(PARTIAL)
    facet = next(each for each in results.facets if each.name == "month")
    expected = {"2019": 1, "2019-03": 2, "2019-W05": 1, "2020": 1}
    assert {row.value: row.count for row in facet.values} == expected
    for row in facet.values:
        assert search(index, row.clause).total == row.count
    by_year = count(index, "*", by="year")
    assert [(row.value, row.counts[0]) for row in by_year.rows] == [("2019", 4), ("2020", 1)]
    by_month = count(index, "*", by="month")
    assert [row.counts[0] for row in by_month.buckets] == [2]
    assert by_month.missing.counts == (3,)


@pytest.mark.parametrize("by", ["day", "week", "month", "year"])
def test_the_row_without_a_period_narrows_to_its_count(tmp_path, by):
    index = partial_dates(tmp_path)
    index.add_articles([Article.from_text("The boat has no date.", title="Ferry f")])
    counts = count(index, "boat", by=by)
    longer = {"day": 5, "week": 4, "month": 4, "year": 1}
    assert counts.missing.counts == (longer[by],)
    found = search(index, f"{counts.missing.clause} boat", copies=True)
    assert found.total_articles == longer[by]


def partial_dates(tmp_path):
    records = [
        {"title": f"Ferry {name}", "text": f"The boat {name * 9} left the harbour.", "date": date}
        for name, date in PARTIAL
    ]
    (tmp_path / "dump.json").write_text(json.dumps(records))
    index = Index.create(tmp_path / "index")
    index.add(tmp_path / "dump.json")
    return index
