"""Whole result sets: every hit once, of one commit, so written that other programs read it."""

import csv
import io

import pytest

from pressmark.corpus.errors import QueryError
from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.search import export as export_hits
from pressmark.search import search
from pressmark.search.local import snapshot
from pressmark.search.local.result_set import ResultSet
from pressmark.search.ranking import topk
from pressmark.search.results.export import COLUMNS, FORMATS, as_csv
from pressmark.search.results.models import ArticleInfo, Hit, Snippet


def hit(text: str, title: str = "Back", url: str = "https://x.example/a") -> Hit:
    article = ArticleInfo("ab", title, "Tribune", None, url, ("Ann Lee",), "en")
    return Hit(1, 2.0, article, 1, "paragraph", text, (), Snippet(text, 0, ()))


@pytest.mark.parametrize("options", [{}, {"paragraphs": True}, {"sort": "oldest"}])
def test_the_hits_are_those_of_one_long_page(make_index, paragraph, monkeypatch, options):
    monkeypatch.setattr(snapshot, "FETCHED_AT_ONCE", 3)
    index = make_index(*(paragraph("ferry " * n, article=str(n // 2)) for n in range(1, 12)))
    whole = search(index, "ferry", limit=100, **options).hits
    assert tuple(export_hits(index, "ferry", **options)) == whole


def test_a_whole_result_set_is_ranked_once(make_index, monkeypatch):
    ranked = []
    monkeypatch.setattr(snapshot, "FETCHED_AT_ONCE", 2)
    monkeypatch.setattr(
        snapshot, "ResultSet", lambda *given: ranked.append(ResultSet(*given)) or ranked[-1]
    )
    assert len(list(export_hits(make_index(*["ferry"] * 9), "ferry"))) == 9
    assert len(ranked) == 1


def test_what_is_scored_at_a_time_changes_nothing(make_index, monkeypatch):
    index = make_index(*("ferry " * (1 + n % 5) + "road" for n in range(30)))
    whole = list(export_hits(index, "ferry road"))
    monkeypatch.setattr(topk, "_SCORED_AT_ONCE", 4)
    assert list(export_hits(index, "ferry road")) == whole


def test_what_is_written_meanwhile_is_neither_found_nor_missed(tmp_path, monkeypatch):
    monkeypatch.setattr(snapshot, "FETCHED_AT_ONCE", 2)
    index = Index.create(tmp_path / "index")
    index.add_articles(article(f"ferry {n}") for n in range(6))
    hits = export_hits(index, "ferry")
    before = [next(hits)]
    index.delete(before[0].article.id)
    index.add_articles(article(f"ferry ferry {n}") for n in range(6))
    assert len({hit.article.id for hit in (*before, *hits)}) == 6


def article(text):
    return Article((Block(text, Kind.PARAGRAPH, 0),), key=text)


def test_a_query_at_fault_is_told_with_the_first_hit(make_index):
    hits = export_hits(make_index("ferry"), "before:yesteryear")
    with pytest.raises(QueryError):
        next(hits)


def test_csv_keeps_quotes_and_commas_within_their_cell():
    text = 'He said "no", twice; and left.'
    names, row = csv.reader(io.StringIO("\n".join(as_csv([hit(text)]))))
    assert dict(zip(names, row, strict=True))["text"] == text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", " =1"])
def test_a_spreadsheet_computes_nothing_that_an_article_says(text):
    _, row = csv.reader(io.StringIO("\n".join(as_csv([hit(text)]))))
    assert row[COLUMNS.index("text")] == "'" + text.replace("\t", " ")


def test_markdown_quotes_the_paragraph_and_cites_the_article():
    assert list(FORMATS["markdown"]([hit("The ferry sailed.")])) == [
        "> The ferry sailed.\n>\n> — Ann Lee, [Back](https://x.example/a), Tribune, paragraph 1\n"
    ]


def test_markdown_of_an_article_stays_its_text():
    (quoted,) = FORMATS["markdown"]([hit("<b> *a* [x](y)\n# no", title="A [b](c)", url="")])
    assert quoted.startswith("> \\<b\\> \\*a\\* \\[x\\](y) \\# no\n")
    assert "A \\[b\\](c)" in quoted


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("- no list", "\\- no list"),
        ("1. no list", "1\\. no list"),
        ("1982) no list", "1982\\) no list"),
        ("=== no heading", "\\=== no heading"),
        ("~~~ no code", "\\~\\~\\~ no code"),
        ("&lt;b> is text", "\\&lt;b\\> is text"),
        ("    no code", "no code"),
        ("the 1990s - or later.", "the 1990s - or later."),
    ],
)
def test_markdown_reads_no_structure_into_a_paragraph(text, quoted):
    assert next(iter(FORMATS["markdown"]([hit(text)]))).startswith(f"> {quoted}\n")


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JAVA\nSCRIPT:alert(1)", " data:text/html,x", "file:///etc", "//["],
)
def test_markdown_links_only_to_pages_and_mailboxes(url):
    (cited,) = FORMATS["markdown"]([hit("The ferry sailed.", url=url)])
    assert cited.endswith("— Ann Lee, Back, Tribune, paragraph 1\n")


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://x.example/a?b=1&copy=2", "https://x.example/a?b=1&amp;copy=2"),
        ("https://x.example/(a) b", "https://x.example/%28a%29%20b"),
        ("https://x.example/a>)[<", "https://x.example/a%3E%29%5B%3C"),
        ("mailto:desk@x.example", "mailto:desk@x.example"),
    ],
)
def test_the_target_of_a_markdown_link_cannot_end_early(url, target):
    (cited,) = FORMATS["markdown"]([hit("The ferry sailed.", url=url)])
    assert f"[Back]({target})," in cited
