"""Which files were read, as they were then: what makes indexing incremental.

The list is a log: each commit appends a line of JSON for every file that it added, changed or
dropped, and one for the articles of a file that a user removed. Files of which nothing could be
read are in it too, with the reason. The manifest has the committed
length of the log, so the next writer cuts off what a crash left behind it. The log is rewritten
when most of its lines are outdated.
"""

import json
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import IO, Any

from pressmark.index.ingest.stamps import Entry, Partial, Stamp, stamp_or_removed, to_json
from pressmark.index.ingest.unread_files import UnreadFiles, by_reason, to_rows
from pressmark.index.storage import disk, files, typed_json

REWRITE_THRESHOLD = 1000
"""Outdated lines below this number stay: reading so many takes some 3 ms."""
GONE = ""
"""In place of a path: the removed articles of files that are no longer in the list."""
_LINE = typed_json.row(typed_json.text, typed_json.optional(stamp_or_removed))


@dataclass(slots=True)
class _Files:
    """The state after some lines of the log: the stamp of each file, which of them were not read,
    and the ids of the articles of each that a user removed."""

    lines: int = 0
    stamps: dict[str, Stamp] = field(default_factory=dict)
    unread: dict[str, Stamp] = field(default_factory=dict)
    removed: dict[str, set[str]] = field(default_factory=dict)
    committed: tuple[str, ...] = ()

    def apply(self, path: str, entry: Entry) -> None:
        """Follow one more line."""
        self.lines += 1
        if entry is None or isinstance(entry, Stamp):
            self.unread.pop(path, None)
        if entry is None:
            self.stamps.pop(path, None)
            self.removed.pop(path, None)
        elif isinstance(entry, Stamp):
            self.stamps[path] = entry
            if entry.unread:
                self.unread[path] = entry
        else:
            self.removed.setdefault(path, set()).update(entry)

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """The fewest lines that lead to this state."""
        yield from self.stamps.items()
        for path, ids in self.removed.items():
            yield path, frozenset(ids)


def absolute(path: str | Path) -> Path:
    """The full path under the name its owner gave it: links are not followed, `..` is."""
    return Path(os.path.abspath(path))  # noqa: PTH100


def is_gone(path: Path) -> bool:
    """Whether there is no such file; one in an unreadable folder may exist."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


class Sources:
    """The list of files of one generation, with the changes that the next one commits."""

    def __init__(self, directory: Path, position: Mapping[str, Any]) -> None:
        self._log = directory / str(position["file"])
        self._position = position
        self._new: list[tuple[str, Entry]] = []

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
        """The ids of the articles of a file that a user removed."""
        return self._files.removed.get(path, frozenset())

    def all_removed(self) -> Mapping[str, Set[str]]:
        """The ids of the articles that a user removed, by file; of GONE those of all files that are
        no longer in the list."""
        return self._files.removed

    def unread(self) -> tuple[UnreadFiles, ...]:
        """The files that could not be read, or not to their end, by reason."""
        return by_reason((path, stamp.unread) for path, stamp in self._files.unread.items())

    def without_article(self) -> list[str]:
        """The files of which nothing could be read."""
        return [path for path, stamp in self._files.unread.items() if not stamp.articles]

    def put(self, path: str, stamp: Stamp) -> None:
        """Note the file as it is now; all of its articles but the removed ones were put in."""
        self._note(path, stamp)

    def put_unread(self, path: str, stamp: Stamp) -> None:
        """Note a file of which nothing could be read; what the index has of it stays."""
        if self.get(path) != stamp:
            self._note(path, stamp)

    def remove(self, path: str, articles: Iterable[str]) -> None:
        """Note that a user removed articles of a file: they stay out when it is read again."""
        self._note(path, frozenset(articles))

    def restore(self, articles: Set[str]) -> None:
        """Note that articles are no longer removed."""
        for path, removed in list(self._files.removed.items()):
            if removed & articles:
                stamp = self.get(path)
                self._note(path, None)
                if stamp:
                    self._note(path, stamp)
                if removed - articles:
                    self._note(path, frozenset(removed - articles))

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

    def mark_stale(self, path: str, articles: int) -> None:
        """Have the file read again when it is added again; until then it counts `articles`."""
        known = self.get(path)
        if known:
            stale = known._replace(mtime_ns=0, digest="", articles=articles, partial=None)
            self._note(path, stale)

    def forget(self, path: str) -> None:
        """Delete the file from the list; its removed articles stay out wherever they are read."""
        if self.get(path):
            removed = self.removed(path)
            self._note(path, None)
            if removed:
                self._note(GONE, frozenset(removed))

    def lines(self) -> list[list[Any]]:
        """The fewest lines of a log that has this state, as JSON."""
        return [[path, to_json(entry)] for path, entry in self._files.entries()]

    def follow(self, lines: Iterable[object]) -> None:
        """Note what the list of files of another index says."""
        for line in lines:
            path, entry = typed_json.checked(line, _LINE, partial(files.damaged, self._log))
            self._note(path, entry)

    def new_lines(self) -> list[list[Any]]:
        """The lines of the log that the next generation adds, as JSON."""
        return [[path, to_json(entry)] for path, entry in self._new]

    def adopt(self, path: str, lines: Iterable[object]) -> None:
        """Have what another writer committed of a file in place of what this commit changes; the
        removed articles of both stay out."""
        self._new = [
            (of, entry) for of, entry in self._new if of != path or isinstance(entry, frozenset)
        ]
        for line in lines:
            _, entry = typed_json.checked(line, _LINE, partial(files.damaged, self._log))
            self._files.apply(path, entry)

    def _note(self, path: str, entry: Entry) -> None:
        self._files.apply(path, entry)
        self._new.append((path, entry))

    def seal(self, generation: int) -> dict[str, Any]:
        """Write the changes to disk; the value is for `Manifest.sources`."""
        if self.changed:
            self._position = {**self._written(generation), "unread": to_rows(self.unread())}
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
    directory: Path, generation: int = 0, entries: Iterable[tuple[str, Entry]] = ()
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
    file: IO[bytes], entries: Iterable[tuple[str, Entry]], position: Mapping[str, Any]
) -> dict[str, Any]:
    """Append a line for each entry; the new committed length and checksum."""
    length, checksum = position["length"], position["checksum"]
    for path, entry in entries:
        line = json.dumps((path, to_json(entry))).encode() + b"\n"
        file.write(line)
        length, checksum = length + len(line), zlib.crc32(line, checksum)
    file.flush()
    os.fsync(file.fileno())
    return {"file": position["file"], "length": length, "checksum": checksum}
