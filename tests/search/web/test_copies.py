"""What several papers printed is one hit that names the others, and each can be had alone."""

import re
from datetime import datetime

import pytest
from starlette.testclient import TestClient

from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.search.web import create_app

STORY = (
    "The dredger that had lain on the bar of the inlet since the gale of Tuesday was floated off "
    "at high water this morning by two tugs from the naval yard.",
    "Her master told the harbour board that neither the rudder nor the screw had taken harm, and "
    "that she would go back to clearing the channel as soon as divers had looked at her plates.",
    "The board had closed the inlet to vessels of more than nine feet; the notice is withdrawn.",
)
PAPERS = ("Courier", "Herald", "The Lamp")


def told_by(paper: str, number: int) -> Article:
    title = f"Dredger afloat again, says the {paper}"
    body = (Block(text, Kind.PARAGRAPH, at) for at, text in enumerate(STORY, start=1))
    return Article(
        (Block(title, Kind.TITLE, 0), *body),
        title=title,
        key=paper,
        source=paper,
        published=datetime(2022, 5, number + 1),
    )


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    index = Index.create(tmp_path_factory.mktemp("copies") / "index")
    index.add_articles(told_by(paper, number) for number, paper in enumerate(PAPERS))
    with TestClient(create_app(index), base_url="http://localhost") as client:
        yield client


def test_a_story_is_shown_once_and_unfolds_to_every_paper_that_has_it(client):
    page = client.get("/?q=dredger").text
    assert page.count('<li class="hit" id="hit') == 1
    assert "<strong>1 story</strong> in 3 articles" in page
    assert "<summary>Also in 2 others</summary>" in page
    papers = re.findall(r'<span class="source">([^<]+)</span>', page)
    assert sorted(papers) == sorted(PAPERS)


def test_a_file_shows_how_many_copies_it_lacks(client):
    assert "This one as a file, without 2 copies:" in client.get("/?q=dredger").text
    assert "All 3 as a file:" in client.get("/?q=dredger&copies=yes").text


def test_each_copy_can_be_a_hit_of_its_own_and_the_form_keeps_that(client):
    page = client.get("/?q=dredger").text
    assert 'href="/?q=dredger&amp;copies=yes">each copy' in page
    flat = client.get("/?q=dredger&copies=yes").text
    assert flat.count('<li class="hit" id="hit') == 3
    assert "Also in" not in flat
    assert '<input type="hidden" name="copies" value="yes">' in flat
    assert 'href="/?q=dredger">stories' in flat.replace(' aria-current="true"', "")


def numbers(page: str) -> dict[str, int]:
    """The hits that each choice of words has."""
    found = re.findall(r">(any word|all words) <small>(\d+)</small>", page)
    return {choice: int(number) for choice, number in found}


def test_the_page_counts_all_words_and_any_and_switches_between_them(client):
    page = client.get("/?q=dredger+Lamp").text
    assert numbers(page) == {"any word": 1, "all words": 1}
    assert 'href="/?q=dredger+Lamp&amp;all_words=yes">all words' in page
    page = client.get("/?q=dredger+Lamp&copies=yes&all_words=yes").text
    assert page.count('<li class="hit" id="hit') == 1
    assert numbers(page) == {"any word": 3, "all words": 1}
    assert '<input type="hidden" name="all_words" value="yes">' in page
    file = "/export.jsonl?q=dredger+Lamp&copies=yes"
    assert client.get(f"{file}&all_words=yes").text.count("\n") == 1
    assert client.get(file).text.count("\n") == 3
    found = client.get("/api/search?q=dredger+Lamp&copies=yes&all_words=yes").json()
    assert (found["total_all_words"], found["total_any_word"]) == (1, 3)


def test_the_api_shows_the_copies_or_gives_each_its_place(client):
    (hit,) = client.get("/api/search?q=dredger").json()["hits"]
    assert hit["also"] == 2
    assert {copy["source"] for copy in hit["copies"]} | {hit["article"]["source"]} == set(PAPERS)
    assert len(client.get("/api/search?q=dredger&copies=yes").json()["hits"]) == 3


def test_a_file_holds_what_the_page_shows(client):
    assert client.get("/export.jsonl?q=dredger").text.count("\n") == 1
    page = client.get("/?q=dredger&copies=yes").text
    assert 'href="/export.jsonl?q=dredger&amp;copies=yes"' in page
    assert client.get("/export.jsonl?q=dredger&copies=yes").text.count("\n") == 3
