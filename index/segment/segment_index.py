"""Opens the segments of the newest generation for readers and searchers."""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.fields import Schema
from whoosh.reading import IndexReader

from pressmark.corpus.errors import IndexStateError
from pressmark.index.segment.catalog import Catalog, Entry, read_deletions
from pressmark.index.segment.duplicate_groups import DuplicateGroups, read_duplicate_groups
from pressmark.index.segment.field_spec import field_specs
from pressmark.index.segment.multi_reader import NoSegmentsReader, SegmentsReader
from pressmark.index.segment.reader import ArrayReader
from pressmark.index.segment.segment import Segment
from pressmark.index.storage import files
from pressmark.index.storage import manifest as manifests
from pressmark.index.storage.manifest import Manifest

if TYPE_CHECKING:
    from whoosh.searching import Searcher


class _Generation(NamedTuple):
    """What readers of one commit share: its number, each segment with its deleted paragraphs, and
    the duplicate groups of its articles."""

    number: int
    segments: Sequence[tuple[Segment, NDArray[np.bool_] | None]]
    duplicate_groups: DuplicateGroups

    def reader(self, schema: Schema) -> IndexReader:
        """A new reader, to be closed by the caller."""
        readers = [
            ArrayReader(segment, schema, self.number, deleted, self.duplicate_groups)
            for segment, deleted in self.segments
        ]
        if not readers:
            return NoSegmentsReader(schema, self.number)
        return readers[0] if len(readers) == 1 else SegmentsReader(readers, self.number)

    @property
    def unchanged(self) -> bool:
        """Whether every segment is there as it was when it was opened."""
        return all(segment.file.unchanged for segment, _ in self.segments)


class SegmentIndex:
    """What Whoosh's searcher needs of an index; safe to share between threads."""

    def __init__(self, directory: Path, schema: Schema) -> None:
        self.directory = directory
        self.schema = schema
        self._plans = field_specs(schema)
        self._open: dict[tuple[str, int], Segment] = {}
        self._lock = Lock()
        self._latest: tuple[str, _Generation] | None = None

    def latest_generation(self) -> int:
        """The generation that a reader opened now would see."""
        return manifests.read(self.directory).generation

    def reader(self, reuse: IndexReader | None = None) -> IndexReader:  # noqa: ARG002
        """A Whoosh reader on the newest commit; what other readers have open is shared anyway.

        Where nothing was committed since the last one, it costs a `stat` of the manifest and each
        segment, so that a truncated file is not read. Raises IndexCorrupt, or
        IndexStateError where a file cannot be read.
        """
        stamp, latest = manifests.stamp(self.directory), self._latest
        if latest is None or latest[0] != stamp or not latest[1].unchanged:
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
                    raise files.gone(Path(error.filename)) from None
            except OSError as error:
                raise IndexStateError(
                    f"{error.filename} cannot be read ({error.strerror or error}).",
                    "See to its permissions.",
                ) from error

    def reader_of(self, present: Manifest) -> IndexReader:
        """A reader on the generation of `present`."""
        return self._generation(present).reader(self.schema)

    def reader_of_segment(self, entry: Entry) -> IndexReader:
        """A reader on one segment that may not be committed yet."""
        return ArrayReader(self.segment(entry), self.schema, 0, None, DuplicateGroups())

    def _generation(self, present: Manifest) -> _Generation:
        catalog = Catalog.from_json(present.segments)
        groups = self.duplicate_groups(catalog)
        segments = [(self.segment(entry), self.deletions(entry)) for entry in catalog.entries]
        self._forget_all_but(catalog)
        return _Generation(present.generation, segments, groups)

    def segment(self, entry: Entry) -> Segment:
        """The segment, opened once for all readers of the newest generation."""
        # an index deleted and created again has other content under the same names
        key = entry.name, entry.checksum
        with self._lock:
            segment = self._open.get(key)
            if segment is None or not segment.file.unchanged:
                segment = Segment(self.directory / entry.name, self._plans, entry.checksum)
                self._open[key] = segment
        if segment.count != entry.count or entry.live > entry.count:
            raise segment.file.corrupt("it has another number of paragraphs than was committed")
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
        return read_deletions(self.directory, entry)

    def duplicate_groups(self, catalog: Catalog) -> DuplicateGroups:
        """The duplicate groups of a generation."""
        if not catalog.duplicate_groups:
            return DuplicateGroups()
        path = self.directory / catalog.duplicate_groups
        return read_duplicate_groups(path, catalog.duplicate_groups_checksum)

    def searcher(self, **options: Any) -> "Searcher":
        """A Whoosh searcher on the newest commit."""
        # Pressmark's search uses another evaluator and must not wait for this import
        from pressmark.index.segment.evaluate.searcher import ArraySearcher

        return ArraySearcher(self.reader(), fromindex=self, **options)
