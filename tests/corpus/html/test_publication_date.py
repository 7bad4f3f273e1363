"""The date of an article is its own, wherever else on the page a date is shown."""

from datetime import datetime

import pytest

from pressmark.corpus.html import parse_html

OWN = datetime(2023, 3, 5)
TEXT = "".join(
    f"<p>Report {number}: the harbour council agreed on Tuesday to repair the long pier before the "
    "winter storms arrive, at a cost of two million crowns.</p>"
    for number in range(1, 5)
)
TITLE = "Council will repair the long pier"
OTHER = "<time datetime='2026-11-29T08:00'>29 November 2026</time>"
SHOWN = "<time datetime='2023-03-05'>5 March 2023</time>"


def published(body: str, head: str = "", url: str = "") -> datetime | None:
    page = f"<html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
    return parse_html(page, url=url).published


def article(before: str = "", top: str = "", end: str = "", after: str = "") -> str:
    return (
        f"{before}<main><article><h1>{TITLE}</h1>{top}<div class='story-body'>{TEXT}</div>{end}"
        f"</article></main>{after}"
    )


ELSEWHERE = {
    "a clock above": f"<header><div>{OTHER}</div></header>",
    "a ticker": f"<div class='ticker'>{OTHER} Storm closes port</div>",
    "a bar of the site": "<div class='top'><span class='date'>29 November 2026</span></div>",
    "a menu": f"<nav><ul><li>{OTHER}</li></ul></nav>",
    "a sidebar": f"<aside>{OTHER} Storm closes port</aside>",
    "a comment": f"<div class='comments'><p>Ann, {OTHER}: well done!</p></div>",
    "a teaser": f"<div class='card'><h3><a href='/x'>Storm</a></h3>{OTHER}</div>",
    "a related story": f"<article><h2><a href='/x'>Storm closes port</a></h2>{OTHER}</article>",
    "a footer": f"<footer>Printed on {OTHER}</footer>",
}


@pytest.mark.parametrize("elsewhere", ELSEWHERE.values(), ids=list(ELSEWHERE))
@pytest.mark.parametrize("place", ["before", "after"])
def test_a_date_elsewhere_on_the_page_is_not_the_articles(elsewhere, place):
    assert published(article(**{place: elsewhere})) is None
    assert published(article(top=f"<p>{SHOWN}</p>", **{place: elsewhere})) == OWN
    url = "https://echo.example/2023/03/05/pier"
    assert published(article(**{place: elsewhere}), url=url) == OWN


@pytest.mark.parametrize("name", ["a comment", "a teaser", "a related story", "a sidebar"])
def test_a_date_of_another_part_inside_the_article_is_not_its_own(name):
    assert published(article(end=ELSEWHERE[name])) is None
    assert published(article(end=ELSEWHERE[name], top=SHOWN)) == OWN


@pytest.mark.parametrize(
    "update",
    [
        f"<p>Last updated {OTHER}</p>",
        f"<p class='updated'>{OTHER}</p>",
        "<p>Updated: <span class='date'>29 November 2026</span></p>",
        "<p class='date'>Last modified on 29 November 2026</p>",
        "<time itemprop='dateModified' datetime='2026-11-29'>29 November 2026</time>",
        "<p>Zuletzt aktualisiert: <time datetime='2026-11-29'>29.11.2026</time></p>",
        "<p>Mis à jour le <time datetime='2026-11-29'>29 novembre 2026</time></p>",
    ],
)
def test_an_update_is_not_the_publication(update):
    assert published(article(top=update)) is None
    assert published(article(top=f"{update}<p>Published {SHOWN}</p>")) == OWN
    assert published(article(top=f"<p>Published {SHOWN}</p>{update}")) == OWN
    assert published(article(top=update), url="https://echo.example/2023/03/05/pier") == OWN


def test_published_and_updated_in_one_line_are_distinguished():
    line = f"<p>Updated {OTHER} | Published {SHOWN}</p>"
    assert published(article(top=line)) == OWN
    assert published(article(top=f"<p>Published {SHOWN} | Updated {OTHER}</p>")) == OWN
    text = "<p class='date'>Published 5 March 2023, updated 29 November 2026</p>"
    assert published(article(top=text)) == OWN


@pytest.mark.parametrize(
    "page",
    [
        f"<div id='page'><h1>{TITLE}</h1><div class='date'>5 March 2023</div>{TEXT}</div>",
        f"<div id='page'><div class='head'>{SHOWN}<h1>{TITLE}</h1></div>{TEXT}</div>",
        f"<div class='post'><h1>{TITLE}</h1>{TEXT}<div class='post-footer'>{SHOWN}</div></div>",
        f"<article><header>{SHOWN}<h1>{TITLE}</h1></header>{TEXT}</article>",
        f"<article><h1>{TITLE}</h1>{TEXT}<footer>Posted on {SHOWN}</footer></article>",
    ],
)
def test_a_date_that_belongs_to_the_headline_is_the_articles(page):
    assert published(page) == OWN


def test_what_is_stated_for_machines_comes_first():
    head = '<meta property="article:published_time" content="2023-03-05">'
    assert published(article(top=OTHER), head=head) == OWN


def test_an_address_dates_an_article_that_states_no_other_date():
    assert published(article(), url="https://echo.example/2023/03/05/pier") == OWN
