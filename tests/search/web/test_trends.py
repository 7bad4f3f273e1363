import csv
import io
import re
from html import unescape
from xml.etree import ElementTree

import pytest

from pressmark.search import count
from pressmark.search.query.calendar_periods import PERIODS
from pressmark.search.web.limits import MOST_POINTS
from pressmark.search.web.trends import coarser, fitting

BOTH = {"q": ["ferry", "lantern"]}


def table(page: str) -> list[list[str]]:
    """The cells of each row of the table of numbers, without markup."""
    body = re.search(r'<table id="numbers">.*?<tbody>(.*?)</tbody>', page, re.DOTALL)[1]
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    cells = (re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row) for row in rows)
    return [[unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in row] for row in cells]


@pytest.mark.parametrize("by", PERIODS)
def test_the_page_draws_and_lists_what_count_counts(client, searched, by):
    page = client.get("/trends", params=BOTH | {"by": by}).text
    counts = count(searched, BOTH["q"], by=by)
    assert table(page) == [[row.value, *map(str, row.counts)] for row in counts.buckets]
    assert len(re.findall(r'<path class="line line\d" d="M[^"]*h0"', page)) == 2 * (
        len(counts.buckets) <= 62
    )


def test_shares_are_of_all_articles_of_the_period(client):
    page = client.get("/trends", params={"q": "ferry", "by": "year", "relative": "yes"}).text
    assert table(page) == [["2021", "100.0 % 23", "23"]]


def test_each_number_leads_to_its_hits(client):
    page = client.get("/trends", params={"q": ["ferry", "lantern"], "by": "month"}).text
    link = re.search(r'<a href="([^"]+)">23</a>', page)[1]
    assert "<strong>23 articles</strong>" in client.get(unescape(link)).text


def test_hits_that_are_not_drawn_are_counted(client):
    page = client.get("/trends", params={"q": ["ferry", "lantern"], "by": "month"}).text
    assert "Not drawn, since no month is known: lantern 1." in page
    assert "Not drawn" not in client.get("/trends", params={"q": "ferry"}).text


def test_a_period_narrows_all_lines_and_can_be_left_out(client):
    page = client.get("/trends", params=BOTH | {"from": "2022", "to": "2022", "by": "year"}).text
    assert table(page) == [["2022", "0", "1"]]
    assert 'href="/trends?q=ferry&amp;q=lantern&amp;by=year" aria-label="Remove the filter' in page


def test_the_numbers_are_taken_along_as_csv(client, searched):
    answer = client.get("/trends.csv", params=BOTH | {"by": "year", "relative": "yes"})
    header, *rows = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
    shares = ["ferry / articles", "lantern / articles"]
    assert header == ["year", "ferry", "lantern", "articles", *shares]
    counts = count(searched, BOTH["q"], by="year", relative=True)
    assert [[int(row[1]), int(row[2])] for row in rows] == [list(row.counts) for row in counts.rows]
    assert [row[0] for row in rows] == [row.value for row in counts.rows]
    assert "attachment" in answer.headers["content-disposition"]


def test_no_query_of_a_link_becomes_a_formula_in_a_spreadsheet(client):
    answer = client.get("/trends.csv", params={"q": ["-lantern ferry", "ferry"], "by": "year"})
    (header, *_) = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert header == ["year", "'-lantern ferry", "ferry"]


def test_the_lines_are_taken_along_as_a_picture_without_style_or_script(client):
    answer = client.get("/trends.svg", params={"q": ['"<b> & left"', "ferry"], "by": "day"})
    assert answer.headers["content-type"].startswith("image/svg+xml")
    picture = ElementTree.fromstring(answer.text)
    texts = [each.text for each in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert '"<b> & left" (0)' in texts
    assert "ferry (23)" in texts
    assert "style" not in answer.text
    assert "script" not in answer.text


def test_without_a_query_the_page_has_the_form_only(client):
    page = client.get("/trends").text
    assert page.count('name="q"') == 1 + 3
    assert "<figure" not in page
    assert client.get("/trends.csv").status_code == 200


def test_what_cannot_be_drawn_is_named(client):
    many = client.get("/trends", params={"q": [f"word{number}" for number in range(6)]})
    assert many.status_code == 400
    assert "5 are the most" in many.text
    for name in ("by", "of"):
        answer = client.get("/trends", params={"q": "ferry", name: "decade"})
        assert answer.status_code == 400
        assert f"{name} must be one of" in answer.text
    assert "No hit with a date." in client.get("/trends", params={"q": "zeppelin"}).text


def test_a_period_suits_the_time_that_is_covered():
    assert [fitting(months) for months in (0, 2, 3, 144, 145)] == [
        "day",
        "day",
        "month",
        "month",
        "year",
    ]


def test_too_many_points_are_counted_by_the_next_longer_period():
    assert coarser("day", MOST_POINTS) == "day"
    assert coarser("day", MOST_POINTS + 1) == "week"
    assert coarser("day", 8 * MOST_POINTS) == "month"
    assert coarser("week", 100 * MOST_POINTS) == "year"
