"""An index in a cluster as an engine: snapshots of its newest commit, shared by searches."""

import threading
import weakref
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from pressmark.index.opensearch.view import View, opened
from pressmark.index.spellings import Spellings
from pressmark.search.engine import ClusterArticles
from pressmark.search.opensearch.commit import Commit
from pressmark.search.opensearch.snapshot import ClusterSnapshot

if TYPE_CHECKING:
    from pressmark.index import IndexStats, StoredArticle
    from pressmark.index.saved.saved_searches import SavedSearches


class ClusterEngine:
    """What `search.engine.Engine` asks of an index; used by several threads.

    The newest commit is kept open until the engine is closed, at the latest when the process ends;
    older ones while they are used: a cluster has a limited number of points in time.
    """

    def __init__(self, index: ClusterArticles) -> None:
        self._index = index
        self.language = index.language
        self.schema = index.schema
        self._lock = threading.Lock()
        self._commits: list[Commit] = []
        """Those that are open, the newest last; none before the first search."""
        self._users: Counter[Commit] = Counter()
        self._at_end = weakref.finalize(self, _forget, self._commits)

    def close(self) -> None:
        """Have the cluster forget what is kept open."""
        self._at_end.detach()
        _close(self._commits)

    def get(self, target: str) -> "StoredArticle":
        """The article with that id, start of an id, URL or path; raises ArticleNotFound."""
        return self._index.get(target)

    def stats(self) -> "IndexStats":
        """Counts over the whole index."""
        return self._index.stats()

    def storage(self) -> Mapping[str, str | int]:
        """Shards, copies and health."""
        return self._index.storage()

    @property
    def saved_searches(self) -> "SavedSearches":
        """The searches that were saved for this index."""
        return self._index.saved_searches

    def version(self) -> str:
        """Something that changes with every commit."""
        return self._index.version()

    def kept_spellings(self) -> Spellings:
        """The spellings kept with the index."""
        return self._index.kept_spellings()

    def keep_spellings(self, spellings: Spellings) -> None:
        """Replace them."""
        self._index.keep_spellings(spellings)

    def change_spellings(self, change: Callable[[Spellings], Spellings]) -> Spellings:
        """Replace them by what `change` makes of them; the new ones."""
        return self._index.change_spellings(change)

    @contextmanager
    def snapshot(self) -> Iterator[ClusterSnapshot]:
        """The newest commit, until the end of the `with` block."""
        commit = self._enter()
        try:
            yield ClusterSnapshot(commit, self.kept_spellings())
        finally:
            self._leave(commit)

    def _enter(self) -> Commit:
        """The newest commit, which is kept open while it is used."""
        with self._lock:
            if not (self._commits and self._commits[-1].view.is_newest()):
                self._commits.append(Commit(self._view, self.language))
                self._close_unused()
            commit = self._commits[-1]
            self._users[commit] += 1
            return commit

    def _leave(self, commit: Commit) -> None:
        with self._lock:
            self._users[commit] -= 1
            self._close_unused()

    def _close_unused(self) -> None:
        """Close what is neither the newest nor used, as by an export that goes on."""
        unused = [each for each in self._commits[:-1] if not self._users[each]]
        self._commits[:] = [each for each in self._commits if each not in unused]
        for each in unused:
            del self._users[each]
        _close(unused)

    def _view(self) -> View:
        return opened(self._index.cluster, self._index.names)


def _close(commits: list[Commit]) -> None:
    for commit in commits:
        commit.view.close()
    commits.clear()


def _forget(commits: list[Commit]) -> None:
    """The same where nobody can receive an error or an interruption."""
    with suppress(BaseException):
        _close(commits)


@contextmanager
def snapshot_of(index: ClusterArticles) -> Iterator[ClusterSnapshot]:
    """The newest commit of an index that is searched once, until the end of the `with` block."""
    engine = ClusterEngine(index)
    try:
        with engine.snapshot() as snapshot:
            yield snapshot
    finally:
        engine.close()
