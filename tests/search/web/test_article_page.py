import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from pressmark.corpus import default_rules
from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.search import more_like_this, search
from pressmark.search.similar_articles import NOTHING_ALIKE
from pressmark.search.web import create_app


def test_an_article_has_its_paragraphs_under_their_numbers(client, index):
    article = index.get("https://www.coast.example/lighthouse")
    page = client.get(f"/articles/{article.id}").text
    assert '<p class="paragraph" id="p2" dir="auto">' in page
    assert "Ines Calder" in page
    assert 'href="https://www.coast.example/lighthouse"' in page
    assert "<mark>" not in page


def test_an_article_reached_from_a_search_marks_the_words_requested(client, index):
    article = index.get("https://www.coast.example/lighthouse")
    page = client.get(f"/articles/{article.id}?q=museum").text
    assert "<mark>museum</mark>" in page
    assert '<a href="#p2">¶&nbsp;2</a>' in page


def test_an_article_opened_from_results_leads_back_and_to_the_hits_beside_it(client):
    found = client.get("/", params={"q": "ferry", "sort": "oldest", "only": "kind:paragraph"}).text
    links = re.findall(r'<h2><a href="([^"]+)"', found)
    second = client.get(unescape(links[1])).text
    assert "2 of 23" in second
    assert f'rel="prev" href="{links[0]}"' in second
    assert f'rel="next" href="{links[2]}"' in second
    back = re.search(r'class="up" href="([^"]+)"', second)[1]
    assert back.endswith("#hit2")
    assert client.get(unescape(back)).text.count(f'href="{links[1]}"') == 1
    first, last = (client.get(unescape(links[0])).text, client.get("/?q=ferry&page=3").text)
    assert 'rel="prev"' not in first
    end = client.get(unescape(re.findall(r'<h2><a href="([^"]+)"', last)[-1])).text
    assert 'rel="next"' not in end
    assert re.search(r'class="up" href="/\?q=ferry&amp;page=3#hit23"', end)


def test_an_article_that_is_no_longer_that_hit_leads_back_only(client, index):
    article = index.get("https://www.coast.example/lighthouse").id
    page = client.get(f"/articles/{article}?q=ferry&hit=2").text
    assert "23 results" in page
    assert 'rel="next"' not in page
    for query in ("q=ferry", "q=published:2021-17&hit=1"):
        assert 'class="trail"' not in client.get(f"/articles/{article}?{query}").text


def test_removed_lines_are_struck_through_with_their_reason_on_demand(client, index):
    article = index.get("https://www.coast.example/lighthouse")
    removal = article.removals[0]
    without = client.get(f"/articles/{article.id}").text
    assert removal.block.text not in without
    shown = client.get(f"/articles/{article.id}?removed=yes").text
    assert f'<del dir="auto">{removal.block.text}</del>' in shown
    assert removal.rule in shown
    assert removal.reason in shown


def test_an_unknown_article_and_an_unknown_page_are_distinguished(client):
    missing = client.get("/articles/ffffffffffff")
    assert missing.status_code == 404
    assert "ffffffffffff" in missing.text
    nowhere = client.get("/nowhere")
    assert nowhere.status_code == 404
    assert "There is no such page." in nowhere.text


def test_an_article_is_not_marked_for_a_question_without_end(client, index):
    article = index.get("https://www.coast.example/lighthouse").id
    for path in (f"/articles/{article}", f"/articles/{article}/similar"):
        answer = client.get(path, params={"q": "lantern " * 300})
        assert answer.status_code == 400
        assert "2,000 are the most" in answer.text


def test_an_article_can_be_cited(client, index):
    article = index.get("https://www.coast.example/lighthouse")
    assert (
        "Ines Calder, “Lighthouse keeper lights the lantern for the last time”, "
        "The Coast Mail, 8 May 2022, https://www.coast.example/lighthouse"
    ) in client.get(f"/articles/{article.id}").text


def test_an_article_leads_to_those_most_like_it_and_back(tmp_path):
    index = Index.create(tmp_path / "index")
    texts = ("The mail boat lost its gearbox off Skerrin.", "Off Skerrin a gearbox failed.", "Fog.")
    index.add_articles(
        Article((Block(text, Kind.PARAGRAPH, 0),), title=f"Log {text[:8]}", key=text)
        for text in texts
    )
    article = search(index, "mail").hits[0].article
    client = TestClient(create_app(index), base_url="http://localhost")
    address = f"/articles/{article.id}/similar?q=boat"
    assert f'href="{address}">More like this' in client.get(f"/articles/{article.id}?q=boat").text
    page = client.get(address).text
    (expected,) = more_like_this(index, article.id).hits
    assert f'href="/articles/{expected.article.id}' in page
    assert page.count('class="hit"') == 1
    assert f'href="/articles/{article.id}?q=boat">← Log The mail' in page


def test_a_page_shows_that_no_article_is_like_one(client, index):
    article = index.get("https://www.coast.example/lighthouse")
    assert more_like_this(index, article.id).hits == ()
    page = client.get(f"/articles/{article.id}/similar").text
    assert NOTHING_ALIKE in page
    assert 'class="hit"' not in page


def test_an_article_with_an_address_that_is_none_is_shown_without_a_link(tmp_path):
    index = Index.create(tmp_path / "index")
    blocks = (Block("A mast fell.", Kind.TITLE, 0), Block("A mast fell today.", Kind.PARAGRAPH, 1))
    index.add_articles([Article(blocks, title="A mast fell.", url="http://[::1", key="mast")])
    client = TestClient(create_app(index), base_url="http://localhost")
    (hit,) = client.get("/api/search", params={"q": "mast"}).json()["hits"]
    page = f"/articles/{hit['article']['id']}"
    for path in ("/?q=mast", page, f"{page}/similar"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert 'href="http://[::1' not in answer.text


def test_an_article_without_a_title_is_called_by_its_first_words_on_every_page(tmp_path):
    index = Index.create(tmp_path / "index")
    texts = ("Fog <b>lay</b> on the strait.", "Then came the ferry.")
    blocks = tuple(Block(text, Kind.PARAGRAPH, order) for order, text in enumerate(texts))
    index.add_articles([Article(blocks, key="fog")], rules=default_rules().without("markup"))
    (hit,) = search(index, "ferry").hits
    client = TestClient(create_app(index), base_url="http://localhost")
    label = '<i class="untitled">Fog &lt;b&gt;lay&lt;/b&gt; on the strait.</i>'
    page = client.get("/?q=ferry").text
    assert label in page
    assert "<span>no title</span>" in page
    article = client.get(f"/articles/{hit.article.id}").text
    assert label in article
    assert "“Fog &lt;b&gt;lay&lt;/b&gt; on the strait.”" in article
    assert "← Fog &lt;b&gt;lay" in client.get(f"/articles/{hit.article.id}/similar").text


@pytest.mark.parametrize(
    ("spellings", "marked"), [("accepted", {"Kyiv", "Kiev"}), ("none", {"Kyiv"})]
)
def test_an_article_highlights_the_spellings_that_are_searched(tmp_path, spellings, marked):
    index = Index.create(tmp_path / "index")
    text = Block("Trams of Kyiv, which some call Kiev, stopped.", Kind.PARAGRAPH, 0)
    index.add_articles([Article((text,), key="one")])
    (hit,) = search(index, "trams").hits
    with TestClient(create_app(index), base_url="http://localhost") as client:
        params = {"q": "Kyiv", "spellings": spellings}
        page = client.get(f"/articles/{hit.article.id}", params=params).text
    assert set(re.findall(r"<mark[^>]*>(.*?)</mark>", page)) == marked
