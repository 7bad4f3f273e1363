"""Minimal pages, one for each way in which the text of a story was lost or something else kept."""

import pytest

from pressmark.corpus import clean
from pressmark.corpus.html import parse_html
from pressmark.corpus.html.page import structured_article

PLACES = ("harbour", "mill", "school", "church", "market", "quarry")
STORY = [
    f"The {place} was without power for most of Tuesday, the council said, and the repair of the "
    f"cable below it took a crew of {number} until late in the evening."
    for number, place in enumerate(PLACES, start=5)
]
P = [f"<p>{text}</p>" for text in STORY]


def kept(html: str) -> list[str]:
    return [block.text for block in clean(parse_html(html)).paragraphs]


def page(body: str, title: str = "Power cut") -> str:
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


WHOLE = {
    "siblings of another class": (
        f"<h1>Power cut</h1><div class=lead>{P[0]}{P[1]}</div>"
        f"<div class=more>{''.join(P[2:])}</div>"
    ),
    "sections with hashed classes": "<h1>Power cut</h1><main>"
    + "".join(
        f'<section class="x-{n}f3a{n}"><h2>Part {n}</h2>{p}</section>' for n, p in enumerate(P)
    )
    + "</main>",
    "a lead beside a wrapper": (
        f"<h1>Power cut</h1><article>{P[0]}<div><div>{''.join(P[1:])}</div></div></article>"
    ),
    "components named like consent boxes": "<main><h1>Power cut</h1>"
    + "".join(
        f'<div><div class="cmp-container">{p}{q}</div></div>'
        for p, q in zip(P[::2], P[1::2], strict=True)
    )
    + "</main>",
    "text in spans": (
        "<h1>Power cut</h1><div>"
        + "".join(f"<p><span>{text}</span></p>" for text in STORY)
        + "</div>"
    ),
    "a box of metadata": (
        '<h1>Power cut</h1><div class="story_meta_field">'
        + "".join(f"<p><span>{text}</span></p>" for text in STORY)
        + "</div>"
    ),
    "replies of a thread": "<h1>Who has power?</h1><ul class=replies>"
    + "".join(f"<li class=reply><div>{p}</div></li>" for p in P)
    + "</ul>",
    "a row for each paragraph": "<h1>Power cut</h1><table>"
    + "".join(f"<tr><td>{text}</td></tr>" for text in STORY)
    + "</table>",
    "a table with a picture for the layout": (
        "<table><tr><td><img src=a.gif></td><td><h1>Power cut</h1>"
        + "".join(P)
        + "</td></tr></table>"
    ),
    "a widget of a blog": (
        '<div class="widget Blog"><div class=post><h3><a href=/p>Power cut</a></h3>'
        f"<div class=post-body><span>{'<br><br>'.join(STORY)}</span></div></div></div>"
    ),
    "a form around the page": f"<form><h1>Power cut</h1><div>{''.join(P)}</div></form>",
    "navigation around the page": f"<nav><h1>Power cut</h1><div>{''.join(P)}</div></nav>",
    "text for browsers without scripts": f"<div id=app></div><noscript>{''.join(P)}</noscript>",
}


@pytest.mark.parametrize("body", WHOLE.values(), ids=WHOLE)
def test_every_paragraph_of_the_story_stays(body):
    assert [text for text in kept(page(body)) if text in STORY] == STORY


def test_key_points_above_the_text_stay():
    points = ["Six places lost power on Tuesday.", "A digger had cut through a cable."]
    html = (
        "<article><h1>Power cut</h1><div class=points><ul>"
        + "".join(f"<li>{point}</li>" for point in points)
        + f"</ul></div><div class=text>{''.join(P)}</div></article>"
    )
    assert [text for text in kept(page(html)) if text in points] == points


def test_a_closing_list_below_a_colon_stays():
    html = f"<article><h1>Power cut</h1><div>{P[0]}{P[1]}<p>Still dark:</p><ul><li>Mill Lane</li>"
    assert kept(page(f"{html}<li>The quay</li></ul></div></article>"))[-3:] == [
        "Still dark:", "Mill Lane", "The quay",
    ]  # fmt: skip


def test_a_lead_with_links_stays():
    lead = "Today: <a href=/a>a mill with no flour</a> and <a href=/b>a dark school</a>. Read on."
    html = f"<article><h1>Power cut</h1><div><p>{lead}</p>{P[0]}{P[1]}</div></article>"
    assert any(text.startswith("Today: a mill") for text in kept(page(html)))


def test_a_short_named_body_is_the_story_above_a_long_imprint():
    imprint = (
        "This paper is set in the old mill and printed every week for the whole of the island. "
    )
    story = "The lamp on the mole is out. It is lit again."
    html = (
        f"<div><div><h1>Lamp out</h1><div itemprop=articleBody>{story}</div></div>"
        f"<div class=imprint><p>{imprint * 5}</p></div></div>"
    )
    assert kept(page(html)) == ["Lamp out", story]


def test_a_short_named_body_is_the_story_above_the_talk_about_it():
    story = "An oar was found on the beach on Sunday."
    talk = "".join(f"<div>{p}</div>" for p in P[:3])
    html = (
        f"<article><h1>Oar found</h1><div class=story-body><p>{story}</p></div></article>"
        f"<div id=talk>{talk}</div>"
    )
    assert kept(page(html)) == ["Oar found", story]


def test_a_thread_of_replies_is_the_text_and_the_rules_of_the_board_are_not():
    replies = "".join(f"<li class=reply><div>{p}</div></li>" for p in P)
    rules = "Whoever writes here is asked to be kind, to keep to the power of the isle and to ask."
    thread = f"<h1>Who has power?</h1><ul class=replies>{replies}</ul>"
    assert kept(page(f"{thread}<div class=r><p>{rules}</p></div>")) == ["Who has power?", *STORY]


def test_comments_are_no_thread_where_an_article_is_above_them():
    comments = "".join(f"<li class=reply><div>{p}</div></li>" for p in P[1:] * 3)
    html = f"<div><h1>Power cut</h1>{P[0]}</div><ul class=replies>{comments}</ul>"
    found = structured_article(page(html))
    assert [block.text for block in found.blocks] == ["Power cut", STORY[0]]


@pytest.mark.parametrize("lead", ["<p class=sub>{}</p>", "<p class=standfirst>{}</p>"])
def test_a_paragraph_that_is_the_standfirst_too_stays_in_its_place(lead):
    html = f"<h1>Power cut</h1>{lead.format(STORY[2])}<div class=body>{''.join(P)}</div>"
    assert kept(page(f"<article>{html}</article>")) == ["Power cut", *STORY]


GONE = {
    "a note about the company": (
        "<p><b>About Weir Mills</b></p><p>Weir Mills grinds rye and oats for bakers in three "
        "valleys and was founded by two brothers.</p>",
        ["About Weir Mills", "Weir Mills grinds rye"],
    ),
    "a line of date, author and tags": (
        "<p>03/05/2021 - Postado por: Ana Lark - Tema: Mar - Tags: luz</p>",
        ["03/05/2021"],
    ),
    "cards of other stories": (
        "<section><h2>More from the council</h2>"
        + "".join(
            f"<div><h3><a href=/{n}>What the council plans for the {n} of the island</a></h3>"
            f"<p>A look at the papers of the last session on {n}.</p>"
            "<p><a href=/by>Ann Lark</a></p></div>"
            for n in ("roads", "schools", "ferries", "mills")
        )
        + "</section>",
        ["More from", "What the council plans", "A look at the papers", "Ann Lark"],
    ),
    "the time to read": (
        "<p>Reading time: 1 minute</p><p>Lesezeit: 1 Minute</p><p>Tiempo de lectura: 1 minuto</p>",
        ["Reading time", "Lesezeit", "Tiempo"],
    ),
}


@pytest.mark.parametrize(("below", "starts"), GONE.values(), ids=GONE)
def test_what_is_below_the_story_goes(below, starts):
    html = f"<article><h1>Power cut</h1><div class=text>{''.join(P[:4])}{below}</div></article>"
    found = kept(page(html))
    assert [text for text in found if text in STORY] == STORY[:4]
    assert not [text for text in found if text.startswith(tuple(starts))]


LINES = """Power is back

Ann Lark

Story saved to your list

You can see the list in your account

Hide this note

{}

Pia Rook Handout photo

{}

Get The Quay by mail

Free every Friday

Our letter tells you in five minutes what the council did

{}

LIVE NOW

Close this window

Your address:*

Copy the letters that you see:*

This film needs a newer player.

Other pages of the council

Board of Roads

Board of Mills

Staff Report

Have an account? Log in

Hear more in our podcast about the cut, “Dark Quay.”"""


def test_of_raw_lines_headline_and_text_stay():
    from pressmark.corpus import read_bytes

    (article,) = read_bytes(LINES.format(*STORY[:3]).encode(), "page.txt")
    assert [block.text for block in clean(article).paragraphs] == ["Power is back", *STORY[:3]]
