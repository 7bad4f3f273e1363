"""The spellings kept with an index: one small JSON file, no part of a generation.

They change what a query means, not what is indexed, so they are replaced without a commit.
"""

import json
import os
from functools import lru_cache, partial
from pathlib import Path

from pressmark.corpus.errors import SpellingsError
from pressmark.index.spellings import MOST_BYTES, Spellings, kept_form
from pressmark.index.storage import disk, files
from pressmark.index.storage.typed_json import any_object, checked, decoded

NAME = "spellings.json"
_NEW = f"{NAME}.new"


def read(directory: Path) -> Spellings:
    """The kept spellings, none where none were kept; raises IndexCorrupt."""
    path = directory / NAME
    try:
        content = disk.read(path, MOST_BYTES)
    except FileNotFoundError:
        return Spellings()
    return _parsed(path, content)


def keep(directory: Path, spellings: Spellings, wait: float) -> None:
    """Replace the kept spellings; raises IndexBusy, IndexWriteFailed, or SpellingsError."""
    from pressmark.index.storage.lock import writer_lock  # loaded for writing only

    content = json.dumps(kept_form(spellings), ensure_ascii=False).encode()
    with disk.plain_errors(directory), writer_lock(directory, wait):
        with disk.create(directory / _NEW) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        disk.replace(directory / _NEW, NAME)
        disk.sync_directory(directory)


def stamp(directory: Path) -> str:
    """A value that changes when the spellings do, empty where none were kept."""
    try:
        status = (directory / NAME).lstat()
    except OSError:
        return ""
    return f"{status.st_ino}-{status.st_mtime_ns}-{status.st_size}"


@lru_cache(4)
def _parsed(path: Path, content: bytes) -> Spellings:
    corrupt = partial(files.damaged, path)
    try:
        return Spellings.from_table(checked(decoded(content, corrupt), any_object, corrupt))
    except (SpellingsError, UnicodeEncodeError) as error:
        raise corrupt(str(error)) from None
