from collections import Counter, defaultdict
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressmark.index.segment.value_list_field import joined_values
from pressmark.search import search

pytestmark = pytest.mark.slow

SOURCES = ["The Valley Tribune", "The Valley Tribune Sunday", '"Q" \\ Courier', "Courier", ""]
AUTHORS = [["Ann Lee"], ["Ann Lee", "Bo Ek"], ["Mary Ann Lee"], []]
DATES = [datetime(2022, 9, 3, 14), datetime(2022, 9, 30), datetime(2021, 1, 1), None]
KINDS = ["paragraph", "caption", "quote"]

ARTICLES = st.lists(
    st.tuples(
        st.sampled_from(SOURCES),
        st.sampled_from(AUTHORS),
        st.sampled_from(DATES),
        st.lists(
            st.tuples(st.sampled_from(["bridge", "road"]), st.sampled_from(KINDS)), min_size=1
        ),
    ),
    max_size=6,
)


def rows_of(paragraph, articles):
    for number, (source, authors, date, paragraphs) in enumerate(articles):
        known = {
            "source": source,
            "author": "\n".join(authors),
            "_stored_author": authors,
            "names": joined_values({author.upper(): 2 for author in authors}),
            "published": date,
            "language": "en",
        }
        known = {name: value for name, value in known.items() if value}
        for ordinal, (text, kind) in enumerate(paragraphs, 1):
            yield paragraph(text, article=f"a{number}", ordinal=ordinal, kind=kind, **known)


def brute_force(rows, flat):
    """Facet name → value → the number of hits that have it."""
    hits = defaultdict(lambda: defaultdict(set))
    for number, row in enumerate(row for row in rows if row["text"] == "bridge"):
        hit = number if flat else row["article"]
        for name, field in (("source", "source"), ("kind", "kind"), ("language", "language")):
            if field in row:
                hits[name][row[field]].add(hit)
        for author in row.get("_stored_author", ()):
            hits["author"][author].add(hit)
            hits["names"][author.upper()].add(hit)
        if "published" in row:
            hits["month"][f"{row['published']:%Y-%m}"].add(hit)
        for name, field in (("source", "source"), ("author", "author"), ("month", "published")):
            if not row.get(field):
                hits[name][""].add(hit)
        if not row.get("names"):
            hits["names"][""].add(hit)
    return {name: {value: len(of) for value, of in values.items()} for name, values in hits.items()}


@pytest.mark.long
@settings(max_examples=40)
@given(ARTICLES, st.booleans(), st.integers(1, 2))
def test_facets_agree_with_brute_force_under_every_grouping(
    make_index, paragraph, articles, flat, segments
):
    rows = list(rows_of(paragraph, articles))
    if segments > 1:  # an article never lies in two segments
        rows = [row for row in rows if row["ordinal"] == 1]
    index = make_index(*rows, segments=segments)
    results = search(index, "bridge", paragraphs=flat, facets=True)
    counted = {
        facet.name: {each.value: each.count for each in facet.values}
        for facet in results.facets
        if facet.values
    }
    assert counted == brute_force(rows, flat)


@pytest.mark.long
@settings(max_examples=40, deadline=None)
@given(ARTICLES, st.booleans())
def test_a_clause_narrows_to_exactly_the_hits_that_its_value_counts(
    make_index, paragraph, articles, flat
):
    index = make_index(*rows_of(paragraph, articles))
    for facet in search(index, "bridge", paragraphs=flat, facets=True).facets:
        for each in facet.values:
            narrowed = search(index, f"bridge {each.clause}", paragraphs=flat)
            assert narrowed.total == each.count, each.clause


@pytest.fixture
def index(make_index, paragraph):
    articles = [
        ("The Valley Tribune", ["Ann Lee"], DATES[0], [("bridge", "paragraph")]),
        ("The Valley Tribune", ["Bo Ek"], DATES[2], [("bridge", "caption")]),
        ("Courier", ["Ann Lee"], DATES[1], [("bridge", "paragraph"), ("bridge", "quote")]),
    ]
    return make_index(*rows_of(paragraph, articles))


def test_the_most_frequent_values_come_first_and_months_in_order_of_time(index):
    facets = {facet.name: facet.values for facet in search(index, "bridge", facets=True).facets}
    assert [each.value for each in facets["source"]] == ["The Valley Tribune", "Courier"]
    assert [each.value for each in facets["month"]] == ["2021-01", "2022-09"]


def test_the_clause_of_a_value_narrows_the_query_to_as_many_hits_as_it_counts(index):
    for facet in search(index, "bridge", facets=True).facets:
        for each in facet.values:
            assert search(index, f"bridge {each.clause}").total == each.count


def test_facets_cost_nothing_where_nobody_asks(index):
    assert search(index, "bridge").facets == ()


def test_counts_are_those_of_all_pages(index):
    facets = search(index, "bridge", facets=True, limit=1, offset=99).facets
    assert Counter({each.value: each.count for each in facets[0].values}).total() == 3
