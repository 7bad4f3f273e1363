"""Which segments make up a generation, as the manifest of the index holds it, and their files."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from pressmark.index import disk, manifest
from pressmark.index.segment.sections import SectionFile, SectionWriter

_SEGMENTS, _DELETIONS, _FAMILIES = ".segment", ".deleted", ".families"
_START = "paragraphs-"


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
        for name in catalog.files():
            if not is_ours(name):
                raise manifest.names_another(name)
        return catalog

    def to_json(self, directory: Path) -> dict[str, Any]:
        """For the manifest, with the size of each file as it lies in `directory`."""
        sizes = {name: disk.size_of(directory / name) for name in sorted(self.files())}
        return asdict(self) | {"files": sizes}

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
    is_named_so = name.startswith(_START) and name.endswith((_SEGMENTS, _DELETIONS, _FAMILIES))
    return is_named_so and Path(name).name == name


def write_deletions(path: Path, deleted: NDArray[np.bool_]) -> int:
    """Write bool[paragraphs]; the checksum of the header."""
    with SectionWriter(path) as target:
        target.add("deleted", np.packbits(deleted))
        return target.finish({"count": len(deleted)})


def read_deletions(path: Path, checksum: int) -> NDArray[np.bool_]:
    """What `write_deletions` wrote; raises IndexCorrupt."""
    file = SectionFile(path)
    file.check_identity(checksum)
    bits = np.unpackbits(file["deleted"].all(), count=file.meta["count"])
    return bits.astype(bool)
