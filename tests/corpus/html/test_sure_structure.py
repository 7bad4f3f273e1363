import pytest

from pressmark.corpus.html.page import parse_html, structured_article
from pressmark.corpus.html.sure_structure import (
    SURE_CONFIDENCE,
    states_article,
    structure_is_sure,
)
from pressmark.corpus.model import Article, Block, Kind, Removal

SENTENCE = "The ferry to the northern isles was late again because of the fog on the sound."


def article(kept, lost, rule="outside-article"):
    block = Block(" ".join([SENTENCE] * lost), Kind.PARAGRAPH, 0)
    blocks = tuple(Block(SENTENCE, Kind.PARAGRAPH, 1 + n) for n in range(kept))
    return Article(blocks, discarded=(Removal(block, rule, "x"),))


@pytest.mark.parametrize(
    ("kept", "lost", "is_stated", "sure"),
    [
        (10, 0, False, True),
        (10, 2, False, True),
        (10, 4, False, False),
        (10, 4, True, True),
        (10, 12, True, False),
        (3, 0, True, False),
    ],
)
def test_a_body_is_sure_with_nearly_all_sentences_of_the_page(kept, lost, is_stated, sure):
    assert structure_is_sure(article(kept, lost), is_stated) is sure


def test_hidden_sentences_and_menus_do_not_count():
    assert structure_is_sure(article(10, 20, "hidden"), False)
    menu = Block("Home News Sport Weather " * 200, Kind.PARAGRAPH, 99)
    blocks = article(10, 0).blocks
    assert structure_is_sure(Article(blocks, discarded=(Removal(menu, "navigation", ""),)), False)


@pytest.mark.parametrize(
    "markup",
    [
        '<meta property="og:type" content="article">',
        '<meta content="article" property="og:type">',
        '<script type="application/ld+json">{"@type": "NewsArticle"}</script>',
        '<script type="application/ld+json">{"@type": ["BlogPosting"]}</script>',
        '<div itemprop="articleBody">',
    ],
)
def test_pages_state_that_they_are_articles(markup):
    assert states_article(markup)


@pytest.mark.parametrize(
    "markup", ['<meta property="og:type" content="website">', '{"@type": "Product"}', "article"]
)
def test_other_pages_do_not(markup):
    assert not states_article(markup)


def test_a_sure_page_stays_as_structure_found_it():
    text = "".join(f"<p>{SENTENCE} {n}</p>" for n in range(20))
    html = f"<h1>Late ferry</h1><div>{text}</div><div>Menu</div>"
    found = parse_html(html)
    assert found.blocks == structured_article(html).blocks
    assert found.confidence == SURE_CONFIDENCE
