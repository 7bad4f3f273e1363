import sys
from datetime import datetime

import pytest
from anyio.from_thread import start_blocking_portal

from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.search.similar_articles import NOTHING_ALIKE

pytestmark = pytest.mark.slow

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
    tools, (found, read, lost, wrong, alike) = talk(
        place,
        ("search", {"query": "gauge"}),
        ("read_article", {"article": "https://orle.example/tides"}),
        ("read_article", {"article": "https://orle.example/none"}),
        ("search", {"query": "titel:red"}),
        ("similar_articles", {"article": "https://orle.example/tides"}),
    )
    assert {tool.name for tool in tools} == {
        *("search", "count", "stats", "read_article", "similar_articles"),
    }
    passage = found.structured_content["passages"][0]
    assert passage["text"] == "The tide gauge at Orle stood at four metres."
    assert passage["paragraph"] == 1
    assert read.structured_content["id"] == passage["article"]
    assert read.structured_content["paragraphs"] == [
        {"number": number, "kind": "paragraph", "text": block.text}
        for number, block in enumerate(TIDES.blocks[1:], start=1)
    ]
    assert read.structured_content["next_number"] is None
    assert lost.is_error
    assert wrong.is_error
    assert "There is no field “titel”." in wrong.content[0].text
    assert alike.structured_content["passages"] == []
    assert alike.structured_content["notes"] == [NOTHING_ALIKE]


def test_each_paragraph_of_an_article_is_a_passage_of_its_own(place):
    _, pages = talk(
        place, *(("search", {"query": "tide", "limit": 1, "offset": at}) for at in range(3))
    )
    found = [page.structured_content for page in pages]
    assert {page["total_paragraphs"] for page in found} == {2}
    assert sorted(p["paragraph"] for page in found for p in page["passages"]) == [0, 1]
    assert found[2]["passages"] == []
    assert [page["next_offset"] for page in found] == [1, None, None]


def test_without_an_index_the_model_gets_the_command(tmp_path):
    _, (answer,) = talk(tmp_path / "none", ("search", {"query": "gauge"}))
    assert answer.is_error
    assert "pressmark index" in answer.content[0].text


def test_every_parameter_is_described_and_bounded_and_the_bounds_hold(place):
    tools, (too_many, below) = talk(
        place,
        ("search", {"query": "gauge", "limit": 500}),
        ("search", {"query": "gauge", "offset": -1}),
    )
    for tool in tools:
        assert all(each["description"] for each in tool.input_schema["properties"].values())
    assert too_many.is_error
    assert "50" in too_many.content[0].text
    assert below.is_error


def test_a_misspelt_word_is_answered_with_the_likely_one(place):
    _, (answer,) = talk(place, ("search", {"query": "gaueg"}))
    assert answer.structured_content["did_you_mean"] == "gauge"


def test_a_story_in_two_papers_is_one_passage_that_names_the_copy(tmp_path):
    text = (
        "The dredger that had lain on the bar of the inlet since the gale of Tuesday was floated "
        "off at high water this morning by two tugs from the naval yard.",
        "Her master told the harbour board that neither the rudder nor the screw had taken harm, "
        "and that she would go back to clearing the channel as soon as divers had looked.",
    )
    blocks = tuple(Block(each, Kind.PARAGRAPH, at) for at, each in enumerate(text))
    papers = [
        Article(blocks, title="", key=paper, source=paper, published=datetime(2023, 3, day))
        for day, paper in enumerate(("Courier", "Herald"), start=1)
    ]
    Index.create(tmp_path / "index").add_articles(papers)
    _, (answer,) = talk(tmp_path / "index", ("search", {"query": "dredger", "each": "story"}))
    (passage,) = answer.structured_content["passages"]
    (copy,) = passage["copies"]
    assert {passage["source"], copy["source"]} == {"Courier", "Herald"}
    assert {passage["published"], copy["published"]} == {"2023-03-01", "2023-03-02"}
    assert answer.structured_content["total_stories"] == 1


def test_a_long_article_is_read_in_parts(tmp_path):
    blocks = tuple(Block(f"Line {at} of the log.", Kind.PARAGRAPH, at) for at in range(450))
    Index.create(tmp_path / "index").add_articles(
        [Article(blocks, key="log", url="https://a.example/")]
    )
    numbers, first = [], 1
    while first is not None:
        _, (part,) = talk(
            tmp_path / "index", ("read_article", {"article": "https://a.example/", "first": first})
        )
        numbers += [each["number"] for each in part.structured_content["paragraphs"]]
        first = part.structured_content["next_number"]
    assert numbers == list(range(1, part.structured_content["total_paragraphs"] + 1))
    assert len(numbers) > 400


def test_a_model_counts_hits_and_sees_what_is_in_the_library(tmp_path):
    index = Index.create(tmp_path / "index")
    for day, word in enumerate(("gauge", "gauge", "ferry"), start=1):
        text = (Block(f"The {word} stood {day}.", Kind.PARAGRAPH, 0),)
        known = {"source": "Orle", "published": datetime(2023, day, 1), "extra": {"party": word}}
        index.add_articles([Article(text, title=f"{word} {day}", key=str(day), **known)])
    _, (counted, by_column, stats, found, wrong) = talk(
        tmp_path / "index",
        ("count", {"queries": ["gauge", "ferry"], "relative": True}),
        ("count", {"queries": ["*"], "by": "party"}),
        ("stats", {}),
        ("search", {"query": "gauge", "each": "article", "facets": ["source", "party"]}),
        ("count", {"queries": ["*"], "by": "nothing"}),
    )
    rows = counted.structured_content["rows"]
    assert [(row["value"], row["counts"], row["articles"]) for row in rows] == [
        ("2023-01", [1, 0], 1),
        ("2023-02", [1, 0], 1),
        ("2023-03", [0, 1], 1),
    ]
    assert counted.structured_content["totals"] == [2, 1]
    assert [row["value"] for row in by_column.structured_content["rows"]] == ["gauge", "ferry"]
    library = stats.structured_content
    assert (library["articles"], library["sources"]) == (3, {"Orle": 3})
    assert (library["first_published"], library["columns"]) == ("2023-01-01", ["party"])
    source, party = found.structured_content["facets"]
    assert source["values"] == [{"value": "Orle", "count": 2, "clause": "source:=Orle"}]
    assert (party["name"], party["more"]) == ("party", 0)
    assert wrong.is_error


def test_an_article_is_a_resource(place):
    id_ = Index.open(place).get("https://orle.example/tides").id
    command = mcp.StdioServerParameters(
        command=sys.executable, args=["-c", RUN, "mcp", "--index", str(place)]
    )

    async def read():
        async with mcp.Client(command) as client:
            templates = await client.list_resource_templates()
            content = await client.read_resource(f"pressmark://articles/{id_}")
            return templates.resource_templates, content.contents

    with start_blocking_portal() as portal:
        templates, (content,) = portal.call(read)
    assert [each.uri_template for each in templates] == ["pressmark://articles/{article}"]
    assert "The tide gauge at Orle stood at four metres." in content.text
