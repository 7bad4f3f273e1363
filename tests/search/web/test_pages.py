import re
from datetime import datetime
from html import unescape
from xml.etree import ElementTree

import pytest
from markupsafe import escape
from starlette.testclient import TestClient

from pressmark.corpus.errors import IndexBusy
from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.search.query.grammar import QUERY_HELP
from pressmark.search.web import create_app
from pressmark.search.web.library import Library


def test_the_front_page_shows_what_the_index_holds(client):
    page = client.get("/").text
    assert "25 articles" in page
    assert "8 May 2022" in page


def test_the_front_page_has_examples_sources_and_the_newest_articles_of_this_index(client):
    page = client.get("/").text
    tried = re.findall(r'<dt><a href="([^"]+)">', page)
    assert len(tried) >= 4
    for link in tried:
        assert "<strong>" in client.get(unescape(link)).text
    newest = re.search(r'<ul class="newest">.*?<a href="([^"]+)">(.*?)</a>', page, re.DOTALL)
    assert newest[2].startswith("Lighthouse keeper")
    assert client.get(newest[1]).status_code == 200
    source = re.search(r'href="([^"]+)">The Island Herald</a> <span>23', page)[1]
    assert "<strong>23 articles</strong>" in client.get(unescape(source)).text
    assert "articles by month" in page
    assert "no date" in page


def test_results_mark_what_was_found_and_link_to_the_paragraph(client, index):
    page = client.get("/", params={"q": "museum"}).text
    hit = index.get("https://www.coast.example/lighthouse")
    assert "tower into a <mark>museum</mark> of storms" in page
    assert f'href="/articles/{hit.id}?q=museum&amp;hit=1#p2"' in page
    assert "The Coast Mail" in page
    assert '<time datetime="2022-05-08T06:30:00">8 May 2022</time>' in page


def test_a_match_in_the_headline_is_marked_there(client):
    assert "<mark>Lighthouse</mark> <mark>keeper</mark>" in client.get("/?q=lighthouse+keeper").text


def test_the_query_is_in_the_box_again(client):
    page = client.get("/", params={"q": '"quote > mark"'}).text
    assert 'value="&#34;quote &gt; mark&#34;"' in page


def test_pages_lead_through_all_hits_and_keep_the_question(client):
    first = client.get("/", params={"q": "ferry", "sort": "oldest"}).text
    assert 'rel="next" href="/?q=ferry&amp;sort=oldest&amp;page=2"' in first
    assert 'rel="prev"' not in first
    second = client.get("/", params={"q": "ferry", "sort": "oldest", "page": "2"}).text
    assert 'rel="prev" href="/?q=ferry&amp;sort=oldest"' in second
    assert 'start="11"' in second


def test_an_article_is_shown_once_with_what_more_it_holds_unless_paragraphs_are_requested(client):
    grouped = client.get("/", params={"q": "lantern point"}).text
    assert grouped.count('<li class="hit" id="hit') == 2
    assert "+1 more in this article" in grouped
    flat = client.get("/", params={"q": "lantern point", "paragraphs": "yes"}).text
    assert flat.count('<li class="hit" id="hit') == 4
    assert "more in this article" not in flat
    assert '<input type="hidden" name="paragraphs" value="yes">' in flat


def test_results_are_narrowed_by_filters_that_can_be_combined_and_undone(client):
    everything = client.get("/", params={"q": "*"}).text
    link = re.search(r'href="(/\?q=%2A&amp;only=source[^"]+)">The Island Herald', everything, re.I)
    narrowed = client.get(unescape(link[1])).text
    assert "<strong>23 articles</strong>" in narrowed
    both = client.get(unescape(link[1]) + "&only=title:17").text
    assert "<strong>1 article</strong>" in both
    assert 'href="/?q=%2A&amp;only=title%3A17" aria-label="Remove the filter source' in both
    assert '<input type="hidden" name="only" value="title:17">' in both


@pytest.mark.parametrize(
    "query", ['"ferry left', 'lantern "', "ferry OR", "ferry OR lantern", "NOT museum", "(ferry"]
)
def test_a_filter_holds_whatever_is_in_the_question(client, query):
    params = {"q": query, "limit": 100}
    everything = client.get("/api/search", params=params).json()["hits"]
    expected = sum(hit["article"]["source"] == "The Island Herald" for hit in everything)
    filtered = client.get("/", params={"q": query, "only": 'source:="The Island Herald"'}).text
    found = re.search(r"<strong>(\d+) article", filtered)
    assert (int(found[1]) if found else 0) == expected


def test_a_misspelt_word_is_mended_under_the_same_filters(client):
    page = client.get("/", params={"q": "lighthuose", "only": "source:mail"}).text
    assert 'href="/?q=lighthouse&amp;only=source%3Amail">lighthouse</a>?' in page


def test_a_mistake_in_a_filter_is_shown_where_it_is(client):
    page = client.get("/", params={"q": "ferry", "only": "published:2021-17"})
    assert page.status_code == 400
    assert re.search(r"published:<u>2021-17</u> ferry|<u>published:2021-17</u> ferry", page.text)
    assert 'name="only" value="published:2021-17"' in page.text


def test_a_timeline_leads_to_each_month(client):
    page = client.get("/", params={"q": "*"}).text
    link = re.search(r'<a href="(/[^"]+)">2021-01</a></th><td>23</td>', page)
    assert "<strong>23 articles</strong>" in client.get(unescape(link[1])).text
    month = client.get("/", params={"q": "*", "only": "published:2022-05"}).text
    assert "<strong>1 article</strong>" in month


def test_a_misspelt_word_is_answered_with_the_likely_one(client):
    assert (
        'Did you mean <a href="/?q=lighthouse">lighthouse</a>?' in client.get("/?q=lighthuose").text
    )


def test_a_page_beyond_the_last_is_empty_and_leads_back(client):
    page = client.get("/", params={"q": "museum", "page": "99"}).text
    assert "1 page" in page
    assert '<a href="/?q=museum">' in page
    assert "<li class=" not in page


def test_nothing_found_is_reported_and_helps(client):
    page = client.get("/", params={"q": "zeppelin"})
    assert page.status_code == 200
    assert "Nothing found." in page.text


def test_where_nothing_is_found_each_word_is_counted_and_sources_are_named(client):
    page = client.get("/", params={"q": "+lighthuose +ferry +zeppelin"}).text
    rows = re.findall(r"<tr><th.*?</tr>", page.partition('class="words"')[2])[1:]
    cells = [re.sub(r"<[^>]+>", " ", row).split() for row in rows]
    assert cells == [["lighthuose", "0", "lighthouse", "1"], ["ferry", "46"], ["zeppelin", "0"]]
    assert 'href="/?q=lighthouse">lighthouse' in page
    assert "Sources in this index:" in page
    assert "The Island Herald" in page


def test_markup_from_articles_and_questions_is_text_everywhere(client, index):
    hostile = index.get("javascript:alert(1)")
    for address in ("/?q=vandal", f"/articles/{hostile.id}?q=vandal", "/?q=<script>x</script>"):
        page = client.get(address).text
        assert "<script>" not in page
        assert "<img" not in page
        assert "<b>" not in page
        assert "<i>" not in page
        assert "javascript:" not in page


def test_a_question_that_cannot_be_read_is_answered_in_a_sentence(client):
    answer = client.get("/", params={"q": "ferry", "page": "zero"})
    assert answer.status_code == 400
    assert "page must be a whole number" in answer.text


def test_every_form_of_the_query_language_is_explained_with_an_example_of_this_index(client):
    page = client.get("/help").text
    assert len(QUERY_HELP) > 10
    for row in QUERY_HELP:
        assert escape(row.form) in page
        assert escape(row.meaning) in page
    links = re.findall(r'<td><a href="(/\?q=[^"]+)">', page)
    assert len(links) > 10
    for link in links[::5]:
        assert "<strong>" in client.get(unescape(link)).text


def test_results_lead_to_the_feed_of_their_query(client):
    page = client.get("/", params={"q": "ferry", "only": "title:17"}).text
    links = re.findall(r'href="(/feed[^"]+)"', page)
    assert len(links) == 2
    assert len(set(links)) == 1
    assert '<link rel="alternate" type="application/atom+xml"' in page
    feed = ElementTree.fromstring(client.get(unescape(links[0])).content)
    assert len(feed.findall("{*}entry")) == 1


def test_a_browser_can_add_the_page_to_its_search_engines(client):
    answer = client.get("/opensearch.xml", headers={"host": "localhost:8000"})
    url = ElementTree.fromstring(answer.content).find("{*}Url[@type='text/html']")
    assert url.get("template") == "http://localhost:8000/?q={searchTerms}"
    assert 'href="/opensearch.xml"' in client.get("/").text


def test_a_browser_is_given_suggestions_in_its_own_format(client):
    description = client.get("/opensearch.xml", headers={"host": "localhost:8000"})
    kind = "application/x-suggestions+json"
    url = ElementTree.fromstring(description.content).find(f"{{*}}Url[@type='{kind}']")
    answer = client.get(url.get("template").replace("{searchTerms}", "mus"))
    assert answer.headers["content-type"] == kind
    typed, queries, texts, _ = answer.json()
    assert typed == "mus"
    assert queries[0] == texts[0] == "museum"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_pages_can_only_be_read(client, method):
    assert getattr(client, method)("/").status_code == 405


def test_a_page_that_waits_for_its_turn_can_be_repeated(index):
    class Busy(Library):
        def search(self, query, options):
            raise IndexBusy("The index is being changed.", "Wait until that is done.")

    with TestClient(create_app(Busy(index)), base_url="http://localhost") as client:
        page = client.get("/?q=ferry")
    assert page.status_code == 503
    assert page.headers["retry-after"]
    assert '<a href="">Try again</a>' in page.text


@pytest.mark.parametrize(("spellings", "hits"), [("accepted", 3), ("none", 2)])
def test_the_bars_by_day_count_the_hits_with_the_spellings_that_are_searched(
    tmp_path, spellings, hits
):
    index = Index.create(tmp_path / "index")
    for day, city in enumerate(("Kyiv", "Kiev", "Kyiv"), start=1):
        text = Block(f"Trams of {city} stopped at noon on day {day}.", Kind.PARAGRAPH, 0)
        index.add_articles([Article((text,), key=f"{day}", published=datetime(2024, 3, day))])
    with TestClient(create_app(index), base_url="http://localhost") as client:
        page = client.get("/", params={"q": "Kyiv", "spellings": spellings, "copies": "yes"}).text
        drawn = client.get(
            "/trends", params={"q": "Kyiv", "spellings": spellings, "of": "articles"}
        )
    bars = re.findall(r'only=published%3A2024-03-\d+[^"]*">.*?</a></th><td>(\d+)</td>', page)
    assert sum(map(int, bars)) == hits
    assert f'<span class="value">{hits}</span>' in drawn.text
