"""The articles that a user removed: they stay out when files are read again."""

from collections.abc import Set
from functools import cached_property
from pathlib import Path

from pressmark.index.ingest.sources import GONE, Sources, is_gone


class RemovedArticles:
    """The ids of the articles that were removed before a transaction.

    An article with an address is known by it in any file. Any other is known in its own file and in
    those of files that are gone, so that of one text in two files that one stays out which was
    removed.
    """

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    def __bool__(self) -> bool:
        return bool(self._all)

    def any_of(self, *ids: str, origin: str | None = None) -> Set[str]:
        """Those of the ids that were removed; with `origin`, from this file or one that is gone."""
        if origin is None:
            return self._all.intersection(ids)
        return (self._of_gone | self._sources.removed(origin)).intersection(ids)

    @cached_property
    def _all(self) -> frozenset[str]:
        return frozenset().union(*self._sources.all_removed().values())

    @cached_property
    def _of_gone(self) -> frozenset[str]:
        removed = self._sources.all_removed().items()
        gone = [ids for path, ids in removed if path == GONE or is_gone(Path(path))]
        return frozenset().union(*gone)
