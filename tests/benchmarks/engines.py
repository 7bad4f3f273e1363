"""The engines that `segments.py` compares: the same paragraphs and queries in each."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import bm25s
import Stemmer
import tantivy
from whoosh import query as wq
from whoosh.fields import DATETIME, TEXT, Schema
from whoosh.index import create_in
from whoosh.sorting import FieldFacet

from pressmark.index import commit
from pressmark.index.analysis.analyzers import text_analyzer
from pressmark.index.segment.generation_writer import Batch, SegmentIndex
from pressmark.index.storage import files, manifest

FIRST_YEAR, LAST_YEAR = datetime(2009, 1, 1), datetime(2010, 12, 31)
NEWEST_FIRST = FieldFacet("published", reverse=True)

Document = dict[str, Any]


def schema() -> Schema:
    """The text with positions, stored, and its date."""
    text = TEXT(analyzer=text_analyzer("en"), stored=True)
    return Schema(text=text, published=DATETIME(stored=True, sortable=True))


@dataclass(frozen=True)
class Query:
    """Words of the index and the kind of query they make."""

    kind: str
    words: tuple[str, ...]

    def for_whoosh(self) -> wq.Query:
        """As a query of Whoosh."""
        terms = [wq.Term("text", word) for word in self.words]
        match self.kind:
            case "and":
                return wq.And(terms)
            case "phrase":
                return wq.Phrase("text", list(self.words))
            case "slop":
                return wq.Phrase("text", list(self.words), slop=3)
            case "prefix":
                return wq.Prefix("text", self.words[0][:4])
            case "fuzzy":
                return wq.FuzzyTerm("text", self.words[0], prefixlength=0)
            case "dated":
                return wq.Require(wq.Or(terms), wq.DateRange("published", FIRST_YEAR, LAST_YEAR))
        return wq.Or(terms)

    def for_tantivy(self, fields: Any) -> Any:
        """As a query of tantivy."""
        make = tantivy.Query
        match self.kind:
            case "phrase":
                return make.phrase_query(fields, "text", list(self.words))
            case "slop":
                return make.phrase_query(fields, "text", list(self.words), slop=2)
            case "prefix":
                return make.regex_query(fields, "text", self.words[0][:4] + ".*")
            case "fuzzy":
                return make.fuzzy_term_query(fields, "text", self.words[0], 1)
        occur = tantivy.Occur.Must if self.kind == "and" else tantivy.Occur.Should
        words = [
            (occur, make.term_query(fields, "text", word, index_option="position"))
            for word in self.words
        ]
        asked = make.boolean_query(words)
        if self.kind != "dated":
            return asked
        when = make.range_query(fields, "published", tantivy.FieldType.Date, FIRST_YEAR, LAST_YEAR)
        must = tantivy.Occur.Must
        return make.boolean_query([(must, asked), (must, make.const_score_query(when, 0.0))])

    def for_fts5(self) -> str:
        """As an expression of SQLite's FTS5."""
        words = [f'"{word}"' for word in self.words]
        match self.kind:
            case "and":
                return " AND ".join(words)
            case "phrase":
                return f'"{" ".join(self.words)}"'
            case "slop":
                return f"NEAR({' '.join(words)}, 2)"
            case "prefix":
                return f'"{self.words[0][:4]}"*'
        return " OR ".join(words)


class Ours:
    """Our segments."""

    name = "pressmark"
    fast = True
    lacks = frozenset[str]()

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def build(self, documents: Sequence[Document]) -> None:
        """Index all of them in one commit."""
        commit.first(self.directory, "en")
        empty = manifest.read(self.directory)
        batch = Batch(self.directory, schema(), empty)
        for document in documents:
            batch.add([document])
        manifest.write(self.directory, replace(empty, generation=1, segments=batch.seal()))
        batch.close()
        files.sweep(self.directory, manifest.read(self.directory).files)
        self.open()

    def open(self) -> None:
        """Open what was built."""
        self.searcher = SegmentIndex(self.directory, schema()).searcher()

    def search(self, query: Query) -> Any:
        """The best ten and how many match."""
        if query.kind == "sorted":
            return self.searcher.search(query.for_whoosh(), limit=10, sortedby=NEWEST_FIRST)
        return self.searcher.search(query.for_whoosh(), limit=10)


class Stock(Ours):
    """Whoosh as it comes."""

    name = "whoosh"
    fast = False

    def build(self, documents: Sequence[Document]) -> None:
        """Index all of them in one commit."""
        index = create_in(self.directory, schema())
        with index.writer(limitmb=256) as writer:
            for document in documents:
                writer.add_document(**document)
        self.searcher = index.searcher()

    def search(self, query: Query) -> Any:
        """The best ten and how many match."""
        try:
            return super().search(query)
        except AssertionError:  # skipping what cannot be among the best fails on some queries
            return self.searcher.search(query.for_whoosh(), limit=10, optimize=False)


class Tantivy:
    """Tantivy with English stemming, two threads."""

    name = "tantivy"
    fast = True
    lacks = frozenset[str]()

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def build(self, documents: Sequence[Document]) -> None:
        """Index all of them in one commit."""
        fields = tantivy.SchemaBuilder()
        fields.add_text_field("text", stored=True, tokenizer_name="en_stem")
        fields.add_date_field("published", stored=True, indexed=True, fast=True)
        index = tantivy.Index(fields.build(), str(self.directory))
        writer = index.writer(300_000_000, 2)
        for document in documents:
            made = tantivy.Document()
            made.add_text("text", document["text"])
            if "published" in document:
                made.add_date("published", document["published"])
            writer.add_document(made)
        writer.commit()
        writer.wait_merging_threads()
        self.open()

    def open(self) -> None:
        """Open what was built."""
        self.index = tantivy.Index.open(str(self.directory))
        self.index.reload()
        self.searcher = self.index.searcher()

    def search(self, query: Query) -> Any:
        """The best ten and how many match."""
        asked = query.for_tantivy(self.index.schema)
        if query.kind == "sorted":
            newest_first = tantivy.Order.Desc
            return self.searcher.search(asked, 10, order_by_field="published", order=newest_first)
        return self.searcher.search(asked, 10)


class Fts5:
    """SQLite's full-text index with Porter stemming; it gives the best ten, but no total."""

    name = "sqlite"
    fast = False
    lacks = frozenset({"fuzzy"})

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.database = sqlite3.connect(directory / "fts5.db")

    def build(self, documents: Sequence[Document]) -> None:
        """Index all of them in one transaction."""
        self.database.execute(
            "CREATE VIRTUAL TABLE paragraphs USING"
            " fts5(text, published UNINDEXED, tokenize='porter unicode61')"
        )
        rows = ((d["text"], str(d.get("published", ""))) for d in documents)
        self.database.executemany("INSERT INTO paragraphs VALUES (?, ?)", rows)
        self.database.execute("INSERT INTO paragraphs(paragraphs) VALUES ('optimize')")
        self.database.commit()

    def search(self, query: Query) -> Any:
        """The best ten."""
        when, order, asked = "", "rank", [query.for_fts5()]
        if query.kind == "dated":
            when = " AND published BETWEEN ? AND ?"
            asked += [str(FIRST_YEAR), str(LAST_YEAR)]
        if query.kind == "sorted":
            order = "published DESC"
        return self.database.execute(
            "SELECT rowid, rank FROM paragraphs WHERE paragraphs MATCH ?"
            f"{when} ORDER BY {order} LIMIT 10",
            asked,
        ).fetchall()


class Bm25s:
    """Scores of every word in every paragraph computed beforehand; an OR of words is all it has."""

    name = "bm25s"
    fast = False
    lacks = frozenset({"and", "phrase", "slop", "prefix", "fuzzy", "dated", "sorted"})

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def build(self, documents: Sequence[Document]) -> None:
        """Index all of them, and save the index for its size."""
        stemmer = Stemmer.Stemmer("english")
        texts = [document["text"] for document in documents]
        tokens = bm25s.tokenize(texts, stopwords=None, stemmer=stemmer, show_progress=False)
        self.retriever = bm25s.BM25()
        self.retriever.index(tokens, show_progress=False)
        self.retriever.save(self.directory)

    def search(self, query: Query) -> Any:
        """The best ten."""
        return self.retriever.retrieve([list(query.words)], k=10, show_progress=False)
