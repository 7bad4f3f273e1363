"""One commit in the making: articles put in and taken out, files noted and struck off."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from whoosh.reading import IndexReader

from pressmark.index.disk import plain_errors
from pressmark.index.documents import Summary, article_id, summary
from pressmark.index.find import documents
from pressmark.index.prepare import Prepared
from pressmark.index.segment.engine import Batch
from pressmark.index.sources import Sources
from pressmark.index.tally import Tally


class Put(NamedTuple):
    """What became of an article: `summary` is None where cleaning left nothing of it."""

    id: str
    replaced: bool
    summary: Summary | None


class Changes:
    """Keeps the engine's batch, the list of files and the counts in step with each other."""

    def __init__(
        self,
        directory: Path,
        batch: Batch,
        sources: Sources,
        tally: Tally,
        recurring: Mapping[str, Any],
    ) -> None:
        self._directory = directory
        self.sources = sources
        self.tally = tally
        self.recurring = self._recurring_before = recurring
        self._batch = batch
        self._put: set[str] = set()
        self._dropped: set[int] = set()

    @property
    def reader(self) -> IndexReader:
        """What was committed before."""
        return self._batch.reader

    def __bool__(self) -> bool:
        """Whether there is anything to commit."""
        learned = self.recurring != self._recurring_before
        return bool(self._put or self._dropped or self.sources.changed or learned)

    def put(self, article: Prepared, origin: str) -> Put:
        """Index an article in place of the one of its id.

        Articles of one commit that share origin and key are kept apart by their number.
        """
        id_ = self._free_id(origin, article.key)
        replaced = bool(self.drop("article", id_))
        if article.summary is None:
            return Put(id_, replaced, None)
        self._put.add(id_)
        own = {"article": id_, "origin": origin}
        with plain_errors(self._directory):
            self._batch.add({**document, **own} for document in article.documents)
        self.tally.add(article.summary)
        return Put(id_, replaced, article.summary)

    def _free_id(self, origin: str, key: str) -> str:
        id_ = article_id(origin, key)
        number = 1
        while id_ in self._put or self._is_foreign(id_, origin):
            number += 1
            id_ = article_id(origin, f"{key}\0{number}")
        return id_

    def _is_foreign(self, id_: str, origin: str) -> bool:
        """Whether an article of another origin happens to have that id."""
        taken = documents(self.reader, "article", id_)[:1]
        return any(self.reader.stored_fields(n)["origin"] != origin for n in taken)

    def drop(self, field: str, value: str) -> set[str]:
        """Take out every article committed before that has `value` in `field`; their ids."""
        articles = self._documents(field, value)
        for rows in articles.values():
            self._batch.delete(rows)
            self._dropped.update(rows)
            self.tally.take(summary(rows.values()))
        return set(articles)

    def _documents(self, field: str, value: str) -> Mapping[str, dict[int, Any]]:
        """Article id → document number → stored fields."""
        articles: dict[str, dict[int, Any]] = defaultdict(dict)
        for number in documents(self.reader, field, value):
            if number not in self._dropped:
                stored = self.reader.stored_fields(number)
                articles[stored["article"]][number] = stored
        return articles
