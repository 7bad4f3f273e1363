"""Lines that are nothing but date, place, author and label, and lines that only hold some."""

from datetime import datetime

import pytest

from pressmark.corpus import Article, Block, Kind, clean
from pressmark.corpus.html import parse_html
from pressmark.corpus.text.bylines import authors_of, is_byline
from pressmark.corpus.text.timestamps import date_of_line, is_dateline

AUTHORS = ("Ida Holm",)

DATELINES = [
    "12 May 2030",
    "Published: 12 May 2030, 10:41",
    "Tolbridge, 12 May 2030",
    "Ida Holm",
    "By Ida Holm",
    "Ida Holm, staff writer",
    "Ida Holm | 12 May 2030",
    "By Jo Reyes for the Orlow Review",
    "By Reuters",
]

SENTENCES = [
    "The vote is on 12 May 2030.",
    "She died on 2 March 2023, aged 91.",
    "Am 3. Mai 2023 wird gewählt.",
    "El 5 de marzo de 2023 se votó.",
    "Ida Holm won the race.",
    "It was 12 May 2030 when Ida Holm came",
    "Gulls on the long pier, 12 May 2030",
    "Saturday 12 May 2030, Mill Hall, 7.30pm - 9pm",
    "Where: Mill Hall, 12 May 2030",
    "2.38.0 2022-10-02 Skerrin",
    "By train",
    "By Ferry",
    "By Friday Ida Holm had counted the nests",
    "Ida Holm, editor of the Review, in her office on a Monday",
]


@pytest.mark.parametrize("line", DATELINES)
def test_a_line_of_nothing_but_date_place_author_and_label_is_a_dateline(line):
    assert is_dateline(line, AUTHORS)


@pytest.mark.parametrize("line", SENTENCES)
def test_a_line_that_says_anything_else_is_none(line):
    assert not is_dateline(line, AUTHORS)
    assert not is_byline(line)
    assert date_of_line(line, AUTHORS) is None


@pytest.mark.parametrize(
    "line",
    [
        *(
            "12 May 2030",
            "Published 12 May 2030 | Updated 1 June 2030",
            "TOLBRIDGE, 12 May 2030",
            "AP - 12 May 2030",
        ),
        *(
            "By Jo Reyes, 12 May 2030",
            "Ida Holm | 12 May 2030",
            "Posted by Jo Reyes on 12 May 2030",
        ),
    ],
)
def test_a_dateline_dates_its_article(line):
    assert date_of_line(line, AUTHORS) == datetime(2030, 5, 12)


def test_a_place_that_may_be_an_event_s_dates_nothing():
    assert date_of_line("Mill Hall, 12 May 2030", AUTHORS) is None


def test_a_byline_of_one_word_names_nobody():
    assert authors_of("By Reuters") == ()


TEXT = (
    "The harbour council agreed on Tuesday to mend the pier before the winter storms arrive.",
    "Engineers had warned since the spring that the timbers under the eastern end were rotten.",
    "Work will begin in the first week of October, said the harbour master, if the sea is calm.",
)


def page(*lines, head=""):
    body = "".join(line if line.startswith("<") else f"<p>{line}</p>" for line in lines)
    return parse_html(
        f"<html><head><title>Pier to be mended</title>{head}</head><body><article>"
        f"<h1>Pier to be mended</h1><div>{body}</div></article></body></html>"
    )


HEAD = (
    '<meta property="article:published_time" content="2023-03-05">'
    '<meta name="author" content="Ida Holm">'
)


@pytest.mark.parametrize("at", range(len(TEXT) + 1))
@pytest.mark.parametrize("line", [line for line in SENTENCES if line.endswith(".")])
def test_a_sentence_with_a_date_or_the_author_stays_wherever_it_is(line, at):
    article = clean(page(*TEXT[:at], line, *TEXT[at:], head=HEAD))
    assert [block.text for block in article.body] == [*TEXT[:at], line, *TEXT[at:]]


@pytest.mark.parametrize("at", range(len(TEXT) + 1))
@pytest.mark.parametrize(
    "line",
    [*SENTENCES, "<h3>By Ferry</h3>", "<figure><figcaption>Pier, 3 May 2019</figcaption></figure>"],
)
def test_a_page_takes_neither_date_nor_author_from_what_it_tells(line, at):
    article = page(*TEXT[:at], line, *TEXT[at:])
    assert (article.published, article.authors) == (None, ())


def test_a_page_takes_both_from_lines_under_its_headline():
    article = page("By Ida Holm", "12 May 2030", *TEXT)
    assert (article.published, article.authors) == (datetime(2030, 5, 12), ("Ida Holm",))


def test_a_sub_heading_within_the_text_of_a_page_is_no_byline():
    article = page(TEXT[0], "<h3>By Air Canada</h3>", *TEXT[1:])
    assert article.authors == ()
    assert "By Air Canada" in [block.text for block in clean(article).body]


def test_a_sub_heading_of_two_words_after_by_stays():
    lines = (*TEXT[:2], "By Night Train", TEXT[2])
    blocks = tuple(Block(text, Kind.PARAGRAPH, order) for order, text in enumerate(lines))
    assert clean(Article(blocks, title="x")).removals == ()
