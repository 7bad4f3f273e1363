"""The spellings kept with an index: one small JSON file, no part of a generation.

They change what a query means, not what is indexed, so they are replaced without a commit, under a
lock of their own: an index that takes hours to fill can be searched and corrected meanwhile.
"""

import json
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path

from pressmark.corpus.errors import SpellingsError
from pressmark.index.spellings import MOST_BYTES, Spellings, kept_form
from pressmark.index.storage import disk, files
from pressmark.index.storage.typed_json import any_object, checked, decoded

NAME = "spellings.json"
_LOCK = "spellings.lock"


def read(directory: Path) -> Spellings:
    """The kept spellings, none where none were kept; raises IndexCorrupt."""
    path = directory / NAME
    try:
        content = disk.read(path, MOST_BYTES)
    except FileNotFoundError:
        return Spellings()
    return _parsed(path, content)


def change(directory: Path, changed: Callable[[Spellings], Spellings], wait: float) -> Spellings:
    """Replace the kept spellings by what `changed` makes of them, while nobody else does; the new
    ones. Raises IndexBusy, IndexWriteFailed, or SpellingsError."""
    from pressmark.index.storage import lock  # loaded for writing only

    with lock.held(directory, _LOCK, wait):
        before = read(directory)
        after = changed(before)
        if after != before:
            content = json.dumps(kept_form(after), ensure_ascii=False).encode()
            disk.replace_content(directory / NAME, content)
    return after


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
