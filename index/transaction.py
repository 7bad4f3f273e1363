"""One commit in the making: articles put in and taken out, their lines counted, files noted."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from whoosh.reading import IndexReader

from pressmark.index.article_lookup import documents
from pressmark.index.boilerplate.learner import Learner
from pressmark.index.documents import (
    StoredArticle,
    Summary,
    article_id,
    from_documents,
    summary,
    text_of,
)
from pressmark.index.ingest.prepared_article import Prepared, lines_of_stored
from pressmark.index.ingest.sources import Sources
from pressmark.index.segment.generation_writer import Batch
from pressmark.index.statistics import Tally
from pressmark.index.storage.disk import plain_errors

if TYPE_CHECKING:
    from pressmark.index.workers.worker_pool import WorkerPool


class Put(NamedTuple):
    """What became of an article: `summary` is None where cleaning left nothing of it."""

    id: str
    replaced: bool
    summary: Summary | None


class Transaction:
    """Keeps the engine's batch, the list of files and the counts in step with each other."""

    def __init__(
        self,
        directory: Path,
        batch: Batch,
        sources: Sources,
        tally: Tally,
        learner: Learner,
    ) -> None:
        self._directory = directory
        self.sources = sources
        self.tally = tally
        self.learner = learner
        self._batch = batch
        self._put: set[str] = set()
        self._numbers: dict[tuple[str, str], int] = {}
        self._dropped: set[int] = set()

    @property
    def reader(self) -> IndexReader:
        """What was committed before."""
        return self._batch.reader

    def __bool__(self) -> bool:
        """Whether there is anything to commit."""
        return bool(self._put or self._dropped or self.sources.changed or self.learner.changed)

    def use(self, pool: "WorkerPool[Any]") -> None:
        """Have segments written by the pool, which ends before an abandoned batch is deleted."""
        self._batch.use(pool)

    def put(self, article: Prepared, origin: str) -> Put:
        """Index an article in place of the one of its id.

        Articles of one commit that share origin and key are kept apart by their number.
        """
        return self._put_under(self._free_id(origin, article.key), article, origin)

    def is_left_out(self, article: Prepared, origin: str, removed: Set[str]) -> bool:
        """Whether the id that the article would get is among those `removed`; it is taken then."""
        if not removed:
            return False
        id_ = self._free_id(origin, article.key)
        if id_ in removed:
            self._put.add(id_)
        return id_ in removed

    def put_back(self, old: StoredArticle, article: Prepared) -> Put:
        """Put an article in place of what was committed of it."""
        return self._put_under(old.id, article, old.origin)

    def remaining(self) -> Iterator[StoredArticle]:
        """The articles committed before that were not deleted so far."""
        stored = ((n, row) for n, row in self.reader.iter_docs() if n not in self._dropped)
        for _, rows in groupby(stored, key=lambda item: text_of(item[1], "article")):
            yield from_documents(row for _, row in rows)

    def _put_under(self, id_: str, article: Prepared, origin: str) -> Put:
        replaced = bool(self.drop("article", id_))
        if article.summary is None:
            return Put(id_, replaced, None)
        self._put.add(id_)
        own = {"article": id_, "origin": origin}
        with plain_errors(self._directory):
            self._batch.add({**document, **own} for document in article.documents)
        self.tally.add(article.summary)
        self.learner.put(id_, article.lines)
        return Put(id_, replaced, article.summary)

    def _free_id(self, origin: str, key: str) -> str:
        number = self._numbers.get((origin, key), 1)  # the ones before are taken for good
        while self._is_taken(id_ := _numbered_id(origin, key, number), origin):
            number += 1
        if number > 1:
            self._numbers[origin, key] = number
        return id_

    def _is_taken(self, id_: str, origin: str) -> bool:
        return id_ in self._put or self._is_foreign(id_, origin)

    def _is_foreign(self, id_: str, origin: str) -> bool:
        """Whether an article of another origin happens to have that id."""
        taken = documents(self.reader, "article", id_)[:1]
        return any(text_of(self.reader.stored_fields(n), "origin") != origin for n in taken)

    def drop(self, field: str, value: str) -> set[str]:
        """Take out every article committed before that has `value` in `field`; their ids."""
        articles = self._documents(field, value)
        for rows in articles.values():
            old = from_documents(rows.values())
            self._batch.delete(rows)
            self._dropped.update(rows)
            self.tally.take(summary(rows.values()))
            self.learner.drop(old.id, lines_of_stored(old))
        return set(articles)

    def remove(self, field: str, value: str) -> int:
        """`drop` on request: the files are read again when added again; returns how many."""
        gone: dict[str, set[str]] = defaultdict(set)
        for id_, rows in self._documents(field, value).items():
            gone[text_of(next(iter(rows.values())), "origin")].add(id_)
        for origin, ids in gone.items():
            known = self.sources.get(origin)
            if known:
                self.sources.mark_stale(origin, known.articles - len(ids), removed=ids)
        return len(self.drop(field, value))

    def _documents(self, field: str, value: str) -> Mapping[str, dict[int, Any]]:
        """Article id → document number → stored fields."""
        articles: dict[str, dict[int, Any]] = defaultdict(dict)
        for number in documents(self.reader, field, value):
            if number not in self._dropped:
                stored = self.reader.stored_fields(number)
                articles[text_of(stored, "article")][number] = stored
        return articles


def _numbered_id(origin: str, key: str, number: int) -> str:
    """The id of the `number`th article of an origin and key."""
    return article_id(origin, key if number == 1 else f"{key}\0{number}")
