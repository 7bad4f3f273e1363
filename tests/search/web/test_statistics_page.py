import re
from datetime import datetime
from html import unescape

from markupsafe import escape
from starlette.testclient import TestClient

from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.search.web import create_app


def test_sources_on_the_page_about_the_index_lead_to_all_their_articles(client):
    page = client.get("/index").text
    link = re.search(r'href="([^"]+)">The Island Herald', page)
    assert "<strong>23 articles</strong>" in client.get(unescape(link[1])).text


def test_the_page_about_the_index_counts_sources_and_what_cleaning_removed(client, searched):
    page = client.get("/index").text
    stats = searched.stats()
    assert "The Island Herald" in page
    assert "1 January 2021 to 8 May 2022" in page
    for rule, number in stats.removed_by_rule.items():
        assert rule in page
        assert f">{number}<" in page


def test_each_rule_leads_to_examples_of_what_it_removed(client, index):
    page = client.get("/index").text
    rules = re.findall(r'href="(/removed/[^"]+)"', page)
    assert len(rules) == len(index.stats().removed_by_rule) > 0
    article = index.get("https://www.coast.example/lighthouse")
    removal = article.removals[0]
    shown = client.get(f"/removed/{removal.rule}").text
    assert f'<del dir="auto">{removal.block.text}</del>' in shown
    link = re.search(rf'href="(/articles/{article.id}[^"]+)#(removed\d+)"', shown)
    assert f'id="{link[2]}"' in client.get(unescape(link[1])).text
    assert client.get("/removed/no-such-rule").status_code == 404


def test_the_page_about_the_index_has_its_articles_by_month_and_language(client):
    page = client.get("/index").text
    link = re.search(r'2021-01</th><td><a href="([^"]+)">23', page)[1]
    assert "<strong>23 articles</strong>" in client.get(unescape(link)).text
    assert "1 without a known month" in page
    assert "Articles by language" in page
    undated = re.search(r'href="([^"]+)">1 no date', page)[1]
    assert "<strong>1 article</strong>" in client.get(unescape(undated)).text


def test_an_article_of_a_far_year_hides_no_chart(tmp_path):
    index = Index.create(tmp_path / "index")
    for year in (2024, 9024):
        text = Block(f"Trams stopped at noon in {year}.", Kind.PARAGRAPH, 0)
        index.add_articles([Article((text,), key=f"{year}", published=datetime(year, 3, 1))])
    with TestClient(create_app(index), base_url="http://localhost") as client:
        assert "Articles by year" in client.get("/index").text
        for by in ("", "day", "week", "month"):
            page = client.get("/trends", params={"q": "trams", "by": by}).text
            assert "Stories by year" in page
            assert "2024 to 9024" in page


def test_files_that_could_not_be_read_are_counted_with_an_example(tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "good.txt").write_text("Pier\n\nThe pier is closed for the winter.")
    for name in ("<a>.txt", "b.txt"):
        (tmp_path / "news" / name).write_bytes(b"")
    index = Index.create(tmp_path / "index")
    index.add(tmp_path / "news")
    with TestClient(create_app(index), base_url="http://localhost") as client:
        page = client.get("/index").text
        assert "Files not read, or not to their end" in page
        row = re.search(r"<tr><th scope=\"row\">is empty</th>.*?</tr>", page, re.DOTALL)
        assert row
        assert ">2</td>" in row[0]
        assert escape(str(tmp_path / "news" / "<a>.txt")) in row[0]
        assert client.get("/api/stats").json()["unread"] == [
            {"reason": "is empty", "files": 2, "example": str(tmp_path / "news" / "<a>.txt")}
        ]


def test_without_unread_files_the_page_does_not_speak_of_them(client):
    assert "Files not read" not in client.get("/index").text
