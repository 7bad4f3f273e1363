"""The engine beneath `Index`: readers on one generation, and batches of changes for the next.

The manifest of the index says which segments count; nothing here is seen before it does.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from whoosh.fields import Schema
from whoosh.reading import EmptyReader, IndexReader, MultiReader
from whoosh.searching import Searcher

from pressmark.corpus.errors import IndexCorrupt
from pressmark.index import manifest as manifests
from pressmark.index.disk import sync
from pressmark.index.futures import at_once
from pressmark.index.manifest import Manifest
from pressmark.index.segment.buffer import Buffer, FieldRows, SegmentWriter
from pressmark.index.segment.catalog import (
    Catalog,
    Entry,
    deletions_name,
    families_name,
    is_ours,
    read_deletions,
    segment_name,
    write_deletions,
)
from pressmark.index.segment.copies import Articles, copies, live_articles
from pressmark.index.segment.evaluate.searcher import ArraySearcher
from pressmark.index.segment.families import (
    Families,
    joined,
    read_families,
    renumbered,
    write_families,
)
from pressmark.index.segment.merge import Helpers, Part, PartPlace, Piece, merge
from pressmark.index.segment.plan import Document, plans
from pressmark.index.segment.reader import ArrayReader
from pressmark.index.segment.sections import SectionFile
from pressmark.index.segment.segment import Segment
from pressmark.index.segment.tiers import groups_to_merge

__all__ = ["Batch", "SegmentIndex", "check", "create", "damages", "is_ours", "sweep"]


@dataclass(frozen=True, slots=True)
class _Generation:
    """What readers of one commit share: its number, each segment with what is deleted in it, and
    the copies among its articles."""

    number: int
    leaves: Sequence[tuple[Segment, NDArray[np.bool_] | None]]
    families: Families

    def reader(self, schema: Schema) -> IndexReader:
        """A reader of its own, to be closed by whoever uses it."""
        leaves = [
            ArrayReader(segment, schema, self.number, deleted, self.families)
            for segment, deleted in self.leaves
        ]
        if not leaves:
            return EmptyReader(schema)
        return leaves[0] if len(leaves) == 1 else MultiReader(leaves, self.number)


class SegmentIndex:
    """What Whoosh's searcher needs of an index; safe to share between threads."""

    def __init__(self, directory: Path, schema: Schema) -> None:
        self.directory = directory
        self.schema = schema
        self._plans = plans(schema)
        self._open: dict[tuple[str, int], Segment] = {}
        self._lock = Lock()
        self._latest: tuple[str, _Generation] | None = None

    def latest_generation(self) -> int:
        """The generation that a reader opened now would see."""
        return manifests.read(self.directory).generation

    def reader(self, reuse: IndexReader | None = None) -> IndexReader:  # noqa: ARG002
        """A Whoosh reader on the newest commit; what other readers have open is shared anyway.

        Where nothing was committed since the last one, it costs a look at the manifest's date.
        Raises IndexCorrupt.
        """
        stamp, latest = manifests.stamp(self.directory), self._latest
        if latest is None or latest[0] != stamp:
            latest = self._latest = stamp, self._newest()
        return latest[1].reader(self.schema)

    def _newest(self) -> _Generation:
        while True:
            present = manifests.read(self.directory)
            try:
                return self._generation(present)
            except FileNotFoundError as error:
                # a commit may have swept away what was the newest when we looked
                if manifests.read(self.directory).generation == present.generation:
                    raise _damaged(Path(error.filename), "is gone") from None

    def reader_of(self, present: Manifest) -> IndexReader:
        """A reader on the generation of `present`."""
        return self._generation(present).reader(self.schema)

    def _generation(self, present: Manifest) -> _Generation:
        catalog = Catalog.from_json(present.segments)
        families = self.families(catalog)
        leaves = [(self.segment(entry), self.deletions(entry)) for entry in catalog.entries]
        self._forget_all_but(catalog)
        return _Generation(present.generation, leaves, families)

    def segment(self, entry: Entry) -> Segment:
        """The segment, opened once for all readers of the newest generation."""
        # an index deleted and made anew has other content under the same names
        key = entry.name, entry.checksum
        with self._lock:
            segment = self._open.get(key)
            if segment is None:
                segment = Segment(self.directory / entry.name, self._plans, entry.checksum)
                self._open[key] = segment
            return segment

    def _forget_all_but(self, catalog: Catalog) -> None:
        """Readers that are still on other segments keep those open themselves."""
        with self._lock:
            for key in self._open.keys() - {(e.name, e.checksum) for e in catalog.entries}:
                del self._open[key]

    def deletions(self, entry: Entry) -> NDArray[np.bool_] | None:
        """bool[paragraphs] of what is deleted in a segment, or None."""
        if not entry.deletions:
            return None
        return read_deletions(self.directory / entry.deletions, entry.deletions_checksum)

    def families(self, catalog: Catalog) -> Families:
        """Which articles are copies of each other."""
        if not catalog.families:
            return Families()
        return read_families(self.directory / catalog.families, catalog.families_checksum)

    def searcher(self, **options: Any) -> Searcher:
        """A Whoosh searcher on the newest commit."""
        return ArraySearcher(self.reader(), fromindex=self, **options)


def create(directory: Path) -> dict[str, Any]:
    """An index without documents: the value is for `Manifest.segments`."""
    return Catalog().to_json(directory)


def check(directory: Path, present: Manifest) -> None:
    """Raises IndexCorrupt where a file is gone or has not the length it was committed with."""
    for name, size in present.segments["files"].items():
        path = directory / name
        try:
            found = path.stat().st_size
        except FileNotFoundError:
            raise _damaged(path, "is gone") from None
        if found != size:
            raise _damaged(path, f"has {found} bytes instead of {size}")


def damages(directory: Path, present: Manifest) -> Iterator[IndexCorrupt]:
    """Read every byte of the segments; what is damaged, a file at a time."""
    for name, checksum in Catalog.from_json(present.segments).checksums().items():
        yield from _damages(directory / name, checksum)


def _damages(path: Path, checksum: int) -> Iterator[IndexCorrupt]:
    try:
        SectionFile(path).check_whole(checksum)
    except FileNotFoundError:
        yield _damaged(path, "is gone")
    except IndexCorrupt as error:
        yield error


def whole(directory: Path, present: Manifest) -> dict[str, Any]:
    """The segments without the damaged ones; the value is for `Manifest.segments`.

    Where only the list of what was deleted from it is damaged, a segment goes too: what comes from
    files is read again, and what somebody removed does not come back. Copies are looked for anew.
    """
    entries = Catalog.from_json(present.segments).entries
    kept = tuple(
        entry
        for entry in entries
        if not any(
            damage
            for name, checksum in entry.checksums().items()
            for damage in _damages(directory / name, checksum)
        )
    )
    return Catalog(kept, families_known=False).to_json(directory)


def _damaged(path: Path, how: str) -> IndexCorrupt:
    return IndexCorrupt(f"{path} {how}.", "See what can be saved: pressmark verify --repair")


def sweep(directory: Path, present: Manifest) -> None:
    """Delete what is not of this generation. Only for the writer."""
    for path in directory.iterdir():
        if is_ours(path.name) and path.name not in present.segments["files"]:
            with suppress(OSError):  # Windows keeps what a reader has open; the next commit tries
                path.unlink()


class Hands(Protocol):
    """Who writes what a batch hands over; both methods give the checksum of a file's header."""

    @property
    def helpers(self) -> int:
        """How many processes do it, 0 where it is done at once."""

    def write(self, path: Path, rows: Mapping[str, FieldRows], count: int) -> "Future[int]":
        """Have `SegmentWriter.write` called."""

    def merge_piece(self, path: Path, piece: Piece, places: Sequence[PartPlace]) -> "Future[int]":
        """Have `SegmentWriter.merge_piece` called."""

    def close(self) -> None:
        """Nothing more will come."""


class _OwnHands:
    helpers = 0

    def __init__(self, schema: Schema) -> None:
        self._writer = SegmentWriter(schema)

    def write(self, path: Path, rows: Mapping[str, FieldRows], count: int) -> "Future[int]":
        return at_once(self._writer.write, path, rows, count)

    def merge_piece(self, path: Path, piece: Piece, places: Sequence[PartPlace]) -> "Future[int]":
        return at_once(self._writer.merge_piece, path, piece, places)

    def close(self) -> None:
        pass


class Batch:
    """Changes on the way to the next generation; nobody sees them before the manifest does."""

    def __init__(self, directory: Path, schema: Schema, present: Manifest) -> None:
        self._index = index = SegmentIndex(directory, schema)
        self._directory = directory
        self._generation = present.generation + 1
        self._catalog = Catalog.from_json(present.segments)
        self._fields = [plan.name for plan in plans(index.schema)]
        self._buffer = Buffer(self._fields)
        self._hands: Hands = _OwnHands(index.schema)
        self._under_way: list[tuple[str, int, Future[int]]] = []
        self._names = 0
        self._deleted: set[int] = set()
        self.reader: IndexReader = index.reader_of(present)

    def add(self, documents: Iterable[Document]) -> None:
        """Put in the documents of one article; they stay together, unless one is very long."""
        if self._buffer.full():
            self._flush()
        for document in documents:
            if not self._buffer.has_room(document):
                self._flush()
            self._buffer.add(document)

    def hire(self, hands: Hands) -> None:
        """Have segments written and merged by `hands`, which are let go at last."""
        self._hands = hands

    def _next_name(self) -> str:
        self._names += 1
        return segment_name(self._generation, self._names)

    def _next_path(self) -> Path:
        return self._directory / self._next_name()

    def _flush(self) -> None:
        count = self._buffer.count
        if count:
            name = self._next_name()
            written = self._hands.write(self._directory / name, self._buffer.rows, count)
            self._under_way.append((name, count, written))
            self._buffer = Buffer(self._fields)
            # one batch more than are being written may wait, so that nobody else does
            self._wait_for(self._under_way[: -self._hands.helpers - 1])

    def _wait_for(self, under_way: Sequence[tuple[str, int, Future[int]]]) -> list[Entry]:
        return [Entry(name, written.result(), count, count) for name, count, written in under_way]

    def delete(self, numbers: Iterable[int]) -> None:
        """Take out documents by their number in `reader`."""
        self._deleted.update(numbers)

    @property
    def compact(self) -> bool:
        """Whether everything committed before is in one segment, and all of it live."""
        entries = self._catalog.entries
        return len(entries) < 2 and all(entry.live == entry.count for entry in entries)

    def seal(self, *, compact: bool = False) -> dict[str, Any]:
        """Have every change on the disk, with `compact` in one segment.

        The value is for `Manifest.segments`; writing that has the names of the files on the disk.
        """
        self._flush()
        fresh = self._wait_for(self._under_way)
        before = self._without_deleted()
        entries = [*(entry for entry in before if entry.live), *fresh]
        groups = groups_to_merge(entries, len(fresh), sum(entry.count for entry in fresh))
        if compact:
            groups = [range(len(entries))] if entries else []
        for group in reversed(groups):
            entries[group.start : group.stop] = self._merged(entries[group.start : group.stop])
        self._hands.close()  # what follows needs the memory
        for entry in entries:
            if entry in fresh:
                sync(self._directory / entry.name)
        families = self._families(before, entries)
        if not len(families.members):
            return Catalog(tuple(entries)).to_json(self._directory)
        name = families_name(self._generation)
        checksum = write_families(self._directory / name, families)
        return Catalog(tuple(entries), name, checksum).to_json(self._directory)

    def _families(self, before: Sequence[Entry], after: Sequence[Entry]) -> Families:
        """Which articles of the segments `after` are copies; `before` are those of last time."""
        if not {"article", "fingerprint"} <= set(self._index.schema.names()):
            return Families()
        live = [live_articles(self._part(entry)) for entry in before]
        kept = {entry.name for entry in after}
        # what is deleted goes on to be numbered until a merge leaves it out
        numbered = [
            np.ones_like(articles) if entry.name in kept else articles
            for entry, articles in zip(before, live, strict=True)
        ]
        to = np.where(joined(live), renumbered(joined(numbered)), -1)
        known = self._index.families(self._catalog).moved(to)
        articles = Articles(list(map(self._part, after)))
        fresh = len(articles)
        if self._catalog.families_known:
            fresh -= int(np.count_nonzero(joined(numbered)))
        return known.joined(copies(articles, fresh)) if fresh else known

    def _part(self, entry: Entry) -> Part:
        return Part(self._index.segment(entry), self._index.deletions(entry))

    def _without_deleted(self) -> list[Entry]:
        by_segment: Mapping[int, list[int]] = defaultdict(list)
        starts = np.cumsum([0, *(entry.count for entry in self._catalog.entries)])
        for number in self._deleted:
            place = int(starts.searchsorted(number, side="right")) - 1
            by_segment[place].append(number - int(starts[place]))
        return [
            self._delete_from(entry, by_segment[place]) if place in by_segment else entry
            for place, entry in enumerate(self._catalog.entries)
        ]

    def _delete_from(self, entry: Entry, numbers: list[int]) -> Entry:
        deleted = self._index.deletions(entry)
        if deleted is None:
            deleted = np.zeros(entry.count, dtype=bool)
        deleted[numbers] = True
        name = deletions_name(entry.name, self._generation)
        checksum = write_deletions(self._directory / name, deleted)
        live = entry.count - int(np.count_nonzero(deleted))
        return Entry(entry.name, entry.checksum, entry.count, live, name, checksum)

    def _merged(self, entries: list[Entry]) -> list[Entry]:
        parts = list(map(self._part, entries))
        live = sum(entry.live for entry in entries)
        name = self._next_name()
        hands = self._hands
        helpers = Helpers(hands.helpers, hands.merge_piece, self._next_path)
        checksum = merge(self._directory / name, plans(self._index.schema), parts, helpers)
        return [Entry(name, checksum, live, live)]

    def close(self) -> None:
        """Let go of everything; files that came to nothing go with `sweep`."""
        self._hands.close()
        self.reader.close()
