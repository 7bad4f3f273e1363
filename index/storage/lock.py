"""One writer at a time: a lock of the operating system, released when its process ends.

The file stays when the lock is released; only the lock on it counts. Its content describes the
holder for those who wait.
"""

import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from pressmark.corpus.errors import IndexBusy, IndexCorrupt
from pressmark.index.storage import disk
from pressmark.index.storage.manifest import local_time
from pressmark.index.storage.typed_json import checked, decoded, record, text, whole

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

NAME = "writer.lock"
_HOLDER = record(pid=whole(), host=text, command=text, since=text)
_MOST_BYTES = 1 << 12
"""More than any holder writes."""
_PAUSE = 0.05
"""Seconds between two tries: about twice the shortest commit, which takes some 20 ms."""
_FAR = 1 << 30
"""The byte that Windows locks, beyond the content, since locked bytes cannot be read."""


@contextmanager
def writer_lock(directory: Path, timeout: float) -> Iterator[None]:
    """Hold the writer's lock; raises IndexBusy naming the holder after `timeout` seconds."""
    with held(directory, NAME, timeout):
        yield


@contextmanager
def held(directory: Path, name: str, timeout: float) -> Iterator[None]:
    """The same for the lock of that name."""
    path = directory / name
    with disk.plain_errors(directory):
        handle = disk.open_lock(path)
    try:
        _wait(handle, path, timeout)
        _write_holder(handle)
        yield
    finally:
        os.close(handle)


def _wait(handle: int, path: Path, timeout: float) -> None:
    deadline = time.monotonic() + timeout
    while not _try_lock(handle):
        if time.monotonic() >= deadline:
            raise IndexBusy(
                f"Another process is writing to the index in {path.parent}: {_holder(path)}.",
                "Wait until it is done, or stop it, and try again.",
            )
        time.sleep(_PAUSE)


def _try_lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _write_holder(handle: int) -> None:
    """Write who holds the lock; a full disk does not matter.

    A file with another name too may belong to another program, and is left as it is.
    """
    holder = {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "command": " ".join(sys.argv)[:200],
        "since": local_time(datetime.now(UTC)).isoformat(timespec="seconds"),
    }
    if disk.is_shared(handle):
        return
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, json.dumps(holder).encode())


def _holder(path: Path) -> str:
    try:
        holder = checked(decoded(disk.read(path, _MOST_BYTES), IndexCorrupt), _HOLDER, IndexCorrupt)
    except (OSError, IndexCorrupt):
        return "process unknown"
    return "process {pid} on {host} ({command}) since {since}".format_map(holder)
