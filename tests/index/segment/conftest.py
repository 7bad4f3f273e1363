"""The oracle: the same documents in an index of ours and in one of stock Whoosh."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from whoosh import query as wq
from whoosh.fields import Schema
from whoosh.index import create_in
from whoosh.searching import Searcher

from pressmark.index import commit
from pressmark.index.schema import make_schema
from pressmark.index.segment.generation_writer import Batch, SegmentIndex
from pressmark.index.storage import manifest

WORDS = [
    "bridge",
    "bridges",
    "sank",
    "kherson",
    "the",
    "Київ",
    "covid-19",
    "don't",
    "U.S.",
    "cafés",
]
TERMS = ["bridg", "sank", "kherson", "the", "київ", "covid", "19", "don't", "us", "cafe", "absent"]
FIRST_DAY = datetime(2022, 10, 1)

_Queries = st.SearchStrategy[wq.Query]
Documents = Sequence[Mapping[str, Any]]


class Twins:
    """Takes every commit twice; documents are known by their `url`."""

    def __init__(self, directory: Path, schema: Schema) -> None:
        self.directory = directory
        self.schema = schema
        commit.first(directory, "en")
        self.ours = SegmentIndex(directory, schema)
        # in files, since the RamStorage of Whoosh 2.7.4 now and then loses its temporary ones
        (directory / "stock").mkdir()
        self.stock = create_in(directory / "stock", schema)

    def commit(self, added: Documents, removed: Sequence[str] = ()) -> None:
        with self.stock.writer() as writer:
            writer.merge = False
            for url in removed:
                writer.delete_by_term("url", url)
            for document in added:
                writer.add_document(**document)
        present = manifest.read(self.directory)
        batch = Batch(self.directory, self.schema, present)
        with SegmentIndex(self.directory, self.schema).searcher() as searcher:
            for url in removed:
                batch.delete(searcher.document_numbers(url=url))
        batch.add(added)
        segments = batch.seal()
        batch.close()
        generation = present.generation + 1
        manifest.write(self.directory, replace(present, generation=generation, segments=segments))


@contextmanager
def _twins() -> Iterator[Twins]:
    with tempfile.TemporaryDirectory() as directory:
        yield Twins(Path(directory), make_schema("en"))


@pytest.fixture(scope="session")
def twins():
    """Call it with `with`, also within a property."""
    return _twins


def _answers(searcher: Searcher, query: wq.Query) -> dict[str, float]:
    results = searcher.search(_without_require(query), limit=None)
    return {hit["url"]: hit.score for hit in results}


NEARLY_NOTHING = 1e-13
"""A score that no comparison sees; Whoosh takes 0.0 for no score given, and so for 1.0."""


def _without_require(query: wq.Query) -> wq.Query:
    """The same as an And, since the Require of Whoosh 2.7.4 excludes; see DIVERGENCES.md, 6."""
    if isinstance(query, wq.Require):
        narrowing = wq.ConstantScoreQuery(_without_require(query.b), NEARLY_NOTHING)
        return wq.And([_without_require(query.a), narrowing])
    if isinstance(query, wq.ConstantScoreQuery):
        return wq.ConstantScoreQuery(_without_require(query.child), query.score)
    return query if query.is_leaf() else query.apply(_without_require)


@pytest.fixture(scope="session")
def without_require():
    """From a query to the same that both Whooshs take for the same."""
    return _without_require


@pytest.fixture(scope="session")
def answers():
    """From a Whoosh searcher and a query to the score of each `url` found."""
    return _answers


@st.composite
def _document(draw: st.DrawFn) -> dict[str, Any]:
    words = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
    document = {
        "text": draw(words),
        "title": draw(st.sampled_from(["", "the bridge", "Bridges of Kherson"])),
        "kind": draw(st.sampled_from(["title", "paragraph", "caption"])),
        "source": draw(st.sampled_from(["The Valley Tribune", "Kherson News"])),
        "published": draw(
            st.none() | st.integers(0, 40).map(lambda day: FIRST_DAY + timedelta(day))
        ),
        "article": draw(st.sampled_from(["a1", "b2", "c3"])),
        "ordinal": draw(st.integers(0, 300)),
    }
    return {name: value for name, value in document.items() if value is not None and value != ""}


def _commits() -> st.SearchStrategy[list[tuple[Documents, list[int]]]]:
    """Commits: documents to add and, of those added before, the numbers of some to remove."""
    one = st.tuples(
        st.lists(_document(), min_size=0, max_size=12), st.lists(st.integers(0, 40), max_size=4)
    )
    return st.lists(one, min_size=1, max_size=4)


@pytest.fixture(scope="session")
def commits():
    return _commits()


def _numbered(commits: Any) -> Iterator[tuple[Documents, Sequence[str]]]:
    urls: list[str] = []
    for documents, removals in commits:
        before = list(urls)
        urls += [f"u{len(urls) + place}" for place in range(len(documents))]
        added = [{**d, "url": u} for d, u in zip(documents, urls[len(before) :], strict=True)]
        yield added, sorted({before[n] for n in removals if n < len(before)})


@pytest.fixture(scope="session")
def numbered():
    """Gives each document a `url` of its own, and each removal as the `url` it removes."""
    return _numbered


def _leaves(pattern: Callable[[wq.Query], wq.Query]) -> st.SearchStrategy[wq.Query]:
    term = st.sampled_from(TERMS)
    boost = st.sampled_from([1.0, 1.0, 2.5, 0.5])
    number = st.integers(0, 300)
    day = st.integers(0, 40).map(lambda day: FIRST_DAY + timedelta(day))
    return st.one_of(
        st.builds(lambda t, b: wq.Term("text", t, boost=b), term, boost),
        st.builds(lambda t: wq.Term("title", t), term),
        st.builds(lambda k: wq.Term("kind", k), st.sampled_from(["title", "caption", "none"])),
        st.builds(
            lambda ts, s, b: wq.Phrase("text", ts, slop=s, boost=b),
            st.lists(term, min_size=2, max_size=3),
            st.integers(1, 3),
            boost,
        ),
        st.builds(lambda a, b: wq.NumericRange("ordinal", min(a, b), max(a, b)), number, number),
        st.builds(lambda a: wq.NumericRange("ordinal", a, None), number),
        st.builds(lambda a, b: wq.DateRange("published", min(a, b), max(a, b)), day, day),
        st.builds(lambda b: wq.Every(boost=b), boost),
        st.just(wq.Every("published")),
        st.builds(wq.Variations, st.just("text"), st.sampled_from(["bridge", "sink"])),
        st.one_of(
            st.builds(lambda p: wq.Prefix("text", p), st.sampled_from(["b", "k", ""])),
            st.builds(lambda w: wq.Wildcard("text", w), st.sampled_from(["b*g", "?hers*", "*e"])),
            st.builds(lambda r: wq.Regex("text", r), st.sampled_from(["b.*", "[ck].+"])),
            st.builds(lambda t, e: wq.FuzzyTerm("text", t, maxdist=e), term, st.integers(1, 2)),
            st.builds(lambda a, b: wq.TermRange("text", min(a, b), max(a, b)), term, term),
        ).map(pattern),
    )


def _trees(pattern: Callable[[wq.Query], wq.Query] = lambda query: query) -> _Queries:
    """Trees in which every pattern, such as a prefix, went through `pattern`."""

    def deeper(of: st.SearchStrategy[wq.Query]) -> st.SearchStrategy[wq.Query]:
        several = st.lists(of, min_size=1, max_size=3)
        return st.one_of(
            st.builds(wq.Or, st.lists(of, min_size=2, max_size=3), st.sampled_from([1.0, 2.0])),
            several.map(wq.And),
            st.builds(lambda qs, q: wq.And([*qs, wq.Not(q)]), several, of),
            st.builds(wq.Require, of, of),
            st.builds(lambda q, s: wq.ConstantScoreQuery(q, s), of, st.sampled_from([1.0, 3.0])),
        )

    nested = st.recursive(_leaves(pattern), deeper, max_leaves=6)
    # at the root alone, since stock Whoosh gets it wrong within others; see DIVERGENCES.md, 5
    return nested | st.builds(wq.AndMaybe, nested, nested)


@pytest.fixture(scope="session")
def trees():
    return _trees
