import json
from datetime import datetime

import pytest

from pressmark.corpus.html import parse_html
from pressmark.corpus.model import Article

TEXT = "The river rose by two metres on Tuesday night, the water board said in a statement."


def article(head: str = "", body: str = "", url: str = "") -> Article:
    text = f"<div><p>{TEXT}</p><p>{TEXT[4:]}</p></div>"
    return parse_html(f"<html><head>{head}</head><body>{body}{text}</body></html>", url=url)


def data(**fields: object) -> str:
    node = json.dumps({"@type": "NewsArticle", **fields})
    return f'<script type="application/ld+json">{node}</script>'


def test_the_headline_on_the_page_comes_before_the_one_in_its_head():
    read = article(
        '<title>River rises two metres | Tribune</title><meta property="og:title" content="River">',
        "<h1>Tribune</h1><h1>River rises two metres</h1>",
    )
    assert (read.title, read.origins["title"]) == ("River rises two metres", "h1")


def test_a_title_without_headline_loses_the_site():
    read = article("<title>River rises | The Tribune</title>", url="https://tribune.example/a")
    assert (read.title, read.source) == ("River rises", "The Tribune")


@pytest.mark.parametrize(
    ("head", "body", "origin"),
    [
        (data(datePublished="2024-03-05T07:30:00Z"), "", "json-ld"),
        (
            '<meta property="article:published_time" content="2024-03-05T07:30">',
            "",
            "meta article:published_time",
        ),
        ("", '<time datetime="2024-03-05T07:30">Tuesday</time>', "time"),
        ("", '<span class="pub-date">5 March 2024, 7:30 am</span>', "dateline"),
        ("", "<h1>River rises</h1><div>5 March 2024, 7:30 am</div>", "dateline"),
    ],
)
def test_the_date_is_found_wherever_it_stands(head, body, origin):
    read = article(head, body)
    assert (read.published, read.origins["published"]) == (datetime(2024, 3, 5, 7, 30), origin)


def test_the_address_gives_the_day_where_nothing_else_does():
    assert article(url="https://x.example/2024/03/05/river").published == datetime(2024, 3, 5)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (data(author=[{"name": "Ada Quill"}]), ""),
        (data(author="Ada Quill"), ""),
        ('<meta name="author" content="Ada Quill">', ""),
        ("", '<a rel="author" href="/ada">Ada Quill</a>'),
        ("", '<div class="byline">By <b>Ada Quill</b></div>'),
        ("", "<h1>River rises</h1><div>By Ada Quill</div>"),
    ],
)
def test_the_author_is_found_wherever_named(head, body):
    assert article(head, body).authors == ("Ada Quill",)


def test_an_author_that_the_data_only_refer_to_is_looked_up():
    graph = [
        {"@type": "Article", "author": {"@id": "#ada"}},
        {"@type": "Person", "@id": "#ada", "name": "Ada Quill"},
    ]
    script = f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>'
    assert article(script).authors == ("Ada Quill",)


def test_who_comments_is_no_author():
    assert article(body='<li class="comment"><div class="author">Troll</div></li>').authors == ()


@pytest.mark.parametrize(
    "broken", ["{", '{"@type": 3}', "[[[]]]", "null", '"x"', '{"@type": "Article"}']
)
def test_broken_page_data_are_passed_over(broken):
    assert article(f'<script type="application/ld+json">{broken}</script>').authors == ()


def test_the_canonical_address_comes_before_the_given_one():
    read = article('<link rel="canonical" href="/river">', url="https://x.example/river?utm=1")
    assert (read.url, read.origins["url"]) == ("https://x.example/river", "link canonical")


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ('<html lang="en-GB">', "en"),
        ('<html><meta property="og:locale" content="pt_BR">', "pt"),
        ("<html>", ""),
    ],
)
def test_the_language_is_what_the_page_says(html, language):
    assert parse_html(f"{html}<p>{TEXT}").language == language


@pytest.mark.parametrize(
    ("title", "headings"),
    [
        ("Valley Notes: River rises", '<h1><a href="/">Valley Notes</a></h1><h3>River rises</h3>'),
        ("River rises - by Ada Bell - Notes", '<h1><a href="/">Notes</a></h1><h1>River rises</h1>'),
        ("River rises - Rowing Club", "<h1>Rowing Club</h1><h2>River rises</h2>"),
    ],
)
def test_the_headline_is_the_heading_that_the_title_names_and_not_the_site(title, headings):
    assert parse_html(f"<title>{title}</title>{headings}<p>So it is.").title == "River rises"


def test_a_byline_within_the_article_counts_where_the_head_is_part_of_the_body():
    read = parse_html(
        f"<article><span>Flood</span><h1>Fluss steigt</h1><p>{TEXT}</p>"
        f"<p>Von Ada Bell, 10.01.2023, 09:14 Uhr</p><p>{TEXT[4:]}</p></article>"
    )
    assert (read.authors, read.published) == (("Ada Bell",), datetime(2023, 1, 10, 9, 14))


def test_page_data_with_a_comma_too_many_are_read():
    script = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2022-05-06",'
        ' "author": {"name": "Se&aacute;n O&#39;Marsh"},}</script>'
    )
    read = article(script)
    assert (read.authors, read.published) == (("Seán O'Marsh",), datetime(2022, 5, 6))


def test_headings_that_begin_with_by_name_nobody():
    assert article(body="<h3>By train</h3><p>Two trains run every hour.</p>").authors == ()


def test_a_title_that_was_escaped_twice_is_read_once_more():
    head = '<meta property="og:title" content="The warden&amp;#39;s boat &amp;amp; AT&amp;T">'
    assert article(head, "<h2>x</h2>").title == "The warden's boat & AT&T"


def test_the_author_of_a_teaser_is_not_the_articles():
    teaser = (
        '<ul><li><a href=/x><h4>The toll</h4></a><p class="byline">by <a>Bo Lee</a></p></li></ul>'
    )
    read = article(body=f'{teaser}<h1>River rises</h1><p class="byline">by <a>Ada Quill</a></p>')
    assert read.authors == ("Ada Quill",)


def test_a_title_that_nothing_closes_holds_one_line():
    read = article("<title>River rises")
    assert read.title == "River rises"
    assert [block.text for block in read.blocks if block.text.startswith("The river")] == [TEXT]
