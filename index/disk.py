"""What every file of the index needs of the disk: to be there after a crash, or a plain error."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pressmark.corpus.errors import IndexWriteFailed


def sync(path: Path) -> None:
    """Have the content of a file on the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync_directory(directory: Path) -> None:
    """Have the names in `directory` on the disk, where the system can promise that."""
    with suppress(PermissionError):  # Windows opens no directories
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def discard(path: Path) -> None:
    """Delete a file or folder that nobody needs any more, or leave it for the next time."""
    if path.is_dir():
        import shutil  # which loads what packs archives

        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):  # Windows keeps what a reader has open
            path.unlink()


@contextmanager
def plain_errors(directory: Path) -> Iterator[None]:
    """What the disk refuses, in a sentence."""
    try:
        yield
    except OSError as error:
        raise IndexWriteFailed(
            f"The index in {directory} cannot be written to ({error.strerror or error}).",
            "Nothing was changed. Make room or see to its permissions, and try again.",
        ) from error
