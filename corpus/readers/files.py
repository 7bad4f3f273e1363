"""Folders become the files in them, in a stable order, each once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pressmark.corpus.errors import InputError, PassedOver
from pressmark.corpus.readers.unread_formats import (
    DATABASE,
    FONT,
    PDF,
    PICTURE,
    PROGRAM,
    SOUND,
    VIDEO,
    can_read_pdf,
)

HIDDEN = "hidden file"

_SUFFIXES: Mapping[str, str] = {
    "style sheet": ".css",
    "script": ".js .mjs .map",
    PICTURE: ".png .jpg .jpeg .gif .webp .avif .svg .ico .bmp .tif .tiff",
    FONT: ".woff .woff2 .ttf .otf .eot",
    SOUND: ".mp3 .m4a .ogg .wav",
    VIDEO: ".mp4 .webm .avi .mov",
    PDF: ".pdf",
    PROGRAM: ".pyc .so",
    DATABASE: ".db .sqlite",
}
_KINDS = {suffix: kind for kind, suffixes in _SUFFIXES.items() for suffix in suffixes.split()}
"""What a saved web page brings along and is no article; passed over in folders, not if named."""


class PassedFiles:
    """Files of kinds that are not read: how many of each kind, and the first of each."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._examples: dict[str, str] = {}

    def add(self, kind: str, name: str) -> None:
        """Count a file."""
        self._counts[kind] += 1
        self._examples.setdefault(kind, name)

    def reported(self, place: str | Path) -> Iterator[PassedOver]:
        """What is to be reported of the place that holds them, if anything."""
        if self._counts:
            yield PassedOver(place, self._counts, self._examples)


def find_files(paths: Iterable[Path]) -> Iterator[Path | InputError]:
    """Every file named or below a folder named, sorted within a folder.

    Hidden files and what is plainly no article are passed over; after the files of a folder comes
    PassedOver, which counts them, if there are any. A path that is missing or cannot be opened,
    and a link to a folder that contains it, come as errors in between.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        passed = PassedFiles()
        yield from _files_below(Path(path), seen, passed)
        yield from passed.reported(path)


def _files_below(
    path: Path, seen: set[tuple[int, int]], passed: PassedFiles
) -> Iterator[Path | InputError]:
    waiting = [path]
    while waiting:
        current = waiting.pop()
        try:
            status = current.stat()
            if not current.is_dir():
                yield current
                continue
            if _leads_back(current):
                yield InputError(current, "is a link to a folder that contains it; not followed")
                continue
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            waiting.extend(_entries(current, passed))
        except OSError as error:
            yield InputError(current, *_cause(error))


def _entries(folder: Path, passed: PassedFiles) -> list[Path]:
    """Last entry first, as they are taken from the end."""
    wanted = []
    for entry in folder.iterdir():
        if kind := foreign_kind(entry.name):
            passed.add(kind, str(entry))
        else:
            wanted.append(entry)
    return sorted(wanted, reverse=True)


def foreign_kind(path: str) -> str:
    """What a file of that path in a folder is, if it cannot be an article, else ""."""
    parts = [part for part in path.split("/") if part not in ("", ".", "..")]
    if any(part.startswith(".") for part in parts):
        return HIDDEN
    kinds = (_KINDS.get(Path(part).suffix.lower()) for part in parts)
    kind = next(filter(None, kinds), "")
    return "" if kind == PDF and can_read_pdf() else kind


def _leads_back(folder: Path) -> bool:
    """Whether the folder is a link to one above it, so that walking it would never end."""
    return folder.is_symlink() and folder.parent.resolve().is_relative_to(folder.resolve())


def _cause(error: OSError) -> tuple[str, str]:
    match error:
        case FileNotFoundError():
            return "there is no such file or folder", "check the spelling of the path"
        case PermissionError():
            return "no permission to read it", "change its mode or owner"
    return f"the system cannot read it ({error.strerror or error})", ""
