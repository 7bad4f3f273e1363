"""A small index of Pressmark's own segments, for tests of the query layer."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import count, groupby
from pathlib import Path
from typing import Any

import pytest

from pressmark.index import commit
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


def _paragraph(text: str, *, article: str = "a", ordinal: int = 1, **more: Any) -> dict[str, Any]:
    row = {"text": text, "surface": text, "article": article, "ordinal": ordinal}
    names = {
        "paper": more.get("source", ""),
        "byline": "\n".join(more.get("_stored_author", ())),
    }
    return (
        row | {name: value for name, value in names.items() if value} | {"kind": "paragraph"} | more
    )


@pytest.fixture(scope="session")
def paragraph() -> Callable[..., dict[str, Any]]:
    """Makes the record of one paragraph; only its text is needed."""
    return _paragraph


@pytest.fixture(scope="session")
def make_index(tmp_path_factory) -> Callable[..., SmallIndex]:
    """Makes an index of texts (each an article) or of `paragraph(…)` records."""
    directory, numbers = tmp_path_factory.mktemp("indexes"), count()

    def make(*given: str | dict[str, Any], segments: int = 1) -> SmallIndex:
        rows = (
            _paragraph(each, article=f"a{number}") if isinstance(each, str) else each
            for number, each in enumerate(given)
        )
        return SmallIndex(directory / str(next(numbers)), rows, segments=segments)

    return make
