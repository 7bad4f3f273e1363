"""A small index in memory, with the fields of a real one, for tests of the query layer."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from whoosh.filedb.filestore import RamStorage

from pressmark.index.schema import make_schema


class RamIndex:
    """What `search` asks of an index, in memory."""

    language = "en"

    def __init__(self, paragraphs: Iterable[dict[str, Any]], *, segments: int = 1) -> None:
        self._index = RamStorage().create_index(make_schema(self.language))
        rows = list(paragraphs)
        for first in range(segments):
            writer = self._index.writer()
            for row in rows[first::segments]:
                writer.add_document(**row)
            writer.commit(merge=False)

    def delete(self, article: str) -> None:
        """Take an article out; its paragraphs stay in their segment as deleted ones."""
        writer = self._index.writer()
        writer.delete_by_term("article", article)
        writer.commit(merge=False)

    def reader(self):
        return self._index.reader()


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
def make_index() -> Callable[..., RamIndex]:
    """Makes an index of texts (each an article) or of `paragraph(…)` records."""

    def make(*given: str | dict[str, Any], segments: int = 1) -> RamIndex:
        rows = (
            _paragraph(each, article=f"a{number}") if isinstance(each, str) else each
            for number, each in enumerate(given)
        )
        return RamIndex(rows, segments=segments)

    return make
