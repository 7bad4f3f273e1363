"""A page with two hundred words of visible prose never has an empty body, whatever holds them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus import clean
from pressmark.corpus.html import parse_html
from pressmark.corpus.html.rules import ROLE_RULES, TAG_RULES

SENTENCES = [
    f"On the {day} of the strike the ferries to the outer isles stayed in port, and {count} people "
    f"waited on the quay with their goods and their animals until the evening."
    for day, count in enumerate(range(40, 400, 40), start=1)
]
NAMES = (
    "comments", "replies", "sidebar", "widget", "modal", "cookie-notice", "share", "newsletter",
    "promo", "related", "author-bio", "tags", "menu", "footer", "nav", "teaser", "gallery", "meta",
    "byline", "caption", "hidden", "subscribe", "masthead", "overlay", "copyright",
)  # fmt: skip
TAGS = sorted(
    {*TAG_RULES, "div", "table", "ul", "center", "x-post"}
    - {"select", "input", "textarea", "rt", "rtc", "svg"}
)
WRAPPERS = ("<p>{}</p>", "<p><span>{}</span></p>", "{}<br><br>", "<div>{}</div>", "<li>{}</li>",
            "<tr><td>{}</td></tr>", "<dd>{}</dd>", "<pre>{}</pre>", "<p><b>{}</b>")  # fmt: skip


def words_in_body(html):
    return sum(len(block.text.split()) for block in clean(parse_html(html)).body)


def page(tag="div", name="", wrapper="<p>{}</p>", role=""):
    text = "".join(wrapper.format(sentence) for sentence in SENTENCES)
    return f'<html><body><{tag} class="{name}" role="{role}">{text}</{tag}></body></html>'


@pytest.mark.parametrize("tag", TAGS)
def test_no_tag_empties_a_page(tag):
    assert words_in_body(page(tag=tag)) >= 100


@pytest.mark.parametrize("name", NAMES)
def test_no_name_empties_a_page(name):
    assert words_in_body(page(name=name)) >= 100


@pytest.mark.parametrize("role", sorted(ROLE_RULES))
def test_no_role_empties_a_page(role):
    assert words_in_body(page(role=role)) >= 100


@given(
    st.sampled_from(TAGS), st.sampled_from(NAMES), st.sampled_from(WRAPPERS), st.sampled_from(NAMES)
)
def test_no_combination_empties_a_page(tag, name, wrapper, other):
    html = f'<div class="{other}">{page(tag, name, wrapper)}</div>'
    assert words_in_body(html) > 0
