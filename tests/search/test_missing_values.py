"""What articles lack is counted, and all counts of it agree."""

from datetime import datetime

from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from pressmark.corpus.model import Article, Block, Kind
from pressmark.search import search
from pressmark.search.cli.app import pressmark
from pressmark.search.web.app import create_app

FACETS = {"date": "month", "source": "source", "author": "author"}
ARTICLES = st.lists(
    st.builds(
        dict,
        title=st.sampled_from(["", "Ferry late", "…"]),
        source=st.sampled_from(["", "The Orle Gazette"]),
        authors=st.sampled_from([(), ("Ann Lee",)]),
        published=st.sampled_from([None, datetime(2023, 5, 1)]),
    ),
    min_size=1,
    max_size=6,
)


def article(number, fields):
    text = f"Nobody of number {number} had seen the ferry when it left Skerrin."
    return Article((Block(text, Kind.PARAGRAPH, 0),), key=str(number), **fields)


def brute_force(articles):
    names = {"date": "published", "source": "source", "author": "authors", "title": "title"}
    counts = {name: sum(not row[field] for row in articles) for name, field in names.items()}
    return {name: count for name, count in counts.items() if count}


@settings(max_examples=25)
@given(articles=ARTICLES)
def test_report_statistics_searches_and_facets_count_the_same(make_new, articles):
    index = make_new("local")  # to make 25 indexes in a cluster takes minutes
    report = index.add_articles(article(*row) for row in enumerate(articles))
    expected = brute_force(articles)
    assert dict(report.missing) == expected
    assert dict(index.stats().missing) == expected
    results = search(index, "*", copies=True, facets=True)
    for name in ("date", "source", "author", "title"):
        count = expected.get(name, 0)
        assert search(index, f"missing:{name}", copies=True).total == count
        assert search(index, f"has:{name}", copies=True).total == len(articles) - count
        assert search(index, f"{name}:*", copies=True).total == len(articles) - count
        facet = next((each for each in results.facets if each.name == FACETS.get(name)), None)
        if facet:
            assert sum(value.count for value in facet.missing) == count
            assert sum(value.count for value in facet.values) == len(articles)


def test_what_an_article_lacks_no_longer_counts_once_it_is_deleted(new_index):
    index = new_index()
    index.add_articles(article(number, {}) for number in range(2))
    [hit, _] = search(index, "ferry", copies=True).hits
    index.delete(hit.article.id)
    assert dict(index.stats().missing) == {"date": 1, "source": 1, "author": 1, "title": 1}


def test_the_faces_show_the_rows_of_what_is_missing(new_index):
    index = new_index()
    dated = {"published": datetime(2023, 5, 1), "source": "The Orle Gazette"}
    index.add_articles([article(0, {}), article(1, dated), article(2, dated)])

    def run(*arguments):
        return CliRunner().invoke(pressmark, [*arguments, "--index", str(index.path)]).stdout

    assert "1 no source" in run("stats")
    shown = run("search", "ferry", "--facets", "--copies")
    assert "no source  missing:source" in shown
    assert "no date: 1  missing:date" in shown
    page = TestClient(create_app(index), base_url="http://127.0.0.1")
    assert "1 no date" in page.get("/index").text
    results = page.get("/", params={"q": "ferry", "copies": "yes"}).text
    assert ">no source</a>" in results
    assert ">no date</a>" in results
    narrowed = page.get("/", params={"q": "ferry", "copies": "yes", "only": "missing:date"}).text
    assert "no date" in narrowed
