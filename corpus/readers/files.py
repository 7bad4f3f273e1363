"""Folders become the files in them, in a stable order, each once."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pressmark.corpus.errors import InputError
from pressmark.corpus.vocabulary import word_set

FOREIGN_SUFFIXES = word_set(
    """
    .css .js .mjs .map .png .jpg .jpeg .gif .webp .avif .svg .ico .bmp .tif .tiff .woff .woff2
    .ttf .otf .eot .mp3 .mp4 .m4a .webm .ogg .wav .avi .mov .pdf .pyc .so .db .sqlite
    """
)
"""What a saved web page brings along and is no article; passed over in folders, not if named."""


def find_files(paths: Iterable[Path]) -> Iterator[Path | InputError]:
    """Every file named or below a folder named, sorted within a folder.

    Hidden files and what is plainly no article are passed over; a path that is missing or cannot
    be opened, and a link to a folder that it lies in, come as errors in between.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        yield from _files_below(Path(path), seen)


def _files_below(path: Path, seen: set[tuple[int, int]]) -> Iterator[Path | InputError]:
    waiting = [path]
    while waiting:
        current = waiting.pop()
        try:
            status = current.stat()
            if not current.is_dir():
                yield current
                continue
            if _leads_back(current):
                yield InputError(current, "is a link to a folder that it lies in; not followed")
                continue
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            waiting.extend(_visible_entries(current))
        except OSError as error:
            yield InputError(current, *_cause(error))


def _visible_entries(folder: Path) -> list[Path]:
    """Last entry first, as they are taken from the end."""
    return sorted((e for e in folder.iterdir() if is_visible(e.name)), reverse=True)


def is_visible(name: str) -> bool:
    """Whether a file of that name in a folder may be an article."""
    return not name.startswith(".") and Path(name).suffix.lower() not in FOREIGN_SUFFIXES


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
