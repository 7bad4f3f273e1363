"""Texts that pages are seldom tried with: right to left, without an end, without anything."""

import re
from datetime import datetime

import pytest
from starlette.testclient import TestClient

from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.search.web import create_app

pytestmark = [pytest.mark.slow, pytest.mark.long]

LONG = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"


def article(title: str, text: str, **metadata) -> Article:
    blocks = (Block(title, Kind.TITLE, 0), Block(text, Kind.PARAGRAPH, 1))
    return Article(blocks, title=title, key=title, **metadata)


ARABIC = article(
    "وصول العبارة ferry الجديدة إلى الميناء",
    "وصلت العبارة ferry إلى الميناء يوم الأحد بعد تأخير دام ثلاث سنوات.",
    source="صحيفة الميناء",
    authors=("ليلى حداد",),
    language="ar",
)

JAPANESE = article(
    "フェリー ferry の到着", "フェリー ferry が日曜日に港に到着した。" * 9, language="ja"
)

ENDLESS = article(
    f"{LONG * 2} ferry",
    f"Ferry {LONG * 9}.",
    source=LONG * 2,
    authors=tuple(f"{LONG} {number}" for number in range(9)),
    url=f"https://{'a' * 60}.{'b' * 60}.example/{'c' * 200}",
    published=datetime(2022, 5, 8),
    language="de",
)

BARE = Article((Block("A ferry, and nothing else is known.", Kind.PARAGRAPH, 0),), key="bare")

HARD = (ARABIC, JAPANESE, ENDLESS, BARE)


@pytest.fixture(scope="module")
def hard(tmp_path_factory) -> Index:
    index = Index.create(tmp_path_factory.mktemp("hard") / "index")
    index.add_articles(HARD)
    return index


@pytest.fixture(scope="module")
def addresses(hard):
    """All pages that show one of the texts."""
    with TestClient(create_app(hard), base_url="http://localhost") as client:
        hits = client.get("/api/search?q=ferry").json()["hits"]
    ids = [hit["article"]["id"] for hit in hits]
    assert len(ids) == len(HARD)
    shown = [f"/articles/{each}{rest}" for each in ids for rest in ("?q=ferry", "/similar")]
    return ["/?q=ferry", "/index", f"/?q={LONG * 5}", f"/?q=colour:{LONG * 5}", *shown]


def test_a_text_has_its_own_language_and_direction(hard):
    with TestClient(create_app(hard), base_url="http://localhost") as client:
        page = client.get("/?q=ferry").text
        link = re.search(r'dir="rtl">\s*<h2 lang="ar"><a href="([^"#?]+)', page)
        shown = client.get(link[1]).text
    assert re.search(r'<p class="passage" lang="ja">', page)
    assert '<article class="article" lang="ar">' in shown
    assert '<p class="paragraph" id="p1" dir="auto">' in shown


def test_many_authors_are_shortened_and_cited_in_full(hard):
    with TestClient(create_app(hard), base_url="http://localhost") as client:
        hit = client.get("/api/search", params={"q": "language:de"}).json()["hits"][0]
        page = client.get(f"/articles/{hit['article']['id']}").text
    assert f"{LONG} 2 and 6 others" in page
    assert page.count(f"{LONG} 8") == 1


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_no_text_makes_a_page_scroll_sideways(browser, serve, hard, addresses, unfold, width):
    with serve(hard) as served:
        page = browser.new_page(base_url=served, viewport={"width": width, "height": 700})
        for address in addresses:
            page.goto(address)
            unfold(page)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, address
        page.close()


def test_no_text_turns_the_direction_of_what_is_around_it(tmp_path):
    turned = "A \u202eyrref\u2066 \x1b[31m and a quay"
    index = Index.create(tmp_path / "index")
    index.add_articles([article(turned, f"{turned}, and more.", source=turned, authors=(turned,))])
    with TestClient(create_app(index), base_url="http://localhost") as client:
        hit = client.get("/api/search?q=quay").json()["hits"][0]
        for address in ("/?q=quay", f"/articles/{hit['article']['id']}?q=quay", "/index"):
            page = client.get(address).text
            assert "and a <mark>quay</mark>" in page or "and a quay" in page
            assert not set(page) & {"\u202e", "\u2066", "\x1b"}
