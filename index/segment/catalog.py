"""The catalog of a generation: its segments and their files, as the manifest lists them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.array_file import SectionFile, SectionWriter
from pressmark.index.storage import disk
from pressmark.index.storage.typed_json import record, whole


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

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its files."""
        return (self.name, self.deletions) if self.deletions else (self.name,)


@dataclass(frozen=True, slots=True)
class Catalog:
    """The segments of one generation, in the order of their paragraphs.

    `duplicate_groups` is the file of the near-copies among the articles, empty where there are
    none, or where they are not `duplicate_groups_known`. The manifest calls them families. Copies
    of the last `unsearched` articles were not searched yet.
    """

    entries: tuple[Entry, ...] = ()
    duplicate_groups: str = ""
    duplicate_groups_checksum: int = 0
    duplicate_groups_known: bool = True
    unsearched: int = 0

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Self:
        """The catalog that `to_json` wrote."""
        entries = tuple(Entry(**entry) for entry in row["entries"])
        return cls(
            entries,
            row["families"],
            row["families_checksum"],
            row["families_known"],
            row.get("unsearched", 0),
        )

    def to_json(self, directory: Path) -> dict[str, Any]:
        """For the manifest, with the size of each file in `directory`."""
        names = [name for entry in self.entries for name in entry.names]
        names += [self.duplicate_groups] if self.duplicate_groups else []
        sizes = {name: disk.size_of(directory / name) for name in sorted(names)}
        return {
            "entries": [asdict(entry) for entry in self.entries],
            "families": self.duplicate_groups,
            "families_checksum": self.duplicate_groups_checksum,
            "families_known": self.duplicate_groups_known,
            "files": sizes,
            "unsearched": self.unsearched,
        }


def segment_name(generation: int, number: int) -> str:
    """The name of the `number`th segment written for a generation."""
    return f"paragraphs-{generation}-{number}.segment"


def deletions_name(segment: str, generation: int) -> str:
    """The name of the file of what a generation deleted from a segment."""
    return f"{segment.removesuffix('.segment')}-{generation}.deleted"


def duplicate_groups_name(generation: int) -> str:
    """The name of the file of a generation's duplicate groups."""
    return f"paragraphs-{generation}.families"


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
