"""Adds files and articles to a transaction; unchanged files are not read again."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Set
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeVar

from pressmark.corpus import Article, find_files
from pressmark.corpus.errors import InputError, PassedOver
from pressmark.corpus.read_position import BEGINNING
from pressmark.corpus.readers.read_counts import ReadCounts
from pressmark.index.boilerplate import reclassify
from pressmark.index.ingest.checkpoints import Checkpoints
from pressmark.index.ingest.ingest_counts import IngestCounts
from pressmark.index.ingest.parallel_reading import (
    PROCESSES_FROM_BYTES,
    ReadFile,
    prepare_articles,
    read_files,
)
from pressmark.index.ingest.part import WHOLE, Part
from pressmark.index.ingest.prepared_article import Prepared
from pressmark.index.ingest.progress_reporter import ProgressReporter
from pressmark.index.ingest.report import IngestReport, Progress
from pressmark.index.ingest.sources import is_gone
from pressmark.index.ingest.stamps import Partial, Stamp, broken_off, unopened, unread_stamp
from pressmark.index.ingest.transaction import Put, Transaction
from pressmark.index.ingest.worker_tasks import (
    Broken,
    Done,
    Opened,
    ReadSoFar,
    TaskRequest,
    TaskRunner,
    problem_of,
    status_of,
)
from pressmark.index.workers.worker_pool import WorkerPool

T = TypeVar("T")

EXPECTED = 256
"""Articles that are looked up together: a request to a cluster takes milliseconds, however many."""


class _Supersedes(NamedTuple):
    """The files with earlier captures of articles of a file: as it was `before` it changed, and as
    far as it is read `now`."""

    before: tuple[str, ...] = ()
    now: tuple[str, ...] = ()


class Ingest:
    """One call of `add`: a transaction, the workers that read for it, and the counts."""

    def __init__(
        self,
        changes: Transaction,
        pool: WorkerPool[TaskRunner],
        checkpoints: Checkpoints,
        part: Part = WHOLE,
        *,
        reread: bool = False,
        restore: bool = False,
    ) -> None:
        """With `reread`, unchanged files are read too; with `restore`, articles that a user removed
        are put in again."""
        self._changes = changes
        self._pool = pool
        self._checkpoints = checkpoints
        self._part = part
        self._reread = reread
        self._restore = restore
        self._counts = IngestCounts()
        self._read: dict[str, Set[str]] = {}
        self._unread: set[str] = set()

    def report(self) -> IngestReport:
        """The counts so far."""
        self._counts.superseded = self._changes.superseded
        return self._counts.report(self._pool.runner.options)

    def add_articles(self, articles: Iterable[Article | InputError], origin: str) -> None:
        """Add articles that come from no file."""
        prepared = (_of_origin(i, origin) for i in prepare_articles(self._pool, articles, origin))
        for item in self._expected(prepared):
            if isinstance(item, Prepared):
                self._changes.restore(self._put(item, origin))
            elif isinstance(item, InputError | Broken):
                self._note(item)

    def _note(self, item: InputError | Broken) -> None:
        problem = item.problem if isinstance(item, Broken) else item
        self._counts.passed_over.update(problem.kinds)
        self._counts.examples = {**problem.examples, **self._counts.examples}
        if not isinstance(problem, PassedOver):
            self._counts.problems.append(problem)

    def add_files(
        self, roots: list[Path], skip: Path | None, progress: Callable[[Progress], None] | None
    ) -> None:
        """Add the files at and under `roots`, in sorted order, but nothing under `skip`."""
        files, bytes_total, bytes_new = self._find(roots, skip)
        if bytes_new > PROCESSES_FROM_BYTES:
            self._pool.start()
        reporter = ProgressReporter(progress, len(files), bytes_total)
        for reading in read_files(self._pool, map(self._request, files)):
            self._take(reading, reporter)
            reporter.file_done(reading.request, self._counts.paragraphs)
            if self._checkpoints.is_due():
                self._checkpoints.commit(self._changes.checkpoint)
        self._forget_unread(roots)

    def _forget_unread(self, roots: Iterable[Path]) -> None:
        """Delete from the list files at and under `roots` that could not be read and are gone."""
        folders = [root for root in roots if not is_gone(root)]
        for origin in self._changes.sources.without_article():
            path = Path(origin)
            if self._part.has(path) and _is_under(path, folders) and is_gone(path):
                self._changes.sources.forget(origin)

    def _find(self, roots: list[Path], skip: Path | None) -> tuple[list[str], int, int]:
        """The paths of all files, each once, their bytes, and how many of those look new."""
        found: dict[str, int] = {}
        new = 0
        for item in find_files(roots):
            if isinstance(item, InputError):
                self._note(item)
            elif self._part.has(item) and (skip is None or not item.is_relative_to(skip)):
                with suppress(OSError):  # reading it reports the error
                    status = item.stat()
                    found[str(item)] = status.st_size
                    new += 0 if self._known(item, status) else status.st_size
        return sorted(found), sum(found.values()), new

    def _known(self, path: Path, status: os.stat_result) -> Stamp | None:
        """The stamp of a file that has the size and time it was indexed with; with options, its
        digest also shows whether it was read with the same ones."""
        is_other = self._reread or self._pool.runner.options.signature
        known = None if is_other else self._changes.sources.get(str(path))
        state = status.st_size, status.st_mtime_ns
        if known and known.mtime_ns and (known.size, known.mtime_ns) == state:
            return known
        return None

    def _request(self, name: str) -> TaskRequest:
        """The request for a file."""
        path = Path(name)
        try:
            status = status_of(path)
        except (InputError, OSError) as error:
            return TaskRequest(path, 0, opened=Opened(problem=problem_of(path, error)))
        known = self._known(path, status)
        if known:
            return TaskRequest(path, status.st_size, opened=Opened(known))
        before = None if self._reread else self._changes.sources.get(name)
        if before is None:
            return TaskRequest(path, status.st_size)
        return TaskRequest(path, status.st_size, before.digest, before.partial)

    def _take(self, reading: ReadFile, reporter: ProgressReporter) -> None:
        """Index a file that is new or changed."""
        name, stamp = str(reading.request.path), reading.opened.stamp
        known = self._changes.sources.get(name)
        if reading.opened.problem:
            self._counts.problems.append(reading.opened.problem)
            if unread := unopened(known, reading.request.path, reading.opened.problem):
                self._changes.sources.put_unread(name, unread)
        elif stamp and reading.opened.is_new:
            self._replace(reading, stamp, reporter)
        elif stamp and known:
            if known.problem:
                self._counts.problems.append(InputError(name, *known.problem))
            self._counts.unchanged += known.articles
            self._counts.kept_out += len(self._changes.sources.removed(name))
            if stamp.mtime_ns != known.mtime_ns:
                self._changes.sources.put(name, known._replace(mtime_ns=stamp.mtime_ns))

    def _expected(self, items: Iterable[T]) -> Iterator[T]:
        """The same items; the transaction can look up the articles of many of them together."""
        some: list[T] = []
        for item in items:
            some.append(item)
            # whatever ends a run between two marks, all before the first one is put in
            if len(some) == EXPECTED or isinstance(item, ReadSoFar):
                yield from self._looked_up(some)
                some = []
        yield from self._looked_up(some)

    def _looked_up(self, some: list[T]) -> list[T]:
        self._changes.expect(item for item in some if isinstance(item, Prepared))
        return some

    def _resume(self, reading: ReadFile) -> int:
        """How many articles of a file were committed at a checkpoint; they stay."""
        origin = str(reading.request.path)
        known = self._changes.sources.get(origin)
        if reading.opened.start == BEGINNING or not (known and known.partial):
            return 0
        self._changes.resume(origin, known.partial)
        self._counts.unchanged += known.articles
        return known.articles

    def _replace(self, reading: ReadFile, stamp: Stamp, reporter: ProgressReporter) -> None:
        """Replace the articles of a file by those it has now.

        A file that breaks off keeps what could be read; one of which nothing can be read keeps what
        it had.
        """
        origin = str(reading.request.path)
        supersedes = self._superseded_by(reading)
        resumed = self._resume(reading)
        put: set[str] = set()
        # the articles it had, once they are deleted
        before: set[str] | None = set() if resumed else None
        broken: Broken | None = None
        is_first = origin not in self._read
        problems, lost = len(self._counts.problems), None
        for item in self._expected(reading.items):
            if isinstance(item, Prepared):
                if before is None:
                    before = self._changes.begin(origin)
                if not self._restore and self._changes.is_removed(item, origin):
                    self._counts.kept_out += is_first
                else:
                    put |= self._put(item, origin, before)
            elif isinstance(item, ReadSoFar):
                reporter.part_done(reading.request, item, self._counts.paragraphs)
                if before is not None and self._checkpoints.is_due():
                    articles = resumed + len(put)
                    so_far = stamp._replace(articles=articles)
                    self._note_partial(origin, so_far, item, supersedes)
                    self._checkpoints.commit(self._changes.checkpoint)
            elif isinstance(item, ReadCounts):
                lost = item.lost()
                if is_first:
                    self._counts.files.add(reading.request.path, item)
            else:
                self._note(item)
                broken = item if isinstance(item, Broken) else broken
        if broken and before is None:
            if unread := unread_stamp(self._changes.sources.get(origin), stamp, broken):
                self._changes.sources.put_unread(origin, unread)
            return
        if broken:
            stamp = broken_off(stamp, broken)
        elif not (put or resumed):
            reasons = [problem.reason for problem in self._counts.problems[problems:]]
            stamp = stamp._replace(empty=next(iter([*(lost or ())[:1], *reasons]), ""))
        if before is None:
            before = self._changes.begin(origin)
        if self._restore:
            self._changes.restore(put)
        self._count_gone(before - put, put - before)
        articles = resumed + len(put)
        kept = supersedes.now if resumed else ()
        self._changes.sources.put(origin, stamp._replace(articles=articles, supersedes=kept))
        self._changes.settle()
        if resumed or before - put:
            self._read_again(supersedes.before)
        if self._changes.addresses(origin).is_incomplete:
            known = self._changes.sources.get(origin)
            self._read_again((origin, *(known.supersedes if known else ())))
        self._read[origin] = self._read.get(origin, frozenset()) | put

    def _superseded_by(self, reading: ReadFile) -> _Supersedes:
        """The files that have earlier captures of articles of a file."""
        known = self._changes.sources.get(str(reading.request.path))
        if known and known.partial and reading.opened.start != BEGINNING:
            return _Supersedes(known.partial.superseded, known.supersedes)
        return _Supersedes(known.supersedes if known else ())

    def _note_partial(
        self, origin: str, stamp: Stamp, read: ReadSoFar, supersedes: _Supersedes
    ) -> None:
        """Note how far a file was read."""
        addresses = self._changes.addresses(origin).interrupted()
        partial = Partial(stamp.digest, read.position, *addresses, supersedes.before, read.counts)
        stamp = stamp._replace(supersedes=supersedes.now)
        self._changes.sources.put_partial(origin, stamp, partial)
        self._changes.settle()

    def _read_again(self, superseded: Iterable[str]) -> None:
        """Have files read again, since later captures of their articles may be gone."""
        for origin in superseded:
            self._changes.sources.read_again(origin)
            self._unread.add(origin)

    def restore_superseded(
        self, roots: list[Path], skip: Path | None, progress: Callable[[Progress], None] | None
    ) -> None:
        """Read files under `roots` again of which later captures are gone; others stay noted."""
        while paths := [path for path in map(Path, self._unread) if _is_under(path, roots)]:
            self._unread.clear()
            self.add_files([path for path in paths if not is_gone(path)], skip, progress)

    def _count_gone(self, gone: Set[str], new: Set[str]) -> None:
        """Count articles that a file no longer has: as replaced, as far as it has new ones."""
        changed = min(len(gone), len(new))
        self._counts.added -= changed
        self._counts.replaced += changed
        self._counts.pruned += len(gone) - changed

    def _put(self, article: Prepared, origin: str, before: Collection[str] = ()) -> set[str]:
        """Index the article and count it; its id. `before` are ids that it may replace."""
        recurring, runner = self._changes.learner.recurring, self._pool.runner
        if recurring is not runner.recurring:  # something was learned since this run began
            article = reclassify.updated(article, runner.rules, runner.recurring, recurring)
        ids: set[str] = set()
        for put in self._changes.put(article, origin):
            own = self._count(put, article, origin, before)
            ids |= own if put.origin == origin else set()
        return ids

    def reclassify_stored(self) -> None:
        """Apply learned, allowed and blocked lines to the articles committed before."""
        changes = self._changes
        for stored in changes.remaining():
            if not self._part.has(stored.origin):
                continue
            article = reclassify.changed(stored, self._pool.runner.rules, changes.learner.recurring)
            if article:
                self._count(changes.put_back(stored, article), article, stored.origin, {stored.id})

    def known_files(self) -> list[Path]:
        """All files in the index that still exist."""
        paths = map(Path, self._changes.sources.paths())
        return [path for path in paths if not is_gone(path)]

    def _count(self, put: Put, article: Prepared, origin: str, before: Collection[str]) -> set[str]:
        counts, summary = self._counts, put.summary
        if put.is_superseded:
            return set()
        if put.is_back:
            counts.added += 1
            counts.replaced -= 1
            return set()
        if article.cause_of_no_text:
            counts.without_text[article.cause_of_no_text] += 1
        if summary is None:
            reason = f"{article.name} has no text of its own".lstrip()
            counts.problems.append(InputError(origin or "an article", reason))
            return set()
        if put.id in self._read.get(origin, ()):
            return {put.id}  # the file is read a second time, and it was counted
        if put.replaced or put.id in before:
            counts.replaced += 1
        elif put.took is None:
            counts.added += 1
        if put.took:
            counts.take(put.took)
        counts.paragraphs += summary.paragraphs
        counts.removed.update(summary.removed_by_rule)
        counts.missing.update(summary.missing)
        return {put.id}

    def prune(self, roots: list[Path]) -> None:
        """Delete the articles of files at and under `roots` that no longer exist.

        A missing folder keeps its articles: its disk may not be mounted.
        """
        sources = self._changes.sources
        folders = [root for root in roots if not is_gone(root)]
        for origin in list(sources.paths()):
            path = Path(origin)
            is_meant = path in roots or _is_under(path, folders)
            if is_meant and self._part.has(path) and is_gone(path):
                known = sources.get(origin)
                self._read_again(known.supersedes if known else ())
                self._counts.pruned += len(self._changes.drop("origin", origin))
                sources.forget(origin)


def _is_under(path: Path, roots: Iterable[Path]) -> bool:
    return any(path.is_relative_to(root) for root in roots)


def _of_origin(item: Done, origin: str) -> Done:
    """An item that comes from no file: an article with a key is known by this and its origin."""
    if isinstance(item, Prepared) and item.key:
        return replace(item, identity=f"{origin}\0{item.key}")
    return item
