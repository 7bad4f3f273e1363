import csv
import json

import pytest

from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.search.results.article_export import FORMATS


@pytest.fixture(scope="module")
def article(tmp_path_factory):
    index = Index.create(tmp_path_factory.mktemp("article") / "index")
    blocks = (
        Block("Tides run high", Kind.TITLE, 0),
        Block("=The tide gauge at Orle\nstood at four metres.", Kind.PARAGRAPH, 1),
        Block("Nobody was hurt.", Kind.PARAGRAPH, 2),
    )
    address = "https://orle.example/tides"
    index.add_articles([Article(blocks, title="Tides run high", source="Orle", url=address)])
    return index.get(address)


def lines(article, name):
    return list(FORMATS[name](article))


def test_the_offsets_of_paragraphs_are_places_in_the_text(article):
    text = "\n".join(lines(article, "text"))
    rows = list(map(json.loads, lines(article, "jsonl")))
    assert [row["number"] for row in rows] == [0, 1, 2]
    for row in rows:
        assert text[row["start"] : row["end"]] == row["text"]
    assert text.split("\n\n") == [row["text"] for row in rows]


def test_csv_has_the_same_rows_without_formulas(article):
    rows = list(csv.DictReader(lines(article, "csv")))
    assert [row["text"][0] for row in rows] == ["T", "'", "N"]
    assert [int(row["start"]) for row in rows] == [
        json.loads(line)["start"] for line in lines(article, "jsonl")
    ]


def test_a_citation_is_that_of_the_article(article):
    assert lines(article, "bibtex")[0].startswith(f"@article{{{article.id},\n  title = {{{{Tides")
    assert json.loads("".join(lines(article, "csl")))[0]["container-title"] == "Orle"
    assert "N1" not in lines(article, "ris")[0]


def test_markdown_has_the_metadata_and_the_text(article):
    (text,) = lines(article, "markdown")
    assert text.startswith('---\ntitle: "Tides run high"')
    assert text.endswith("Nobody was hurt.")
