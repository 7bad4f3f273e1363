"""Which files are in the index, as they were when read: what makes indexing incremental.

The list is a log: each commit appends a line of JSON for every file that it added, changed or
dropped, and one for the articles that somebody removed of a file. The manifest says how far the
log counts, so what a crash left behind it is cut off by the next writer. When most of it is
outdated it is written again.
"""

import hashlib
import json
import os
import re
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import IO, Any, NamedTuple

from pressmark.corpus.errors import IndexCorrupt
from pressmark.index.storage import disk, manifest, typed_json

_WORTH_REWRITING = 1000
"""Outdated lines below this number stay: reading so many takes some 3 ms."""
_UNSURE_NS = 2_000_000_000
"""A file changed within two seconds of being read (the time step of FAT) may change once more
without its time showing it, so that its time is not trusted."""
_CHUNK = 1 << 20
_OURS = re.compile(r"sources-[0-9]{1,16}\.jsonl")


class Stamp(NamedTuple):
    """A file as it was when it was read, and how many articles it held.

    `mtime_ns` is 0 where the time proves nothing, `digest` is empty where the index does not hold
    just what the file does.
    """

    size: int
    mtime_ns: int
    digest: str
    articles: int = 0


@dataclass(slots=True)
class _Listed:
    """What the lines of a log come to: the stamp of each file, and the ids of the articles that
    somebody removed since it was read."""

    lines: int = 0
    stamps: dict[str, Stamp] = field(default_factory=dict)
    removed: dict[str, set[str]] = field(default_factory=dict)

    def take(self, path: str, row: Mapping[str, Any] | None) -> None:
        """Read one more line."""
        self.lines += 1
        if row is None:
            self.stamps.pop(path, None)
            self.removed.pop(path, None)
        elif "removed" in row:
            self.removed.setdefault(path, set()).update(row["removed"])
        else:
            self.stamps[path] = Stamp(**row)

    def rows(self) -> "Iterator[_Row]":
        """The fewest lines that come to the same."""
        for path, stamp in self.stamps.items():
            yield path, stamp._asdict()
            if ids := self.removed.get(path):
                yield path, {"removed": sorted(ids)}


_Row = tuple[str, dict[str, Any] | None]
"""A line of the log. A file without a stamp is struck off, with all that is known of it."""

_STAMP = typed_json.record(
    size=typed_json.whole(),
    mtime_ns=typed_json.whole(-typed_json.MOST),
    digest=typed_json.text,
    articles=typed_json.whole(),
)
_REMOVED = typed_json.record(removed=typed_json.listed(typed_json.text))


def _stamp_or_removed(value: object) -> dict[str, Any]:
    is_removed = isinstance(value, dict) and "removed" in value
    return (_REMOVED if is_removed else _STAMP)(value)


_LINE = typed_json.row(typed_json.text, typed_json.optional(_stamp_or_removed))


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
        self._removed: dict[str, set[str]] = {}
        self._brought_back: set[str] = set()

    @cached_property
    def _known(self) -> _Listed:
        """Only read when needed, since there may be a million files."""
        return _load(self._directory, self._position)

    @property
    def changed(self) -> bool:
        """Whether the next generation differs from this one."""
        return bool(self._changes)

    def __contains__(self, path: str) -> bool:
        return self.get(path) is not None

    def get(self, path: str) -> Stamp | None:
        """How the file was when it was last read, as far as this batch knows."""
        return self._changes[path] if path in self._changes else self._known.stamps.get(path)

    def paths(self) -> Iterator[str]:
        """All files known before this batch."""
        return iter(self._known.stamps)

    def doubted(self) -> list[str]:
        """The files of which the index does not hold just what they do."""
        stamps = {**self._known.stamps, **self._changes}
        return [path for path, stamp in stamps.items() if stamp and not stamp.digest]

    def removed(self, path: str) -> Set[str]:
        """The ids of the articles that somebody removed since all of the file was put in."""
        before = set() if path in self._brought_back else self._known.removed.get(path, set())
        return before | self._removed.get(path, set())

    def put(self, path: str, stamp: Stamp) -> None:
        """Note the file as it is now; all of its articles were put in."""
        if self.removed(path):
            self._removed.pop(path, None)
            self._brought_back.add(path)
        self._changes[path] = stamp

    def doubt(self, path: str, articles: int, removed: Iterable[str] = ()) -> None:
        """Have the file read again when it is added again; till then only `articles` count.

        `removed` are the ids of those that are to stay out until then.
        """
        known = self.get(path)
        if known:
            self._changes[path] = known._replace(mtime_ns=0, digest="", articles=articles)
            if ids := set(removed):
                self._removed.setdefault(path, set()).update(ids)

    def forget(self, path: str) -> None:
        """Strike the file off."""
        if path in self:
            self._changes[path] = None
            self._removed.pop(path, None)
            self._brought_back.add(path)

    def seal(self, generation: int) -> dict[str, Any]:
        """Have the changes on the disk; the value is for `Manifest.sources`."""
        if not self.changed:
            return dict(self._position)
        rows = list(self._rows())
        for path, row in rows:
            self._known.take(path, row)
        most = 2 * (len(self._known.stamps) + len(self._known.removed)) + _WORTH_REWRITING
        if self._known.lines > most:
            return self._rewrite(generation)
        return self._append(rows, generation)

    def _rows(self) -> Iterator[_Row]:
        """The lines that are new."""
        for path, stamp in self._changes.items():
            if stamp is None or path in self._brought_back:
                yield path, None
            if stamp:
                yield path, stamp._asdict()
            if ids := self._removed.get(path):
                yield path, {"removed": sorted(ids)}

    def _rewrite(self, generation: int) -> dict[str, Any]:
        name = f"sources-{generation}.jsonl"
        with disk.create(self._directory / name) as file:
            rows = self._known.rows()
            return _write(file, rows, {"file": name, "length": 0, "checksum": 0})

    def _append(self, rows: Iterable[_Row], generation: int) -> dict[str, Any]:
        with disk.open_to_change(_log(self._directory, self._position)) as file:
            if disk.is_shared(file.fileno()):  # as of a backup made of hard links
                return self._rewrite(generation)
            file.truncate(self._position["length"])
            file.seek(self._position["length"])
            return _write(file, rows, self._position)


def create(directory: Path, generation: int = 0) -> dict[str, Any]:
    """Write an empty list; the value is for `Manifest.sources`."""
    name = f"sources-{generation}.jsonl"
    with disk.create(directory / name) as file:
        return _write(file, (), {"file": name, "length": 0, "checksum": 0})


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
    return bool(_OURS.fullmatch(name))


def _log(directory: Path, position: Mapping[str, Any]) -> Path:
    """Where the list is; raises IndexCorrupt where the manifest names anything else."""
    if not is_ours(position["file"]):
        raise manifest.names_another(position["file"])
    return directory / str(position["file"])


def _write(file: IO[bytes], rows: Iterable[_Row], position: Mapping[str, Any]) -> dict[str, Any]:
    """Append a line for each row and say how far the log counts now."""
    length, checksum = position["length"], position["checksum"]
    for row in rows:
        line = json.dumps(row).encode() + b"\n"
        file.write(line)
        length, checksum = length + len(line), zlib.crc32(line, checksum)
    file.flush()
    os.fsync(file.fileno())
    return {"file": position["file"], "length": length, "checksum": checksum}


def _load(directory: Path, position: Mapping[str, Any]) -> _Listed:
    """What the lines of the log come to."""
    path, listed = _log(directory, position), _Listed()
    corrupt = partial(_damaged, path)
    for line in _lines(path, position):
        listed.take(*typed_json.checked(typed_json.decoded(line, corrupt), _LINE, corrupt))
    return listed


def _lines(path: Path, position: Mapping[str, Any]) -> list[bytes]:
    try:
        with disk.open_to_read(path) as file:
            # what is longer than the file is not read
            size = os.fstat(file.fileno()).st_size
            content = file.read(min(size, position["length"]))
    except FileNotFoundError:
        raise _damaged(path) from None
    if zlib.crc32(content) != position["checksum"]:
        raise _damaged(path)
    return content.splitlines()


def _damaged(path: Path, how: str = "it is not what was committed") -> IndexCorrupt:
    return IndexCorrupt(
        f"{path} is damaged: {how}.", "See what can be saved: pressmark verify --repair"
    )
