import pytest

from pressmark.corpus.html.cards import cards_in
from pressmark.corpus.html.leaves import outline
from pressmark.corpus.html.page import structured_article
from pressmark.corpus.html.parsing import parse
from pressmark.corpus.html.tree import prune
from pressmark.corpus.model import BODY_KINDS

TEXT = "The mill by the upper weir was sold to the town in spring, {} days after the owner died."
HEADLINES = [f"The miller of the {name} weir looks back on fifty years" for name in "ABCD"]


def body_of(html):
    return [block.text for block in structured_article(html).blocks if block.kind in BODY_KINDS]


def page(cards, paragraphs=4):
    text = "".join(f"<p>{TEXT.format(n)}</p>" for n in range(paragraphs))
    return f"<article><h1>Mill sold</h1>{text}<section>{cards}</section></article>"


def card(headline, below="<p>A look at the books of the mill, and at what he would do again.</p>"):
    return f'<div><h3><a href="/story">{headline}</a></h3>{below}</div>'


def test_cards_within_the_body_are_links_to_other_stories():
    html = page("<h2>More about mills</h2>" + "".join(map(card, HEADLINES)))
    assert body_of(html) == [TEXT.format(n) for n in range(4)]
    article = structured_article(html)
    assert {r.rule for r in article.discarded} == {"related-links"}
    assert len(article.discarded) == 1 + 2 * len(HEADLINES)


def test_two_linked_headings_are_sections_of_the_article():
    html = page("".join(map(card, HEADLINES[:2])))
    assert sum("books of the mill" in text for text in body_of(html)) == 2


def test_sections_with_much_text_are_no_cards():
    below = "".join(f"<p>{TEXT.format(n)}</p>" for n in range(5))
    html = page("".join(card(headline, below) for headline in HEADLINES))
    assert len(body_of(html)) >= 4 + 5 * len(HEADLINES)


@pytest.mark.parametrize(("paragraphs", "found"), [(8, True), (1, False)])
def test_where_cards_are_most_of_the_text_they_are_the_text(paragraphs, found):
    leaves = outline(prune(parse(page("".join(map(card, HEADLINES)), paragraphs))))
    body = range(len(leaves.leaves))
    assert bool(cards_in(leaves, body, lambda leaf: True)) is found


def test_headings_that_lead_to_other_sites_are_entries_of_a_list():
    html = page("".join(map(card, HEADLINES)).replace("/story", "https://other.example/x"))
    assert sum("books of the mill" in text for text in body_of(html)) == len(HEADLINES)
