"""Files become articles of the index: only what is new or changed is read, cleaned and put in."""

import os
import stat
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from pressmark.corpus import Article, RuleSet, clean, find_files, read
from pressmark.corpus.errors import InputError
from pressmark.index import judging
from pressmark.index.changes import Changes, Put
from pressmark.index.prepare import Prepared, prepare
from pressmark.index.report import IngestReport, Progress
from pressmark.index.sources import Stamp, stamp_of


@dataclass(slots=True)
class _Counts:
    """What becomes an IngestReport."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    pruned: int = 0
    paragraphs: int = 0
    removed: Counter[str] = field(default_factory=Counter)
    problems: list[InputError] = field(default_factory=list)
    started: float = field(default_factory=time.perf_counter)

    def report(self) -> IngestReport:
        return IngestReport(
            added=self.added,
            replaced=self.replaced,
            unchanged=self.unchanged,
            pruned=self.pruned,
            paragraphs=self.paragraphs,
            removed_by_rule=dict(self.removed.most_common()),
            problems=tuple(self.problems),
            seconds=time.perf_counter() - self.started,
        )


class Ingest:
    """One call of `add`: where it puts articles, how it reads them, and what it has counted."""

    def __init__(
        self,
        changes: Changes,
        fields: Mapping[str, str],
        rules: RuleSet | None,
        *,
        reread: bool = False,
    ) -> None:
        self._changes = changes
        self._fields = fields
        self._rules = rules
        self._reread = reread
        self._recurring = changes.learner.recurring
        self._counts = _Counts()

    def report(self) -> IngestReport:
        """What was done so far."""
        return self._counts.report()

    def add_articles(self, articles: Iterable[Article | InputError], origin: str) -> None:
        """Bring in articles that come from no file."""
        for article in self._cleaned(articles, origin):
            self._put(article, origin)

    def add_files(
        self, roots: list[Path], *, skip: Path, progress: Callable[[Progress], None] | None
    ) -> None:
        """Bring in the files at and under `roots`, in sorted order, but nothing under `skip`."""
        files, bytes_total = self._find(roots, skip)
        bytes_done = 0
        for done, path in enumerate(map(Path, files), 1):
            bytes_done += self._add_file(path)
            if progress:
                paragraphs = self._counts.paragraphs
                progress(Progress(done, len(files), bytes_done, bytes_total, paragraphs, path))

    def _find(self, roots: list[Path], skip: Path) -> tuple[list[str], int]:
        """The paths of all files, each once, and their bytes; nothing more, as they may be many."""
        found: dict[str, int] = {}
        for item in find_files(roots):
            if isinstance(item, InputError):
                self._counts.problems.append(item)
            elif not item.is_relative_to(skip):
                with suppress(OSError):  # what it is will be told when it is read
                    found[str(item)] = item.stat().st_size
        return sorted(found), sum(found.values())

    def _add_file(self, path: Path) -> int:
        """Bring in a file where it is new or changed; its size."""
        try:
            status = _status(path)
            stamp = self._new_stamp(path, status)
        except (InputError, OSError) as error:
            self._counts.problems.append(_problem(path, error))
            return 0
        if stamp:
            self._replace(path, stamp)
        return status.st_size

    def _new_stamp(self, path: Path, status: os.stat_result) -> Stamp | None:
        """The stamp of a file that must be read, None for one that is as it was."""
        if self._reread:
            return stamp_of(path, status)
        known = self._changes.sources.get(str(path))
        state = status.st_size, status.st_mtime_ns
        if known and known.mtime_ns and (known.size, known.mtime_ns) == state:
            self._counts.unchanged += known.articles
            return None
        stamp = stamp_of(path, status)
        if known and known.digest == stamp.digest:
            self._counts.unchanged += known.articles
            self._changes.sources.put(str(path), replace(stamp, articles=known.articles))
            return None
        return stamp

    def _replace(self, path: Path, stamp: Stamp) -> None:
        """Put the articles of the file in place of those it had when it was read before.

        A file that breaks off keeps what could be read and is read again next time; one of which
        nothing can be read keeps what it had.
        """
        origin = str(path)
        put: set[str] = set()
        before: set[str] | None = None  # the articles it had, once they are taken out
        try:
            for article in self._cleaned(_read(path, self._fields), origin):
                if before is None:
                    before = self._changes.drop("origin", origin)
                put |= self._put(article, origin, before)
        except InputError as error:
            self._counts.problems.append(error)
            if before is None:
                return
            stamp = replace(stamp, mtime_ns=0, digest="")
        if before is None:
            before = self._changes.drop("origin", origin)
        self._counts.pruned += len(before - put)
        self._changes.sources.put(origin, replace(stamp, articles=len(put)))

    def _cleaned(self, articles: Iterable[Article | InputError], origin: str) -> Iterator[Prepared]:
        """The articles, cleaned and prepared; what cannot be read or cleaned is a problem."""
        for article in articles:
            if isinstance(article, InputError):
                self._counts.problems.append(article)
                continue
            try:
                prepared = prepare(clean(article, self._rules, self._recurring))
            except Exception as error:  # what nobody foresaw in one page must not stop the others
                self._counts.problems.append(_unforeseen(origin, error))
                continue
            yield prepared

    def _put(self, article: Prepared, origin: str, before: Collection[str] = ()) -> set[str]:
        """Index the article and count it; its id. `before` are ids that it may replace."""
        recurring = self._changes.learner.recurring
        if recurring is not self._recurring:  # something was learned since this run began
            article = judging.without(article, self._rules, recurring)
        return self._count(self._changes.put(article, origin), origin, before)

    def judge_anew(self) -> None:
        """Judge learned, allowed and blocked lines anew in articles that no file brings back."""
        changes = self._changes
        for stored in changes.standing():
            judged = judging.anew(stored, self._rules, changes.learner.recurring)
            if judged:
                self._count(changes.put_back(stored, judged), stored.origin, {stored.id})

    def known_files(self) -> list[Path]:
        """All files in the index that are still there."""
        paths = map(Path, self._changes.sources.paths())
        return [path for path in paths if not _is_gone(path)]

    def _count(self, put: Put, origin: str, before: Collection[str]) -> set[str]:
        counts = self._counts
        id_, replaced, summary = put
        if summary is None:
            counts.problems.append(InputError(origin or "an article", "has no text of its own"))
            return set()
        if replaced or id_ in before:
            counts.replaced += 1
        else:
            counts.added += 1
        counts.paragraphs += summary.paragraphs
        counts.removed.update(summary.removed_by_rule)
        return {id_}

    def prune(self, roots: list[Path]) -> None:
        """Drop the articles of files at and under `roots` that are no longer there.

        A folder that is gone as a whole, as when its disk is not mounted, keeps them.
        """
        sources = self._changes.sources
        folders = [root for root in roots if not _is_gone(root)]
        for origin in list(sources.paths()):
            path = Path(origin)
            is_meant = path in roots or any(path.is_relative_to(folder) for folder in folders)
            if is_meant and _is_gone(path):
                self._counts.pruned += len(self._changes.drop("origin", origin))
                sources.forget(origin)


def _read(path: Path, fields: Mapping[str, str]) -> Iterator[Article | InputError]:
    """The articles of a file; raises InputError whatever stops the reader."""
    try:
        yield from read(path, fields=fields)
    except InputError:
        raise
    except OSError as error:
        raise _problem(path, error) from error
    except Exception as error:
        raise _unforeseen(str(path), error) from error


def _is_gone(path: Path) -> bool:
    """Whether there is surely no such file; one in a closed folder may well be there."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _status(path: Path) -> os.stat_result:
    """The state of a file that can be read again and again, under a name that can be stored."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise InputError(path, "is no regular file", "give its content on standard input")
    try:
        str(path).encode()
    except UnicodeEncodeError:
        raise InputError(ascii(str(path)), "its name is not in UTF-8", "rename it") from None
    return status


def _problem(path: Path, error: InputError | OSError) -> InputError:
    if isinstance(error, InputError):
        return error
    return InputError(path, f"cannot be read ({error.strerror or error})")


def _unforeseen(origin: str, error: Exception) -> InputError:
    cause = f"{type(error).__name__}: {error}"
    return InputError(
        origin or "an article", f"stops the cleaner ({cause})", "please report it with the file"
    )
