"""Fails a change of an index at each of its disk operations in turn, and prints what is left.

Run as `python faults.py MODE CHANGE FOLDER [STEP]`. At the Nth time that a file of the index is
opened, written, cut, renamed, deleted or synced, for N = 1, 1 + STEP, … (each N without STEP) until
the change completes,

    kill       the process is killed
    interrupt  it is interrupted from the keyboard
    full       a write fails because the disk is full
    broken     any operation but reading fails with a disk error
    power      the power fails: unsynced files are lost, or only their names are kept, or the last
               write is torn; each of these is checked

The folder holds an index in `before` and files in `news`. Prints as JSON the state before, then one
row for each N.
"""

import errno
import hashlib
import io
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from pressmark.corpus.errors import ArticleNotFound
from pressmark.index import Index
from pressmark.index.ingest import checkpoints
from pressmark.index.storage import manifest

STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.truncate", "test.sync", "test.write"}
ERRORS = {"full": errno.ENOSPC, "broken": errno.EIO}


def remove(index: Index, target: str) -> None:
    """Remove an article that may be removed already."""
    with suppress(ArticleNotFound):
        index.delete(target)


def add_with_checkpoints(index: Path, news: Path) -> None:
    """Add the files with a commit after each."""
    checkpoints.LEAST_WORK = 0
    Index.open(index, wait=0).add(news, prune=True, checkpoint=0)


CHANGES: dict[str, Callable[[Path, Path], Any]] = {
    "add": lambda index, news: Index.open(index, wait=0).add(news, prune=True),
    "checkpoints": lambda index, news: add_with_checkpoints(index, news),
    "remove": lambda index, news: remove(Index.open(index, wait=0), str(news / "going.txt")),
    "compact": lambda index, news: Index.open(index, wait=0).compact(),
}


class Disk:
    """The content of a directory after a loss of power."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._kept: dict[int, int] = {}
        self._last: tuple[Path, int] | None = None
        self._names = self._present()
        self._contents = {n: (directory / name).read_bytes() for name, n in self._names.items()}

    def _present(self) -> dict[str, int]:
        return {path.name: path.stat().st_ino for path in self._directory.iterdir()}

    def keep(self) -> None:
        """Keep every file open, so that no inode number is used twice."""
        for path in self._directory.iterdir():
            number = path.stat().st_ino
            if number not in self._kept:
                self._kept[number] = os.open(path, os.O_RDONLY)

    def wrote(self, path: Path, size: int) -> None:
        """Note a write."""
        self._last = path, size

    def synced(self, handle: int) -> None:
        """Note a sync of a file, or of the names in the directory."""
        path = named(handle)
        if path == self._directory:
            self._names = self._present()
        elif path.parent == self._directory:
            self._contents[path.stat().st_ino] = path.read_bytes()
            self._last = None

    def after_loss(self) -> Iterator[tuple[str, dict[str, bytes]]]:
        """The possible states of the directory: a description, and name → content."""
        kept = self._contents
        yield "unsynced lost", {name: kept.get(n, b"") for name, n in self._names.items()}
        yield "names kept", {name: kept.get(n, b"") for name, n in self._present().items()}
        everything = {path.name: path.read_bytes() for path in self._directory.iterdir()}
        if self._last and self._last[0].name in everything:
            path, size = self._last
            whole = everything[path.name]
            yield "last write torn", everything | {path.name: whole[: len(whole) - size // 2]}


class Fault:
    """Fails step `at` of the operations on `directory`."""

    def __init__(self, mode: str, directory: Path, at: int) -> None:
        self.mode, self.directory, self.left, self.armed = mode, directory, at, True
        self.disk = Disk(directory) if mode == "power" else None

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        if not self.armed or event not in STEPS or not self._concerns(event, args):
            return
        self.left -= 1
        self.armed = self.left != 0
        if not self.armed:
            self._strike()
        elif self.disk:
            self._unnoticed(self.disk.keep)

    def _unnoticed(self, do: Callable[[], None]) -> None:
        self.armed = False
        do()
        self.armed = True

    def _concerns(self, event: str, args: tuple[Any, ...]) -> bool:
        if event == "test.sync":
            return True
        writes = event != "open" or args[2] & (os.O_WRONLY | os.O_RDWR)
        # the index alone looks names up in a directory that is open
        name = args[0] if isinstance(args[0], str | Path) else os.sep
        ours = os.sep not in str(name) or self._is_inside(Path(name))
        return ours and bool(writes or self.mode in ("kill", "interrupt"))

    def _is_inside(self, path: Path) -> bool:
        return self.directory in path.parents

    def _strike(self) -> None:
        if self.mode == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.mode == "power":
            self.lose_power()
            os._exit(0)
        if self.mode == "interrupt":
            raise KeyboardInterrupt
        raise OSError(ERRORS[self.mode], os.strerror(ERRORS[self.mode]))

    def lose_power(self) -> None:
        """Write the possible states next to the directory."""
        assert self.disk is not None
        for way, files in list(self.disk.after_loss()):  # before our own writes count as some
            found = self.directory.with_name(f"{self.directory.name} {way}")
            found.mkdir()
            for name, content in files.items():
                (found / name).write_bytes(content)

    # steps without an audit event of the interpreter

    def watch(self) -> None:
        """Observe every step from now on."""
        sys.addaudithook(self)
        really_sync, really_open = os.fsync, io.open

        def sync(handle: int) -> None:
            sys.audit("test.sync", handle)
            if self.disk:
                self._unnoticed(lambda: self.disk.synced(handle))
            else:
                really_sync(handle)

        def opened(file: Any, mode: str = "r", *rest: Any, **options: Any) -> Any:
            writes = set(mode) & set("wax+") and isinstance(file, int)
            if not writes or not self._is_inside(named(file)):
                return really_open(file, mode, *rest, **options)
            raw = Watched(file, mode.replace("b", ""), self)
            buffered = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
            return buffered if "b" in mode else io.TextIOWrapper(buffered, **options)

        os.fsync = sync
        io.open = opened


def named(handle: int) -> Path:
    """The file of a descriptor."""
    return Path(f"/proc/self/fd/{handle}").resolve()


class Watched(io.FileIO):
    """A file whose every write is a step."""

    def __init__(self, file: int, mode: str, fault: Fault) -> None:
        super().__init__(file, mode)
        self._path, self._fault = named(file), fault

    def write(self, data: Any) -> int | None:
        """One call of the system."""
        sys.audit("test.write", self._path)
        if self._fault.disk:
            self._fault.disk.wrote(self._path, len(data))
        return super().write(data)


def state(directory: Path) -> list[Any]:
    """What a search finds; raises where any file of the index is damaged."""
    index = Index.open(directory, wait=0)
    damages = index.verify()
    if damages:
        raise damages[0]
    with index.searcher() as searcher:
        texts = sorted(row["text"] for row in searcher.documents())
    stats = index.stats()
    return [texts, stats.articles, stats.paragraphs]


def files(directory: Path) -> tuple[set[str], set[str]]:
    """The files there, and those that the manifest names anywhere."""
    present = json.loads((directory / manifest.NAME).read_bytes())
    there = {path.name for path in directory.iterdir()}
    return there, {manifest.NAME, "writer.lock", *_texts(present)}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str):
        yield value


def run(mode: str, change: str, directory: Path, news: Path, at: int) -> str:
    """Make the change with a fault at step `at`; the name of the error, if the process survives."""
    fault = Fault(mode, directory, at)
    fault.watch()
    try:
        CHANGES[change](directory, news)
    except BaseException as error:
        fault.armed = False
        return type(error).__name__
    if fault.left > 0:
        fault.armed = False
        if mode == "power":
            fault.lose_power()
        return "completed"
    return "completed despite the fault"


def attempt(mode: str, change: str, directory: Path, news: Path, at: int) -> str:
    """The same in a process of its own, since a kill ends it and a hook cannot be taken back."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(into, run(mode, change, directory, news, at).encode())
        os._exit(0)
    os.close(into)
    os.waitpid(child, 0)
    with os.fdopen(out) as pipe:
        return pipe.read() or "killed"


def found_after(mode: str, directory: Path) -> list[Path]:
    """The directories to check: the changed one, or its states after the loss of power."""
    if mode != "power":
        return [directory]
    return sorted(directory.parent.glob(f"{directory.name} *"))


def mark(directory: Path) -> bytes:
    """A hash of the directory without the holder of the lock."""
    contents = [
        (path.name, path.read_bytes())
        for path in sorted(directory.iterdir())
        if path.name != "writer.lock"
    ]
    return hashlib.sha256(repr(contents).encode()).digest()


def look(change: str, directory: Path, news: Path) -> dict[str, Any]:
    """The state now, the state after change and compaction, and the files left over."""
    row: dict[str, Any] = {"seen": state(directory)}
    CHANGES[change](directory, news)
    CHANGES["compact"](directory, news)
    there, known = files(directory)
    return row | {"then": state(directory), "orphans": sorted(there - known)}


def main(mode: str, change: str, folder: Path, step: int = 1) -> None:
    """Print a row for each state after each fault."""
    news, before = folder / "news", folder / "before"
    looked: dict[bytes, dict[str, Any]] = {}
    print(json.dumps(state(before)))
    at, outcome = 1 - step, ""
    while outcome != "completed":
        at += step
        place = folder / "attempt"
        place.mkdir()
        directory = place / "index"
        shutil.copytree(before, directory)
        outcome = attempt(mode, change, directory, news, at)
        for found in found_after(mode, directory):
            known = mark(found)
            if known not in looked:
                looked[known] = look(change, found, news)
            print(json.dumps({"at": at, "outcome": outcome, "found": found.name, **looked[known]}))
        shutil.rmtree(place)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), *map(int, sys.argv[4:]))
