"""A small index in memory, with the fields of a real one, for tests of the query layer."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from whoosh import fields
from whoosh.analysis import LowercaseFilter, RegexTokenizer, StemFilter
from whoosh.filedb.filestore import RamStorage


def make_schema() -> fields.Schema:
    stemmed = RegexTokenizer() | LowercaseFilter() | StemFilter()
    words = RegexTokenizer() | LowercaseFilter()
    return fields.Schema(
        text=fields.TEXT(stored=True, analyzer=stemmed),
        title=fields.TEXT(stored=True, analyzer=stemmed),
        kind=fields.ID(stored=True),
        source=fields.TEXT(stored=True, analyzer=words),
        author=fields.TEXT(stored=True, analyzer=words),
        url=fields.ID(stored=True),
        published=fields.DATETIME(stored=True, sortable=True),
        language=fields.ID(stored=True),
        article=fields.ID(stored=True, sortable=True),
        ordinal=fields.NUMERIC(stored=True),
        origin=fields.ID(stored=True),
    )


class RamIndex:
    """What `search` asks of an index, in memory."""

    def __init__(self, paragraphs: Iterable[dict[str, Any]]) -> None:
        self._index = RamStorage().create_index(make_schema())
        writer = self._index.writer()
        for each in paragraphs:
            writer.add_document(**each)
        writer.commit()

    def searcher(self):
        return self._index.searcher()


def _paragraph(text: str, *, article: str = "a", ordinal: int = 1, **more: Any) -> dict[str, Any]:
    return {"text": text, "article": article, "ordinal": ordinal, "kind": "paragraph"} | more


@pytest.fixture(scope="session")
def paragraph() -> Callable[..., dict[str, Any]]:
    """Makes the record of one paragraph; only its text is needed."""
    return _paragraph


@pytest.fixture(scope="session")
def make_index() -> Callable[..., RamIndex]:
    """Makes an index of texts (each an article) or of `paragraph(…)` records."""

    def make(*given: str | dict[str, Any]) -> RamIndex:
        return RamIndex(
            _paragraph(each, article=f"a{number}") if isinstance(each, str) else each
            for number, each in enumerate(given)
        )

    return make
