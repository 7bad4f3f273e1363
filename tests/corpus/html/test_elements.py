"""What a browser shows as one line is one line, and no visible word vanishes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressmark.corpus.html import parse_html
from pressmark.corpus.model import Kind
from pressmark.corpus.text.elements import BLOCKS, LINE_TAGS, PLAIN_INLINE

PROSE = "The river rose by two metres on Tuesday night, the water board said in a statement."

ODD = ("org", "st1:place", "o:p", "noindex", "slot", "my-card", "story-body", "svg", "math", "mi")
UNSHOWN = {"head", "html", "body", "frameset", "img", "br", "wbr", "hr", "col", "colgroup", "input",
           "plaintext", "optgroup", "option", "select", "textarea"}  # fmt: skip
TAGS = sorted({*BLOCKS, *LINE_TAGS, *PLAIN_INLINE, *ODD, "rt"} - UNSHOWN)
NAMES = ("", "share-bar", "article-body", "comments", "byline", "caption", "hidden", "widget")


def trees() -> st.SearchStrategy[str]:
    words = st.lists(st.sampled_from(["Lenn ", " barge.", "x", PROSE]), max_size=3).map("@ ".join)
    return st.recursive(
        words,
        lambda inner: st.builds(
            "<{0} class='{1}'>@{2}</{0}>@".format,
            st.sampled_from(TAGS),
            st.sampled_from(NAMES),
            st.lists(inner, min_size=1, max_size=3).map("".join),
        ),
        max_leaves=10,
    )


def numbered(tree: str) -> tuple[str, list[str]]:
    """The markup with a word of its own in each place, and those words."""
    first, *others = tree.split("@")
    words = [f"w{number}w" for number in range(len(others))]
    return first + "".join(map(" {} {}".format, words, others)), words


@given(trees())
@settings(max_examples=150, deadline=None)
def test_every_visible_word_is_in_a_block_or_in_a_removal(tree):
    html, words = numbered(tree)
    article = parse_html(f"<html><body>{html}</body></html>")
    texts = [block.text for block in article.blocks]
    texts += [removal.block.text for removal in article.discarded]
    shown = " ".join(texts).split()
    assert [word for word in words if word not in shown] == []


def paragraphs(middle: str) -> list[str]:
    html = f"<h1>River</h1><div><p>{PROSE}</p>{middle}<p>{PROSE}</p></div>"
    return [b.text for b in parse_html(html).blocks if b.kind is not Kind.TITLE][1:-1]


@pytest.mark.parametrize("tag", ["org", "st1:place", "o:p", "noindex", "slot", "button", "my-name"])
def test_words_in_an_element_that_no_block_is_in_stay_in_their_sentence(tag):
    line = f"The yard <{tag}>Lenn Timber</{tag}> will pay for all of the long pier, it said."
    assert paragraphs(f"<p>{line}</p>") == [
        "The yard Lenn Timber will pay for all of the long pier, it said."
    ]


def test_an_unknown_element_that_holds_blocks_parts_lines():
    assert paragraphs(f"<my-part>{PROSE}<p>{PROSE}</p></my-part>") == [PROSE, PROSE]


def test_readings_are_removed_and_the_word_stays_whole():
    html = (
        "<p><ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>の港は火曜日に修理される。</p>"
    )
    assert parse_html(html * 2).blocks[0].text == "東京の港は火曜日に修理される。"
    assert {removal.rule for removal in parse_html(html).discarded} == {"reading"}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("The old pier<sup>1</sup> stood", "The old pier 1 stood"),
        ("The old pier<sup>1</sup>, so", "The old pier 1, so"),
        ("The <b>pier</b><sup>1,2</sup> stood", "The pier 1,2 stood"),
        ("The UK<sup><a href='#n'>2</a></sup> says", "The UK 2 says"),
        ("The UK<a href='#n'><sup>2</sup></a> says", "The UK 2 says"),
        ("in 2019<sup><a href='#n'>2</a></sup> then", "in 2019 2 then"),
        ("built by hand.<sup>3</sup> So", "built by hand. 3 So"),
        ("all of x<sup>2</sup> and km<sup>2</sup>", "all of x² and km²"),
        ("E = mc<sup>2</sup> and 10<sup>-6</sup>", "E = mc² and 10⁻⁶"),
        ("the 5<sup>th</sup> of CO<sub>2</sub>", "the 5th of CO2"),
        ("<sup>14</sup>C in M<sup>me</sup> Rey", "14C in Mme Rey"),
        ("is <math><mi>x</mi><mo>=</mo><mn>5</mn></math> m", "is x=5 m"),
        ("is <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> m", "is 1/2 m"),
        ("a tim&shy;\nber pier", "a timber pier"),
        ("a tim\xad ber&#173;ed pier", "a timbered pier"),
    ],
)
def test_raised_numbers_formulas_and_soft_hyphens_read_as_text(written, read):
    tail = " of the long pier that the harbour council agreed on."
    assert paragraphs(f"<p>{written}{tail}</p>") == [read + tail]


@pytest.mark.parametrize("control", ["button", "label"])
def test_a_heading_that_is_a_control_is_a_heading(control):
    html = (
        f"<h1>A</h1><p>{PROSE}</p><h3><{control}><span>Who pays?</span></{control}></h3><p>{PROSE}"
    )
    kinds = {block.text: block.kind for block in parse_html(html).blocks}
    assert kinds["Who pays?"] is Kind.HEADING


def test_a_button_next_to_a_heading_or_after_a_sentence_is_a_control():
    html = (
        f"<h1>A</h1><p>{PROSE}<button>Read more</button></p>"
        f"<h3>Who pays? <button>Copy link</button></h3><p>{PROSE}</p>"
    )
    article = parse_html(html)
    assert [block.text for block in article.blocks] == ["A", PROSE, "Who pays?", PROSE]
    assert {removal.rule for removal in article.discarded} == {"form"}


def test_lettering_in_a_drawing_is_removed_and_its_hidden_title_is_not_text():
    html = f"<p>{PROSE}</p><svg><title>Icon</title><text>Votes</text></svg><p>{PROSE}</p>"
    removals = [(one.block.text, one.rule) for one in parse_html(html).discarded]
    assert removals == [("Votes", "graphic")]
