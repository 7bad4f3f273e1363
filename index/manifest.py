"""The one file that says what the index is now: `pressmark.json`.

It is replaced in one step and is the last thing a commit writes, so a commit either happened or did
not. Everything else in the directory counts only as far as the manifest names it.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pressmark.corpus.errors import IndexCorrupt, IndexMissing, IndexStateError, IndexVersion
from pressmark.index import disk

FORMAT = 2
NAME = "pressmark.json"
NEW = f"{NAME}.new"
"""The next manifest, before the step that makes it count; a crash may leave it behind."""
_REBUILD = "Delete the directory and index your files again."


@dataclass(frozen=True, slots=True)
class Manifest:
    """One generation of an index.

    `segments` is the business of the engine that wrote them, `sources` of the list of source files;
    both say which files of the directory are theirs and how long they are. `lines` names
    the counts of lines and what they taught, as `Learner.seal` puts it.
    """

    generation: int
    language: str
    committed: str
    tally: Mapping[str, Any]
    segments: Mapping[str, Any]
    sources: Mapping[str, Any]
    lines: Mapping[str, Any]

    @property
    def size_bytes(self) -> int:
        """What all files of this generation take together."""
        counts = sum(run["size"] for run in self.lines["runs"]) + self.lines["known"]["size"]
        return int(sum(self.segments["files"].values()) + self.sources["length"] + counts)


_FIELDS = ("generation", "language", "committed", "tally", "segments", "sources", "lines")


def write(directory: Path, manifest: Manifest) -> None:
    """Make `manifest` the present state of the index: this is the commit."""
    content = {name: getattr(manifest, name) for name in _FIELDS}
    text = json.dumps({"format": FORMAT, "checksum": _checksum(content), "content": content})
    new = directory / NEW
    with disk.create(new) as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    disk.sync_directory(directory)  # what the manifest names must be there whenever the manifest is
    disk.replace(new, NAME)
    with suppress(OSError):  # every reader sees the commit by now: it cannot be said to have failed
        disk.sync_directory(directory)


def read(directory: Path) -> Manifest:
    """The present generation; raises IndexMissing, IndexVersion, IndexCorrupt or their root."""
    path = directory / NAME
    try:
        text = disk.read(path)
    except (FileNotFoundError, NotADirectoryError):
        raise IndexMissing(
            f"There is no index in {directory}.",
            "Make one with: pressmark index FOLDER, or name another with --index DIR.",
        ) from None
    except IndexCorrupt as error:
        raise IndexCorrupt(error.message, _REBUILD) from None
    except OSError as error:
        raise IndexStateError(
            f"{path} cannot be read ({error.strerror or error}).", "See to its permissions."
        ) from error
    try:
        return _parse(path, json.loads(text))
    except (ValueError, KeyError, TypeError):
        raise IndexCorrupt(f"{path} is damaged.", _REBUILD) from None


def stamp(directory: Path) -> str:
    """Something that changes with every commit, for the price of a look at the manifest's date.

    Raises IndexMissing. The next manifest is made while this one is there, so its inode differs
    even where the clock's tick does not.
    """
    try:
        status = (directory / NAME).lstat()
    except OSError:
        return str(read(directory).generation)  # which says what is wrong
    return f"{status.st_ino}-{status.st_mtime_ns}-{status.st_size}"


def names_another(name: str) -> IndexCorrupt:
    """What to raise where the manifest names a file that cannot be of the index."""
    return IndexCorrupt(f"{NAME} names {name!r}, which is no file of the index.", _REBUILD)


def _parse(path: Path, outer: dict[str, Any]) -> Manifest:
    if outer["format"] != FORMAT:
        raise IndexVersion(
            f"{path.parent} was made by another Pressmark (format {outer['format']}, "
            f"this one reads {FORMAT}).",
            "Use the newer Pressmark, or index your files again into another directory.",
        )
    content = outer["content"]
    if outer["checksum"] != _checksum(content):
        raise ValueError
    return Manifest(**content)


def _checksum(content: Mapping[str, Any]) -> str:
    return hashlib.blake2b(json.dumps(content).encode(), digest_size=16).hexdigest()
