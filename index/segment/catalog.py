"""Which segments make up a generation, as the manifest of the index holds it, and their files."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.array_file import SectionFile, SectionWriter
from pressmark.index.storage import disk, manifest
from pressmark.index.storage.typed_json import record, whole

_SEGMENTS, _DELETIONS, _FAMILIES = ".segment", ".deleted", ".families"
_START = "paragraphs-"
_OURS = re.compile(
    rf"{_START}[0-9]{{1,16}}(-[0-9]{{1,9}}{_SEGMENTS}|-[0-9]{{1,9}}-[0-9]{{1,16}}{_DELETIONS}|{_FAMILIES})"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A segment of a generation: its files, their headers' checksums, its paragraphs in all and
    the live ones among them. `deletions` is empty where all are live."""

    name: str
    checksum: int
    count: int
    live: int
    deletions: str = ""
    deletions_checksum: int = 0

    def checksums(self) -> dict[str, int]:
        """The names of its files with the checksums of their headers."""
        found = {self.name: self.checksum}
        return found | ({self.deletions: self.deletions_checksum} if self.deletions else {})


@dataclass(frozen=True, slots=True)
class Catalog:
    """The segments of one generation, in the order of their paragraphs.

    `families` is the file that says which articles are copies, empty where none are, or where
    they are not `families_known`.
    """

    entries: tuple[Entry, ...] = ()
    families: str = ""
    families_checksum: int = 0
    families_known: bool = True

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Self:
        """The catalog that `to_json` wrote; raises IndexCorrupt where it names other files."""
        entries = tuple(Entry(**entry) for entry in row["entries"])
        families = row["families"], row["families_checksum"], row["families_known"]
        catalog = cls(entries, *families)
        taken: set[str] = set()
        for name in catalog._names():
            if not is_ours(name) or name in taken or name not in row["files"]:
                raise manifest.names_another(name)
            taken.add(name)
        return catalog

    def to_json(self, directory: Path) -> dict[str, Any]:
        """For the manifest, with the size of each file as it lies in `directory`."""
        sizes = {name: disk.size_of(directory / name) for name in sorted(self.files())}
        return asdict(self) | {"files": sizes}

    def _names(self) -> Iterator[str]:
        for entry in self.entries:
            yield from entry.checksums()
        if self.families:
            yield self.families

    def files(self) -> set[str]:
        """The names of all files."""
        return set(self.checksums())

    def checksums(self) -> dict[str, int]:
        """The names of all files with the checksums of their headers."""
        found = {self.families: self.families_checksum} if self.families else {}
        for entry in self.entries:
            found |= entry.checksums()
        return found


def segment_name(generation: int, number: int) -> str:
    """The name of the `number`th segment written for a generation."""
    return f"{_START}{generation}-{number}{_SEGMENTS}"


def deletions_name(segment: str, generation: int) -> str:
    """The name of what a generation deleted from a segment."""
    return f"{segment.removesuffix(_SEGMENTS)}-{generation}{_DELETIONS}"


def families_name(generation: int) -> str:
    """The name of what a generation knows of copies."""
    return f"{_START}{generation}{_FAMILIES}"


def is_ours(name: str) -> bool:
    """Whether a file of that name is this engine's."""
    return bool(_OURS.fullmatch(name))


def write_deletions(path: Path, deleted: NDArray[np.bool_]) -> int:
    """Write bool[paragraphs]; the checksum of the header."""
    with SectionWriter(path) as target:
        target.add("deleted", np.packbits(deleted))
        return target.finish({"count": len(deleted)})


def read_deletions(directory: Path, entry: Entry) -> NDArray[np.bool_]:
    """What `write_deletions` wrote of a segment; raises IndexCorrupt."""
    file = SectionFile(directory / entry.deletions)
    file.check_identity(entry.deletions_checksum)
    if file.meta(record(count=whole()))["count"] != entry.count:
        raise file.corrupt("it is of another segment")
    octets = file.of_type("deleted", np.uint8).sized(-(-entry.count // 8)).all()
    deleted = np.unpackbits(octets, count=entry.count).astype(bool)
    if np.count_nonzero(deleted) != entry.count - entry.live:
        raise file.corrupt("it deletes another number of paragraphs than was committed")
    return deleted
