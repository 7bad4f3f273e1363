"""The index: created, opened, filled, read, verified and repaired through this class."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

from pressmark.corpus.errors import IndexCorrupt, IndexExists, IndexStateError
from pressmark.index.analysis.analyzers import AUTO, check_language
from pressmark.index.ingest.sources import absolute
from pressmark.index.opensearch.address import is_address
from pressmark.index.schema import make_schema
from pressmark.index.storage import files, kept_spellings, manifest
from pressmark.index.storage.disk import plain_errors
from pressmark.index.storage.manifest import Manifest
from pressmark.index.whoosh.api import WhooshIndex
from pressmark.index.writable_index import WritableIndex

if TYPE_CHECKING:  # loaded where they are used: searching needs none of them
    from pressmark.corpus import ReadOptions, RuleSet
    from pressmark.index.articles.article_lookup import Stored
    from pressmark.index.boilerplate.known_lines import Boilerplate
    from pressmark.index.ingest.report import Progress
    from pressmark.index.ingest.transaction import Transaction
    from pressmark.index.repair import Repair
    from pressmark.index.saved.saved_searches import SavedSearches
    from pressmark.index.spellings import Spellings
    from pressmark.index.statistics import IndexStats

WAIT_SECONDS = 10.0
"""How long a writer waits for another: a commit of some files takes a second or two."""


class Index(WhooshIndex, WritableIndex):
    """A directory of clean paragraphs, made by `create` or `open`; safe to share between threads.

    `wait` is the number of seconds that a change waits for another writer before IndexBusy.
    """

    def __init__(self, path: Path, language: str, wait: float) -> None:
        super().__init__(path, make_schema(language))
        self.language = language
        self._wait = wait

    def __repr__(self) -> str:
        return f"<Index {str(self.path)!r}, {self.language}>"

    @classmethod
    def create(cls, path: str | Path, *, language: str = AUTO, wait: float = WAIT_SECONDS) -> Self:
        """Make an empty index in a new or empty directory; `language` says how words are stemmed.

        With `auto` each article is analyzed in its own language, stated or else detected, and in
        English where it is unknown (`auto-de`: in German); `de` analyzes all as German.
        Raises IndexExists, or AskError for a language that has no stemming (`none` always goes).
        """
        from pressmark.index import commit
        from pressmark.index.storage.lock import writer_lock

        directory = absolute(path)
        index = cls(directory, check_language(language), wait)
        with plain_errors(directory):
            _make_empty(directory)
            with writer_lock(directory, wait):
                if os.path.lexists(directory / manifest.NAME):
                    raise _exists(directory)
                commit.first(directory, language)
        return index

    @classmethod
    def open(cls, path: str | Path, *, wait: float = WAIT_SECONDS) -> Self:
        """Use the index at `path`; raises IndexMissing, IndexVersion or IndexCorrupt.

        For an address, `opensearch://HOST:9200/NAME`, it is a ClusterIndex, which has no `reader`
        and no `searcher`; `open_index` has its type.
        """
        if is_address(path):
            from pressmark.index.opensearch.index import ClusterIndex

            return cast("Self", ClusterIndex.open(str(path)))
        directory = absolute(path)
        return cls(directory, _checked(directory).language, wait)

    def _own_files(self) -> Path:
        return self.path

    def _file_lines(self) -> "list[list[Any]]":
        from pressmark.index.ingest.sources import Sources

        return Sources(self.path, manifest.read(self.path).sources).lines()

    @contextmanager
    def _articles(self) -> "Iterator[Stored]":
        from pressmark.index.articles.article_lookup import ReaderArticles

        with self.reader() as reader:
            yield ReaderArticles(reader)

    def _changing(self) -> AbstractContextManager["Transaction"]:
        """A transaction that is committed at the end; raises IndexBusy or IndexWriteFailed."""
        from pressmark.index import commit  # loaded for writing only

        return commit.changing(self.path, self.schema, self._wait)

    @property
    def saved_searches(self) -> "SavedSearches":
        """The searches that were saved for this index, in a file of its directory."""
        from pressmark.index.saved.saved_file import SavedFile
        from pressmark.index.saved.saved_searches import SavedSearches

        return SavedSearches(SavedFile(self.path, self._wait))

    def boilerplate(self) -> "Boilerplate":
        """The lines that recur in the sources, and those allowed and blocked."""
        from pressmark.index.boilerplate.known_lines import Boilerplate

        return Boilerplate.read(self.path, manifest.read(self.path).lines["known"])

    def verify(self) -> tuple[IndexCorrupt, ...]:
        """Read every byte of the index; an error for each damaged file.

        Raises IndexCorrupt where the manifest itself is damaged.
        """
        from pressmark.index import repair

        return repair.verify(self.path)

    @classmethod
    def repair(
        cls,
        path: str | Path,
        *,
        read_from: str | Path | Iterable[str | Path] = (),
        wait: float = WAIT_SECONDS,
        options: "ReadOptions | None" = None,
        rules: "RuleSet | None" = None,
        jobs: int | None = None,
        memory: int | None = None,
        progress: "Callable[[Progress], None] | None" = None,
    ) -> "Repair":
        """Keep the whole segments of a damaged index and read the files of the rest again.

        The list of files is part of the index and not trusted: only files at or under `read_from`
        that are not hidden are read. Of these, articles that a user removed stay out. The whole
        segments are committed first; files not read then, or after an interrupt, are read by the
        next repair or when added. The other arguments are those of
        `add`. Raises IndexCorrupt where the manifest itself is damaged.
        """
        from pressmark.index import repair
        from pressmark.index.ingest.report import IngestReport

        directory = absolute(path)
        index = cls(directory, manifest.read(directory).language, wait)
        remains = repair.cut_down(directory, index.schema, wait)
        folders = [read_from] if isinstance(read_from, str | Path) else read_from
        files = repair.FilesToRead.of(remains, list(map(absolute, folders)))
        report = IngestReport()
        if files.there:
            with index._changing() as changes:
                ingest = index._ingest(changes, options, rules, jobs, memory)
                ingest.add_files(files.there, directory, progress)
            report = ingest.report()
        return repair.Repair(
            damages=remains.damages,
            kept=remains.kept,
            reread=report,
            lost=files.lost,
            unread=files.unread,
            unnamed=remains.unnamed,
            lines_lost=remains.lines_lost,
        )

    def compact(self) -> bool:
        """Rewrite the index as one segment without deleted paragraphs; False if it is one.

        Open readers stay on their commit.
        """
        from pressmark.index import commit

        return commit.compact(self.path, self.schema, self._wait)

    def version(self) -> str:
        """A stamp that changes with every commit and with the kept spellings, read in microseconds;
        raises IndexMissing."""
        return manifest.stamp(self.path) + kept_spellings.stamp(self.path)

    def kept_spellings(self) -> "Spellings":
        """The words and phrases that mean one thing, as the user accepted them."""
        return kept_spellings.read(self.path)

    def keep_spellings(self, spellings: "Spellings") -> None:
        """Replace them; searches from now on find all of a group. Nothing is indexed again.

        >>> from pressmark.search import search
        >>> index.keep_spellings(index.kept_spellings().with_group(["ferry", "car boat"]))
        >>> search(index, '"car boat"').total_articles == search(index, "ferry").total_articles
        True
        >>> index.keep_spellings(index.kept_spellings().without("car boat"))
        """
        self.change_spellings(lambda _: spellings)

    def change_spellings(self, change: "Callable[[Spellings], Spellings]") -> "Spellings":
        """Replace them by what `change` makes of them, whoever else does so; the new ones."""
        return kept_spellings.change(self.path, change, self._wait)

    def stats(self) -> "IndexStats":
        """Counts over the whole index, from the manifest."""
        from pressmark.index.ingest.unread_files import from_rows
        from pressmark.index.statistics import Tally, stats_of

        present = manifest.read(self.path)
        try:
            return stats_of(
                Tally.from_json(present.tally),
                path=self.path,
                language=self.language,
                committed=datetime.fromisoformat(present.committed),
                unread=from_rows(present.sources.get("unread", ())),
                size_bytes=present.size_bytes,
            )
        except ValueError:
            raise manifest.damaged(self.path, "it counts what is no day") from None


def _make_empty(directory: Path) -> None:
    """Make the directory, or take one without other files."""
    from pressmark.index.saved import saved_file
    from pressmark.index.storage import lock

    directory.mkdir(parents=True, exist_ok=True)
    names = {path.name for path in directory.iterdir()}
    if manifest.NAME in names:
        raise _exists(directory)
    others = names - {lock.NAME, manifest.NEW} - saved_file.NAMES
    if not all(map(files.is_ours, others)):
        raise IndexStateError(
            f"{directory} is not empty and holds no index.",
            "Choose a new or an empty directory for the index.",
        )


def _exists(directory: Path) -> IndexExists:
    return IndexExists(
        f"There is an index in {directory} already.",
        "Add to it, or delete the directory to start again.",
    )


def _checked(directory: Path) -> Manifest:
    """The present generation, with all its files; retried while others commit."""
    present = manifest.read(directory)
    try:
        files.check(directory, present.files)
    except IndexCorrupt:
        if manifest.read(directory).generation == present.generation:
            raise
        return _checked(directory)
    return present
