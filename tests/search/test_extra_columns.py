"""A column that no field uses comes through every face unchanged, filters, and is counted."""

import csv
import io
import json
from dataclasses import replace
from functools import cache

import pytest
from click.testing import CliRunner
from cluster_engine import ENGINES
from memory_engine import MemoryEngine
from starlette.testclient import TestClient

from pressmark.corpus.errors import AskError, QueryError
from pressmark.corpus.model import Article
from pressmark.search import export, search
from pressmark.search.cli.app import pressmark
from pressmark.search.web.app import create_app

EXTRA = {
    "Party": "Grüne & Co",
    "words": 1500,
    "share": 0.1234567891,
    "tags": ("harbour", "=1+1", "ümlaut"),
    "final": True,
    "delta": "-5",
    "formula": "=SUM(A1)",
    "kind": "memo",
    "collected": "2024-02-28T23:59:00Z",
    "note": "a long remark " * 30,
}
OTHERS = [{"party": "grüne & co", "words": 20}, {"party": "Red", "words": "200"}, {}]


@pytest.fixture(scope="module")
def make_index_of(make_new):
    """Makes the index of an engine."""

    @cache
    def make(engine):
        index = make_new(engine)
        words = ["winter", "summer", "autumn", "spring"]
        index.add_articles(
            replace(
                Article.from_text(f"The ferry is late in {word}.", title=f"Ferry {word}", key=word),
                extra=extra,
            )
            for word, extra in zip(words, [EXTRA, *OTHERS], strict=True)
        )
        return index

    return make


@pytest.fixture(params=ENGINES)
def index(request, make_index_of):
    return make_index_of(request.param)


@pytest.fixture(params=["memory", *ENGINES])
def engine(request, make_index_of):
    if request.param == "memory":
        return MemoryEngine.copy_of(make_index_of("local"))
    return make_index_of(request.param)


def run(index, *arguments):
    done = CliRunner().invoke(pressmark, [*arguments, "--index", str(index.path)])
    assert done.exception is None, done.output
    return done.stdout


def the_hit(engine, query="winter"):
    [hit] = search(engine, query, limit=1).hits
    return hit


def as_json(extra):
    return json.loads(json.dumps(extra))


def test_python_has_the_value_unchanged(engine):
    hit = the_hit(engine)
    assert dict(hit.article.extra) == EXTRA
    assert dict(engine.get(hit.article.id).extra) == EXTRA
    assert [dict(each.article.extra) for each in export(engine, "winter")] == [EXTRA]


def test_the_command_line_has_the_value_unchanged(index):
    id_ = the_hit(index).article.id
    assert json.loads(run(index, "show", id_, "--json"))["extra"] == as_json(EXTRA)
    found = json.loads(run(index, "search", "winter", "--json"))
    assert found["hits"][0]["article"]["extra"] == as_json(EXTRA)
    assert json.loads(run(index, "export", "winter"))["article"]["extra"] == as_json(EXTRA)
    shown = run(index, "show", id_)
    assert all(
        f"{name}:" in shown and str(value)[:8] in shown.replace("true", "True")
        for name, value in EXTRA.items()
        if not isinstance(value, tuple)
    )


def test_a_spreadsheet_has_the_value_unchanged_but_for_formulas(index):
    [row] = csv.DictReader(io.StringIO(run(index, "export", "--as", "csv", "winter")))
    assert (row["Party"], row["words"], row["share"]) == ("Grüne & Co", "1500", "0.1234567891")
    assert json.loads(row["tags"]) == list(EXTRA["tags"])
    assert (row["delta"], row["formula"], row["final"]) == ("-5", "'=SUM(A1)", "true")
    assert (row["kind"], row["extra.kind"]) == ("paragraph", "memo")


def test_a_spreadsheet_has_the_columns_of_its_hits_alone(index):
    header = run(index, "export", "--as", "csv", "words:20").splitlines()[0]
    assert header.split(",")[-2:] == ["party", "words"]
    assert "formula" not in header


def test_the_page_and_the_api_have_the_value_unchanged(index):
    page = TestClient(create_app(index), base_url="http://127.0.0.1")
    id_ = the_hit(index).article.id
    assert page.get(f"/api/articles/{id_}").json()["extra"] == as_json(EXTRA)
    [hit] = page.get("/api/search", params={"q": "winter", "limit": 1}).json()["hits"]
    assert hit["article"]["extra"] == as_json(EXTRA)
    view = page.get(f"/articles/{id_}").text
    assert "Grüne &amp; Co" in view
    assert EXTRA["note"].strip() in view
    line = page.get("/export.jsonl", params={"q": "winter"}).json()
    assert line["article"]["extra"] == as_json(EXTRA)
    assert "extra.kind" in page.get("/export.csv", params={"q": "winter"}).text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('party:"Grüne & Co"', {"winter", "summer"}),
        ("Party:RED", {"autumn"}),
        ("party:r*", {"autumn"}),
        ("party:*", {"winter", "summer", "autumn"}),
        ("missing:party", {"spring"}),
        ("words:>199", {"winter", "autumn"}),
        ("words:20..200", {"summer", "autumn"}),
        ("words:200.0", {"autumn"}),
        ("ferry words:<200", {"summer"}),
        ("-words:>=1500 -missing:words", {"summer", "autumn"}),
        ("tags:harbour", {"winter"}),
        ('tags:="=1+1"', {"winter"}),
        ("collected:2024-01..2024-02", {"winter"}),
        ("collected:2024-02-28", {"winter"}),
        ("collected:>2024-02", set()),
        ("final:true", {"winter"}),
        ("kind:memo", None),
        ("extra.kind:memo", {"winter"}),
        ("party:(red OR blue)", {"autumn"}),
    ],
)
def test_a_column_filters_by_value_and_by_comparison(engine, query, expected):
    if expected is None:
        with pytest.raises(QueryError):
            search(engine, query)
        return
    found = {hit.article.title.split()[1] for hit in search(engine, query, copies=True).hits}
    assert found == expected


def test_each_clause_of_a_facet_narrows_to_its_count(engine):
    names = ("party", "words", "tags", "note", "extra.kind", "collected")
    results = search(engine, "ferry", facets=True, facet=names, copies=True)
    counted = {facet.name: facet for facet in results.facets}
    assert [(v.value, v.count) for v in counted["party"].values] == [
        ("Grüne & Co", 2),
        ("Red", 1),
        ("", 1),
    ]
    for facet in results.facets:
        for value in facet.values:
            narrowed = search(engine, f"{value.clause} ferry", copies=True)
            assert narrowed.total == value.count, value


def test_a_name_that_is_no_column_is_an_error_that_lists_the_columns(engine):
    with pytest.raises(QueryError) as refusal:
        search(engine, "prty:green")
    assert refusal.value.hint == "Did you mean “party:”?"
    with pytest.raises(AskError, match="no column 'colour'") as refusal:
        search(engine, "ferry", facet="colour")
    assert "party" in refusal.value.hint


def test_only_numbers_and_dates_compare(engine):
    with pytest.raises(QueryError, match="Only numbers and dates"):
        search(engine, "party:>green")


def test_the_terminal_counts_by_a_column(index):
    shown = run(index, "search", "ferry", "--copies", "--facet", "party")
    assert "no party  missing:party" in shown
    assert 'party:="Grüne & Co"' in shown


def test_the_page_counts_by_a_column_that_is_chosen(index):
    page = TestClient(create_app(index), base_url="http://127.0.0.1")
    offered = page.get("/", params={"q": "ferry", "copies": "yes"}).text
    assert "facet=party" in offered
    chosen = page.get("/", params={"q": "ferry", "copies": "yes", "facet": "party"}).text
    assert "no party" in chosen
    answer = page.get("/api/search", params={"q": "ferry", "facet": "words"}).json()
    assert [facet["name"] for facet in answer["facets"]] == ["words"]
