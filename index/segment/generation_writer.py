"""Writes the segments of the next generation; readers see them once the manifest names them."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.fields import Schema
from whoosh.reading import IndexReader

from pressmark.index.segment.article_copies import Articles, copies, live_articles
from pressmark.index.segment.catalog import (
    Catalog,
    Entry,
    deletions_name,
    duplicate_groups_name,
    segment_name,
    write_deletions,
)
from pressmark.index.segment.duplicate_groups import (
    DuplicateGroups,
    joined,
    write_duplicate_groups,
)
from pressmark.index.segment.field_spec import Document, field_specs
from pressmark.index.segment.merge import MergeInput, merge
from pressmark.index.segment.merge_policy import groups_to_merge
from pressmark.index.segment.segment_index import SegmentIndex
from pressmark.index.segment.segment_writer import Buffer, SegmentWriter
from pressmark.index.storage.disk import sync
from pressmark.index.storage.manifest import Manifest
from pressmark.index.workers.worker_pool import WorkerPool


def create(directory: Path) -> dict[str, Any]:
    """An index without documents: the value is for `Manifest.segments`."""
    return Catalog().to_json(directory)


def whole(directory: Path, present: Manifest, damaged: Container[str]) -> dict[str, Any]:
    """The segments without those that have a `damaged` file; the value is for `Manifest.segments`.

    Where only the list of its deleted paragraphs is damaged, a segment goes too: what comes from
    files is read again, and what a user removed does not come back. Copies are searched again.
    """
    entries = Catalog.from_json(present.segments).entries
    kept = tuple(entry for entry in entries if not any(name in damaged for name in entry.names))
    return Catalog(kept, duplicate_groups_known=False).to_json(directory)


class Batch:
    """Uncommitted changes: documents added and deleted for the next generation."""

    def __init__(self, directory: Path, schema: Schema, present: Manifest) -> None:
        self._index = SegmentIndex(directory, schema)
        self._directory = directory
        self._fields = [plan.name for plan in field_specs(self._index.schema)]
        self._buffer = Buffer(self._fields)
        self._workers: WorkerPool[Any] = WorkerPool(SegmentWriter(schema), 1)
        self._begin(present)

    def _begin(self, present: Manifest) -> None:
        self._generation = present.generation + 1
        self._catalog = Catalog.from_json(present.segments)
        self._under_way: list[tuple[str, int, Future[int]]] = []
        self._names = 0
        self._deleted: set[int] = set()
        self.reader: IndexReader = self._index.reader_of(present)
        self._written = self.reader.doc_count_all()
        self._readers: dict[str, IndexReader] = {}

    def add(self, documents: Iterable[Document]) -> range:
        """Add the documents of one article; they stay together, unless the article is too long.

        Returns their numbers, which go on from those in `reader`.
        """
        if self._buffer.full():
            self._flush()
        first = self._written + self._buffer.count
        for document in documents:
            if not self._buffer.has_room(document):
                self._flush()
            self._buffer.add(document)
        return range(first, self._written + self._buffer.count)

    def stored(self, number: int) -> Document:
        """The stored fields of a document by its number, committed or added since."""
        start = self.reader.doc_count_all()
        if number < start:
            return dict(self.reader.stored_fields(number))
        for entry in self._under_way:
            _, count, _ = entry
            if number < start + count:
                return dict(self._reader_of(entry).stored_fields(number - start))
            start += count
        return self._buffer.stored(number - start)

    def _reader_of(self, entry: tuple[str, int, Future[int]]) -> IndexReader:
        """A reader on a segment of this batch, opened once."""
        if entry[0] not in self._readers:
            [written] = self._wait_for([entry])
            self._readers[entry[0]] = self._index.reader_of_segment(written)
        return self._readers[entry[0]]

    def use(self, workers: WorkerPool[Any]) -> None:
        """Have segments written and merged by `workers`, which are closed at the end."""
        self._workers = workers

    def _next_name(self) -> str:
        self._names += 1
        return segment_name(self._generation, self._names)

    def _next_path(self) -> Path:
        return self._directory / self._next_name()

    def _flush(self) -> None:
        count = self._buffer.count
        if count:
            name = self._next_name()
            path = self._directory / name
            written = self._workers.submit("write", path, self._buffer.rows, count, tries=2)
            self._under_way.append((name, count, written))
            self._written += count
            self._buffer = Buffer(self._fields)
            # one batch more than are being written may wait, so that no process is idle
            self._wait_for(self._under_way[: -self._workers.processes - 1])

    def _wait_for(self, under_way: Sequence[tuple[str, int, Future[int]]]) -> list[Entry]:
        return [Entry(name, written.result(), count, count) for name, count, written in under_way]

    def delete(self, numbers: Iterable[int]) -> None:
        """Delete documents by their number, committed or added since."""
        self._deleted.update(numbers)

    @property
    def compact(self) -> bool:
        """Whether everything committed before is in one segment, and all of it live."""
        entries = self._catalog.entries
        return len(entries) < 2 and all(entry.live == entry.count for entry in entries)

    def go_on(self, committed: Manifest) -> None:
        """Collect changes for the generation after the one of which `seal` wrote the segments."""
        self.reader.close()
        self._begin(committed)

    def seal(self, *, compact: bool = False, is_last: bool = True) -> dict[str, Any]:
        """Write every change to disk, with `compact` in one segment.

        The workers are closed and copies searched only where it `is_last`. The value is for
        `Manifest.segments`; writing the manifest syncs the directory.
        """
        self._flush()
        fresh = self._wait_for(self._under_way)
        kept = self._without_deleted([*self._catalog.entries, *fresh])
        before, fresh = kept[: len(self._catalog.entries)], kept[len(self._catalog.entries) :]
        fresh = [entry for entry in fresh if entry.live]
        entries = [*(entry for entry in before if entry.live), *fresh]
        groups = groups_to_merge(entries, len(fresh), sum(entry.count for entry in fresh))
        if compact:
            groups = [range(len(entries))] if entries else []
        for group in reversed(groups):
            entries[group.start : group.stop] = self._merged(entries[group.start : group.stop])
        if is_last:
            self._workers.close()  # what follows needs the memory
        for entry in entries:
            if entry in fresh:
                sync(self._directory / entry.name)
        duplicates, unsearched = self._duplicate_groups(before, entries)
        if unsearched and is_last:
            duplicates = duplicates.joined(copies(self._articles(entries), unsearched))
            unsearched = 0
        name, checksum = "", 0
        if len(duplicates.members):
            name = duplicate_groups_name(self._generation)
            checksum = write_duplicate_groups(self._directory / name, duplicates)
        catalog = Catalog(tuple(entries), name, checksum, unsearched=unsearched)
        return catalog.to_json(self._directory)

    def _duplicate_groups(
        self, before: Sequence[Entry], after: Sequence[Entry]
    ) -> tuple[DuplicateGroups, int]:
        """The known duplicate groups as the segments `after` number their articles, and how many of
        the last articles are not searched for copies; `before` are the segments of last time."""
        if not {"article", "fingerprint"} <= set(self._index.schema.names()):
            return DuplicateGroups(), 0
        live = [live_articles(self._part(entry)) for entry in before]
        kept = {entry.name for entry in after}
        # deleted articles keep their numbers until a merge drops them
        numbered = [
            np.ones_like(articles) if entry.name in kept else articles
            for entry, articles in zip(before, live, strict=True)
        ]
        to = np.where(joined(live), np.cumsum(joined(numbered)) - 1, -1)
        known = self._index.duplicate_groups(self._catalog).within(len(to)).moved(to)
        fresh = len(self._articles(after))
        if self._catalog.duplicate_groups_known:
            searched = joined(numbered)[: len(to) - self._catalog.unsearched]
            fresh -= int(np.count_nonzero(searched))
        return known, fresh

    def _articles(self, entries: Sequence[Entry]) -> Articles:
        return Articles(list(map(self._part, entries)))

    def _part(self, entry: Entry) -> MergeInput:
        return MergeInput(self._index.segment(entry), self._index.deletions(entry))

    def _without_deleted(self, entries: Sequence[Entry]) -> list[Entry]:
        by_segment: Mapping[int, list[int]] = defaultdict(list)
        starts = np.cumsum([0, *(entry.count for entry in entries)])
        for number in self._deleted:
            place = int(starts.searchsorted(number, side="right")) - 1
            by_segment[place].append(number - int(starts[place]))
        return [
            self._delete_from(entry, by_segment[place]) if place in by_segment else entry
            for place, entry in enumerate(entries)
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
        plans = field_specs(self._index.schema)
        checksum = merge(self._directory / name, plans, parts, self._workers, self._next_path)
        return [Entry(name, checksum, live, live)]

    def close(self) -> None:
        """Release everything; `sweep` deletes the files of an abandoned batch."""
        self._workers.close()
        self.reader.close()
