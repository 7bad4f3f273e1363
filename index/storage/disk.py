"""Opens, creates, replaces and deletes every file of the index.

An index may come from a stranger. A name in it is looked up in the directory of the index itself,
and only regular files are opened: a link, pipe, device or folder in place of a file raises
IndexCorrupt. New files are created under unused names, so nothing outside the directory is written.
Written files survive a crash, or an error is raised.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from pressmark.corpus.errors import IndexCorrupt, IndexWriteFailed

_HAS_FOLDERS = os.open in os.supports_dir_fd and hasattr(os, "O_DIRECTORY")
"""Windows cannot open directories, so a name cannot be looked up in an open one."""
_FOLDER = getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_PATH", os.O_RDONLY)
_CAREFUL = (
    getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # opening a pipe would wait for its other end
    | getattr(os, "O_BINARY", 0)
)
MOST_BYTES = 1 << 28
"""The largest file that is read into memory: no JSON file of an index is half as large."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_KINDS = {
    stat.S_IFLNK: "a link",
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def open_to_read(path: Path) -> IO[bytes]:
    """An open file; raises FileNotFoundError, or IndexCorrupt where it is no regular file."""
    return os.fdopen(_opened(path, os.O_RDONLY), "rb")


def open_to_change(path: Path) -> IO[bytes]:
    """The same for a file whose content is to be changed in place."""
    return os.fdopen(_opened(path, os.O_RDWR), "r+b")


def open_lock(path: Path) -> int:
    """The descriptor of a file, which is created if there is none."""
    return _opened(path, os.O_RDWR | os.O_CREAT)


def create(path: Path) -> IO[bytes]:
    """A new file, in place of one that an unfinished writer left under its name."""
    try:
        handle = _opened(path, _NEW)
    except (FileExistsError, IndexCorrupt):
        discard(path)
        handle = _opened(path, _NEW)
    return os.fdopen(handle, "wb")


def read(path: Path, most: int = MOST_BYTES) -> bytes:
    """The content of a file; raises IndexCorrupt where it has more than `most` bytes."""
    with open_to_read(path) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise IndexCorrupt(
            f"{path} has more than {most} bytes.",
            "See what can be saved: pressmark verify --repair",
        )
    return content


def size_of(path: Path) -> int:
    """The size of a file in bytes; raises FileNotFoundError or IndexCorrupt."""
    return _regular(path, path.lstat()).st_size


def is_shared(handle: int) -> bool:
    """Whether an open file has another name too, perhaps outside the index."""
    return os.fstat(handle).st_nlink > 1


def replace(path: Path, name: str) -> None:
    """Rename a file of the directory to `name`, replacing the file of that name."""
    with _folder_of(path) as folder:
        if folder is None:
            path.replace(path.with_name(name))
        else:
            os.replace(path.name, name, src_dir_fd=folder, dst_dir_fd=folder)


def discard(path: Path) -> None:
    """Delete a file that is no longer needed, or leave it for the next sweep."""
    with (
        suppress(OSError),
        _folder_of(path) as folder,
    ):  # Windows keeps what is open
        if folder is None:
            path.unlink()
        else:
            os.unlink(path.name, dir_fd=folder)


def sync(path: Path) -> None:
    """Write the content of a file through to disk."""
    with open_to_read(path) as file:
        os.fsync(file.fileno())


def sync_directory(directory: Path) -> None:
    """Write the names in `directory` through to disk, where the system can do that."""
    with suppress(PermissionError):  # Windows cannot open directories
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def replace_content(path: Path, content: bytes) -> None:
    """Replace a small file as a whole, written through to disk; raises IndexWriteFailed."""
    new = path.with_name(f"{path.name}.new")
    with plain_errors(path.parent):
        with create(new) as file:
            file.write(content)
        sync(new)
        replace(new, path.name)
        sync_directory(path.parent)


@contextmanager
def plain_errors(directory: Path) -> Iterator[None]:
    """Raise IndexWriteFailed for an error of the operating system."""
    try:
        yield
    except OSError as error:
        raise IndexWriteFailed(
            f"The index in {directory} cannot be written to ({error.strerror or error}).",
            "Make room or see to its permissions, and try again.",
        ) from error


@contextmanager
def _folder_of(path: Path) -> Iterator[int | None]:
    """A descriptor of the directory that `path` is in, or None where the system has none."""
    if not _HAS_FOLDERS:
        yield None
        return
    folder = os.open(path.parent, _FOLDER)
    try:
        yield folder
    finally:
        os.close(folder)


def _opened(path: Path, flags: int) -> int:
    try:
        with _folder_of(path) as folder:
            if folder is None:
                with suppress(FileNotFoundError):  # there may be no O_NOFOLLOW either
                    _regular(path, path.lstat())
                handle = os.open(path, flags | _CAREFUL, 0o666)
            else:
                handle = os.open(path.name, flags | _CAREFUL, 0o666, dir_fd=folder)
    except OSError as error:
        with suppress(OSError):
            _regular(path, path.lstat())  # the error for anything but a file depends on its kind
        error.filename = str(path)
        raise
    try:
        _regular(path, os.fstat(handle))
    except IndexCorrupt:
        os.close(handle)
        raise
    return handle


def _regular(path: Path, status: os.stat_result) -> os.stat_result:
    """`status`, if it is that of a regular file; raises IndexCorrupt for any other."""
    if not stat.S_ISREG(status.st_mode):
        kind = _KINDS.get(stat.S_IFMT(status.st_mode), "something else")
        raise IndexCorrupt(
            f"{path} is {kind}, which no file of an index is.",
            "Delete it, and see what can be saved: pressmark verify --repair",
        )
    return status
