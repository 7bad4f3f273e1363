"""The index as the rest of Pressmark knows it; which engine answers is nobody's business above."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Self

from whoosh.fields import Schema
from whoosh.reading import IndexReader
from whoosh.searching import Searcher

from pressmark.corpus.errors import IndexExists, IndexStateError, IndexWriteFailed
from pressmark.corpus.model import Article
from pressmark.index import find, manifest, sources, stock
from pressmark.index.analysis import check_language
from pressmark.index.changes import Changes
from pressmark.index.documents import StoredArticle
from pressmark.index.lock import writer_lock
from pressmark.index.manifest import Manifest
from pressmark.index.report import IngestReport, Progress
from pressmark.index.schema import make_schema
from pressmark.index.sources import absolute
from pressmark.index.tally import IndexStats, Tally

WAIT_SECONDS = 10.0
"""How long a writer waits for another: a commit of some files takes a second or two."""


class Index:
    """A directory of clean paragraphs, made by `create` or `open`; safe to share between threads.

    Every reader and searcher is on the newest commit at the time it is asked for, and stays on it.
    `wait` is the number of seconds that a change waits for another writer before IndexBusy.
    """

    def __init__(self, path: Path, language: str, wait: float) -> None:
        self.path = path
        self.language = language
        self.schema: Schema = make_schema(language)
        self._wait = wait
        self._engine = stock.StockIndex(path, self.schema)

    @classmethod
    def create(cls, path: str | Path, *, language: str = "en", wait: float = WAIT_SECONDS) -> Self:
        """Make an empty index in a new or empty directory; `language` says how words are stemmed.

        Raises IndexExists, or AskError for a language that has no stemming (`none` always goes).
        """
        directory = absolute(path)
        index = cls(directory, check_language(language), wait)
        with _plain_errors(directory):
            _make_empty(directory)
            with writer_lock(directory, wait):
                if (directory / manifest.NAME).exists():
                    raise _exists(directory)
                manifest.write(directory, _first_generation(directory, index))
        return index

    @classmethod
    def open(cls, path: str | Path, *, wait: float = WAIT_SECONDS) -> Self:
        """Use the index at `path`; raises IndexMissing, IndexVersion or IndexCorrupt."""
        directory = absolute(path)
        present = manifest.read(directory)
        stock.check(directory, present)
        sources.check(directory, present.sources)
        return cls(directory, present.language, wait)

    def reader(self) -> IndexReader:
        """A Whoosh reader on the newest commit, to be closed by the caller."""
        return self._engine.reader()

    def searcher(self) -> Searcher:
        """A Whoosh searcher on the newest commit, to be closed by the caller."""
        return self._engine.searcher()

    def add(
        self,
        paths: Iterable[str | Path],
        *,
        fields: Mapping[str, str] | None = None,
        rules: Any = None,
        prune: bool = False,
        progress: Callable[[Progress], None] | None = None,
    ) -> IngestReport:
        """Index the files at `paths` and under them; what is unchanged since last time is left.

        `fields` maps names of JSON fields as the reader takes them, `rules` are those of the
        cleaner. With `prune`, articles go whose file under `paths` is no longer there. What cannot
        be read is in the report's `problems`, and the rest goes on. Whatever is raised, also
        KeyboardInterrupt, leaves the index as it was.
        """
        from pressmark.index.ingest import Ingest

        roots = [absolute(path) for path in paths]
        with self._changes() as changes:
            ingest = Ingest(changes, fields or {}, rules)
            ingest.add_files(roots, skip=self.path, progress=progress)
            if prune:
                ingest.prune(roots)
        return ingest.report()

    def add_articles(self, articles: Iterable[Article], *, origin: str = "") -> IngestReport:
        """Clean and index articles that come from no file; `origin` is kept with each.

        An article of the same origin and key (else URL, else text) as one before replaces it.
        """
        from pressmark.index.ingest import Ingest

        with self._changes() as changes:
            ingest = Ingest(changes, {}, None)
            for article in articles:
                ingest.put(article, origin)
        return ingest.report()

    def remove(self, target: str) -> int:
        """Take out articles by id, start of an id, URL, or path of a file or folder; how many.

        The files they came from are forgotten: adding them again brings their articles back.
        Raises ArticleNotFound.
        """
        with self._changes() as changes:
            place = find.place(changes.reader, target)
            for origin in find.origins(changes.reader, place):
                changes.sources.forget(origin)
            return sum(len(changes.drop(place.field, value)) for value in place.values)

    def article(self, target: str) -> StoredArticle:
        """The one article of that id, start of an id, URL or path; raises ArticleNotFound."""
        with self.reader() as reader:
            return find.article(reader, target)

    def stats(self) -> IndexStats:
        """Counts over the whole index, known without a search."""
        present = manifest.read(self.path)
        tally = Tally.from_json(present.tally)
        days = sorted(map(date.fromisoformat, tally.days))
        return IndexStats(
            path=self.path,
            language=self.language,
            committed=datetime.fromisoformat(present.committed),
            articles=tally.articles,
            paragraphs=tally.paragraphs,
            removed_by_rule=tally.removed,
            sources=tally.sources,
            first_published=days[0] if days else None,
            last_published=days[-1] if days else None,
            size_bytes=sum(path.stat().st_size for path in self.path.iterdir()),
        )

    @contextmanager
    def _changes(self) -> Iterator[Changes]:
        """Collect changes under the writer's lock; commit them at the end, or none of them."""
        with _plain_errors(self.path), writer_lock(self.path, self._wait):
            present = manifest.read(self.path)
            _sweep(self.path, present)
            batch = stock.Batch(self.path, self.schema, present)
            known = sources.Sources(self.path, present.sources)
            changes = Changes(batch, known, Tally.from_json(present.tally))
            try:
                yield changes
                after = replace(
                    present,
                    generation=present.generation + 1,
                    committed=_now(),
                    segments=batch.seal(),
                    sources=known.seal(present.generation + 1),
                    tally=changes.tally.to_json(),
                )
                manifest.write(self.path, after)
            except BaseException:
                batch.abandon()
                _sweep(self.path, present)
                raise
            _sweep(self.path, after)


def _make_empty(directory: Path) -> None:
    """Make the directory, or take one in which nobody's files are."""
    directory.mkdir(parents=True, exist_ok=True)
    names = {path.name for path in directory.iterdir()}
    if manifest.NAME in names:
        raise _exists(directory)
    if any(
        not stock.is_ours(name) and not sources.is_ours(name) for name in names - {"writer.lock"}
    ):
        raise IndexStateError(
            f"{directory} is not empty and holds no index.",
            "Choose a new or an empty directory for the index.",
        )


def _exists(directory: Path) -> IndexExists:
    return IndexExists(
        f"There is an index in {directory} already.",
        "Add to it, or delete the directory to begin anew.",
    )


def _first_generation(directory: Path, index: Index) -> Manifest:
    return Manifest(
        generation=0,
        language=index.language,
        committed=_now(),
        tally=Tally().to_json(),
        segments=stock.create(directory, index.schema),
        sources=sources.create(directory),
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _sweep(directory: Path, present: Manifest) -> None:
    """Delete what only an earlier generation needed, or an unfinished writer left behind."""
    stock.sweep(directory, present)
    sources.sweep(directory, present.sources)


@contextmanager
def _plain_errors(directory: Path) -> Iterator[None]:
    """What the disk refuses, in a sentence."""
    try:
        yield
    except OSError as error:
        raise IndexWriteFailed(
            f"The index in {directory} cannot be written to ({error.strerror or error}).",
            "Nothing was changed. Make room or see to its permissions, and try again.",
        ) from error
