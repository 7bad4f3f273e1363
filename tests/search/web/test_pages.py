import re
import shutil
from datetime import datetime
from html import unescape
from xml.etree import ElementTree

import pytest
from markupsafe import escape
from starlette.testclient import TestClient

from pressmark.corpus import default_rules
from pressmark.corpus.errors import IndexBusy
from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.search import more_like_this, search
from pressmark.search.query.grammar import QUERY_HELP
from pressmark.search.similar_articles import NOTHING_ALIKE
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


def test_an_article_has_its_paragraphs_under_their_numbers(client, index):
    article = index.get("https://www.coast.example/lighthouse")
    page = client.get(f"/articles/{article.id}").text
    assert '<p class="paragraph" id="p2" dir="auto">' in page
    assert "Ines Calder" in page
    assert 'href="https://www.coast.example/lighthouse"' in page
    assert "<mark>" not in page


def test_an_article_reached_from_a_search_marks_the_words_requested(client, index):
    article = index.get("https://www.coast.example/lighthouse")
    page = client.get(f"/articles/{article.id}?q=museum").text
    assert "<mark>museum</mark>" in page
    assert '<a href="#p2">¶&nbsp;2</a>' in page


def test_an_article_opened_from_results_leads_back_and_to_the_hits_beside_it(client):
    found = client.get("/", params={"q": "ferry", "sort": "oldest", "only": "kind:paragraph"}).text
    links = re.findall(r'<h2><a href="([^"]+)"', found)
    second = client.get(unescape(links[1])).text
    assert "2 of 23" in second
    assert f'rel="prev" href="{links[0]}"' in second
    assert f'rel="next" href="{links[2]}"' in second
    back = re.search(r'class="up" href="([^"]+)"', second)[1]
    assert back.endswith("#hit2")
    assert client.get(unescape(back)).text.count(f'href="{links[1]}"') == 1
    first, last = (client.get(unescape(links[0])).text, client.get("/?q=ferry&page=3").text)
    assert 'rel="prev"' not in first
    end = client.get(unescape(re.findall(r'<h2><a href="([^"]+)"', last)[-1])).text
    assert 'rel="next"' not in end
    assert re.search(r'class="up" href="/\?q=ferry&amp;page=3#hit23"', end)


def test_an_article_that_is_no_longer_that_hit_leads_back_only(client, index):
    article = index.get("https://www.coast.example/lighthouse").id
    page = client.get(f"/articles/{article}?q=ferry&hit=2").text
    assert "23 results" in page
    assert 'rel="next"' not in page
    for query in ("q=ferry", "q=published:2021-17&hit=1"):
        assert 'class="trail"' not in client.get(f"/articles/{article}?{query}").text


def test_removed_lines_are_struck_through_with_their_reason_on_demand(client, index):
    article = index.get("https://www.coast.example/lighthouse")
    removal = article.removals[0]
    without = client.get(f"/articles/{article.id}").text
    assert removal.block.text not in without
    shown = client.get(f"/articles/{article.id}?removed=yes").text
    assert f'<del dir="auto">{removal.block.text}</del>' in shown
    assert removal.rule in shown
    assert removal.reason in shown


def test_an_unknown_article_and_an_unknown_page_are_distinguished(client):
    missing = client.get("/articles/ffffffffffff")
    assert missing.status_code == 404
    assert "ffffffffffff" in missing.text
    nowhere = client.get("/nowhere")
    assert nowhere.status_code == 404
    assert "There is no such page." in nowhere.text


def test_a_question_that_cannot_be_read_is_answered_in_a_sentence(client):
    answer = client.get("/", params={"q": "ferry", "page": "zero"})
    assert answer.status_code == 400
    assert "page must be a whole number" in answer.text


def test_an_article_is_not_marked_for_a_question_without_end(client, index):
    article = index.get("https://www.coast.example/lighthouse").id
    for path in (f"/articles/{article}", f"/articles/{article}/similar"):
        answer = client.get(path, params={"q": "lantern " * 300})
        assert answer.status_code == 400
        assert "2,000 are the most" in answer.text


def test_sources_on_the_page_about_the_index_lead_to_all_their_articles(client):
    page = client.get("/index").text
    link = re.search(r'href="([^"]+)">The Island Herald', page)
    assert "<strong>23 articles</strong>" in client.get(unescape(link[1])).text


def test_without_an_index_the_page_names_the_command_that_makes_one(tmp_path):
    with TestClient(create_app(tmp_path / "none"), base_url="http://localhost") as client:
        for address in ("/", "/?q=ferry", "/articles/abc"):
            page = client.get(address)
            assert page.status_code == 503
            assert "pressmark index" in page.text


def test_an_index_made_after_the_start_is_found(tmp_path):
    with TestClient(create_app(tmp_path / "new"), base_url="http://localhost") as client:
        assert client.get("/").status_code == 503
        Index.create(tmp_path / "new")
        assert "0 articles" in client.get("/").text


def test_the_page_about_the_index_counts_sources_and_what_cleaning_removed(client, searched):
    page = client.get("/index").text
    stats = searched.stats()
    assert "The Island Herald" in page
    assert "1 January 2021 to 8 May 2022" in page
    for rule, number in stats.removed_by_rule.items():
        assert rule in page
        assert f">{number}<" in page


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


def test_without_an_index_the_forms_are_explained_without_examples(tmp_path):
    with TestClient(create_app(tmp_path / "none"), base_url="http://localhost") as client:
        page = client.get("/help")
    assert page.status_code == 200
    assert escape(QUERY_HELP[0].meaning) in page.text
    assert 'href="/?q=' not in page.text


def test_each_rule_leads_to_examples_of_what_it_removed(client, index):
    page = client.get("/index").text
    rules = re.findall(r'href="(/removed/[^"]+)"', page)
    assert len(rules) == len(index.stats().removed_by_rule) > 0
    article = index.get("https://www.coast.example/lighthouse")
    removal = article.removals[0]
    shown = client.get(f"/removed/{removal.rule}").text
    assert f'<del dir="auto">{removal.block.text}</del>' in shown
    link = re.search(rf'href="(/articles/{article.id}[^"]+)#(removed\d+)"', shown)
    assert f'id="{link[2]}"' in client.get(unescape(link[1])).text
    assert client.get("/removed/no-such-rule").status_code == 404


def test_the_page_about_the_index_has_its_articles_by_month_and_language(client):
    page = client.get("/index").text
    link = re.search(r'2021-01</th><td><a href="([^"]+)">23', page)[1]
    assert "<strong>23 articles</strong>" in client.get(unescape(link)).text
    assert "1 without a known month" in page
    assert "Articles by language" in page
    undated = re.search(r'href="([^"]+)">1 no date', page)[1]
    assert "<strong>1 article</strong>" in client.get(unescape(undated)).text


def test_an_article_can_be_cited(client, index):
    article = index.get("https://www.coast.example/lighthouse")
    assert (
        "Ines Calder, “Lighthouse keeper lights the lantern for the last time”, "
        "The Coast Mail, 8 May 2022, https://www.coast.example/lighthouse"
    ) in client.get(f"/articles/{article.id}").text


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


def test_an_index_that_goes_while_it_is_served_is_reported_and_found_again(tmp_path):
    index = Index.create(tmp_path / "index")
    with TestClient(create_app(index), base_url="http://localhost") as client:
        assert client.get("/?q=ferry").status_code == 200
        shutil.rmtree(index.path)
        for address in ("/", "/?q=ferry", "/index"):
            page = client.get(address)
            assert page.status_code == 503
            assert "There is no index yet" in page.text
            assert "pressmark index" in page.text
        Index.create(tmp_path / "index")
        assert "Nothing found." in client.get("/?q=ferry").text


def test_a_damaged_index_is_distinguished_from_a_missing_one_and_from_nothing_found(tmp_path):
    index = Index.create(tmp_path / "index")
    (index.path / "pressmark.json").write_bytes(b"{")
    with TestClient(create_app(index.path), base_url="http://localhost") as client:
        page = client.get("/?q=ferry")
        problem = client.get("/api/search?q=ferry").json()
    assert page.status_code == 500
    assert "The index is damaged" in page.text
    assert "index your files again" in page.text
    assert problem["kind"] == "index-corrupt"


def test_what_is_committed_while_the_page_is_served_is_found_at_once(tmp_path):
    index = Index.create(tmp_path / "index")
    with TestClient(create_app(index), base_url="http://localhost") as client:
        for number in range(3):
            fog = Article((Block(f"Fog {number}", Kind.PARAGRAPH, 0),), key=str(number))
            index.add_articles([fog])
            assert client.get("/api/search?q=fog").json()["total_articles"] == number + 1


def test_an_article_leads_to_those_most_like_it_and_back(tmp_path):
    index = Index.create(tmp_path / "index")
    texts = ("The mail boat lost its gearbox off Skerrin.", "Off Skerrin a gearbox failed.", "Fog.")
    index.add_articles(
        Article((Block(text, Kind.PARAGRAPH, 0),), title=f"Log {text[:8]}", key=text)
        for text in texts
    )
    article = search(index, "mail").hits[0].article
    client = TestClient(create_app(index), base_url="http://localhost")
    address = f"/articles/{article.id}/similar?q=boat"
    assert f'href="{address}">More like this' in client.get(f"/articles/{article.id}?q=boat").text
    page = client.get(address).text
    (expected,) = more_like_this(index, article.id).hits
    assert f'href="/articles/{expected.article.id}' in page
    assert page.count('class="hit"') == 1
    assert f'href="/articles/{article.id}?q=boat">← Log The mail' in page


def test_a_page_shows_that_no_article_is_like_one(client, index):
    article = index.get("https://www.coast.example/lighthouse")
    assert more_like_this(index, article.id).hits == ()
    page = client.get(f"/articles/{article.id}/similar").text
    assert NOTHING_ALIKE in page
    assert 'class="hit"' not in page


def test_an_article_with_an_address_that_is_none_is_shown_without_a_link(tmp_path):
    index = Index.create(tmp_path / "index")
    blocks = (Block("A mast fell.", Kind.TITLE, 0), Block("A mast fell today.", Kind.PARAGRAPH, 1))
    index.add_articles([Article(blocks, title="A mast fell.", url="http://[::1", key="mast")])
    client = TestClient(create_app(index), base_url="http://localhost")
    (hit,) = client.get("/api/search", params={"q": "mast"}).json()["hits"]
    page = f"/articles/{hit['article']['id']}"
    for path in ("/?q=mast", page, f"{page}/similar"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert 'href="http://[::1' not in answer.text


def test_a_page_that_waits_for_its_turn_can_be_repeated(index):
    class Busy(Library):
        def search(self, query, options):
            raise IndexBusy("The index is being changed.", "Wait until that is done.")

    with TestClient(create_app(Busy(index)), base_url="http://localhost") as client:
        page = client.get("/?q=ferry")
    assert page.status_code == 503
    assert page.headers["retry-after"]
    assert '<a href="">Try again</a>' in page.text


def test_an_article_without_a_title_is_called_by_its_first_words_on_every_page(tmp_path):
    index = Index.create(tmp_path / "index")
    texts = ("Fog <b>lay</b> on the strait.", "Then came the ferry.")
    blocks = tuple(Block(text, Kind.PARAGRAPH, order) for order, text in enumerate(texts))
    index.add_articles([Article(blocks, key="fog")], rules=default_rules().without("markup"))
    (hit,) = search(index, "ferry").hits
    client = TestClient(create_app(index), base_url="http://localhost")
    label = '<i class="untitled">Fog &lt;b&gt;lay&lt;/b&gt; on the strait.</i>'
    page = client.get("/?q=ferry").text
    assert label in page
    assert "<span>no title</span>" in page
    article = client.get(f"/articles/{hit.article.id}").text
    assert label in article
    assert "“Fog &lt;b&gt;lay&lt;/b&gt; on the strait.”" in article
    assert "← Fog &lt;b&gt;lay" in client.get(f"/articles/{hit.article.id}/similar").text


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


def test_an_article_of_a_far_year_hides_no_chart(tmp_path):
    index = Index.create(tmp_path / "index")
    for year in (2024, 9024):
        text = Block(f"Trams stopped at noon in {year}.", Kind.PARAGRAPH, 0)
        index.add_articles([Article((text,), key=f"{year}", published=datetime(year, 3, 1))])
    with TestClient(create_app(index), base_url="http://localhost") as client:
        assert "Articles by year" in client.get("/index").text
        for by in ("", "day", "week", "month"):
            page = client.get("/trends", params={"q": "trams", "by": by}).text
            assert "Stories by year" in page
            assert "2024 to 9024" in page


@pytest.mark.parametrize(
    ("spellings", "marked"), [("accepted", {"Kyiv", "Kiev"}), ("none", {"Kyiv"})]
)
def test_an_article_highlights_the_spellings_that_are_searched(tmp_path, spellings, marked):
    index = Index.create(tmp_path / "index")
    text = Block("Trams of Kyiv, which some call Kiev, stopped.", Kind.PARAGRAPH, 0)
    index.add_articles([Article((text,), key="one")])
    (hit,) = search(index, "trams").hits
    with TestClient(create_app(index), base_url="http://localhost") as client:
        params = {"q": "Kyiv", "spellings": spellings}
        page = client.get(f"/articles/{hit.article.id}", params=params).text
    assert set(re.findall(r"<mark[^>]*>(.*?)</mark>", page)) == marked
