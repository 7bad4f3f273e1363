"""A commit from start to end: the lock, the transaction, and the new manifest."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from whoosh.fields import Schema

from pressmark.index.boilerplate.known_lines import Boilerplate
from pressmark.index.boilerplate.line_files import LineFiles
from pressmark.index.ingest import sources
from pressmark.index.ingest.transaction import Transaction
from pressmark.index.segment import generation_writer
from pressmark.index.segment.article_changes import ArticleChanges
from pressmark.index.statistics import Tally
from pressmark.index.storage import files, manifest
from pressmark.index.storage.disk import plain_errors
from pressmark.index.storage.lock import writer_lock
from pressmark.index.storage.manifest import Manifest


def first(directory: Path, language: str) -> None:
    """Commit an index without articles; the caller holds the lock."""
    empty = Manifest(
        generation=0,
        language=language,
        committed=_now(),
        tally=Tally().to_json(),
        segments=generation_writer.create(directory),
        sources=sources.create(directory),
        lines={"runs": [], "known": Boilerplate().write(directory, 0)},
    )
    manifest.write(directory, empty)


@contextmanager
def changing(directory: Path, schema: Schema, wait: float) -> Iterator[Transaction]:
    """A transaction under the writer's lock, committed at the end unless an error is raised.

    Raises IndexBusy, or IndexWriteFailed where the disk fails. After any error the index is as it
    was at the last checkpoint, at first the beginning.
    """
    manifest.read(directory)  # a missing index has no lock file
    with writer_lock(directory, wait):
        present = manifest.read(directory)
        known = sources.Sources(directory, present.sources)
        tally = Tally.from_json(present.tally)
        with _batch(directory, schema, present) as batch:
            articles = ArticleChanges(batch)
            lines = LineFiles(directory, present.lines, present.generation + 1)
            checkpoints = _Checkpoints(directory, present, batch, articles, lines)
            changes = Transaction(
                directory, articles, known, tally, lines.learner, checkpoints.commit
            )
            with closing(changes):
                yield changes
            if changes:
                with plain_errors(directory):
                    manifest.write(directory, _last(checkpoints.present, batch, changes, lines))


class _Checkpoints:
    """Commits a transaction that goes on; `present` is the newest generation."""

    def __init__(
        self,
        directory: Path,
        present: Manifest,
        batch: generation_writer.Batch,
        articles: ArticleChanges,
        lines: LineFiles,
    ) -> None:
        self.present = present
        self._lines = lines
        self._directory = directory
        self._batch = batch
        self._articles = articles

    def commit(self, changes: Transaction) -> None:
        """Commit what was changed so far."""
        with plain_errors(self._directory):
            committed = following(
                self.present,
                segments=self._batch.seal(is_last=False),
                sources=changes.sources.seal(self.present.generation + 1),
                tally=changes.tally.to_json(),
                lines=self._lines.checkpoint(),
            )
            manifest.write(self._directory, committed)
            self.present = committed
            self._batch.go_on(committed)
            self._articles.go_on()
            files.sweep(self._directory, committed.files)


def compact(directory: Path, schema: Schema, wait: float) -> bool:
    """Commit the same articles in one segment; False where they are in one already."""
    manifest.read(directory)
    with writer_lock(directory, wait):
        present = manifest.read(directory)
        with _batch(directory, schema, present) as batch, plain_errors(directory):
            if batch.compact:
                return False
            manifest.write(directory, following(present, segments=batch.seal(compact=True)))
        return True


@contextmanager
def _batch(directory: Path, schema: Schema, present: Manifest) -> Iterator[generation_writer.Batch]:
    """A batch of changes with unused file names, which is cleaned up at the end."""
    with plain_errors(directory):
        files.sweep(directory, present.files)
        batch = generation_writer.Batch(directory, schema, present)
    try:
        yield batch
    finally:
        batch.close()
        # an interrupt may have come after the commit, so the manifest is read again
        with suppress(OSError):
            files.sweep(directory, manifest.read(directory).files)


def _last(
    present: Manifest, batch: generation_writer.Batch, changes: Transaction, lines: LineFiles
) -> Manifest:
    return following(
        present,
        segments=batch.seal(),
        sources=changes.sources.seal(present.generation + 1),
        tally=changes.tally.to_json(),
        lines=lines.seal(),
    )


def following(present: Manifest, **changed: Any) -> Manifest:
    """The next generation, committed now: the present one with some changes."""
    generation = present.generation + 1
    return replace(present, generation=generation, committed=_now(), **changed)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
