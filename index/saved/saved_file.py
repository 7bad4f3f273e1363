"""The file of saved searches in the directory of an index.

It is no part of a commit: indexing, compacting and repairing leave it as it is, and it moves with
the directory. It is read into memory as a whole and replaced as a whole. So SQLite opens no file,
and no journal in a stranger's index is ever used.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pressmark.index.saved.saved_storage import Draft
from pressmark.index.storage import disk, lock

NAME = "saved-searches.sqlite"
NEW = f"{NAME}.new"
LOCK = "saved-searches.lock"
NAMES = frozenset({NAME, NEW, LOCK})


class SavedFile:
    """The file in `directory`; a change waits `wait` seconds for that of another process."""

    def __init__(self, directory: Path, wait: float) -> None:
        self._directory = directory
        self._wait = wait

    def read(self) -> bytes:
        """The content of the file; empty if there is none."""
        try:
            return disk.read(self._directory / NAME)
        except FileNotFoundError:
            return b""

    @contextmanager
    def changing(self) -> Iterator[Draft]:
        """The content, under a lock; raises IndexBusy or IndexWriteFailed."""
        with lock.held(self._directory, LOCK, self._wait):
            draft = Draft(before := self.read())
            yield draft
            if draft.content != before:
                disk.replace_content(self._directory / NAME, draft.content)
