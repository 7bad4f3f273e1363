"""What the page needs of an index, and the index on disk that gives it.

The page is before there is an index: the first answers say how to make one, and the first
request after it was made finds it.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock
from typing import Protocol

from pressmark.index import Index, IndexStats, StoredArticle
from pressmark.search.options import Sort
from pressmark.search.pipeline import search
from pressmark.search.query.parser import parse
from pressmark.search.query.rewrite import expand
from pressmark.search.results.export import export
from pressmark.search.results.highlight import find_marks
from pressmark.search.results.models import Hit, Results, Span
from pressmark.search.similar_articles import more_like_this
from pressmark.search.suggestions.completion import Suggestion, suggest

Marker = Callable[[str], tuple[Span, ...]]
"""Gives the spans of a text that a query matched."""


class Library(Protocol):
    """Whatever can be searched and read; methods are called from several threads."""

    def search(
        self,
        query: str,
        *,
        limit: int,
        offset: int,
        sort: Sort,
        paragraphs: bool,
        copies: bool,
        facets: bool,
        explain: bool = False,
    ) -> Results:
        """One page of hits; raises `QueryError`."""

    def suggest(self, typed: str, *, limit: int) -> tuple[Suggestion, ...]:
        """Ways to complete what is being typed."""

    def export(self, query: str, *, sort: Sort, paragraphs: bool, copies: bool) -> Iterator[Hit]:
        """Every hit, best fetched by and by; raises `QueryError` by the first one."""

    def similar(
        self, target: str, ordinal: int | None, *, limit: int, copies: bool = False
    ) -> Results:
        """The articles most like one, or like a paragraph of it; raises `ArticleNotFound`."""

    def article(self, target: str) -> StoredArticle:
        """The article with that id; raises `ArticleNotFound`."""

    def marker(self, query: str) -> Marker:
        """What marks the words of `query` in a text; raises `QueryError`."""

    def stats(self) -> IndexStats:
        """What the index holds."""

    def version(self) -> str:
        """Something that changes with every commit; must cost next to nothing."""

    def check(self) -> None:
        """Raises `IndexStateError` where searches cannot be answered."""


class IndexLibrary:
    """An index on disk, opened when first asked for."""

    def __init__(self, index: Index | str | Path) -> None:
        self._index = index if isinstance(index, Index) else None
        self._path = index.path if isinstance(index, Index) else index
        self._opening = Lock()

    @property
    def index(self) -> Index:
        """The index; raises `IndexStateError` while there is none that can be read."""
        with self._opening:
            if self._index is None:
                self._index = Index.open(self._path)
            return self._index

    def search(
        self,
        query: str,
        *,
        limit: int,
        offset: int,
        sort: Sort,
        paragraphs: bool,
        copies: bool,
        facets: bool,
        explain: bool = False,
    ) -> Results:
        """One page of hits; raises `QueryError`."""
        return search(
            self.index,
            query,
            limit=limit,
            offset=offset,
            sort=sort,
            paragraphs=paragraphs,
            copies=copies,
            facets=facets,
            explain=explain,
        )

    def suggest(self, typed: str, *, limit: int) -> tuple[Suggestion, ...]:
        """Ways to complete what is being typed."""
        return suggest(self.index, typed, limit=limit)

    def export(self, query: str, *, sort: Sort, paragraphs: bool, copies: bool) -> Iterator[Hit]:
        """Every hit, fetched some at a time; raises `QueryError` by the first one."""
        return export(self.index, query, sort=sort, paragraphs=paragraphs, copies=copies)

    def similar(
        self, target: str, ordinal: int | None, *, limit: int, copies: bool = False
    ) -> Results:
        """The articles most like one, or like a paragraph of it; raises `ArticleNotFound`."""
        return more_like_this(self.index, target, ordinal, limit=limit, copies=copies)

    def article(self, target: str) -> StoredArticle:
        """The article with that id; raises `ArticleNotFound`."""
        return self.index.get(target)

    def marker(self, query: str) -> Marker:
        """What marks the words of `query` in a text; raises `QueryError`."""
        schema = self.index.schema
        with self.index.reader() as reader:
            parsed = parse(query, schema, language=self.index.language)
            tree, _ = expand(parsed.tree, reader)
        return lambda text: find_marks(tree, text, schema)

    def stats(self) -> IndexStats:
        """What the index holds."""
        return self.index.stats()

    def version(self) -> str:
        """Something that changes with every commit."""
        return self.index.version()

    def check(self) -> None:
        """Raises `IndexStateError` where the files of the index are not there or not whole."""
        self.index.reader().close()
