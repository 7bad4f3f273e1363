"""The body of an article holds what the local index stores, and the terms it indexes."""

import json
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest

from pressmark.corpus import Article, clean, find_files, read
from pressmark.corpus.model import CleanArticle
from pressmark.index import Index
from pressmark.index.analysis.analyzers import ALTERNATIVES
from pressmark.index.articles.documents import from_documents, to_documents
from pressmark.index.ingest.prepared_article import prepare
from pressmark.index.opensearch.article_body import ArticleAnalyzer, bands, rows_of
from pressmark.index.schema import make_schema

SAMPLES = Path(__file__).resolve().parents[3] / "corpus" / "samples"
OTHERS = (
    Article.from_text("Die Straße nach Köln ist gesperrt.", title="Straße", language="de"),
    Article.from_text("Élus et café à l'hôtel.\n\nUn deuxième.", language="fr", authors=("A B",)),
    replace(
        Article.from_text("No. 7"), extra={"page": 3, "tags": ("a", "b")}, place={"record": "2"}
    ),
)


@pytest.fixture(scope="module")
def articles() -> list[CleanArticle]:
    files = [path for path in find_files([SAMPLES]) if isinstance(path, Path)]
    found = [a for a in chain.from_iterable(map(read, files)) if isinstance(a, Article)]
    return [clean(article) for article in (*found, *OTHERS)]


@pytest.fixture(scope="module")
def bodies(articles):
    analyzer = ArticleAnalyzer(make_schema("auto"))
    made = (
        analyzer.body(documents, f"{number:012x}", "origin")
        for number, documents in enumerate(map(list, map(to_documents, articles)))
        if documents
    )
    return [json.loads(json.dumps(body)) for body in made]


def test_an_article_is_read_back_as_it_was_put_in(articles, bodies):
    expected = [each for each in articles if list(to_documents(each))]
    for clean_article, body in zip(expected, bodies, strict=True):
        rows = [
            {**row, **{name[8:]: row[name] for name in row if name.startswith("_stored_")}}
            for row in to_documents(clean_article)
        ]
        local = from_documents(
            {**row, "article": body["article"], "origin": "origin"} for row in rows
        )
        assert from_documents(rows_of(body)) == local


def test_the_terms_are_those_of_the_local_index(tmp_path, articles):
    index = Index.create(tmp_path / "index")
    index.add_articles(each.article for each in articles)
    with index.reader() as reader:
        ids = sorted(set(reader.field_terms("article")))
    analyzer = ArticleAnalyzer(index.schema)
    documents = [prepare(index.get(id_).as_cleaned()).documents for id_ in ids]
    bodies = [analyzer.body(each, id_, "") for each, id_ in zip(documents, ids, strict=True)]
    paragraphs = [paragraph for body in bodies for paragraph in body["paragraphs"]]
    texts = {
        "text": [paragraph["stems"] for paragraph in paragraphs],
        "surface": [paragraph["surface"] for paragraph in paragraphs],
        "title": [body.get("title", "") for body in bodies],
        "source": [body.get("source", "") for body in bodies],
        "author": [body.get("author", "") for body in bodies],
    }
    exact = {
        name: {value for body in bodies for value in body.get(name, ())}
        for name in ("names", "extra")
    }
    with index.reader() as reader:
        for field, values in texts.items():
            words = " ".join(values).replace(ALTERNATIVES, " ").split(" ")
            assert {word for word in words if word} == set(reader.field_terms(field)), field
        for field, terms in exact.items():
            assert terms == set(reader.field_terms(field)), field


def test_an_article_without_a_title_has_the_words_of_its_first_paragraph(bodies):
    untitled = [body for body in bodies if "title" not in body]
    assert untitled
    for body in untitled:
        several = body["size"] > 1
        assert body.get("opening") == (body["paragraphs"][0]["stems"] if several else None)


def test_likely_copies_share_a_band():
    one, other = bytes(range(128)), bytes([*range(64), *range(1, 65)])
    assert len(set(bands(one))) == 63
    assert set(bands(one)) & set(bands(other))
    assert not set(bands(one)) & set(bands(bytes(reversed(range(128)))))
