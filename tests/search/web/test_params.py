from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from pressmark.corpus.errors import AskError
from pressmark.search.web.api import search_params
from pressmark.search.web.parameters import SORTS
from pressmark.search.web.params import SearchParams, narrowed, page_params

queries = st.text(st.characters(exclude_categories=["Cs"]), max_size=50).map(str.strip)


clauses = st.lists(queries.filter(bool), max_size=4, unique=True).map(tuple)


@given(
    st.builds(
        SearchParams,
        queries,
        st.integers(1, 10**6),
        st.sampled_from(SORTS),
        st.booleans(),
        st.booleans(),
        clauses,
        st.booleans(),
    )
)
def test_the_url_of_a_question_is_that_of_the_search(asked):
    assert page_params(QueryParams(urlsplit(asked.url).query)) == asked


@given(st.builds(SearchParams, queries), clauses)
def test_filters_are_combined_and_undone_in_any_order(asked, several):
    search = asked
    for clause in several:
        search = search.with_only(clause)
    assert search.whole_query == " ".join((*several, asked.query))
    for clause in reversed(several):
        search = search.without(clause)
    assert search == asked


def test_a_plain_question_has_a_short_url():
    assert SearchParams("flood damage").url == "/?q=flood+damage"
    assert SearchParams().url == "/"


def test_another_order_begins_at_the_first_page():
    assert SearchParams("flood", page=7).sorted_by("newest") == SearchParams("flood", 1, "newest")


@pytest.mark.parametrize(
    "params",
    [
        {"page": "0"},
        {"page": "-1"},
        {"page": "two"},
        {"page": "٣"},
        {"page": "9" * 5000},
        {"sort": "random"},
        {"q": "x" * 100_000},
    ],
)
def test_what_makes_no_sense_is_refused_in_a_plain_sentence(params):
    with pytest.raises(AskError) as refusal:
        page_params(QueryParams(params))
    assert refusal.value.message.endswith(".")
    assert len(refusal.value.message) < 200


@pytest.mark.parametrize("params", [{"limit": "101"}, {"offset": "x"}, {"limit": "-1"}])
def test_the_api_refuses_numbers_out_of_range(params):
    with pytest.raises(AskError, match=next(iter(params))):
        search_params(QueryParams(params))


@pytest.mark.parametrize(
    ("first", "last", "clause"),
    [
        ("2021", "2022-05", "published:[2021 TO 2022-05]"),
        ("May 2021", "", "published:[May 2021 TO ]"),
        ("", " 2021 ", "published:[ TO 2021]"),
    ],
)
def test_a_period_is_a_filter_that_takes_the_place_of_another(first, last, clause):
    printed = [("q", "flood"), ("only", "published:2019"), ("only", "source:mail")]
    asked = page_params(QueryParams([*printed, ("from", first), ("to", last)]))
    assert asked.only == ("source:mail", clause)


def test_a_period_without_dates_changes_nothing():
    asked = page_params(QueryParams("q=flood&only=published:2019&from=&to="))
    assert asked.only == ("published:2019",)


@pytest.mark.parametrize("date", ["2021] OR [", "x:y", '"'])
def test_a_date_that_would_be_more_than_one_is_refused(date):
    with pytest.raises(AskError, match="from must be a date"):
        page_params(QueryParams({"q": "flood", "from": date}))


@given(st.builds(SearchParams, queries, only=clauses), queries.filter(bool))
def test_the_address_with_one_more_filter_is_that_of_the_narrower_search(asked, clause):
    there = QueryParams(urlsplit(narrowed(asked.url, clause)).query)
    assert page_params(there) == asked.with_only(clause)
