"""Several segments become one, without what was deleted from them.

The terms and postings of a large field can be merged in pieces by several processes, each of which
writes its range of terms into a file of its own; these are then joined.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pressmark.index.disk import discard
from pressmark.index.segment.fixed import write_fixed
from pressmark.index.segment.lengths import LENGTHS
from pressmark.index.segment.limits import COPIED_ROWS, SHARED_POSTINGS
from pressmark.index.segment.merge_postings import (
    ALL_TERMS,
    Source,
    TermRange,
    merge_postings,
    term_ranges,
)
from pressmark.index.segment.numbers import write_numbers
from pressmark.index.segment.packing import Ints, offsets
from pressmark.index.segment.plan import Plan
from pressmark.index.segment.postings_writer import join_postings
from pressmark.index.segment.rows import write_rows
from pressmark.index.segment.sections import Meta, SectionFile, SectionWriter
from pressmark.index.segment.segment import FieldFile, Segment
from pressmark.index.segment.stored import StoredWriter
from pressmark.index.segment.terms import join_terms


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A segment to be merged; `deleted` bool[paragraphs], or None where all are live."""

    segment: Segment
    deleted: NDArray[np.bool_] | None

    @property
    def live(self) -> int:
        """How many of its paragraphs go into the merged segment."""
        gone = 0 if self.deleted is None else int(np.count_nonzero(self.deleted))
        return self.segment.count - gone

    @property
    def place(self) -> "PartPlace":
        """Where another process finds it."""
        return PartPlace(self.segment.file.path, self.segment.file.checksum, self.deleted)


@dataclass(frozen=True, slots=True, eq=False)
class PartPlace:
    """A `Part` by its file and the checksum of that; small, to be sent between processes."""

    path: Path
    checksum: int
    deleted: NDArray[np.bool_] | None

    def open(self, plans: tuple[Plan, ...]) -> Part:
        """The part."""
        return Part(Segment(self.path, plans, self.checksum), self.deleted)


@dataclass(frozen=True, slots=True)
class Piece:
    """The terms of a field in a range, to be merged by themselves."""

    field: str
    among: TermRange


MergePiece = Callable[[Path, Piece, Sequence[PartPlace]], "Future[int]"]
"""Has `merge_piece` write a file."""


@dataclass(frozen=True, slots=True)
class Helpers:
    """Who else merges: `count` of them, by `merge_piece`, into files that `new_path` names."""

    count: int
    merge_piece: MergePiece
    new_path: Callable[[], Path]


@dataclass(frozen=True, slots=True, eq=False)
class _FieldPart:
    """One field of a part: `kept` int64[m] rows that stay, from number `first` on, and `sizes`
    int64[m], the live paragraphs of each."""

    file: FieldFile
    kept: Ints
    sizes: Ints
    first: int

    @classmethod
    def of(cls, part: Part, plan: Plan, first: int) -> "_FieldPart":
        file = part.segment.fields[plan.name]
        sizes = file.rows.sizes()
        if part.deleted is not None and len(sizes):
            starts = offsets(sizes)[:-1]
            sizes = np.add.reduceat(~part.deleted, starts, dtype=np.int64)
        kept = np.flatnonzero(sizes)
        return cls(file, kept, sizes[kept], first)

    @property
    def whole(self) -> bool:
        """Whether all rows stay."""
        return len(self.kept) == len(self.file.rows)

    @property
    def source(self) -> Source:
        """The part as postings are merged from it."""
        if self.whole:
            return Source(self.file, self.first, None)
        moved = np.full(len(self.file.rows), -1, dtype=np.int64)
        moved[self.kept] = np.arange(self.first, self.first + len(self.kept))
        return Source(self.file, self.first, moved)


def _field_parts(plan: Plan, parts: Sequence[Part]) -> list[_FieldPart]:
    fields: list[_FieldPart] = []
    first = 0
    for part in parts:
        fields.append(_FieldPart.of(part, plan, first))
        first += len(fields[-1].kept)
    return fields


def merge(
    path: Path, plans: Sequence[Plan], parts: Sequence[Part], helpers: Helpers | None = None
) -> int:
    """Write the live paragraphs of `parts`, in order, as one segment; its header's checksum."""
    count = sum(part.live for part in parts)
    with SectionWriter(path) as target:
        pieces = {plan.name: _pieces_under_way(plan, parts, helpers) for plan in plans}
        fields: Meta = {plan.name: _merge_values(target, plan, parts, count) for plan in plans}
        for plan in plans:
            if plan.indexed:
                fields[plan.name] |= _merge_terms(target, plan, parts, pieces[plan.name])
        return target.finish({"count": count, "fields": fields})


def _forget(parts: Sequence[Part]) -> None:
    for part in parts:
        part.segment.file.forget()  # else all that was mapped would stay in memory


def _merge_values(target: SectionWriter, plan: Plan, parts: Sequence[Part], count: int) -> Meta:
    """Everything of a field but its terms and postings."""
    fields = _field_parts(plan, parts)
    starts = offsets(np.concatenate([field.sizes for field in fields]))[:-1]
    write_rows(target, plan.prefix, starts, count)
    meta: Meta = {}
    if plan.numbers:
        meta |= _merge_numbers(target, plan, fields)
    if plan.width:
        _merge_fixed(target, plan, fields)
    if plan.stored:
        _merge_stored(target, plan, fields)
    _forget(parts)
    return meta


def _merge_fixed(target: SectionWriter, plan: Plan, fields: Sequence[_FieldPart]) -> None:
    def column(number: int) -> NDArray[np.uint16]:
        return np.concatenate([field.file.fixed.column(number)[field.kept] for field in fields])

    write_fixed(target, plan.prefix, plan.width, column)


def _merge_numbers(target: SectionWriter, plan: Plan, fields: Sequence[_FieldPart]) -> Meta:
    values = np.concatenate([field.file.numbers.values[field.kept] for field in fields])
    present = np.concatenate([field.file.numbers.known()[field.kept] for field in fields])
    return write_numbers(target, plan.prefix, values, present)


def _merge_stored(target: SectionWriter, plan: Plan, fields: Sequence[_FieldPart]) -> None:
    stored = StoredWriter(target, plan.prefix)
    for field in fields:
        if field.whole:
            stored.copy(field.file.stored)
        else:
            for start in range(0, len(field.kept), COPIED_ROWS):
                rows = field.kept[start : start + COPIED_ROWS]
                stored.append(list(field.file.stored.encoded(rows)))
        field.file.forget()
    stored.finish()


def _merge_terms(
    target: SectionWriter, plan: Plan, parts: Sequence[Part], pieces: "_Pieces"
) -> Meta:
    """Terms and postings of a field, and the lengths of its rows."""
    fields = _field_parts(plan, parts)
    if pieces:
        _join(target, plan, pieces)
    else:
        sources = [field.source for field in fields]
        merge_postings(target, plan.prefix, sources, ALL_TERMS)
    codes = [field.file.row_lengths[field.kept] for field in fields]
    target.add(plan.prefix + "lengths", np.concatenate(codes))
    _forget(parts)
    return {"length": sum(_words_kept(field) for field in fields)}


def _words_kept(field: _FieldPart) -> int:
    """Exact where nothing was deleted; of what was, only the length byte is known."""
    sizes = field.file.rows.sizes()
    sizes[field.kept] -= field.sizes
    return field.file.length - int((LENGTHS[field.file.row_lengths] * sizes).sum())


_Pieces = list[tuple[Path, "Future[int]"]]


def _pieces_under_way(plan: Plan, parts: Sequence[Part], helpers: Helpers | None) -> _Pieces:
    """Have a large field merged by the helpers; nothing is there of a small one."""
    if not helpers or helpers.count < 2 or not plan.indexed:
        return []
    files = [part.segment.fields[plan.name] for part in parts]
    if sum(int(file.postings.counts.sum()) for file in files) < SHARED_POSTINGS:
        return []
    places = [part.place for part in parts]
    pieces = []
    for among in term_ranges(files, helpers.count):
        path = helpers.new_path()
        pieces.append((path, helpers.merge_piece(path, Piece(plan.name, among), places)))
    return pieces


def merge_piece(
    path: Path, plans: tuple[Plan, ...], piece: Piece, places: Sequence[PartPlace]
) -> int:
    """Write the terms and postings of a piece for `merge` to join; its header's checksum."""
    parts = [place.open(plans) for place in places]
    plan = next(plan for plan in plans if plan.name == piece.field)
    with SectionWriter(path) as target:
        sources = [field.source for field in _field_parts(plan, parts)]
        merge_postings(target, plan.prefix, sources, piece.among)
        return target.finish({}, sync=False)


def _join(target: SectionWriter, plan: Plan, pieces: _Pieces) -> None:
    files = []
    for path, written in pieces:
        checksum = written.result()
        files.append(SectionFile(path))
        files[-1].check_identity(checksum)
    join_postings(target, plan.prefix, files)
    join_terms(target, plan.prefix, files)
    for path, _ in pieces:
        discard(path)
