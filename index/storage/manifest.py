"""The manifest, `pressmark.json`: the current generation and its files.

It is replaced atomically as the last step of a commit, so a commit either happened or did not.
Other files in the directory count only if the manifest lists them.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from pressmark.corpus.errors import IndexCorrupt, IndexMissing, IndexStateError, IndexVersion
from pressmark.index.analysis.analyzers import is_language
from pressmark.index.storage import disk, files
from pressmark.index.storage.files import CommittedFile
from pressmark.index.storage.typed_json import (
    also,
    any_object,
    checked,
    counts,
    decoded,
    flag,
    listed,
    matching,
    record,
    row,
    text,
    whole,
)

FORMAT = 9
NAME = "pressmark.json"
NEW = f"{NAME}.new"
"""The next manifest before it replaces the current one; a crash may leave it behind."""
_REBUILD = "Delete the directory and index your files again."


@dataclass(frozen=True, slots=True)
class Manifest:
    """One generation of an index.

    `segments` is what `Batch.seal` returned, `sources` what `Sources.seal` did, `lines` what
    `Learner.seal` did: the files that each wrote, with their sizes and checksums.
    """

    generation: int
    language: str
    committed: str
    tally: Mapping[str, Any]
    segments: Mapping[str, Any]
    sources: Mapping[str, Any]
    lines: Mapping[str, Any]

    @property
    def files(self) -> Iterator[CommittedFile]:
        """All files of this generation."""
        segments, sources, known = self.segments, self.sources, self.lines["known"]
        for entry in segments["entries"]:
            yield self._arrays(files.SEGMENT, entry["name"], entry["checksum"])
            if entry["deletions"]:
                checksum = entry["deletions_checksum"]
                yield self._arrays(files.DELETIONS, entry["deletions"], checksum)
        if segments["families"]:
            checksum = segments["families_checksum"]
            yield self._arrays(files.DUPLICATE_GROUPS, segments["families"], checksum)
        yield CommittedFile(files.SOURCES, sources["file"], sources["length"], sources["checksum"])
        yield CommittedFile(files.LEARNED_LINES, known["name"], known["size"], known["checksum"])
        for run in self.lines["runs"]:
            yield CommittedFile(files.LINE_COUNTS, run["name"], run["size"], run["checksum"])

    def _arrays(self, kind: re.Pattern[str], name: str, checksum: int) -> CommittedFile:
        if name not in self.segments["files"]:
            raise names_another(name)
        return CommittedFile(kind, name, self.segments["files"][name], checksum)

    @property
    def size_bytes(self) -> int:
        """The size of all files of this generation together."""
        return sum(file.size for file in self.files)


_MOST_BYTES = 1 << 26
"""A larger manifest is not read: one of 100,000 sources has some 5 MB."""
_MOST_GENERATIONS = 10**15
_CHECKSUM = whole(most=(1 << 32) - 1)
_NUMBER = re.compile("[0-9]+")


def _is_in_utc(moment: str) -> bool:
    return datetime.fromisoformat(moment).utcoffset() == timedelta(0)


_SHAPES = {
    "generation": whole(most=_MOST_GENERATIONS),
    "language": matching(is_language, "the code of a known language"),
    "committed": matching(_is_in_utc, "a time in UTC"),
    "tally": record(
        articles=whole(),
        paragraphs=whole(),
        removed=counts,
        sources=counts,
        days=counts,
        missing=counts,
        languages=counts,
    ),
    "segments": also(
        record(
            entries=listed(
                record(
                    name=text,
                    checksum=_CHECKSUM,
                    count=whole(),
                    live=whole(),
                    deletions=text,
                    deletions_checksum=_CHECKSUM,
                )
            ),
            families=text,
            families_checksum=_CHECKSUM,
            families_known=flag,
            files=counts,
        ),
        unsearched=whole(),
    ),
    "sources": also(
        record(file=text, length=whole(), checksum=_CHECKSUM),
        unread=listed(row(text, whole(), text)),
    ),
    "lines": record(
        runs=listed(record(name=text, length=whole(1), size=whole(), checksum=_CHECKSUM)),
        known=record(name=text, size=whole(most=disk.MOST_BYTES), checksum=_CHECKSUM),
    ),
}


def write(directory: Path, manifest: Manifest) -> None:
    """Make `manifest` the current generation: this is the commit."""
    content = {name: getattr(manifest, name) for name in _SHAPES}
    whole_text = json.dumps({"format": FORMAT, "checksum": _checksum(content), "content": content})
    new = directory / NEW
    with disk.create(new) as file:
        file.write(whole_text.encode())
        file.flush()
        os.fsync(file.fileno())
    disk.sync_directory(directory)  # the files that it names must exist before it does
    disk.replace(new, NAME)
    with suppress(OSError):  # readers see the commit already, so it has not failed
        disk.sync_directory(directory)


def read(directory: Path) -> Manifest:
    """The current generation; raises IndexMissing, IndexVersion, IndexCorrupt or their base."""
    path = directory / NAME
    try:
        data = disk.read(path, _MOST_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        raise IndexMissing(
            f"There is no index in {directory}.",
            "Make one with: pressmark index FOLDER, or name another with --index DIR.",
        ) from None
    except IndexCorrupt as error:
        raise IndexCorrupt(error.message, _REBUILD) from None
    except OSError as error:
        raise IndexStateError(
            f"{path} cannot be read ({error.strerror or error}).", "See to its permissions."
        ) from error
    return _parse(path, data)


def stamp(directory: Path) -> str:
    """A value that changes with every commit, from the status of the manifest alone.

    Raises IndexMissing. The next manifest is created while this one exists, so its inode differs
    even if its time does not.
    """
    try:
        status = (directory / NAME).lstat()
    except OSError:
        return str(read(directory).generation)  # raises the error that fits
    return f"{status.st_ino}-{status.st_mtime_ns}-{status.st_size}"


def damaged(directory: Path, how: str) -> IndexCorrupt:
    """The error for a manifest that cannot have been written so."""
    return IndexCorrupt(f"{directory / NAME} is damaged: {how}.", _REBUILD)


def names_another(name: str) -> IndexCorrupt:
    """The error for a name in the manifest that no file of an index has."""
    return IndexCorrupt(f"{NAME} names {name!r}, which is no file of the index.", _REBUILD)


def _parse(path: Path, data: bytes) -> Manifest:
    corrupt = partial(damaged, path.parent)
    whole_value = decoded(data, corrupt)
    outer = checked(whole_value, record(format=whole()), corrupt)
    if outer["format"] != FORMAT:
        raise _other_format(path.parent, outer["format"])
    outer = checked(whole_value, record(checksum=text, content=any_object), corrupt)
    if outer["checksum"] != _checksum(outer["content"]):
        raise corrupt("it is not what was written")
    content = checked(outer["content"], record(**_SHAPES), corrupt)
    manifest = Manifest(**content)
    _check_names(manifest)
    return manifest


def _other_format(directory: Path, number: int) -> IndexVersion:
    """The error for an index of another format, with what helps: an older one is made again."""
    which, newer = (
        ("a newer", "Use that one, or index") if number > FORMAT else ("an older", "Index")
    )
    return IndexVersion(
        f"{directory} was made by {which} Pressmark (format {number}, this one reads {FORMAT}).",
        f"{newer} your files again into another directory.",
    )


def _check_names(manifest: Manifest) -> None:
    """Raise IndexCorrupt where a name is not that of its kind, or given twice."""
    seen = set[str]()
    for kind, name, *_ in manifest.files:
        if not kind.fullmatch(name) or name in seen:
            raise names_another(name)
        # a number of a later generation: a later commit would overwrite the file
        if any(int(number) > manifest.generation for number in _NUMBER.findall(name)[::2]):
            raise names_another(name)
        seen.add(name)
    for name in manifest.segments["files"].keys() - seen:
        raise names_another(name)


def _checksum(content: Mapping[str, Any]) -> str:
    return hashlib.blake2b(json.dumps(content).encode(), digest_size=16).hexdigest()


def local_time(moment: datetime) -> datetime:
    """A moment of a known zone in that of this machine; in UTC where `TZ` names no real zone."""
    try:
        return moment.astimezone()
    except (ValueError, OverflowError):  # as for TZ=UTC-99
        return moment.astimezone(UTC)
