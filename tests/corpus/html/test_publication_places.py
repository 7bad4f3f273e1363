"""Which of a page's dates is the article's."""

from datetime import datetime
from time import process_time

import pytest

from pressmark.corpus.html import parse_html

TEXT = "The river rose by two metres on Tuesday night, the water board said in a statement."
DAY = datetime(2023, 3, 5)


def published(
    *, top: str = "", head: str = "", text: str = "", end: str = "", below: str = "", url: str = ""
) -> datetime | None:
    html = (
        f"<html><head><title>River rises again</title></head><body>{top}<main><article>"
        f"<h1>River rises again</h1>{head}<div><p>{TEXT}</p>{text}<p>{TEXT[4:]}</p></div>{end}"
        f"</article></main>{below}</body></html>"
    )
    return parse_html(html, url=url).published


OTHER = '<time datetime="2026-11-29T08:00">29 November 2026</time>'
OWN = '<p class="date">5 March 2023</p>'

ELSEWHERE = {
    "a clock in the header": {"top": f"<header><div>{OTHER}</div></header>"},
    "a clock above the page": {"top": f'<div class="topbar"><span>{OTHER}</span></div>'},
    "a ticker": {"top": f'<div class="news-ticker">{OTHER} Storm closes port</div>'},
    "a date line of the site": {"top": '<div class="today date">29 November 2026</div>'},
    "a comment": {"end": f'<div class="comments"><p>Ada {OTHER}</p><p>{TEXT}</p></div>'},
    "a teaser": {
        "end": '<div><a href="/b">Harbour council agrees on a new pier</a>' + OTHER + "</div>"
    },
    "another article": {"below": f"<article><h2>Harbour</h2>{OTHER}</article>"},
    "a box beside": {"below": f'<aside class="sidebar">{OTHER}</aside>'},
    "the day of an update": {"head": f"<p>Last updated {OTHER}</p>"},
    "a class for an update": {"head": '<span class="date-modified">29 November 2026</span>'},
    "a list of facts": {"head": f"<dl><dt>Updated</dt><dd>{OTHER}</dd></dl>"},
    "an update in German": {"head": "<p class='date'>Aktualisiert am 29. November 2026</p>"},
    "a sentence": {"text": f"<p>The vote is on {OTHER}.</p>"},
    "a caption": {"text": f"<figure><img src=x><figcaption>Seen {OTHER}</figcaption></figure>"},
}


@pytest.mark.parametrize("place", ELSEWHERE)
def test_a_date_of_something_else_is_not_the_articles(place):
    assert published(**ELSEWHERE[place]) is None


@pytest.mark.parametrize("place", ELSEWHERE)
def test_the_articles_own_date_comes_before_any_other(place):
    parts = ELSEWHERE[place]
    assert published(**{**parts, "head": parts.get("head", "") + OWN}) == DAY


@pytest.mark.parametrize("place", ELSEWHERE)
def test_the_date_in_the_address_comes_before_that_of_something_else(place):
    assert published(**ELSEWHERE[place], url="https://echo.example/2023/03/05/pier") == DAY


@pytest.mark.parametrize(
    "head",
    [
        '<time datetime="2023-03-05">today</time>',
        '<p>Published on <time datetime="2023-03-05">5 March</time></p>',
        '<p>By Ada Bell | <time datetime="2023-03-05">5 March</time></p>',
        '<p class="date">Published on 5 March 2023, updated on 7 March 2023</p>',
        '<p class="date">Updated on 7 March 2023, published on 5 March 2023</p>',
        "<p>Updated <time>7 March 2023</time> | Published <time>5 March 2023</time></p>",
        '<time class="updated">7 March 2023</time><time class="published">5 March 2023</time>',
        '<time class="entry-date published updated">5 March 2023</time>',
        "<div class='meta'>By <a href='/a' rel='author'>Ada Bell of the Valley News desk</a>"
        " <time datetime='2023-03-05'></time></div>",
        '<header><span class="pub-date">5 March 2023</span></header>',
    ],
)
def test_the_day_of_publication_is_read_in_the_articles_head(head):
    assert published(head=head) == DAY


def test_microdata_of_a_teaser_are_not_the_articles():
    teaser = (
        '<div itemscope><a href="/b">Harbour council agrees on a new pier</a>'
        '<meta itemprop="datePublished" content="2026-11-29"></div>'
    )
    assert published(top=teaser, head=OWN) == DAY
    assert published(top=teaser) is None


def test_a_date_over_the_box_of_a_post_is_its_date():
    html = (
        f"<header>{OTHER}</header><div><div class='day'><h2 class='date-header'>5 March 2023</h2>"
        f"<div class='post'><h3>River rises again</h3><p>{TEXT}</p><p>{TEXT}</p></div></div></div>"
    )
    assert parse_html(f"<title>River rises again</title>{html}").published == DAY


def test_many_dates_take_time_that_grows_with_the_page():
    def seconds(count: int) -> float:
        started = process_time()
        published(top=f"<div><a href='/x'>A</a>{OTHER}</div>" * count)
        return process_time() - started

    times = [min(seconds(count) for _ in range(2)) for count in (500, 1_000)]
    assert times[1] < 3 * times[0] + 0.05
