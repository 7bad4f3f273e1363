"""Copies an index to another place: articles, list of files, lines, spellings, saved searches."""

from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from pressmark.corpus.errors import AskError
from pressmark.index.articles.documents import Document, StoredArticle, from_documents
from pressmark.index.ingest.checkpoints import CHECKPOINT_SECONDS, Checkpoints
from pressmark.index.ingest.prepared_article import Prepared, prepare
from pressmark.index.ingest.transaction import Transaction

if TYPE_CHECKING:
    from pressmark.index.writable_index import WritableIndex

TOGETHER = 256
"""Articles looked up together in the index that is written."""


class Copied(NamedTuple):
    """The numbers of articles that were copied, and of those that were there as they are."""

    copied: int
    unchanged: int


def copy_index(
    source: "WritableIndex",
    target: "WritableIndex",
    progress: Callable[[int], None] | None = None,
) -> Copied:
    """Copy all articles of `source` under their ids, those that are there already left as they are.

    The same call goes on where an interrupted one was at its last checkpoint. Articles that
    `target` has besides stay, and so do its spellings and saved searches. `progress` is called
    with the number of articles so far. Raises AskError where the two analyze in different
    languages.
    """
    if source.language != target.language:
        raise AskError(
            f"The index is made for the language {source.language!r}, not {target.language!r}.",
            "Copy it to a new place.",
        )
    copied = unchanged = 0
    checkpoints = Checkpoints(CHECKPOINT_SECONDS)
    boilerplate = source.boilerplate()
    with target._changing() as changes, source._articles() as articles:
        everything = articles.everything()
        while some := list(islice(everything, TOGETHER)):
            done = _copy(changes, some)
            copied, unchanged = copied + done, unchanged + len(some) - done
            if progress:
                progress(copied + unchanged)
            if checkpoints.is_due():
                checkpoints.commit(changes.checkpoint)
        changes.sources.follow(source._file_lines())
        if boilerplate.allowed or boilerplate.blocked:
            changes.learner.mark(boilerplate.allowed, boilerplate.blocked)
    spellings = source.kept_spellings()
    target.change_spellings(lambda own: own.merged_with(spellings))
    target.saved_searches.add_from(source.saved_searches.with_shown())
    return Copied(copied, unchanged)


def _copy(changes: Transaction, articles: list[list[Document]]) -> int:
    """Copy some articles; how many were not there."""
    changes.expect_ids(rows[0]["article"] for rows in articles)
    return sum(changes.copy(*_as_new(rows)) for rows in articles)


def _as_new(rows: list[Document]) -> tuple[StoredArticle, Prepared]:
    stored = from_documents(rows)
    return stored, prepare(stored.as_cleaned())
