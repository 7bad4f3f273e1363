import sys

import pytest
from anyio.from_thread import start_blocking_portal

from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index

mcp = pytest.importorskip("mcp", reason="needs the extra mcp")

RUN = "from pressmark.search.cli import main; main()"

TIDES = Article(
    (
        Block("Tides run high", Kind.TITLE, 0),
        Block("The tide gauge at Orle stood at four metres.", Kind.PARAGRAPH, 1),
        Block("Nobody was hurt.", Kind.PARAGRAPH, 2),
    ),
    title="Tides run high",
    source="The Orle Gazette",
    url="https://orle.example/tides",
    key="tides",
)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("mcp") / "index"
    Index.create(place).add_articles([TIDES])
    return place


def talk(place, *calls):
    """The answers of `pressmark mcp`, a process of its own, to a client's calls."""
    command = mcp.StdioServerParameters(
        command=sys.executable,
        args=["-c", RUN, "mcp", "--index", str(place)],
    )

    async def converse():
        async with mcp.Client(command) as client:
            tools = await client.list_tools()
            return tools.tools, [await client.call_tool(name, told) for name, told in calls]

    with start_blocking_portal() as portal:
        return portal.call(converse)


def test_a_model_finds_a_paragraph_and_reads_its_article(place):
    tools, (found, read, lost, wrong) = talk(
        place,
        ("search", {"query": "gauge"}),
        ("read_article", {"article": "https://orle.example/tides"}),
        ("read_article", {"article": "https://orle.example/none"}),
        ("search", {"query": "colour:red"}),
    )
    assert {tool.name for tool in tools} == {"search", "read_article"}
    passage = found.structured_content["passages"][0]
    assert passage["text"] == "The tide gauge at Orle stood at four metres."
    assert passage["paragraph"] == 1
    assert read.structured_content["id"] == passage["article"]
    assert read.structured_content["paragraphs"] == [b.text for b in TIDES.blocks[1:]]
    assert lost.is_error
    assert wrong.is_error
    assert "There is no field “colour”." in wrong.content[0].text


def test_each_paragraph_of_an_article_is_a_passage_of_its_own(place):
    _, pages = talk(
        place, *(("search", {"query": "tide", "limit": 1, "offset": at}) for at in range(3))
    )
    found = [page.structured_content for page in pages]
    assert {page["total_paragraphs"] for page in found} == {2}
    assert sorted(p["paragraph"] for page in found for p in page["passages"]) == [0, 1]
    assert found[2]["passages"] == []


def test_without_an_index_the_model_is_told_the_command(tmp_path):
    _, (answer,) = talk(tmp_path / "none", ("search", {"query": "gauge"}))
    assert answer.is_error
    assert "pressmark index" in answer.content[0].text
