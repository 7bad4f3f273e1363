from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest
from lxml import etree
from starlette.testclient import TestClient

from pressmark.corpus.model import Article
from pressmark.index import Index
from pressmark.search import search
from pressmark.search.results.feed import as_atom
from pressmark.search.web import create_app
from pressmark.search.web.limits import FEED_ENTRIES

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
NOON = datetime(2024, 1, 1, 12, tzinfo=UTC)


def read(content):
    """The feed, read by feedparser, once it is valid."""
    SCHEMA.assertValid(etree.fromstring(content))
    feed = feedparser.parse(content)
    assert not feed.bozo
    return feed


@pytest.mark.parametrize(
    "query", ["ferry", '"Ferry report" OR museum', "source:herald", "xyzzy", ""]
)
def test_the_feed_of_a_query_is_valid_and_has_its_hits(client, searched, query):
    answer = client.get("/feed", params={"q": query})
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = read(answer.content)
    hits = search(searched, query or "*", sort="added", limit=FEED_ENTRIES).hits
    assert [entry.title for entry in feed.entries] == [
        " ".join((hit.article.label or hit.article.id).split()) for hit in hits
    ]
    assert [entry.id for entry in feed.entries] == [
        f"urn:pressmark:article:{hit.article.id}" for hit in hits
    ]
    assert feed.feed.title == f"{query or '*'} – Pressmark"


def test_an_entry_leads_to_the_paragraph_with_the_words_and_to_the_paper(client, searched):
    (entry,) = read(client.get("/feed", params={"q": "ferry", "only": "title:17"}).content).entries
    (hit,) = search(searched, "title:17 ferry").hits
    assert f"/articles/{hit.article.id}?q=ferry" in entry.link
    assert "<b>" in entry.summary
    assert "The Island Herald, 17 Jan 2021" in entry.summary
    page = client.get(entry.link)
    assert page.status_code == 200


def test_what_was_indexed_last_comes_first_with_its_time(tmp_path):
    index = Index.create(tmp_path / "index")
    for number in range(3):
        article = Article.from_text(f"The ferry sails. {number}", url=f"https://a.example/{number}")
        index.add_articles([article])
    with TestClient(create_app(index), base_url="http://localhost") as client:
        feed = read(client.get("/feed?q=ferry").content)
    assert [entry.links[1].href[-1] for entry in feed.entries] == ["2", "1", "0"]
    times = [entry.updated_parsed for entry in feed.entries]
    assert times == sorted(times, reverse=True)
    assert feed.feed.updated_parsed == times[0]


def test_nothing_in_an_article_breaks_the_feed(searched):
    (hit, *_) = search(searched, "ferry").hits
    strange = "</title> & <b>\x00\x1b\ufffe\ud800 ]]>"
    article = replace(
        hit.article,
        title=strange,
        source=strange,
        authors=(strange,),
        url='https://a.example/ü "<>\n?a=b&c',
        added=NOON,
    )
    snippet = replace(hit.snippet, text=strange, start=0, highlights=())
    content = as_atom(
        [replace(hit, article=article, snippet=snippet)],
        strange,
        address="http://localhost/feed",
        page="http://localhost/",
        article_address=lambda hit: "http://localhost/articles/1",
        updated=NOON,
    )
    (entry,) = read(content).entries
    assert entry.title.startswith("</title> & <b>")
    assert "<b>" not in entry.summary.replace("&lt;b&gt;", "")


def test_a_mistake_in_the_query_is_a_page(client):
    answer = client.get("/feed", params={"q": "titel:red"})
    assert answer.status_code == 400
    assert "titel" in answer.text


def test_a_reader_that_has_the_newest_feed_gets_no_other(client):
    first = client.get("/feed?q=ferry")
    again = client.get("/feed?q=ferry", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
