"""One commit in the making: articles put in and taken out, their lines counted, files noted."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
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
from pressmark.index.articles.identity import is_address
from pressmark.index.boilerplate.learner import Learner
from pressmark.index.ingest.prepared_article import Prepared, lines_of_stored, prepare
from pressmark.index.ingest.removed_articles import RemovedArticles
from pressmark.index.ingest.shared_addresses import (
    Captures,
    FileAddresses,
    has_same_text,
    is_capture_of_same,
    stays,
)
from pressmark.index.ingest.sources import GONE, Sources, is_gone
from pressmark.index.ingest.stamps import Partial
from pressmark.index.statistics import Tally
from pressmark.index.storage.disk import plain_errors

if TYPE_CHECKING:
    from pressmark.index.workers.worker_pool import WorkerPool


class Put(NamedTuple):
    """What became of an article: `summary` is None where nothing of it was put in.

    It `replaced` one that was committed before, or one of another file that this transaction had
    put in, whose counts are `took`.
    """

    id: str
    replaced: bool
    summary: Summary | None
    origin: str = ""
    took: Summary | None = None
    is_superseded: bool = False
    """Whether another file has a later capture of the article."""
    is_back: bool = False
    """Whether it was committed before and then replaced by another that is now kept apart."""


class Changes(Protocol):
    """The writing half of the seam: what a transaction needs of an engine, which commits all of it
    together or nothing."""

    @property
    def any_removed(self) -> bool:
        """Whether any article was."""

    def with_id(self, article: str) -> Sequence[Document]:
        """The documents of the article with that id in their order, committed or put in; none if it
        is removed."""

    def expect(self, articles: Iterable[str]) -> None:
        """Look up the articles with these ids together, if that saves anything; some of them are
        asked for next."""

    def having(self, field: str, value: str) -> Mapping[str, list[Document]]:
        """Committed articles by id that have `value` in `field` and are not removed."""

    def remaining(self) -> Iterator[list[Document]]:
        """All committed articles that are not removed."""

    def origin_of(self, article: str) -> str | None:
        """The origin of a committed article, removed or not; None if there is none."""

    def put(self, id_: str, article: Iterable[Document]) -> None:
        """Add the documents of the article with that id."""

    def remove(self, article: str) -> None:
        """Remove the article with that id, committed or put in."""

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
        self._put: dict[str, str] = {}
        self._origins: set[str] = set()
        self._numbers: dict[tuple[str, str], int] = {}
        self._moved: Counter[str] = Counter()
        self._resumed: set[str] = set()
        self._time = added.now()
        self._added: dict[str, datetime] = {}
        """When the articles that were taken out had been indexed first."""
        self._captures = Captures(directory)
        self._removed = RemovedArticles(sources)
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

    def close(self) -> None:
        """Free what is no longer needed."""
        self._captures.close()

    def resume(self, origin: str, partial: Partial) -> None:
        """Take the committed articles of a file as put in by this transaction."""
        self._resumed.add(origin)
        self._captures.begin(origin, partial.shared, partial.set_aside)

    def addresses(self, origin: str) -> FileAddresses:
        """The addresses of the articles of a file so far."""
        return self._captures.of(origin)

    @property
    def superseded(self) -> int:
        """How many articles were left out since another file has a later capture of them."""
        return len(self._captures.superseded)

    def use(self, pool: "WorkerPool[Any]") -> None:
        """Have what is put written by the pool."""
        self._articles.use(pool)

    def expect(self, articles: Iterable[Prepared]) -> None:
        """Prepare to put these articles, which saves requests to a cluster."""
        self._articles.expect(article_id(article.identity) for article in articles)

    def put(self, article: Prepared, origin: str) -> list[Put]:
        """Index an article in place of the one of its id, also where its file was moved.

        Of articles of one address in several files the later capture stays. Others of one commit,
        or of several files, that share what identifies them are kept apart by their content and
        number. Before the article come captures put back that had been taken for one with it.
        """
        if article.summary and is_address(article.identity):
            return list(self._put_addressed(article, origin))
        return [self._put_under(self._free_id(origin, article), article, origin)]

    def _put_addressed(self, article: Prepared, origin: str) -> Iterator[Put]:
        file, id_ = self._captures.of(origin), article_id(article.identity)
        if id_ not in file.shared:
            rows = self._articles.with_id(id_)
            if not (rows or id_ in self._put) or not self._is_taken(id_, origin):
                yield self._put_under(id_, article, origin)
                return
            holder = text_of(rows[0], "origin") if rows else origin
            before = rows if holder == origin else file.own_aside(id_)
            is_met = bool(before) or id_ in file.lost
            if not is_met and is_capture_of_same(article, origin, rows, holder):
                yield self._keep_one(id_, article, origin, rows)
                return
            if is_met and article.is_record and not has_same_text(article, before):
                yield from self._set_apart(id_, article.identity, origin)
        yield self._put_under(self._apart_id(origin, article), article, origin)

    def _keep_one(self, id_: str, article: Prepared, origin: str, rows: Sequence[Document]) -> Put:
        """Keep the later one of an article and of its capture in another file."""
        file, holder = self._captures.of(origin), text_of(rows[0], "origin")
        if not stays(article, origin, rows, holder):
            file.set_aside(id_, article)
            self._captures.supersede(id_, origin, holder, was_put=False)
            return _superseded(id_, origin)
        took = summary(rows) if id_ in self._put else None
        file.set_aside(id_, (holder, rows, took is not None))
        self._captures.supersede(id_, holder, origin, was_put=True)
        return self._put_under(id_, article, origin)._replace(took=took, replaced=took is None)

    def _set_apart(self, id_: str, identity: str, origin: str) -> Iterator[Put]:
        """Have an address identify nothing in a file: what has its id is kept apart by content, and
        a capture in another file is put back."""
        file = self._captures.of(origin)
        file.shared.add(id_)
        rows = self._articles.with_id(id_)
        if text_of(rows[0], "origin") == origin:
            self._take_out(id_, rows)
            again = _prepared_again(rows, identity)
            self._put_under(self._apart_id(origin, again), again, origin)
        match file.take_back(id_):
            case Prepared() as own:
                self._captures.restore(id_, origin, was_put=False)
                yield self._put_under(self._apart_id(origin, own), own, origin)
            case (other, captured, is_new):
                self._captures.restore(id_, other, was_put=True)
                put = self._put_under(id_, _prepared_again(captured, identity), other)
                yield put._replace(is_back=not is_new)

    def is_removed(self, article: Prepared, origin: str) -> bool:
        """Whether a user removed the article before; its id is taken then."""
        if not self._removed:
            return False
        if is_address(article.identity):
            found = self._removed.any_of(article_id(article.identity), _first_apart_id(article))
        else:
            found = self._removed.any_of(self._free_id(origin, article), origin=origin)
        for id_ in found:
            self._put[id_] = origin
        return bool(found)

    def restore(self, articles: Set[str]) -> None:
        """Note that articles that a user had removed were put in again."""
        if self._removed.any_of(*articles):
            self.sources.restore(articles)

    def expect_ids(self, articles: Iterable[str]) -> None:
        """Prepare to copy the articles with these ids."""
        self._articles.expect(articles)

    def copy(self, stored: StoredArticle, article: Prepared) -> bool:
        """Put an article of another index in under its id; False if it is there as it is."""
        rows = self._articles.with_id(stored.id)
        if rows and replace(from_documents(rows), added=None) == replace(stored, added=None):
            return False
        if stored.added:
            self._added[stored.id] = stored.added
        self._put_under(stored.id, article, stored.origin)
        return True

    def put_back(self, old: StoredArticle, article: Prepared) -> Put:
        """Put an article in place of what was committed of it."""
        return self._put_under(old.id, article, old.origin)

    def remaining(self) -> Iterator[StoredArticle]:
        """The articles committed before that were not deleted so far."""
        return map(from_documents, self._articles.remaining())

    def _put_under(self, id_: str, article: Prepared, origin: str) -> Put:
        rows = self._articles.with_id(id_)
        if rows:
            self._take_out(id_, rows)
            holder = text_of(rows[0], "origin")
            if holder != origin and self._has_moved(holder):
                self._moved[holder] += 1
        if article.summary is None:
            return Put(id_, bool(rows), None, origin)
        self._put[id_] = origin
        self._origins.add(origin)
        own = {"article": id_, "origin": origin, "added": self._added.get(id_, self._time)}
        with plain_errors(self._directory):
            self._articles.put(id_, ({**document, **own} for document in article.documents))
        self.tally.add(article.summary)
        self.learner.put(id_, article.lines)
        return Put(id_, bool(rows), article.summary, origin)

    def _free_id(self, origin: str, article: Prepared) -> str:
        id_ = article_id(article.identity)
        return self._apart_id(origin, article) if self._is_taken(id_, origin) else id_

    def _apart_id(self, origin: str, article: Prepared) -> str:
        apart = _apart(article)
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

    def settle(self) -> None:
        """Bring the list of files up to date with the articles that are now of other files."""
        self._captures.settle(self.sources)
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
            self._take_out(id_, rows)
        return set(articles)

    def begin(self, origin: str) -> set[str]:
        """Take out all articles of a file that is read from its start; their ids."""
        self._resumed.discard(origin)
        self._captures.begin(origin)
        put = set()
        if origin in self._origins:  # read a second time, or an article of it was put back
            put = {id_ for id_, of in self._put.items() if of == origin}
        for id_ in put:
            if rows := self._articles.with_id(id_):
                self._take_out(id_, rows)
            else:  # a removed article that was left out
                del self._put[id_]
        return put | self.drop("origin", origin)

    def _take_out(self, id_: str, rows: Sequence[Document]) -> None:
        self._articles.remove(id_)
        self._put.pop(id_, None)
        if "added" in rows[0]:
            self._added[id_] = rows[0]["added"]
        self.tally.take(summary(rows))
        self.learner.drop(id_, lines_of_stored(from_documents(rows)))

    def remove(self, field: str, value: str) -> int:
        """`drop` on request: the articles stay out when their files are read; returns how many."""
        gone: dict[str, set[str]] = defaultdict(set)
        for id_, rows in self._articles.having(field, value).items():
            gone[text_of(rows[0], "origin")].add(id_)
        for origin, ids in gone.items():
            is_listed = self.sources.get(origin) is not None
            self.sources.count_fewer(origin, len(ids))
            self.sources.remove(origin if is_listed else GONE, ids)
        return len(self.drop(field, value))


def _apart(article: Prepared) -> str:
    """What identifies an article where others have its identity."""
    return f"{article.identity}\0{article.content}"


def _first_apart_id(article: Prepared) -> str:
    return _numbered_id(_apart(article), 1)


def _numbered_id(identity: str, number: int) -> str:
    """The id of the `number`th article that something identifies."""
    return article_id(identity if number == 1 else f"{identity}\0{number}")


def _superseded(id_: str, origin: str) -> Put:
    return Put(id_, replaced=False, summary=None, origin=origin, is_superseded=True)


def _prepared_again(rows: Sequence[Document], identity: str) -> Prepared:
    """An article as it was put in, from its documents."""
    return replace(prepare(from_documents(rows).as_cleaned()), identity=identity)
