"""The files of a generation, those that its manifest lists: names, sizes, checksums.

Only what has the name of one of these kinds is ever opened, written or deleted as a file of the
index. The numbers in a name are that of the generation that wrote it, and one within it.
"""

import os
import re
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pressmark.corpus.errors import IndexCorrupt
from pressmark.index.storage import disk

_GENERATION, _NUMBER = "[0-9]{1,16}", "[0-9]{1,9}"
SEGMENT = re.compile(rf"paragraphs-{_GENERATION}-{_NUMBER}\.segment")
DELETIONS = re.compile(rf"paragraphs-{_GENERATION}-{_NUMBER}-{_GENERATION}\.deleted")
DUPLICATE_GROUPS = re.compile(rf"paragraphs-{_GENERATION}\.families")
LINE_COUNTS = re.compile(rf"lines-{_GENERATION}-{_NUMBER}\.run")
LEARNED_LINES = re.compile(rf"learned-{_GENERATION}\.json")
SOURCES = re.compile(rf"sources-{_GENERATION}\.jsonl")
_KINDS = (SEGMENT, DELETIONS, DUPLICATE_GROUPS, LINE_COUNTS, LEARNED_LINES, SOURCES)


class CommittedFile(NamedTuple):
    """A file as it was committed; `checksum` is that of the header of a file of arrays, and of the
    first `size` bytes of any other. The list of sources may be longer than that."""

    kind: re.Pattern[str]
    name: str
    size: int
    checksum: int

    @property
    def is_arrays(self) -> bool:
        """Whether it has a header and checksums of its pages."""
        return self.kind not in (LEARNED_LINES, SOURCES)


def is_ours(name: str) -> bool:
    """Whether a file of that name may be one of an index."""
    return any(kind.fullmatch(name) for kind in _KINDS)


def check(directory: Path, committed: Iterable[CommittedFile]) -> None:
    """Raise IndexCorrupt where a file is gone or has not the size it was committed with."""
    for file in committed:
        path = directory / file.name
        try:
            size = disk.size_of(path)
        except FileNotFoundError:
            raise gone(path) from None
        if size < file.size or (size > file.size and file.kind is not SOURCES):
            raise damaged(path, f"it has {size} bytes instead of {file.size}")


def sweep(directory: Path, committed: Iterable[CommittedFile]) -> None:
    """Delete what only an earlier generation needed, or an unfinished writer left behind."""
    needed = {file.name for file in committed}
    for path in directory.iterdir():
        if is_ours(path.name) and path.name not in needed:
            disk.discard(path)


def read(path: Path, size: int, checksum: int) -> bytes:
    """The first `size` bytes of a file; raises IndexCorrupt where they are not what was written."""
    try:
        with disk.open_to_read(path) as file:
            # a size beyond the end of the file must not take memory
            content = file.read(min(size, os.fstat(file.fileno()).st_size))
    except FileNotFoundError:
        raise gone(path) from None
    if len(content) != size or zlib.crc32(content) != checksum:
        raise damaged(path, "it is not what was committed")
    return content


def gone(path: Path) -> IndexCorrupt:
    """The error for a missing file."""
    return damaged(path, "it is gone")


def damaged(path: Path, how: str) -> IndexCorrupt:
    """The error for a file that is not as it was committed."""
    return IndexCorrupt(
        f"{path} cannot be used: {how}.", "See what can be saved: pressmark verify --repair"
    )
