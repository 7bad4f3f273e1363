import re

import pytest

from pressmark.corpus.html.page import structured_article
from pressmark.corpus.model import Kind

TEXT = "The mill by the upper weir was sold to the town in spring, {} days after the owner died."
LINE = "The wheel of the mill in winter"


def kind_of(line, middle):
    html = (
        f"<article><h1>Mill sold</h1><div><p>{TEXT.format('nine')}</p>{middle}"
        f"<p>{TEXT.format('ten')}</p></div></article>"
    )
    return {block.text: block.kind for block in structured_article(html).blocks}[line]


@pytest.mark.parametrize(
    "below",
    [
        '<div class="small">{}</div>',
        "<p><em>{}</em></p>",
        "<p><i>{}</i></p>",
        '<p style="text-align: center">{}</p>',
        '<p align="CENTER">{}</p>',
        "<p><small>{}</small></p>",
    ],
)
@pytest.mark.parametrize("picture", ["<p><img src=a></p>", "<div><div><img src=a></div></div>"])
def test_a_line_set_apart_below_a_picture_is_its_caption(picture, below):
    assert kind_of(LINE, picture + below.format(LINE)) is Kind.CAPTION


@pytest.mark.parametrize(
    "below",
    [
        "<p>{}</p>",
        "<p><strong><em>{}</em></strong></p>",
        "<h3><em>{}</em></h3>",
        "<p>The text goes on: <em>{}</em></p>",
        "<p><em>“{}”</em></p>",
        "<p align=center>{}</p><p align=center>Open every day but Monday</p>",
    ],
)
def test_a_plain_line_or_a_heading_below_a_picture_is_no_caption(below):
    html = "<p><img src=a></p>" + below.format(LINE)
    line = re.sub("<[^>]*>", "", below.partition("</p>")[0]).format(LINE)
    assert kind_of(line, html) is not Kind.CAPTION


def test_a_line_set_apart_without_a_picture_above_is_no_caption():
    assert kind_of(LINE, f"<p><em>{LINE}</em></p>") is not Kind.CAPTION
    assert kind_of(LINE, f"<p>Seen by <img src=a></p><p><em>{LINE}</em></p>") is not Kind.CAPTION


def test_a_long_paragraph_below_a_picture_is_no_caption():
    long = " ".join(TEXT.format(n) for n in range(3))
    assert kind_of(long, f"<p><img src=a></p><p><em>{long}</em></p>") is not Kind.CAPTION
