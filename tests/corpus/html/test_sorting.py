"""Each structure rule takes what it is for, and leaves what only resembles it."""

import pytest

from pressmark.corpus.html.page import structured_article
from pressmark.corpus.model import BODY_KINDS

FIRST = "The river rose by two metres on Tuesday night, the water board said in a statement."
SECOND = "Three villages in the lower valley were cut off from the main road for most of the day."
HEAD = '<link rel="canonical" href="https://tribune.example/r">'


def sorted_out(between: str = "", after: str = "", before: str = "") -> tuple[list[str], dict]:
    article = structured_article(
        f"<html><head>{HEAD}</head><body><h1>River rises</h1><div>{before}<p>{FIRST}</p>{between}"
        f"<p>{SECOND}</p>{after}</div></body></html>"
    )
    kept = [block.text for block in article.blocks if block.kind in BODY_KINDS]
    return kept, {removal.block.text: removal.rule for removal in article.discarded}


@pytest.mark.parametrize(
    ("markup", "text", "rule"),
    [
        (
            '<p><a href="/other">Bridge to be rebuilt by next spring</a></p>',
            "Bridge to be rebuilt by next spring",
            "related-links",
        ),
        (
            '<p><b>Also:</b> <a href="/other">Bridge to be rebuilt</a></p>',
            "Also: Bridge to be rebuilt",
            "related-links",
        ),
        (
            '<h3><a href="/other">Bridge to be rebuilt by next spring</a></h3><div>Yesterday</div>',
            "Bridge to be rebuilt by next spring",
            "related-links",
        ),
        ("<p>https://tribune.example/r</p>", "https://tribune.example/r", "share-bar"),
    ],
)
def test_what_leads_away_is_dropped(markup, text, rule):
    kept, dropped = sorted_out(between=markup)
    assert text not in kept
    assert dropped[text] == rule


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('<p><a href="https://source.example">[The Source]</a></p>', "[The Source]"),
        (
            '<p>The board <a href="/other">said so in a long report</a> before.</p>',
            "The board said",
        ),
        (
            '<ul><li><a href="https://shop.example">Boots for wet weather, now at 20</a></li></ul>',
            "Boots for wet weather",
        ),
        (
            f'<h3><a href="/other">The bridge at Upper Lenn</a></h3><p>{FIRST[:-1]} again.</p>',
            "The",
        ),
        ("<p>(“All of us,” she said.)</p>", "(“All of us,”"),
        ("<p>What happened next: nobody knows.</p>", "What happened next"),
    ],
)
def test_what_resembles_it_stays(markup, text):
    kept, _ = sorted_out(between=markup)
    assert any(block.startswith(text) for block in kept)


def test_a_label_goes_with_the_links_it_announces():
    links = "".join(
        f'<li><a href="/{n}">Another story about water, part {n}</a></li>' for n in "12"
    )
    kept, dropped = sorted_out(after=f"<h3>More of this</h3><ul>{links}</ul>")
    assert kept == [FIRST, SECOND]
    assert dropped["More of this"] == "related-links"


def test_a_heading_before_prose_stays():
    kept, _ = sorted_out(between="<h3>The bridge</h3>")
    assert kept == [FIRST, "The bridge", SECOND]


def test_teasers_at_the_end_are_dropped_in_a_row_of_three_not_of_two():
    def teasers(count: int) -> str:
        return "".join(
            f'<div><a href="/{n}">Story {n} of many</a></div><div>A line about it, of words.</div>'
            for n in range(count)
        )

    assert sorted_out(after=teasers(3))[0] == [FIRST, SECOND]
    assert len(sorted_out(after=teasers(2))[0]) > 2


def test_a_short_last_paragraph_stays():
    assert sorted_out(after="<p>Thanks, Junior!</p>")[0][-1] == "Thanks, Junior!"


def test_short_lines_in_other_boxes_at_the_edges_go():
    kept, _ = sorted_out(before="<div>12 shares</div>", after="<div>Topics</div>")
    assert kept == [FIRST, SECOND]


def test_a_line_with_a_date_next_to_the_body_is_a_byline():
    kept, dropped = sorted_out(before="<p>Tuesday, 5 March 2024 at 7:30</p>")
    assert kept == [FIRST, SECOND]
    assert not dropped


def test_a_sentence_between_headline_and_byline_is_the_standfirst():
    lead = "<p>Roads are shut all over the valley, and more rain is on its way.</p>"
    kept, dropped = sorted_out(before=f"{lead}<p>5 March 2024</p>")
    assert kept == [FIRST, SECOND]
    assert not dropped
