from typing import get_args
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from pressmark.corpus.errors import AskError
from pressmark.search.options import SpellingUse
from pressmark.search.query.calendar_periods import PERIODS
from pressmark.search.web.limits import MOST_LINES
from pressmark.search.web.params import SearchParams
from pressmark.search.web.trend_params import UNITS, TrendParams, trend_params

queries = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20).filter(
    lambda text: text == text.strip()
)
trends = st.builds(
    TrendParams,
    queries=st.lists(queries, max_size=MOST_LINES, unique=True).map(tuple),
    only=st.lists(queries, max_size=2, unique=True).map(tuple),
    by=st.sampled_from(("", *PERIODS)),
    of=st.sampled_from(UNITS),
    relative=st.booleans(),
    all_words=st.booleans(),
    spellings=st.sampled_from(get_args(SpellingUse)),
)


@given(trends)
def test_the_address_holds_everything(trend):
    for address in (trend.url, trend.csv_url, trend.svg_url):
        assert trend_params(QueryParams(urlsplit(address).query)) == trend


def test_empty_boxes_and_repeated_queries_are_no_lines():
    params = QueryParams([("q", "ferry"), ("q", " "), ("q", ""), ("q", "ferry "), ("q", "pier")])
    assert trend_params(params).queries == ("ferry", "pier")


def test_a_period_replaces_the_one_before():
    params = QueryParams([("q", "ferry"), ("only", "published:2019"), ("from", "2021"), ("to", "")])
    assert trend_params(params).only == ("published:[2021 TO ]",)


def test_more_lines_than_colours_are_refused():
    with pytest.raises(AskError, match="5 are the most"):
        trend_params(QueryParams([("q", str(number)) for number in range(MOST_LINES + 1)]))


def test_what_a_number_leads_to_counts_the_same_hits():
    trend = TrendParams(("ferry",), only=("source:mail",), of="paragraphs")
    found = trend.search("ferry", "published:2021-01")
    assert (found.query, found.only) == ("ferry", ("source:mail", "published:2021-01"))
    assert found.unit == "paragraphs"
    assert TrendParams(of="articles").search("x").unit == "articles"


@given(trends)
def test_the_trend_of_a_search_counts_its_hits(trend):
    for query in trend.queries:
        search = trend.search(query)
        found = trend_params(QueryParams(urlsplit(search.trends_url).query))
        assert found.search(query) == search
    assert SearchParams("ferry").trends_url == "/trends?q=ferry"
