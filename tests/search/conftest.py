"""A small index of Pressmark's own segments, for tests of the query layer."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import count, groupby
from pathlib import Path
from typing import Any

import pytest
from cluster_engine import CLUSTER, ENGINES, delete_index, index_maker
from paragraph_record import paragraph_record

from pressmark.index import Index, commit, create_index
from pressmark.index.schema import make_schema
from pressmark.index.segment.generation_writer import Batch, SegmentIndex
from pressmark.index.spellings import Spellings
from pressmark.index.storage import manifest


class SmallIndex:
    """What `search` asks of an index, without a cleaner and an ingest."""

    language = "en"

    def __init__(
        self, directory: Path, paragraphs: Iterable[dict[str, Any]], *, segments: int = 1
    ) -> None:
        self._directory = directory
        self._schema = make_schema(self.language)
        directory.mkdir()
        commit.first(directory, self.language)
        self._index = SegmentIndex(directory, self._schema)
        rows = list(paragraphs)
        for first in range(segments):
            self._commit(added=rows[first::segments])

    def delete(self, article: str) -> None:
        """Take an article out; its paragraphs stay in their segment as deleted ones."""
        self._commit(removed=article)

    def _commit(self, added: Iterable[dict[str, Any]] = (), removed: str = "") -> None:
        present = manifest.read(self._directory)
        batch = Batch(self._directory, self._schema, present)
        if removed:
            with self._index.searcher() as searcher:
                batch.delete(searcher.document_numbers(article=removed))
        for _, rows in groupby(added, key=lambda row: row["article"]):
            batch.add(rows)
        segments, generation = batch.seal(), present.generation + 1
        batch.close()
        manifest.write(self._directory, replace(present, generation=generation, segments=segments))

    def reader(self):
        return self._index.reader()

    def kept_spellings(self) -> Spellings:
        return Spellings()


def _records(given: Iterable[str | dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        paragraph_record(each, article=f"a{number}") if isinstance(each, str) else each
        for number, each in enumerate(given)
    ]


@pytest.fixture(scope="session")
def paragraph() -> Callable[..., dict[str, Any]]:
    """Makes the record of one paragraph; only its text is needed."""
    return paragraph_record


@pytest.fixture(scope="session")
def make_index(tmp_path_factory) -> Callable[..., SmallIndex]:
    """Makes an index of texts (each an article) or of `paragraph(…)` records."""
    directory, numbers = tmp_path_factory.mktemp("indexes"), count()

    def make(*given: str | dict[str, Any], segments: int = 1) -> SmallIndex:
        return SmallIndex(directory / str(next(numbers)), _records(given), segments=segments)

    return make


@pytest.fixture(scope="session", params=ENGINES)
def make_any_index(request, make_index) -> Iterator[Callable[..., Any]]:
    """The same for each engine, to be searched and not read otherwise."""
    if request.param == "local":
        yield make_index
        return
    make, delete = index_maker()

    def make_engine(*given: str | dict[str, Any], segments: int = 1) -> Any:
        return make(_records(given))

    yield make_engine
    delete()


@pytest.fixture(scope="session")
def make_new(tmp_path_factory) -> Iterator[Callable[..., Any]]:
    """Makes an empty index of an engine, in a directory or in a cluster."""
    made: list[Any] = []

    def make(engine: str, **options: Any) -> Any:
        if engine == "local":
            return Index.create(tmp_path_factory.mktemp("new") / "index", **options)
        address = f"opensearch://{CLUSTER}/test-new-{os.getpid()}-{len(made)}"
        made.append(create_index(address, replicas=0, **options))
        return made[-1]

    yield make
    for index in made:
        delete_index(index)


@pytest.fixture(scope="session", params=ENGINES)
def new_index(request, make_new) -> Callable[..., Any]:
    """Makes an empty index of each engine, to be filled and searched."""
    return partial(make_new, request.param)
