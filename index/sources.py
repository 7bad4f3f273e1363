"""Which files are in the index, as they were when read: what makes indexing incremental.

The list is a log: each commit appends a line of JSON for every file that it added, changed or
dropped, and the manifest says how far the log counts, so what a crash left behind it is cut off by
the next writer. When most of it is outdated it is written anew.
"""

import hashlib
import json
import os
import time
import zlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import IO, Any, NamedTuple

from pressmark.corpus.errors import IndexCorrupt
from pressmark.index import disk, manifest

_WORTH_REWRITING = 1000
"""Outdated lines below this number stay: reading so many takes some 3 ms."""
_UNSURE_NS = 2_000_000_000
"""A file changed within two seconds of being read (the time step of FAT) may change once more
without its time showing it, so that its time is not trusted."""
_CHUNK = 1 << 20


class Stamp(NamedTuple):
    """A file as it was when it was read, and how many articles it held.

    `mtime_ns` is 0 where the time proves nothing, `digest` is empty where the index does not hold
    just what the file does.
    """

    size: int
    mtime_ns: int
    digest: str
    articles: int = 0


def absolute(path: str | Path) -> Path:
    """The full path under the name its owner gave it: links are not followed, `..` is."""
    return Path(os.path.abspath(path))  # noqa: PTH100


def stamp_of(path: Path, status: os.stat_result) -> Stamp:
    """The stamp of a file whose state was `status` just now; OSError where it cannot be read."""
    is_settled = status.st_mtime_ns < time.time_ns() - _UNSURE_NS
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return Stamp(status.st_size, status.st_mtime_ns if is_settled else 0, digest.hexdigest())


class Sources:
    """The list of files of one generation and the changes that the next one brings."""

    def __init__(self, directory: Path, position: Mapping[str, Any]) -> None:
        self._directory = directory
        self._position = position
        self._changes: dict[str, Stamp | None] = {}

    @cached_property
    def _loaded(self) -> tuple[int, dict[str, Stamp]]:
        """Only read when needed, since there may be a million files."""
        return _load(self._directory, self._position)

    @property
    def _stamps(self) -> dict[str, Stamp]:
        return self._loaded[1]

    @property
    def changed(self) -> bool:
        """Whether the next generation differs from this one."""
        return bool(self._changes)

    def __contains__(self, path: str) -> bool:
        return self.get(path) is not None

    def get(self, path: str) -> Stamp | None:
        """How the file was when it was last read, as far as this batch knows."""
        return self._changes[path] if path in self._changes else self._stamps.get(path)

    def paths(self) -> Iterator[str]:
        """All files known before this batch."""
        return iter(self._stamps)

    def put(self, path: str, stamp: Stamp) -> None:
        """Note the file as it is now."""
        self._changes[path] = stamp

    def doubt(self, path: str, articles: int) -> None:
        """Have the file read again when it is added again; till then only `articles` count."""
        known = self.get(path)
        if known:
            self.put(path, known._replace(mtime_ns=0, digest="", articles=articles))

    def forget(self, path: str) -> None:
        """Strike the file off."""
        if path in self:
            self._changes[path] = None

    def seal(self, generation: int) -> dict[str, Any]:
        """Have the changes on the disk; the value is for `Manifest.sources`."""
        if not self.changed:
            return dict(self._position)
        lines, stamps = self._loaded
        for path, stamp in self._changes.items():
            _set(stamps, path, stamp)
        if lines + len(self._changes) > 2 * len(stamps) + _WORTH_REWRITING:
            return self._rewrite(generation)
        return self._append(generation)

    def _rewrite(self, generation: int) -> dict[str, Any]:
        name = f"sources-{generation}.jsonl"
        with disk.create(self._directory / name) as file:
            return _write(file, self._stamps, {"file": name, "length": 0, "checksum": 0})

    def _append(self, generation: int) -> dict[str, Any]:
        with disk.open_to_change(_log(self._directory, self._position)) as file:
            if disk.is_shared(file.fileno()):  # as of a backup made of hard links
                return self._rewrite(generation)
            file.truncate(self._position["length"])
            file.seek(self._position["length"])
            return _write(file, self._changes, self._position)


def create(directory: Path, generation: int = 0) -> dict[str, Any]:
    """Write an empty list; the value is for `Manifest.sources`."""
    name = f"sources-{generation}.jsonl"
    with disk.create(directory / name) as file:
        return _write(file, {}, {"file": name, "length": 0, "checksum": 0})


def check(directory: Path, position: Mapping[str, Any]) -> None:
    """Raises IndexCorrupt where the list is gone or shorter than committed."""
    path = _log(directory, position)
    try:
        size = disk.size_of(path)
    except FileNotFoundError:
        raise _damaged(path) from None
    if size < position["length"]:
        raise _damaged(path)


def damages(directory: Path, position: Mapping[str, Any]) -> Iterator[IndexCorrupt]:
    """Read the whole list: an error where it is damaged."""
    try:
        _lines(_log(directory, position), position)
    except IndexCorrupt as error:
        yield error


def sweep(directory: Path, position: Mapping[str, Any]) -> None:
    """Delete lists that an earlier generation used, or one never committed."""
    present = _log(directory, position)
    for path in directory.iterdir():
        if is_ours(path.name) and path != present:
            disk.discard(path)


def is_ours(name: str) -> bool:
    """Whether a file of that name is a list of sources."""
    return name.startswith("sources-") and name.endswith(".jsonl") and Path(name).name == name


def _log(directory: Path, position: Mapping[str, Any]) -> Path:
    """Where the list is; raises IndexCorrupt where the manifest names anything else."""
    if not is_ours(position["file"]):
        raise manifest.names_another(position["file"])
    return directory / str(position["file"])


def _write(
    file: IO[bytes], stamps: Mapping[str, Stamp | None], position: Mapping[str, Any]
) -> dict[str, Any]:
    """Append a line for each stamp and say how far the log counts now."""
    length, checksum = position["length"], position["checksum"]
    for path, stamp in stamps.items():
        line = json.dumps([path, stamp._asdict() if stamp else None]).encode() + b"\n"
        file.write(line)
        length, checksum = length + len(line), zlib.crc32(line, checksum)
    file.flush()
    os.fsync(file.fileno())
    return {"file": position["file"], "length": length, "checksum": checksum}


def _load(directory: Path, position: Mapping[str, Any]) -> tuple[int, dict[str, Stamp]]:
    """How many lines the log has, and what they come to: the stamps by path."""
    path = _log(directory, position)
    stamps: dict[str, Stamp] = {}
    lines = _lines(path, position)
    for line in lines:
        name, row = json.loads(line)
        _set(stamps, name, Stamp(**row) if row else None)
    return len(lines), stamps


def _set(stamps: dict[str, Stamp], path: str, stamp: Stamp | None) -> None:
    if stamp is None:
        stamps.pop(path, None)
    else:
        stamps[path] = stamp


def _lines(path: Path, position: Mapping[str, Any]) -> list[bytes]:
    try:
        with disk.open_to_read(path) as file:
            content = file.read(position["length"])
    except FileNotFoundError:
        raise _damaged(path) from None
    if zlib.crc32(content) != position["checksum"]:
        raise _damaged(path)
    return content.splitlines()


def _damaged(path: Path) -> IndexCorrupt:
    return IndexCorrupt(f"{path} is damaged.", "See what can be saved: pressmark verify --repair")
