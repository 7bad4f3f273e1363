"""A file that counts the bytes read of it, so that progress inside it can be shown."""

from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class BytesRead:
    """How many bytes of a file its reader has taken so far, what it read again included."""

    count: int = 0


class CountedFile(FileIO):
    """A file opened for reading, without a buffer; `counted` grows with every read."""

    def __init__(self, path: Path, counted: BytesRead) -> None:
        super().__init__(path)
        self._counted = counted

    def readinto(self, buffer: Any, /) -> int:
        """Read into a buffer and count."""
        read = super().readinto(buffer)
        self._counted.count += read
        return read

    def readall(self) -> bytes:
        """Read what is left and count."""
        data = super().readall()
        self._counted.count += len(data)
        return data
