"""Merges several segments into one, without deleted paragraphs.

The terms and postings of a large field can be merged in pieces by several processes, each of which
writes its range of terms into a separate file; these are then joined.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.array_file import Meta, SectionFile, SectionWriter
from pressmark.index.segment.bitset import RankedBits, count_bits, from_flags
from pressmark.index.segment.field_spec import FieldSpec
from pressmark.index.segment.fixed_width_column import write_fixed
from pressmark.index.segment.int_codec import LENGTHS, Ints
from pressmark.index.segment.merge_postings import (
    ALL_TERMS,
    PostingsSource,
    TermRange,
    merge_postings,
    term_ranges,
)
from pressmark.index.segment.number_column import NumbersPart, write_numbers
from pressmark.index.segment.postings_writer import join_postings
from pressmark.index.segment.run_length import write_rows
from pressmark.index.segment.segment import FieldFile, Segment
from pressmark.index.segment.stored_fields import StoredWriter
from pressmark.index.segment.term_dict import join_terms
from pressmark.index.segment.thresholds import COPIED_ROWS, MERGED_ROWS, SHARED_POSTINGS
from pressmark.index.storage.disk import discard
from pressmark.index.workers.worker_pool import WorkerPool


@dataclass(frozen=True, slots=True, eq=False)
class MergeInput:
    """A segment to merge; `deleted` bool[paragraphs], or None where all are live."""

    segment: Segment
    deleted: NDArray[np.bool_] | None

    @property
    def live(self) -> int:
        """How many of its paragraphs go into the merged segment."""
        gone = 0 if self.deleted is None else int(np.count_nonzero(self.deleted))
        return self.segment.count - gone

    @property
    def place(self) -> "MergeInputPath":
        """The same for another process."""
        return MergeInputPath(self.segment.file.path, self.segment.file.checksum, self.deleted)


@dataclass(frozen=True, slots=True, eq=False)
class MergeInputPath:
    """A `MergeInput` by its file and checksum; small, to be sent between processes."""

    path: Path
    checksum: int
    deleted: NDArray[np.bool_] | None

    def open(self, plans: tuple[FieldSpec, ...]) -> MergeInput:
        """Open the segment."""
        return MergeInput(Segment(self.path, plans, self.checksum), self.deleted)


@dataclass(frozen=True, slots=True)
class PostingsPiece:
    """A range of the terms of a field, merged by one task."""

    field: str
    among: TermRange


@dataclass(frozen=True, slots=True, eq=False)
class _FieldPart:
    """One field of a part: `deleted` bool[paragraphs], or None; `stay` are the rows that do, of
    which there are `count`, or None where all do; they are numbered from `first` on."""

    file: FieldFile
    deleted: NDArray[np.bool_] | None
    stay: RankedBits | None
    count: int
    first: int

    @classmethod
    def of(cls, part: MergeInput, plan: FieldSpec, first: int) -> "_FieldPart":
        file = part.segment.field(plan)
        count = len(file.rows)
        if part.deleted is None or not count:
            return cls(file, None, None, count, first)
        live, starts = ~part.deleted, file.rows.starts
        stay = from_flags(live if starts is None else np.logical_or.reduceat(live, starts[:-1]))
        left = count_bits(stay)
        return cls(file, part.deleted, RankedBits.of(stay) if left < count else None, left, first)

    @property
    def source(self) -> PostingsSource:
        """The part as postings are merged from it."""
        return PostingsSource(self.file, self.first, self.stay)

    def blocks(self) -> Iterator["_Block"]:
        """Its rows, some at a time."""
        count = len(self.file.rows)
        for start in range(0, count, MERGED_ROWS):
            yield self._block(start, min(start + MERGED_ROWS, count))

    def _block(self, start: int, end: int) -> "_Block":
        starts = self.file.rows.starts
        all_sizes = np.ones(end - start, dtype=np.int64)
        if starts is not None:
            all_sizes = np.diff(starts[start : end + 1])
        sizes = all_sizes
        if self.deleted is not None:
            firsts = np.arange(start, end) if starts is None else starts[start:end]
            live = ~self.deleted[firsts[0] : firsts[-1] + all_sizes[-1]]
            sizes = np.add.reduceat(live, firsts - firsts[0], dtype=np.int64)
        kept = np.flatnonzero(sizes)
        return _Block(start, end, kept, sizes[kept], all_sizes)


class _Block(NamedTuple):
    """Rows `start` to `end`, without it, of a part: `kept` int64[m] those that stay, counted from
    `start`, `sizes` int64[m] the live paragraphs of each, `all_sizes` all paragraphs of all."""

    start: int
    end: int
    kept: Ints
    sizes: Ints
    all_sizes: Ints

    @property
    def gone(self) -> Ints:
        """How many paragraphs of each row were deleted, int64[rows]."""
        gone = self.all_sizes.copy()
        gone[self.kept] -= self.sizes
        return gone


def _field_parts(plan: FieldSpec, parts: Sequence[MergeInput]) -> list[_FieldPart]:
    fields: list[_FieldPart] = []
    first = 0
    for part in parts:
        fields.append(_FieldPart.of(part, plan, first))
        first += fields[-1].count
    return fields


def merge(
    path: Path,
    plans: Sequence[FieldSpec],
    parts: Sequence[MergeInput],
    workers: WorkerPool[Any] | None = None,
    new_path: Callable[[], Path] | None = None,
) -> int:
    """Write the live paragraphs of `parts`, in order, as one segment; its header's checksum.

    `workers` merge pieces of large fields into files that `new_path` names.
    """
    count = sum(part.live for part in parts)
    with SectionWriter(path) as target:
        pieces = {plan.name: _submitted(plan, parts, workers, new_path) for plan in plans}
        fields: Meta = {plan.name: _merge_values(target, plan, parts, count) for plan in plans}
        for plan in plans:
            if plan.indexed:
                fields[plan.name] |= _merge_terms(target, plan, parts, pieces[plan.name])
        return target.finish({"count": count, "fields": fields})


def _forget(parts: Sequence[MergeInput]) -> None:
    for part in parts:
        part.segment.file.forget()  # bounds the mapped pages in memory


def _merge_values(
    target: SectionWriter, plan: FieldSpec, parts: Sequence[MergeInput], count: int
) -> Meta:
    """The columns and stored values of a field."""
    fields = _field_parts(plan, parts)
    if sum(field.count for field in fields) < count:
        sizes = (block.sizes for field in fields for block in field.blocks())
        write_rows(target, plan.prefix, sizes, count)
    meta: Meta = {}
    if plan.numbers:
        meta |= _merge_numbers(target, plan, fields)
    if plan.width:
        _merge_fixed(target, plan, fields)
    if plan.stored:
        _merge_stored(target, plan, fields)
    _forget(parts)
    return meta


def _merge_fixed(target: SectionWriter, plan: FieldSpec, fields: Sequence[_FieldPart]) -> None:
    def column(number: int) -> Iterator[NDArray[np.uint16]]:
        for field in fields:
            values = field.file.fixed.column(number)
            for block in field.blocks():
                yield values[block.start : block.end][block.kept]
            field.file.forget()

    write_fixed(target, plan.prefix, plan.width, column)


def _merge_numbers(target: SectionWriter, plan: FieldSpec, fields: Sequence[_FieldPart]) -> Meta:
    def numbers() -> Iterator[NumbersPart]:
        for field in fields:
            for block in field.blocks():
                values, present = field.file.numbers.part(block.start, block.end)
                yield values[block.kept], present[block.kept]
            field.file.forget()

    return write_numbers(target, plan.prefix, numbers)


def _merge_stored(target: SectionWriter, plan: FieldSpec, fields: Sequence[_FieldPart]) -> None:
    stored = StoredWriter(target, plan.prefix)
    for field in fields:
        if field.stay is None:
            stored.copy(field.file.stored)
        else:
            for block in field.blocks():
                for first in range(0, len(block.kept), COPIED_ROWS):
                    rows = block.start + block.kept[first : first + COPIED_ROWS]
                    stored.append(list(field.file.stored.encoded(rows)))
        field.file.forget()
    stored.finish()


def _merge_terms(
    target: SectionWriter, plan: FieldSpec, parts: Sequence[MergeInput], pieces: "_Pieces"
) -> Meta:
    """Terms and postings of a field, and the lengths of its rows."""
    fields = _field_parts(plan, parts)
    if pieces:
        _join(target, plan, pieces)
    else:
        sources = [field.source for field in fields]
        merge_postings(target, plan.prefix, sources, ALL_TERMS)
    lengths, words = target.spool(np.uint8), 0
    for field in fields:
        codes = field.file.row_lengths
        # exact without deletions; of deleted paragraphs only the length byte is known
        words += field.file.length
        for block in field.blocks():
            some = codes[block.start : block.end]
            lengths.append(some[block.kept])
            if field.deleted is not None:
                words -= int((LENGTHS[some] * block.gone).sum())
    target.add(plan.prefix + "lengths", lengths)
    _forget(parts)
    return {"length": words}


_Pieces = list[tuple[Path, "Future[int]"]]


def _submitted(
    plan: FieldSpec,
    parts: Sequence[MergeInput],
    workers: WorkerPool[Any] | None,
    new_path: Callable[[], Path] | None,
) -> _Pieces:
    """The pieces of a large field, being merged by the workers; a small one has none."""
    if not workers or not new_path or workers.processes < 2 or not plan.indexed:
        return []
    files = [part.segment.field(plan) for part in parts]
    if sum(map(_postings_in, files)) < SHARED_POSTINGS:
        return []
    places = [part.place for part in parts]
    pieces = []
    for among in term_ranges(files, workers.processes):
        path, piece = new_path(), PostingsPiece(plan.name, among)
        pieces.append((path, workers.submit("merge_piece", path, piece, places, tries=2)))
    return pieces


def _postings_in(file: FieldFile) -> int:
    count = int(file.postings.counts.sum(dtype=np.int64))
    file.forget()
    return count


def merge_piece(
    path: Path, plans: tuple[FieldSpec, ...], piece: PostingsPiece, places: Sequence[MergeInputPath]
) -> int:
    """Write the terms and postings of a piece for `merge` to join; its header's checksum."""
    parts = [place.open(plans) for place in places]
    plan = next(plan for plan in plans if plan.name == piece.field)
    with SectionWriter(path) as target:
        sources = [field.source for field in _field_parts(plan, parts)]
        merge_postings(target, plan.prefix, sources, piece.among)
        return target.finish({}, sync=False)


def _join(target: SectionWriter, plan: FieldSpec, pieces: _Pieces) -> None:
    files = []
    for path, written in pieces:
        checksum = written.result()
        files.append(SectionFile(path))
        files[-1].check_identity(checksum)
    join_postings(target, plan.prefix, files)
    join_terms(target, plan.prefix, files)
    for path, _ in pieces:
        discard(path)
