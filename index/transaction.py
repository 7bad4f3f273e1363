"""One commit in the making: articles put in and taken out, their lines counted, files noted."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from pressmark.index.articles import added
from pressmark.index.articles.documents import (
    Document,
    StoredArticle,
    Summary,
    article_id,
    from_documents,
    summary,
    text_of,
)
from pressmark.index.boilerplate.learner import Learner
from pressmark.index.ingest.prepared_article import Prepared, lines_of_stored
from pressmark.index.ingest.sources import Sources
from pressmark.index.statistics import Tally
from pressmark.index.storage.disk import plain_errors

if TYPE_CHECKING:
    from pressmark.index.workers.worker_pool import WorkerPool


class Put(NamedTuple):
    """What became of an article: `summary` is None where cleaning left nothing of it."""

    id: str
    replaced: bool
    summary: Summary | None


class Changes(Protocol):
    """The writing half of the seam: what a transaction needs of an engine, which commits all of it
    together or nothing."""

    @property
    def any_removed(self) -> bool:
        """Whether any article was."""

    def having(self, field: str, value: str) -> Mapping[str, list[Document]]:
        """Committed articles by id that have `value` in `field` and are not removed."""

    def remaining(self) -> Iterator[list[Document]]:
        """All committed articles that are not removed."""

    def origin_of(self, article: str) -> str | None:
        """The origin of a committed article, removed or not; None if there is none."""

    def put(self, article: Iterable[Document]) -> None:
        """Add the documents of an article."""

    def remove(self, article: str) -> None:
        """Remove what was committed of the article with that id."""

    def use(self, workers: "WorkerPool[Any]") -> None:
        """Have what is put written by `workers`, which are closed at the end."""


class Transaction:
    """Keeps the articles of an engine, the list of files and the counts in step with each other."""

    def __init__(
        self,
        directory: Path,
        articles: Changes,
        sources: Sources,
        tally: Tally,
        learner: Learner,
        commit: "Callable[[Transaction], None]",
    ) -> None:
        """`commit` writes a checkpoint."""
        self._directory = directory
        self.sources = sources
        self.tally = tally
        self.learner = learner
        self._articles = articles
        self._put: set[str] = set()
        self._numbers: dict[tuple[str, str], int] = {}
        self._moved: Counter[str] = Counter()
        self._resumed: set[str] = set()
        self._time = added.now()
        self._added: dict[str, datetime] = {}
        """When the articles that were taken out had been indexed first."""
        self._commit = commit
        self._is_unfinished = False

    def __bool__(self) -> bool:
        """Whether there is anything to commit."""
        changed = self.sources.changed or self.learner.changed or self._is_unfinished
        return bool(self._put or self._articles.any_removed or changed)

    def checkpoint(self) -> None:
        """Commit what was put in so far, and go on."""
        self._commit(self)
        self._is_unfinished = True
        self._time = added.now()

    def resume(self, origin: str) -> None:
        """Take the committed articles of a file as put in by this transaction."""
        self._resumed.add(origin)

    def use(self, pool: "WorkerPool[Any]") -> None:
        """Have what is put written by the pool."""
        self._articles.use(pool)

    def put(self, article: Prepared, origin: str) -> Put:
        """Index an article in place of the one of its id, also where its file was moved.

        Articles of one commit, or of several files, that share what identifies them are kept apart
        by their content and number.
        """
        return self._put_under(self._free_id(origin, article), article, origin)

    def is_left_out(self, article: Prepared, origin: str, removed: Set[str]) -> bool:
        """Whether the id that the article would get is among those `removed`; it is taken then."""
        if not removed:
            return False
        id_ = self._free_id(origin, article)
        if id_ in removed:
            self._put.add(id_)
        return id_ in removed

    def put_back(self, old: StoredArticle, article: Prepared) -> Put:
        """Put an article in place of what was committed of it."""
        return self._put_under(old.id, article, old.origin)

    def remaining(self) -> Iterator[StoredArticle]:
        """The articles committed before that were not deleted so far."""
        return map(from_documents, self._articles.remaining())

    def _put_under(self, id_: str, article: Prepared, origin: str) -> Put:
        holder = self._articles.origin_of(id_)
        replaced = bool(self.drop("article", id_))
        if replaced and holder is not None and holder != origin:
            self._moved[holder] += 1
        if article.summary is None:
            return Put(id_, replaced, None)
        self._put.add(id_)
        own = {"article": id_, "origin": origin, "added": self._added.get(id_, self._time)}
        with plain_errors(self._directory):
            self._articles.put({**document, **own} for document in article.documents)
        self.tally.add(article.summary)
        self.learner.put(id_, article.lines)
        return Put(id_, replaced, article.summary)

    def _free_id(self, origin: str, article: Prepared) -> str:
        id_ = article_id(article.identity)
        if not self._is_taken(id_, origin):
            return id_
        apart = f"{article.identity}\0{article.content}"
        number = self._numbers.get((origin, apart), 1)  # the ones before are taken for good
        while self._is_taken(id_ := _numbered_id(apart, number), origin):
            number += 1
        if number > 1:
            self._numbers[origin, apart] = number
        return id_

    def _is_taken(self, id_: str, origin: str) -> bool:
        """Whether an article of this commit or of another file has that id."""
        if id_ in self._put:
            return True
        holder = self._articles.origin_of(id_)
        if holder == origin:
            return origin in self._resumed
        return holder is not None and not self._has_moved(holder)

    def _has_moved(self, origin: str) -> bool:
        """Whether an article is from a file that is gone; where it is read again it has moved."""
        return self.sources.get(origin) is not None and is_gone(Path(origin))

    def settle_moved(self) -> None:
        """Take the articles that were found in other files from the counts of gone files."""
        for origin, articles in self._moved.items():
            known = self.sources.get(origin)
            if known and known.articles <= articles:
                self.sources.forget(origin)
            elif known:
                self.sources.mark_stale(origin, known.articles - articles)
        self._moved.clear()

    def drop(self, field: str, value: str) -> set[str]:
        """Take out every article committed before that has `value` in `field`; their ids."""
        articles = self._articles.having(field, value)
        for id_, rows in articles.items():
            self._articles.remove(id_)
            if "added" in rows[0]:
                self._added[id_] = rows[0]["added"]
            self.tally.take(summary(rows))
            self.learner.drop(id_, lines_of_stored(from_documents(rows)))
        return set(articles)

    def remove(self, field: str, value: str) -> int:
        """`drop` on request: the files are read again when added again; returns how many."""
        gone: dict[str, set[str]] = defaultdict(set)
        for id_, rows in self._articles.having(field, value).items():
            gone[text_of(rows[0], "origin")].add(id_)
        for origin, ids in gone.items():
            known = self.sources.get(origin)
            if known:
                self.sources.mark_stale(origin, known.articles - len(ids), removed=ids)
        return len(self.drop(field, value))


def _numbered_id(identity: str, number: int) -> str:
    """The id of the `number`th article that something identifies."""
    return article_id(identity if number == 1 else f"{identity}\0{number}")


def is_gone(path: Path) -> bool:
    """Whether there is no such file; one in an unreadable folder may exist."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False
