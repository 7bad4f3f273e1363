"""Where the saved searches of an index are kept: as one piece of bytes."""

from contextlib import AbstractContextManager
from typing import Protocol


class Draft:
    """What is kept, while it may be changed."""

    def __init__(self, content: bytes) -> None:
        self.content = content


class SavedStorage(Protocol):
    """Keeps the saved searches of an index."""

    def read(self) -> bytes:
        """What is kept; empty if nothing is."""

    def changing(self) -> AbstractContextManager[Draft]:
        """What is kept, for one process at a time; kept again at the end of the `with` block unless
        an error is raised."""
