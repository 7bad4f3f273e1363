"""The index that the page shows, opened by the first request after it was made."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from threading import Lock
from typing import Any

from pressmark.index import Index, IndexStats, StoredArticle
from pressmark.search.counting import count
from pressmark.search.engine import Searchable, open_index, open_snapshot
from pressmark.search.options import SearchOptions, SpellingUse, Unit
from pressmark.search.pipeline import read_query, search
from pressmark.search.query.article_meaning import evidence
from pressmark.search.query.grammar import HelpRow
from pressmark.search.results.counts import Counts
from pressmark.search.results.export import columns_found, export
from pressmark.search.results.highlight import find_marks
from pressmark.search.results.models import Hit, Results, Span
from pressmark.search.saved import SavedNews, saved_news
from pressmark.search.similar_articles import more_like_this
from pressmark.search.suggestions.completion import Suggestion, suggest
from pressmark.search.suggestions.examples import Example, examples
from pressmark.search.suggestions.word_counts import WordCount, word_counts

Marker = Callable[[str], tuple[Span, ...]]
"""Returns the spans of a text that a query matched."""


def _which(options: SearchOptions) -> Mapping[str, Any]:
    """Which hits there are, whatever their order."""
    return {
        "paragraphs": options.paragraphs,
        "copies": options.copies,
        "all_words": options.all_words,
        "spellings": options.spellings,
    }


class Library:
    """An index, its path, or a path where one will be made; used by several threads."""

    def __init__(self, index: Searchable | str | Path) -> None:
        self._index = index
        self._opening = Lock()
        self._examples: tuple[str, dict[tuple[HelpRow, ...], tuple[Example, ...]]] = ("", {})

    @property
    def index(self) -> Searchable:
        """The index; raises `IndexStateError` while there is none that can be read."""
        with self._opening:
            if isinstance(self._index, str | Path):
                self._index = open_index(self._index)
            return self._index

    @property
    def is_open_directory(self) -> bool:
        """Whether the index is open and in a directory: its version takes microseconds."""
        return isinstance(self._index, Index)

    def search(self, query: str, options: SearchOptions) -> Results:
        """One page of hits; raises `QueryError`."""
        return search(self.index, query, **asdict(options))

    def count(
        self,
        queries: Sequence[str],
        *,
        by: str,
        of: Unit,
        relative: bool = False,
        all_words: bool = False,
        spellings: SpellingUse = "accepted",
    ) -> Counts:
        """The hits of queries by period; raises `QueryError`."""
        return count(
            self.index,
            queries,
            by=by,
            of=of,
            relative=relative,
            all_words=all_words,
            spellings=spellings,
        )

    def examples(self, rows: tuple[HelpRow, ...]) -> tuple[Example, ...]:
        """Rows of the query help with examples of this index; those of the last commit are kept,
        since each is a search."""
        version, kept = self._examples
        if version != self.version():
            version, kept = self.version(), {}
        if rows not in kept:
            with open_snapshot(self.index) as snapshot:
                kept = kept | {rows: examples(snapshot, rows)}
            self._examples = version, kept
        return kept[rows]

    def word_counts(self, query: str) -> tuple[WordCount, ...]:
        """How often each word of a query occurs; raises `QueryError`."""
        with open_snapshot(self.index) as snapshot:
            read = read_query(query, snapshot, SearchOptions())
            return word_counts(snapshot, query, read.spelled)

    def saved_news(self) -> tuple[SavedNews, ...]:
        """The saved searches with the number of new hits of each."""
        return saved_news(self.index)

    def suggest(self, typed: str, *, limit: int) -> tuple[Suggestion, ...]:
        """Completions of what is typed so far."""
        return suggest(self.index, typed, limit=limit)

    def export(self, query: str, options: SearchOptions) -> Iterator[Hit]:
        """All hits, some at a time; raises `QueryError` with the first one."""
        return export(self.index, query, sort=options.sort, **_which(options))

    def columns(self, query: str, options: SearchOptions) -> tuple[str, ...]:
        """The further columns of the hits; raises `QueryError`."""
        return columns_found(self.index, query, **_which(options))

    def similar(
        self, target: str, ordinal: int | None, *, limit: int, copies: bool = False
    ) -> Results:
        """Articles similar to one, or to a paragraph of it; raises `ArticleNotFound`."""
        return more_like_this(self.index, target, ordinal, limit=limit, copies=copies)

    def article(self, target: str) -> StoredArticle:
        """The article with that id; raises `ArticleNotFound`."""
        return self.index.get(target)

    def removed_by(self, rule: str, limit: int) -> tuple[StoredArticle, ...]:
        """Articles with a line that a cleaning rule removed."""
        with open_snapshot(self.index) as snapshot:
            return tuple(map(snapshot.article, snapshot.removed_by(rule, limit)))

    def marker(self, query: str, spellings: SpellingUse) -> Marker:
        """Finds the words of `query` in a text, and their spellings; raises `QueryError`."""
        schema = self.index.schema
        options = SearchOptions(spellings=spellings)
        with open_snapshot(self.index) as snapshot:
            tree = evidence(read_query(query, snapshot, options).asked.tree)
        return lambda text: find_marks(tree, text, schema)

    def accept(self, spellings: Sequence[str]) -> None:
        """Keep these as spellings of one name; raises `SpellingsError`."""
        self.index.change_spellings(lambda kept: kept.with_group(spellings))

    def stats(self) -> IndexStats:
        """The counts of the index."""
        return self.index.stats()

    def version(self) -> str:
        """Changes with every commit."""
        return self.index.version()

    def check(self) -> None:
        """Raises `IndexStateError` if files of the index are missing or damaged."""
        with open_snapshot(self.index):
            pass
