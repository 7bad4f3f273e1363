"""The page of saved searches."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.search.saved import save_search, saved_news
from pressmark.search.web import create_app


def article(text: str) -> Article:
    return Article((Block(text, Kind.PARAGRAPH, 0),), key=text)


@pytest.fixture
def index(tmp_path):
    index = Index.create(tmp_path / "index")
    index.add_articles([article("A ferry left."), article("A lantern fell on a ferry.")])
    return index


def test_saved_searches_are_listed_with_their_new_hits_and_nothing_changes(index):
    save_search(index, "boats", "ferry")
    save_search(index, "both", "ferry lantern", all_words=True)
    index.add_articles([article("Another ferry came.")])
    with TestClient(create_app(index), base_url="http://localhost") as client:
        for _ in range(2):
            page = client.get("/saved").text
            rows = re.findall(r"<tr><th.*?</tr>", page.partition("<tbody>")[2], re.DOTALL)
            cells = [re.sub(r"<[^>]+>", " ", row).split() for row in rows]
            assert cells == [
                ["boats", "ferry", "1", "feed"],
                ["both", "ferry", "lantern", "all", "words", "0", "feed"],
            ]
        link = unescape(re.search(r'href="(/\?q=ferry\+[^"]+)">both', page)[1])
        assert "<strong>1 article</strong>" in client.get(link).text
        newest = unescape(re.search(r'href="([^"]+)">boats', page)[1])
        assert "Another" in client.get(newest).text.partition('class="hit"')[2][:400]
    assert [each.new for each in saved_news(index)] == [1, 0]


def test_a_search_saved_while_the_page_is_served_is_listed_at_once(index):
    with TestClient(create_app(index), base_url="http://localhost") as client:
        first = client.get("/saved")
        assert "pressmark save NAME QUERY" in first.text
        save_search(index, "boats", "ferry")
        headers = {"if-none-match": first.headers.get("etag", "*")}
        assert ">boats</a>" in client.get("/saved", headers=headers).text
