import json
from datetime import datetime

import pytest

from pressmark.corpus import clean
from pressmark.corpus.html import parse_html
from pressmark.corpus.html.page import structured_article
from pressmark.corpus.model import BODY_KINDS, Kind

FIRST = "The river rose by two metres on Tuesday night, the water board said in a statement."
SECOND = "Three villages in the lower valley were cut off from the main road for most of the day."
THIRD = (
    "The mayor asked everybody to stay at home until the bridge has been looked at by engineers."
)
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def body_of(html: str | bytes) -> list[str]:
    return [block.text for block in structured_article(html).blocks if block.kind in BODY_KINDS]


def kinds_of(html: str) -> dict[str, Kind]:
    return {block.text: block.kind for block in structured_article(html).blocks}


def rules_of(html: str) -> dict[str, str]:
    return {removal.block.text: removal.rule for removal in structured_article(html).discarded}


def test_the_page_says_what_the_article_is():
    data = {
        "@type": "NewsArticle",
        "headline": "River rises",
        "datePublished": "2024-03-05T07:30:00+02:00",
        "author": {"name": "Ada Quill"},
    }
    article = parse_html(
        page(
            f"<h1>River rises</h1>{BODY}",
            '<title>River rises | The Valley Tribune</title><meta property="og:site_name"'
            ' content="The Valley Tribune"><link rel="canonical" href="https://tribune.example/r">'
            f'<script type="application/ld+json">{json.dumps(data)}</script>',
        )
    )
    assert (article.title, article.source) == ("River rises", "The Valley Tribune")
    assert article.url == "https://tribune.example/r"
    assert article.published == datetime(2024, 3, 5, 7, 30)
    assert article.authors == ("Ada Quill",)
    assert article.origins["published"] == "json-ld"


def test_the_prose_is_kept_and_the_rest_says_why_not():
    html = page(
        '<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>'
        f"<article><h1>River rises</h1>{BODY}</article><footer>All rights reserved</footer>"
    )
    assert body_of(html) == [FIRST, SECOND, THIRD]
    assert rules_of(html) == {"Home Sport": "navigation", "All rights reserved": "page-footer"}


@pytest.mark.parametrize("empty", [b"", "", "   ", b"\x00", "<!-- -->", "<html></html>"])
def test_an_empty_page_is_an_article_without_blocks(empty):
    assert [block.text.strip("\x00") for block in parse_html(empty).blocks if block.text] in (
        [],
        [""],
    )


def test_blocks_and_discarded_together_keep_the_order_of_the_page():
    article = parse_html(page(f"<nav>Home</nav><h1>River rises</h1>{BODY}<aside>Weather</aside>"))
    orders = [block.order for block in article.blocks]
    orders += [removal.block.order for removal in article.discarded]
    assert sorted(orders) == list(range(len(orders)))


def test_the_first_paragraph_stays_if_it_is_separate_from_the_others():
    html = page(
        '<div class="article-body"><div class="opening"><p>' + FIRST + "</p></div>"
        f'<div class="ad">Buy now</div><div class="rest"><p>{SECOND}</p><p>{THIRD}</p></div></div>'
    )
    assert body_of(html) == [FIRST, SECOND, THIRD]


def test_breaks_part_paragraphs_that_no_tag_parts():
    html = page(f"<h1>River rises</h1><div>{FIRST}<br><br>{SECOND}<br><br>{THIRD}</div>")
    assert body_of(html) == [FIRST, SECOND, THIRD]


def test_the_lines_of_a_verse_stay_one_block():
    verse = "The river rose<br>and all the hose<br>of all the firemen froze."
    html = page(f"<h1>Verse</h1><div><p>{FIRST}</p><p>{verse}</p><p>{SECOND}</p></div>")
    assert "The river rose and all the hose of all the firemen froze." in body_of(html)


def test_text_that_only_the_page_data_hold_is_the_article():
    data = {"@type": "NewsArticle", "articleBody": f"{FIRST}\n\n{SECOND}\n\n{THIRD}"}
    html = page(
        f'<h1>River rises</h1><p>{FIRST}</p><script type="application/ld+json">'
        f"{json.dumps(data)}</script>"
    )
    assert body_of(html) == [FIRST, SECOND, THIRD]
    assert rules_of(html) == {FIRST: "in-page-data"}


def test_page_data_that_repeat_the_page_change_nothing():
    data = {"@type": "NewsArticle", "articleBody": f"{FIRST} {SECOND} {THIRD}"}
    html = page(
        f'<h1>R</h1><div>{BODY}</div><script type="application/ld+json">{json.dumps(data)}</script>'
    )
    assert body_of(html) == [FIRST, SECOND, THIRD]


def test_each_part_of_an_article_has_its_kind():
    kinds = kinds_of(
        page(
            '<article><h1>River rises</h1><p class="standfirst">Roads are shut all over.</p>'
            '<div class="byline">By Ada Quill</div><figure><img src="x"><figcaption>The bridge'
            f"</figcaption></figure><p>{FIRST}</p><h2>The bridge</h2><blockquote>"
            "“Stay at home,” she said to all who asked her.</blockquote><ul><li>Bread</li>"
            f"<li>Water</li></ul><p>{SECOND}</p><table><tr><td>Lenn</td><td>22</td></tr></table>"
            f'<blockquote class="twitter-tweet">Look at the water now!</blockquote><p>{THIRD}</p>'
            "</article>"
        )
    )
    assert kinds == {
        "River rises": Kind.TITLE,
        "Roads are shut all over.": Kind.STANDFIRST,
        "By Ada Quill": Kind.BYLINE,
        "The bridge": Kind.HEADING,
        FIRST: Kind.PARAGRAPH,
        "“Stay at home,” she said to all who asked her.": Kind.QUOTE,
        "Bread": Kind.LIST_ITEM,
        "Water": Kind.LIST_ITEM,
        SECOND: Kind.PARAGRAPH,
        "Lenn 22": Kind.TABLE_ROW,
        "Look at the water now!": Kind.EMBED,
        THIRD: Kind.PARAGRAPH,
    }


def test_a_table_with_a_picture_and_a_line_is_a_figure():
    html = page(
        f"<table><tr><td>{FIRST}<br><br><table><tr><td><img src=x></td></tr><tr><td>The bridge on"
        f" Tuesday</td></tr></table>{SECOND}<br><br>{THIRD}</td></tr></table>"
    )
    assert kinds_of(html)["The bridge on Tuesday"] is Kind.CAPTION
    assert body_of(html) == [FIRST, SECOND, THIRD]


def test_what_the_page_hides_is_discarded_as_hidden():
    html = page(f'<div style="display: none">{THIRD}</div><div><p>{FIRST}</p><p>{SECOND}</p></div>')
    assert body_of(html) == [FIRST, SECOND]
    assert rules_of(html) == {THIRD: "hidden"}


def test_a_page_that_shows_itself_by_script_is_read():
    html = page(f'<div id="app" style="display:none"><h1>River rises</h1><div>{BODY}</div></div>')
    assert body_of(html) == [FIRST, SECOND, THIRD]


def test_a_whole_page_in_a_form_is_read():
    html = page(f'<form id="aspnetForm"><h1>River rises</h1><div>{BODY}</div></form>')
    assert body_of(html) == [FIRST, SECOND, THIRD]


def test_what_parts_a_running_report_is_kept_by_the_cleaner():
    parts = f"<p>10:15 a.m.</p><p>{SECOND}</p><p>___</p><p>11 a.m.</p>"
    body = f"<h1>River rises</h1><div><p>{FIRST}</p>{parts}<p>{THIRD}</p></div>"
    article = parse_html(page(f"<nav>Home</nav>{body}"))
    kept = [block.text for block in clean(article).body]
    assert kept == [FIRST, "10:15 a.m.", SECOND, "___", "11 a.m.", THIRD]


@pytest.mark.parametrize("tag", ["b", "em", "i", "strong", "time"])
def test_an_inline_tag_may_hold_the_whole_article(tag):
    text = "The river rose by two metres on Tuesday night, the water board said."
    article = parse_html(f"<div><{tag}><p>{text}</p><p>{text[4:]}</p></{tag}></div>")
    assert [block.text for block in article.blocks] == [text, text[4:]]


def test_a_table_with_a_picture_a_menu_and_the_story_is_no_figure():
    menu = "\n".join(f'<a href="/{number}">boat</a>' for number in range(40))
    html = page(
        "<table><tr><td><img src=logo></td></tr>"
        f"<tr><td>{menu}</td></tr><tr><td><h1>River rises</h1>{BODY}</td></tr></table>"
    )
    assert body_of(html) == [FIRST, SECOND, THIRD]
