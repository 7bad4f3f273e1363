"""Which files are in the index, as they were when read: what makes indexing incremental.

The list is a log: each commit appends a line of JSON for every file that it added, changed or
dropped, and one for the articles of a file that a user removed. The manifest has the committed
length of the log, so the next writer cuts off what a crash left behind it. The log is rewritten
when most of its lines are outdated.
"""

import hashlib
import json
import os
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from pressmark.index.storage import disk, files, typed_json

if TYPE_CHECKING:  # a search needs only `absolute`
    from pressmark.corpus.read_position import Position

REWRITE_THRESHOLD = 1000
"""Outdated lines below this number stay: reading so many takes some 3 ms."""
_UNSURE_NS = 2_000_000_000
"""A file changed within two seconds of being read (the time step of FAT) may change once more
without its time showing it, so that its time is not trusted."""
_CHUNK = 1 << 20


class Partial(NamedTuple):
    """How far a file with that digest was read when a checkpoint was committed.

    `shared` are the addresses, by their ids, that different articles before that have, `set_aside`
    those that other files have too; `superseded` are the files with earlier captures of articles of
    the file as it was before it changed.
    """

    digest: str
    position: "Position"
    shared: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()
    superseded: tuple[str, ...] = ()


class Stamp(NamedTuple):
    """A file as it was when it was read, and how many articles it held.

    `mtime_ns` is 0 where the time proves nothing. `digest` is empty where the index does not hold
    exactly the articles of the file; `partial` is set where it holds those up to a position.
    `supersedes` are the files that have earlier captures of articles of this one. `problem` is the
    reason and the hint of a file whose content cannot be read to its end.
    """

    size: int
    mtime_ns: int
    digest: str
    articles: int = 0
    partial: Partial | None = None
    supersedes: tuple[str, ...] = ()
    problem: tuple[str, str] | None = None


_Entry = Stamp | frozenset[str] | None
"""A file's stamp, or the ids of removed articles of it, or None: forget the file."""
_PARTIAL = typed_json.record(
    digest=typed_json.text,
    units=typed_json.listed(typed_json.row(typed_json.whole(), typed_json.whole())),
    items=typed_json.whole(),
    dates=typed_json.listed(typed_json.row(typed_json.text, typed_json.text, typed_json.text)),
    shared=typed_json.listed(typed_json.text),
    set_aside=typed_json.listed(typed_json.text),
    superseded=typed_json.listed(typed_json.text),
)


def _partial(value: object) -> Partial:
    from pressmark.corpus.read_position import Position, Unit

    found = _PARTIAL(value)
    units = tuple(Unit(*unit) for unit in found["units"])
    dates = tuple((group, shape, order) for group, shape, order in found["dates"])
    position = Position(units, found["items"], dates)
    lists = (tuple(found[name]) for name in ("shared", "set_aside", "superseded"))
    return Partial(found["digest"], position, *lists)


def _paths(value: object) -> tuple[str, ...]:
    return tuple(typed_json.listed(typed_json.text)(value))


_STAMP = typed_json.also(
    typed_json.record(
        size=typed_json.whole(),
        mtime_ns=typed_json.whole(-typed_json.MOST),
        digest=typed_json.text,
        articles=typed_json.whole(),
    ),
    partial=_partial,
    supersedes=_paths,
    problem=typed_json.row(typed_json.text, typed_json.text),
)
_REMOVED = typed_json.record(removed=typed_json.listed(typed_json.text))


def _stamp_or_removed(value: object) -> Stamp | frozenset[str]:
    if isinstance(value, dict) and "removed" in value:
        return frozenset(_REMOVED(value)["removed"])
    stamp = _STAMP(value)
    if "problem" in stamp:
        reason, hint = stamp["problem"]
        stamp["problem"] = reason, hint
    return Stamp(**stamp)


_LINE = typed_json.row(typed_json.text, typed_json.optional(_stamp_or_removed))


@dataclass(slots=True)
class _Files:
    """The state after some lines of the log: the stamp of each file, and the ids of the articles
    removed since it was read."""

    lines: int = 0
    stamps: dict[str, Stamp] = field(default_factory=dict)
    removed: dict[str, frozenset[str]] = field(default_factory=dict)
    committed: tuple[str, ...] = ()

    def apply(self, path: str, entry: _Entry) -> None:
        """Follow one more line."""
        self.lines += 1
        if entry is None:
            self.stamps.pop(path, None)
            self.removed.pop(path, None)
        elif isinstance(entry, Stamp):
            self.stamps[path] = entry
        else:
            self.removed[path] = self.removed.get(path, frozenset()) | entry

    def entries(self) -> Iterator[tuple[str, _Entry]]:
        """The fewest lines that lead to this state."""
        for path, stamp in self.stamps.items():
            yield path, stamp
            if ids := self.removed.get(path):
                yield path, ids


def absolute(path: str | Path) -> Path:
    """The full path under the name its owner gave it: links are not followed, `..` is."""
    return Path(os.path.abspath(path))  # noqa: PTH100


def stamp_of(path: Path, status: os.stat_result, signature: str = "") -> Stamp:
    """The stamp of a file whose state was `status` just now; OSError where it cannot be read.

    The digest differs with the `signature` of the options that the file is read with.
    """
    is_settled = status.st_mtime_ns < time.time_ns() - _UNSURE_NS
    digest = hashlib.blake2b(signature.encode(), digest_size=16)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return Stamp(status.st_size, status.st_mtime_ns if is_settled else 0, digest.hexdigest())


class Sources:
    """The list of files of one generation, with the changes that the next one commits."""

    def __init__(self, directory: Path, position: Mapping[str, Any]) -> None:
        self._log = directory / str(position["file"])
        self._position = position
        self._new: list[tuple[str, _Entry]] = []

    @cached_property
    def _files(self) -> _Files:
        """Only read when needed, since there may be a million files."""
        found, corrupt = _Files(), partial(files.damaged, self._log)
        content = files.read(self._log, self._position["length"], self._position["checksum"])
        for line in content.splitlines():
            found.apply(*typed_json.checked(typed_json.decoded(line, corrupt), _LINE, corrupt))
        found.committed = tuple(found.stamps)
        return found

    @property
    def changed(self) -> bool:
        """Whether the next generation differs from this one."""
        return bool(self._new)

    def get(self, path: str) -> Stamp | None:
        """How the file was when it was last read, changes of this commit included."""
        return self._files.stamps.get(path)

    def paths(self) -> Iterator[str]:
        """All files of the last commit."""
        return iter(self._files.committed)

    def stale(self) -> list[str]:
        """The files of which the index does not hold exactly the articles."""
        return [path for path, stamp in self._files.stamps.items() if not stamp.digest]

    def removed(self, path: str) -> Set[str]:
        """The ids of the articles that a user removed since all of the file was put in."""
        return self._files.removed.get(path, frozenset())

    def put(self, path: str, stamp: Stamp) -> None:
        """Note the file as it is now; all of its articles were put in."""
        if self.removed(path):
            self._note(path, None)
        self._note(path, stamp)

    def put_partial(self, path: str, stamp: Stamp, partial: Partial) -> None:
        """Note that the articles of the file up to a position were put in."""
        self.put(path, stamp._replace(mtime_ns=0, digest="", partial=partial))

    def count_fewer(self, path: str, articles: int) -> None:
        """Note that so many articles of the file are no longer in the index, or more if negative;
        it need not be read again for them."""
        known = self.get(path)
        if known and articles:
            self._note(path, known._replace(articles=max(0, known.articles - articles)))

    def supersede(self, path: str, others: Iterable[str]) -> None:
        """Note that the file has later captures of articles of the others."""
        known = self.get(path)
        if known and (new := set(others) - set(known.supersedes)):
            self._note(path, known._replace(supersedes=(*known.supersedes, *sorted(new))))

    def read_again(self, path: str) -> None:
        """Have the file read again when it is added again."""
        known = self.get(path)
        if known and known.digest:
            self._note(path, known._replace(mtime_ns=0, digest=""))

    def mark_stale(self, path: str, articles: int, removed: Iterable[str] = ()) -> None:
        """Have the file read again when it is added again; until then it counts `articles`.

        `removed` are the ids of articles that are to stay out until then.
        """
        known = self.get(path)
        if known:
            stale = known._replace(mtime_ns=0, digest="", articles=articles, partial=None)
            self._note(path, stale)
            if ids := frozenset(removed):
                self._note(path, ids)

    def forget(self, path: str) -> None:
        """Delete the file from the list."""
        if self.get(path):
            self._note(path, None)

    def lines(self) -> list[list[Any]]:
        """The fewest lines of a log that has this state, as JSON."""
        return [[path, _to_json(entry)] for path, entry in self._files.entries()]

    def follow(self, lines: Iterable[object]) -> None:
        """Note what the list of files of another index says."""
        for line in lines:
            path, entry = typed_json.checked(line, _LINE, partial(files.damaged, self._log))
            self._note(path, entry)

    def new_lines(self) -> list[list[Any]]:
        """The lines of the log that the next generation adds, as JSON."""
        return [[path, _to_json(entry)] for path, entry in self._new]

    def adopt(self, path: str, lines: Iterable[object]) -> None:
        """Have what another writer committed of a file in place of what this commit changes."""
        self._new = [(other, entry) for other, entry in self._new if other != path]
        for line in lines:
            _, entry = typed_json.checked(line, _LINE, partial(files.damaged, self._log))
            self._files.apply(path, entry)

    def _note(self, path: str, entry: _Entry) -> None:
        self._files.apply(path, entry)
        self._new.append((path, entry))

    def seal(self, generation: int) -> dict[str, Any]:
        """Write the changes to disk; the value is for `Manifest.sources`."""
        if self.changed:
            self._position = self._written(generation)
            self._log = self._log.parent / str(self._position["file"])
            self._new = []
        return dict(self._position)

    def _written(self, generation: int) -> Mapping[str, Any]:
        state = self._files
        if state.lines > 2 * (len(state.stamps) + len(state.removed)) + REWRITE_THRESHOLD:
            return create(self._log.parent, generation, state.entries())
        with disk.open_to_change(self._log) as file:
            if disk.is_shared(file.fileno()):  # as of a backup made of hard links
                return create(self._log.parent, generation, state.entries())
            file.truncate(self._position["length"])
            file.seek(self._position["length"])
            return _write(file, self._new, self._position)


def create(
    directory: Path, generation: int = 0, entries: Iterable[tuple[str, _Entry]] = ()
) -> dict[str, Any]:
    """Write a new log; the value is for `Manifest.sources`."""
    name = f"sources-{generation}.jsonl"
    with disk.create(directory / name) as file:
        return _write(file, entries, {"file": name, "length": 0, "checksum": 0})


def restore(directory: Path, lines: Iterable[object]) -> dict[str, Any]:
    """Write a log of lines as `Sources.new_lines` gives them."""
    name = "sources-0.jsonl"
    length = checksum = 0
    with disk.create(directory / name) as file:
        for each in lines:
            line = json.dumps(each).encode() + b"\n"
            file.write(line)
            length, checksum = length + len(line), zlib.crc32(line, checksum)
    return {"file": name, "length": length, "checksum": checksum}


def _write(
    file: IO[bytes], entries: Iterable[tuple[str, _Entry]], position: Mapping[str, Any]
) -> dict[str, Any]:
    """Append a line for each entry; the new committed length and checksum."""
    length, checksum = position["length"], position["checksum"]
    for path, entry in entries:
        line = json.dumps((path, _to_json(entry))).encode() + b"\n"
        file.write(line)
        length, checksum = length + len(line), zlib.crc32(line, checksum)
    file.flush()
    os.fsync(file.fileno())
    return {"file": position["file"], "length": length, "checksum": checksum}


def _to_json(entry: _Entry) -> dict[str, Any] | None:
    if isinstance(entry, frozenset):
        return {"removed": sorted(entry)}
    if entry is None:
        return None
    stamp = entry._asdict()
    if partial := stamp.pop("partial"):
        known = partial._asdict()
        stamp["partial"] = known | known.pop("position")._asdict()
    for name in ("supersedes", "problem"):
        if not stamp[name]:
            del stamp[name]
    return stamp
