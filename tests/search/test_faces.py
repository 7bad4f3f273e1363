"""The command line and the MCP tools answer the same, whichever engine is below the seam."""

import json
from datetime import datetime

import pytest
from click.testing import CliRunner
from cluster_engine import ENGINES
from memory_engine import MemoryEngine

from pressmark.corpus.model import Article, Block, Kind
from pressmark.search import engine, search
from pressmark.search.cli.app import pressmark

TEXTS = {
    "Ferry late": "The ferry lost its gearbox off Skerrin.",
    "Old boats": "A trawler that lost its gearbox off Skerrin is late.",
    "Market day": "Damsons from Orle were dear on Tuesday.",
}


@pytest.fixture(scope="module", params=["memory", *ENGINES])
def searched(request, make_new):
    """The articles in each engine."""
    in_memory = request.param == "memory"
    index = make_new("local" if in_memory else request.param)
    index.add_articles(
        Article(
            (Block(title, Kind.TITLE, 0), Block(text, Kind.PARAGRAPH, 1)),
            title=title,
            key=title,
            source="The Orle Gazette",
            published=datetime(2023, 5, day),
        )
        for day, (title, text) in enumerate(TEXTS.items(), 1)
    )
    return MemoryEngine.copy_of(index) if in_memory else index


@pytest.fixture
def opened(searched, monkeypatch):
    """The engine that the faces open in place of a path."""
    monkeypatch.setattr(engine, "open_index", lambda path: searched)
    return searched


def run(*arguments):
    done = CliRunner().invoke(pressmark, [*arguments, "--index", "any"])
    assert done.exception is None
    return done.stdout


def titles(hits):
    return [hit["article"]["title"] for hit in hits]


def test_a_search_in_the_terminal(opened):
    asked = ("search", "gearbox", "--sort", "newest", "--facets", "--explain", "--json")
    found = json.loads(run(*asked))
    assert titles(found["hits"]) == ["Old boats", "Ferry late"]
    assert {facet["name"] for facet in found["facets"]} >= {"source", "month"}
    assert "2 articles" in run("search", "gearbox")


def test_an_export(opened):
    lines = run("export", "gearbox", "--sort", "oldest").splitlines()
    assert titles(map(json.loads, lines)) == ["Ferry late", "Old boats"]


def test_an_article_and_those_like_it(opened):
    id_ = search(opened, "title:ferry").hits[0].article.id
    assert TEXTS["Ferry late"] in run("show", id_[:6])
    assert titles(json.loads(run("similar", id_, "--json"))["hits"]) == ["Old boats"]


def test_a_completion_and_the_counts(opened):
    assert run("suggest", "gea") == "gearbox  2 articles\n"
    assert json.loads(run("stats", "--json"))["sources"] == {"The Orle Gazette": 3}


def test_the_tools_of_a_language_model(opened, monkeypatch):
    pytest.importorskip("mcp", reason="needs the extra mcp")
    from anyio.from_thread import start_blocking_portal

    from pressmark.search.mcp import server as mcp_server

    monkeypatch.setattr(mcp_server, "open_index", engine.open_index)
    server = mcp_server.mcp_server("any")

    def call(name, **arguments):
        # in a thread of its own: a browser of other tests may run a loop in this one
        with start_blocking_portal() as portal:
            answer = portal.call(server.call_tool, name, arguments)
        return answer.structured_content

    found = call("search", query="gearbox", each="story", sort="oldest")
    assert [passage["title"] for passage in found["passages"]] == ["Ferry late", "Old boats"]
    article = call("read_article", article=found["passages"][0]["article"])
    assert [each["text"] for each in article["paragraphs"]] == [TEXTS["Ferry late"]]
    alike = call("similar_articles", article=article["id"])
    assert [passage["title"] for passage in alike["passages"]] == ["Old boats"]
