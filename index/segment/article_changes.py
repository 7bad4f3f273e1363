"""The articles of one commit in the making: what was committed before, put and removed."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from whoosh.reading import IndexReader

from pressmark.index.article_lookup import documents
from pressmark.index.articles.documents import Document, text_of
from pressmark.index.segment.generation_writer import Batch
from pressmark.index.workers.worker_pool import WorkerPool


class ArticleChanges:
    """Articles as their documents, in place of the numbers of documents that a batch takes."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._removed: set[int] = set()

    @property
    def reader(self) -> IndexReader:
        """What was committed before."""
        return self._batch.reader

    @property
    def any_removed(self) -> bool:
        """Whether anything was."""
        return bool(self._removed)

    def having(self, field: str, value: str) -> dict[str, list[Document]]:
        """Articles by id that have `value` in `field` and are not removed."""
        articles: dict[str, list[Document]] = {}
        for number in documents(self.reader, field, value):
            if number not in self._removed:
                stored = self.reader.stored_fields(number)
                articles.setdefault(text_of(stored, "article"), []).append(stored)
        return articles

    def remaining(self) -> Iterator[list[Document]]:
        """All articles that are not removed."""
        stored = (row for n, row in self.reader.iter_docs() if n not in self._removed)
        for _, rows in groupby(stored, key=lambda row: text_of(row, "article")):
            yield list(rows)

    def origin_of(self, article: str) -> str | None:
        """The origin of the article with that id, removed or not; None if there is none."""
        for number in documents(self.reader, "article", article)[:1]:
            return text_of(self.reader.stored_fields(number), "origin")
        return None

    def put(self, article: Iterable[Document]) -> None:
        """Add the documents of an article."""
        self._batch.add(article)

    def remove(self, article: str) -> None:
        """Remove what was committed of the article with that id."""
        numbers = documents(self.reader, "article", article)
        self._batch.delete(numbers)
        self._removed.update(numbers)

    def go_on(self) -> None:
        """Start the next commit; the batch was committed."""
        self._removed = set()

    def use(self, workers: WorkerPool[Any]) -> None:
        """Have segments written by `workers`."""
        self._batch.use(workers)
