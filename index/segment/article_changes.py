"""The articles of one commit in the making: what was committed before, put and removed."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from whoosh.reading import IndexReader

from pressmark.index.articles.article_lookup import documents
from pressmark.index.articles.documents import Document, text_of
from pressmark.index.segment.generation_writer import Batch
from pressmark.index.workers.worker_pool import WorkerPool

_MOST_DOCUMENTS = 1 << 32


class ArticleChanges:
    """Articles as their documents, in place of the numbers of documents that a batch takes."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._removed: set[int] = set()
        self._added: dict[str, int] = {}  # first document and their number in one integer

    @property
    def reader(self) -> IndexReader:
        """What was committed before."""
        return self._batch.reader

    @property
    def any_removed(self) -> bool:
        """Whether anything was."""
        return bool(self._removed)

    def with_id(self, article: str) -> list[Document]:
        """The documents of the article with that id, committed or put in; none if it is removed."""
        return list(map(self._batch.stored, self._numbers(article)))

    def _numbers(self, article: str) -> Sequence[int]:
        added = self._added.get(article)
        if added is not None:
            first, count = divmod(added, _MOST_DOCUMENTS)
            return range(first, first + count)
        numbers = documents(self.reader, "article", article)
        return [number for number in numbers if number not in self._removed]

    def expect(self, articles: Iterable[str]) -> None:
        """Nothing to do: looking up an id takes microseconds."""

    def having(self, field: str, value: str) -> dict[str, list[Document]]:
        """Committed articles by id that have `value` in `field` and are not removed."""
        articles: dict[str, list[Document]] = {}
        for number in documents(self.reader, field, value):
            if number not in self._removed:
                stored = self.reader.stored_fields(number)
                articles.setdefault(text_of(stored, "article"), []).append(stored)
        return articles

    def remaining(self) -> Iterator[list[Document]]:
        """All committed articles that are not removed."""
        stored = (row for n, row in self.reader.iter_docs() if n not in self._removed)
        for _, rows in groupby(stored, key=lambda row: text_of(row, "article")):
            yield list(rows)

    def origin_of(self, article: str) -> str | None:
        """The origin of the committed article with that id, removed or not; None if there is
        none."""
        for number in documents(self.reader, "article", article)[:1]:
            return text_of(self.reader.stored_fields(number), "origin")
        return None

    def put(self, id_: str, article: Iterable[Document]) -> None:
        """Add the documents of the article with that id."""
        numbers = self._batch.add(article)
        self._added[id_] = numbers.start * _MOST_DOCUMENTS + len(numbers)

    def remove(self, article: str) -> None:
        """Remove the article with that id, committed or put in."""
        numbers = self._numbers(article)
        self._batch.delete(numbers)
        self._removed.update(numbers)
        self._added.pop(article, None)

    def go_on(self) -> None:
        """Start the next commit; the batch was committed."""
        self._removed = set()
        self._added = {}

    def use(self, workers: WorkerPool[Any]) -> None:
        """Have segments written by `workers`."""
        self._batch.use(workers)
