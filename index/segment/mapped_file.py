"""The bytes of an open file: a small file is read into memory, a large one is mapped.

Reading a mapped page beyond the end of its file kills the process (SIGBUS), so the size is checked
before each page is first read. A truncation between the check and the read is not caught; files in
memory are safe from it.
"""

import mmap
import os
from pathlib import Path

from pressmark.index.segment.thresholds import READ_WHOLE
from pressmark.index.storage import disk


class FileContent:
    """`data` are the bytes; raises FileNotFoundError, or IndexCorrupt for what is no file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.data: bytes | mmap.mmap
        with disk.open_to_read(path) as file:
            status = os.fstat(file.fileno())
            if status.st_size <= READ_WHOLE:
                self.data = file.read()
            else:
                self.data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._state = _state(status)

    @property
    def unchanged(self) -> bool:
        """Whether the file is there as it was when it was opened, by size, time and inode."""
        try:
            return _state(self._path.lstat()) == self._state
        except OSError:
            return False

    @property
    def whole(self) -> bool:
        """Whether all of the bytes can still be read."""
        return isinstance(self.data, bytes) or self.data.size() >= len(self.data)

    def forget(self) -> None:
        """Release the memory of pages that were read; reading them again loads them again."""
        if isinstance(self.data, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            self.data.madvise(mmap.MADV_DONTNEED)


def _state(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_ino, status.st_size, status.st_mtime_ns
