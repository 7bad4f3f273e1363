"""Whatever the bytes: no exception, and every word of the page is in a block or discarded."""

import random
import re
from gzip import decompress

import pytest
from fuzz_pages import fault, mutated
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pressmark.corpus.html import parse_html
from pressmark.corpus.html.parsing import parse
from pressmark.corpus.html.tree import INVISIBLE, UNDRAWN

TAGS = (
    "p", "div", "span", "a", "b", "br", "ul", "li", "table", "tr", "td", "h1", "h2", "blockquote",
    "article", "nav", "aside", "form", "figure", "figcaption", "section", "custom-tag", "img",
)  # fmt: skip
NAMES = ("", "share", "comments", "byline", "caption", "article-body", "related links", "hidden")
WORDS = (
    "River",
    "rises.",
    "2024-03-05",
    "By Ada",
    "and so on,",
    "水",
    "نهر",
    "www.x.example",
    "(a)",
)


@st.composite
def markup(draw: st.DrawFn, depth: int = 0) -> str:
    """Nested tags with names that rules know, some of them never closed."""
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        if depth > 3 or draw(st.booleans()):
            parts.append(" ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9))))
        else:
            tag, name = draw(st.sampled_from(TAGS)), draw(st.sampled_from(NAMES))
            end = f"</{tag}>" if draw(st.integers(0, 9)) else ""
            parts.append(f'<{tag} class="{name}">{draw(markup(depth + 1))}{end}')
    return "".join(parts)


def visible_words(html: str) -> list[str]:
    root = parse(html)
    if root is None:
        return []
    etree.strip_elements(root, *INVISIBLE, with_tail=False)
    for drawing in root.iter("svg"):
        etree.strip_elements(drawing, *UNDRAWN, with_tail=False)
    return words("".join(map(str, root.itertext())))


def words(text: str) -> list[str]:
    return sorted(re.sub(r"\s+", "", text))


def read_words(html: str) -> list[str]:
    article = parse_html(html)
    blocks = [*article.blocks, *(removal.block for removal in article.discarded)]
    return words("".join(block.text for block in blocks))


@settings(max_examples=50)
@given(markup())
def test_no_word_of_a_page_is_lost(body):
    html = f"<html><body>{body}</body></html>"
    assert read_words(html) == visible_words(html)


@settings(max_examples=50)
@given(st.binary(max_size=300) | st.text(max_size=300))
def test_whatever_the_bytes_there_is_an_article(data):
    parse_html(data)


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "blockquote", "ul><li", "a", "span"])
def test_a_page_that_nests_without_end_keeps_its_text(tag):
    text = "The river rose by two metres on Tuesday night, the water board said."
    assert words(f"hello{text}") == read_words(f"<{tag}>" * 100_000 + f"hello<p>{text}</p>")


@pytest.mark.parametrize("url", ["http://[::1", "http://[x]/a"])
def test_a_page_from_an_address_that_is_none_is_read(url):
    article = parse_html("<p>The river rose by two metres, the board said.</p>", url=url)
    assert len(article.blocks) == 1


def test_a_tag_with_a_million_attributes_is_read():
    attributes = " ".join(f"a{number}=1" for number in range(1_000_000))
    article = parse_html(f"<p {attributes}>The river rose by two metres, the board said.</p>")
    assert [block.text for block in article.blocks] == [
        "The river rose by two metres, the board said."
    ]


def test_page_data_of_a_million_entries_are_read():
    entries = ",".join("1" * 1_000_000)
    node = '{"@type": "Article", "headline": "Flood"}'
    script = f'<script type="application/ld+json">[{entries},{node}]</script>'
    article = parse_html(f"{script}<p>The river rose by two metres, the board said.</p>")
    assert article.title == "Flood"


def test_a_list_without_end_in_the_page_data_is_no_article():
    opened = "[" * 100_000
    script = f'<script type="application/ld+json">{opened}</script>'
    article = parse_html(f"{script}<p>The river rose by two metres, the board said.</p>")
    assert len(article.blocks) == 1


@pytest.mark.parametrize("tag", ["cut", "CUT", "post", "byline", "standfirst", "soup"])
def test_a_page_may_have_tags_of_the_names_that_the_tree_uses(tag):
    text = "The river rose by two metres on Tuesday night, the water board said."
    assert words(text) == read_words(f"<{tag} rule=x>{text}</{tag}>")


def test_real_pages_cut_spliced_and_stuffed_lose_no_block(shared):
    folder = shared / "data" / "extraction" / "html"
    originals = [decompress(path.read_bytes()) for path in sorted(folder.glob("*.gz"))[::9]]
    for number in range(40):
        page = mutated(random.Random(number), originals)
        assert fault(page) == "", f"page {number}"


def test_real_pages_with_holes_and_scrambled_bytes_are_read(shared):
    chance = random.Random(0)
    for path in sorted((shared / "data" / "extraction" / "html").glob("*.gz"))[::9]:
        page = bytearray(decompress(path.read_bytes()))
        start = chance.randrange(len(page))
        del page[start : start + chance.randrange(2000)]
        for _ in range(200):
            page[chance.randrange(len(page))] = chance.randrange(256)
        html = bytes(page).decode("utf-8", "replace").replace("\0", "")
        assert read_words(html) == visible_words(html)
