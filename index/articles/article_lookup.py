"""Finds articles by id, start of an id, URL or path."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from whoosh.reading import IndexReader, TermNotFound

from pressmark.corpus.errors import ArticleNotFound
from pressmark.index.articles.documents import (
    ID_DIGITS,
    Document,
    StoredArticle,
    from_documents,
    text_of,
)
from pressmark.index.ingest.sources import absolute

_SHORTEST_START = 4
"""Fewer digits of an id are too likely a mistake."""
_START_OF_ID = re.compile(rf"[0-9a-f]{{{_SHORTEST_START},{ID_DIGITS}}}")
_SHOWN = 5
"""Ids listed in the error for an ambiguous target."""


class Stored(Protocol):
    """The articles of one commit, of any engine, by their exact fields."""

    def values(self, field: str, start: str) -> Iterable[str]:
        """The values of a field that begin so; some may be those of deleted articles alone."""

    def has(self, field: str, value: str) -> bool:
        """Whether any article has a value in a field."""

    def rows(self, field: str, value: str) -> Mapping[str, Sequence[Document]]:
        """The stored documents of the articles with a value in a field, by id."""

    def everything(self) -> Iterator[list[Document]]:
        """The stored documents of all articles, in the order in which they were added."""


class ReaderArticles:
    """The articles of a reader."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader

    def values(self, field: str, start: str) -> Iterator[str]:
        """The values that begin so, in order."""
        found = self._reader.expand_prefix(field, _as_indexed(start))
        return (bytes(value).decode("utf-8", "surrogatepass") for value in found)

    def has(self, field: str, value: str) -> bool:
        """Whether any article has a value."""
        return bool(documents(self._reader, field, value))

    def rows(self, field: str, value: str) -> dict[str, list[Document]]:
        """The stored documents by article."""
        articles: dict[str, list[Document]] = {}
        for number in documents(self._reader, field, value):
            row = self._reader.stored_fields(number)
            articles.setdefault(text_of(row, "article"), []).append(row)
        return articles

    def everything(self) -> Iterator[list[Document]]:
        """The stored documents, article by article."""
        stored = (row for _, row in self._reader.iter_docs())
        for _, rows in groupby(stored, key=lambda row: text_of(row, "article")):
            yield list(rows)


@dataclass(frozen=True, slots=True)
class Place:
    """A field and its values that match a target; at least one."""

    field: str
    values: tuple[str, ...]


def place(articles: Stored, target: str) -> Place:
    """The field and values that `target` means; raises ArticleNotFound."""
    for field, values in _readings(articles, target):
        live = tuple(v for v in dict.fromkeys(values) if articles.has(field, v))
        if field == "article" and len(live) > 1:
            raise _ambiguous(target, live)
        if live:
            return Place(field, live)
    raise ArticleNotFound(
        f"There is no article {target!r} in the index.",
        "Name it by its id, the first digits of it, its URL, or the path of its file.",
    )


def _readings(articles: Stored, target: str) -> Iterator[tuple[str, Iterable[str]]]:
    """Interpretations of `target`, the likeliest first: a field and candidate values."""
    if not target:  # as a path it would mean the present folder, and all articles under it
        return
    path = _path(target)
    if _START_OF_ID.fullmatch(target):
        yield "article", articles.values("article", target)
    yield "url", [target]
    yield "origin", [path, target]
    yield "origin", articles.values("origin", path + os.sep)


def _path(target: str) -> str:
    try:
        return str(absolute(target))
    except FileNotFoundError:  # the present folder was deleted
        return target


def _as_indexed(value: str) -> bytes:
    """A term as bytes; the name of a file may have bytes that are no UTF-8."""
    return value.encode("utf-8", "surrogatepass")


def documents(reader: IndexReader, field: str, value: str) -> list[int]:
    """Numbers of the live documents that have exactly `value` in `field`."""
    try:
        return list(reader.postings(field, _as_indexed(value)).all_ids())
    except TermNotFound:
        return []


def _ambiguous(target: str, ids: Sequence[str]) -> ArticleNotFound:
    shown = ", ".join(ids[:_SHOWN]) + (", …" if len(ids) > _SHOWN else "")
    return ArticleNotFound(f"{target!r} means {len(ids)} articles: {shown}.", "Name one by its id.")


def article(articles: Stored, target: str) -> StoredArticle:
    """The one article that `target` means; raises ArticleNotFound."""
    at = place(articles, target)
    found = {id_: rows for v in at.values for id_, rows in articles.rows(at.field, v).items()}
    if len(found) > 1:
        raise _ambiguous(target, sorted(found))
    return from_documents(next(iter(found.values())))
