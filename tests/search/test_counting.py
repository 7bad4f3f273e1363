from dataclasses import replace
from datetime import datetime

import pytest

from pressmark.corpus.errors import AskError, QueryError
from pressmark.corpus.model import Article
from pressmark.index import Index
from pressmark.search import count, search


def index_of(place, *articles):
    index = Index.create(place)
    index.add_articles(
        replace(Article.from_text(text, title=f"{number}", key=f"{number}"), **fields)
        for number, (text, fields) in enumerate(articles)
    )
    return index


def test_empty_periods_are_rows_and_articles_without_a_date_are_the_last(tmp_path):
    index = index_of(
        tmp_path / "index",
        ("The bridge is open.", {"published": datetime(2024, 1, 31)}),
        ("The bridge is shut.", {"published": datetime(2024, 3, 1)}),
        ("The ferry is late.", {"published": datetime(2024, 3, 2)}),
        ("The bridge is new.", {}),
    )
    counts = count(index, ["bridge", "ferry"], relative=True)
    assert [(row.value, row.counts, row.articles) for row in counts.rows] == [
        ("2024-01", (1, 0), 1),
        ("2024-02", (0, 0), 0),
        ("2024-03", (1, 1), 2),
        ("", (1, 0), 1),
    ]
    assert [row.shares for row in counts.rows] == [(1, 0), (0, 0), (0.5, 0.5), (1, 0)]
    assert counts.totals == (3, 1)


def test_nothing_found_has_no_rows(tmp_path):
    index = index_of(tmp_path / "index", ("The bridge is open.", {}))
    counts = count(index, "lighthouse")
    assert (counts.rows, counts.totals, counts.missing.counts) == ((), (0,), (0,))


def test_a_column_named_like_a_period_is_counted_with_the_prefix(tmp_path):
    index = index_of(tmp_path / "index", ("The bridge is open.", {"extra": {"year": "first"}}))
    counts = count(index, "bridge", by="extra.year")
    assert [(row.value, row.counts) for row in counts.rows] == [("first", (1,))]
    assert search(index, f"bridge {counts.rows[0].clause}").total == 1
    assert [row.value for row in count(index, "bridge", by="year").rows] == [""]


@pytest.mark.parametrize("options", [{"by": "nothing"}, {"of": "words"}])
def test_an_option_that_cannot_be_is_named(tmp_path, options):
    index = index_of(tmp_path / "index", ("The bridge is open.", {}))
    with pytest.raises(AskError, match=r"nothing|words"):
        count(index, "bridge", **options)


def test_so_many_days_as_only_a_wrong_date_gives_are_an_error(tmp_path):
    index = index_of(
        tmp_path / "index",
        ("The bridge is open.", {"published": datetime(24, 1, 31)}),
        ("The bridge is shut.", {"published": datetime(2024, 3, 1)}),
    )
    with pytest.raises(AskError, match=r"There are 730,516 days from 0024-01-31 to 2024-03-01\."):
        count(index, "bridge", by="day")
    assert len(count(index, "bridge", by="year").buckets) == 2001


def test_of_several_queries_the_error_names_the_one_that_cannot_be_read(tmp_path):
    index = index_of(tmp_path / "index", ("The bridge is open.", {}))
    with pytest.raises(QueryError) as refused:
        count(index, ["bridge", "titel:bridge"])
    assert refused.value.query == "titel:bridge"
