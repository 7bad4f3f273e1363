"""The index: created, opened, filled, read, verified and repaired through this class."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pressmark.corpus.errors import IndexCorrupt, IndexExists, IndexStateError
from pressmark.index.analysis.analyzers import AUTO, check_language
from pressmark.index.ingest.checkpoints import CHECKPOINT_SECONDS
from pressmark.index.ingest.sources import absolute
from pressmark.index.schema import make_schema
from pressmark.index.storage import files, manifest
from pressmark.index.storage.disk import plain_errors
from pressmark.index.storage.manifest import Manifest
from pressmark.index.whoosh_api import WhooshIndex

if TYPE_CHECKING:  # loaded where they are used: searching needs none of them
    from pressmark.corpus import ReadOptions, RuleSet
    from pressmark.corpus.errors import InputError
    from pressmark.corpus.model import Article
    from pressmark.index.articles.documents import StoredArticle
    from pressmark.index.boilerplate.known_lines import Boilerplate
    from pressmark.index.ingest.ingest import Ingest
    from pressmark.index.ingest.report import IngestReport, Progress
    from pressmark.index.repair import Repair
    from pressmark.index.statistics import IndexStats
    from pressmark.index.transaction import Transaction

WAIT_SECONDS = 10.0
"""How long a writer waits for another: a commit of some files takes a second or two."""


class Index(WhooshIndex):
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
        """Use the index at `path`; raises IndexMissing, IndexVersion or IndexCorrupt."""
        directory = absolute(path)
        return cls(directory, _checked(directory).language, wait)

    def add(
        self,
        paths: str | Path | Iterable[str | Path] = (),
        *,
        options: "ReadOptions | None" = None,
        rules: "RuleSet | None" = None,
        prune: bool = False,
        reclean: bool = False,
        jobs: int | None = None,
        memory: int | None = None,
        checkpoint: float | None = CHECKPOINT_SECONDS,
        progress: "Callable[[Progress], None] | None" = None,
    ) -> "IngestReport":
        """Index the files at `paths` and under them; unchanged files are skipped.

        `options` are those of the reader, `rules` those of the cleaner. With `prune`, articles are
        deleted whose file no longer exists, be it one of `paths` itself or under a folder among
        them; a missing folder keeps its articles, since its disk may not be mounted. With
        `reclean`, unchanged files are read again too, to remove the lines learned since; without
        `paths` these are all known files, and articles that have no file any more lose or regain
        the learned, allowed and blocked lines. What cannot be read is in the report's `problems`.
        About every `checkpoint` seconds what was read is committed, except with `reclean`. After an
        error or an interrupt the index is as it was at the last checkpoint, and the same call
        goes on there, also in the middle of a file. With None all of it is one commit.

        For large input, up to `jobs` worker processes are started (by default one for each
        processor), as far as all processes together stay under `memory` megabytes (512). The index
        is the same however many there are.

        >>> report = Index.create("tribune").add(["no-such-folder"])
        >>> report.added, len(report.problems)
        (0, 1)
        """
        given = [paths] if isinstance(paths, str | Path) else paths
        roots = [absolute(path) for path in given]
        with self._changing() as changes:
            everything = reclean and not roots
            # with no files named, articles that a user removed stay out
            flags = {"reread": reclean, "without_removed": everything}
            seconds = None if reclean else checkpoint
            ingest = self._ingest(changes, options, rules, jobs, memory, seconds, **flags)
            files = ingest.known_files() if everything else roots
            ingest.add_files(files, skip=self.path, progress=progress)
            if everything:
                ingest.reclassify_stored()
            if prune:
                ingest.prune(roots)
        return ingest.report()

    def add_articles(
        self,
        articles: "Iterable[Article | InputError]",
        *,
        origin: str = "",
        rules: "RuleSet | None" = None,
        jobs: int | None = None,
        memory: int | None = None,
    ) -> "IngestReport":
        """Clean and index articles that come from no file; `origin` is kept with each.

        An article of the same origin and key (else URL, else text) as one before replaces it. What
        a reader could not read, an InputError among the articles, goes to the report. `jobs`
        and `memory` are those of `add`. Raises TypeError for anything else among them.

        >>> from pressmark.corpus import Article
        >>> article = Article.from_text("The pier is closed.", title="Pier", key="1")
        >>> Index.create("news").add_articles([article]).added
        1
        """
        with self._changing() as changes:
            ingest = self._ingest(changes, None, rules, jobs, memory)
            ingest.add_articles(_checked_articles(articles), origin)
        return ingest.report()

    def _changing(self) -> AbstractContextManager["Transaction"]:
        """A transaction that is committed at the end; raises IndexBusy or IndexWriteFailed."""
        from pressmark.index import commit  # loaded for writing only

        return commit.changing(self.path, self.schema, self._wait)

    def _ingest(
        self,
        changes: "Transaction",
        options: "ReadOptions | None",
        rules: "RuleSet | None",
        jobs: int | None,
        memory: int | None,
        checkpoint: float | None = None,
        **flags: bool,
    ) -> "Ingest":
        """What adds articles to `changes`, with workers that read, clean and write."""
        from pressmark.corpus.read_options import DEFAULT_OPTIONS
        from pressmark.index.ingest import memory_budget
        from pressmark.index.ingest.checkpoints import Checkpoints
        from pressmark.index.ingest.ingest import Ingest
        from pressmark.index.ingest.worker_tasks import TaskRunner
        from pressmark.index.workers.worker_pool import WorkerPool

        recurring = changes.learner.recurring
        runner = TaskRunner(self.schema, options or DEFAULT_OPTIONS, rules, recurring)
        pool = WorkerPool(runner, memory_budget.processes(jobs, memory))
        changes.use(pool)
        return Ingest(changes, pool, Checkpoints(checkpoint), **flags)

    def boilerplate(self) -> "Boilerplate":
        """The lines that recur in the sources, and those allowed and blocked."""
        from pressmark.index.boilerplate.known_lines import Boilerplate

        return Boilerplate.read(self.path, manifest.read(self.path).lines["known"])

    def mark_lines(self, *, allow: Iterable[str] = (), block: Iterable[str] = ()) -> None:
        """Keep lines despite the rules, or remove them everywhere, in articles cleaned from now on.

        Indexed articles change with `add(…, reclean=True)`.
        """
        with self._changing() as changes:
            changes.learner.mark(allow, block)

    def delete(self, target: str) -> int:
        """Delete articles by id, start of an id, URL, or path of a file or folder; how many.

        Adding their files again brings the articles back.
        Raises ArticleNotFound.

        >>> index.delete("https://northshorewire.example/item/58377")
        1
        """
        from pressmark.index import article_lookup

        with self._changing() as changes, self.reader() as reader:
            place = article_lookup.place(reader, target)
            return sum(changes.remove(place.field, value) for value in place.values)

    def get(self, target: str) -> "StoredArticle":
        """The article with that id, start of an id, URL or path; raises ArticleNotFound.

        >>> index.get("https://courier.example/2023/06/18/how-to-make-a-stargazy-tart").title
        'How to make a Vennmouth pilchard tart'
        """
        from pressmark.index import article_lookup

        with self.reader() as reader:
            return article_lookup.article(reader, target)

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
                flags = {"without_removed": True}
                ingest = index._ingest(changes, options, rules, jobs, memory, **flags)
                ingest.add_files(files.there, skip=directory, progress=progress)
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
        """A stamp that changes with every commit, read in microseconds; raises IndexMissing."""
        return manifest.stamp(self.path)

    def stats(self) -> "IndexStats":
        """Counts over the whole index, from the manifest."""
        from pressmark.index.statistics import IndexStats, Tally

        present = manifest.read(self.path)
        tally = Tally.from_json(present.tally)
        try:
            days = sorted(map(date.fromisoformat, tally.days))
        except ValueError:
            raise manifest.damaged(self.path, "it counts what is no day") from None
        return IndexStats(
            path=self.path,
            language=self.language,
            committed=datetime.fromisoformat(present.committed),
            articles=tally.articles,
            paragraphs=tally.paragraphs,
            removed_by_rule=tally.removed,
            sources=tally.sources,
            missing=tally.missing,
            languages=tally.languages,
            first_published=days[0] if days else None,
            last_published=days[-1] if days else None,
            size_bytes=present.size_bytes,
        )


def _checked_articles(
    articles: "Iterable[Article | InputError]",
) -> "Iterator[Article | InputError]":
    from pressmark.corpus.errors import InputError
    from pressmark.corpus.model import Article

    if isinstance(articles, str | bytes | Mapping | Article):
        raise TypeError(f"add_articles takes several articles, not one {type(articles).__name__}.")
    for article in articles:
        if not isinstance(article, Article | InputError):
            raise TypeError(
                f"add_articles takes articles, not {type(article).__name__}: "
                "make one with Article.from_text(text, title=…)."
            )
        yield article


def _make_empty(directory: Path) -> None:
    """Make the directory, or take one without other files."""
    from pressmark.index.storage import lock

    directory.mkdir(parents=True, exist_ok=True)
    names = {path.name for path in directory.iterdir()}
    if manifest.NAME in names:
        raise _exists(directory)
    others = names - {lock.NAME, manifest.NEW}
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
