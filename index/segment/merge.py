"""Several segments become one, without what was deleted from them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.fixed import write_fixed
from pressmark.index.segment.invert import LENGTHS
from pressmark.index.segment.limits import MERGED_POSTINGS
from pressmark.index.segment.numbers import write_numbers
from pressmark.index.segment.packing import Ints, offsets, ranges
from pressmark.index.segment.plan import Plan
from pressmark.index.segment.postings import Postings, PostingsFile, PostingsWriter
from pressmark.index.segment.rows import write_rows
from pressmark.index.segment.sections import Meta, SectionWriter
from pressmark.index.segment.segment import FieldFile, Segment
from pressmark.index.segment.stored import StoredWriter
from pressmark.index.segment.terms import write_terms


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


@dataclass(frozen=True, slots=True, eq=False)
class _FieldPart:
    """One field of a part: `kept` int64[m] rows that stay, `sizes` int64[m] live paragraphs of
    each, `moved` int64[rows] the new number of each row or -1."""

    file: FieldFile
    kept: Ints
    sizes: Ints
    moved: Ints
    whole: bool

    @classmethod
    def of(cls, part: Part, plan: Plan, first: int) -> "_FieldPart":
        file = part.segment.fields[plan.name]
        sizes = file.rows.sizes()
        if part.deleted is not None and len(sizes):
            starts = offsets(sizes)[:-1]
            sizes = np.add.reduceat(~part.deleted, starts, dtype=np.int64)
        kept = np.flatnonzero(sizes)
        moved = np.full(len(sizes), -1, dtype=np.int64)
        moved[kept] = np.arange(first, first + len(kept))
        return cls(file, kept, sizes[kept], moved, len(kept) == len(sizes))


def merge(path: Path, plans: Sequence[Plan], parts: Sequence[Part]) -> int:
    """Write the live paragraphs of `parts`, in order, as one segment; its header's checksum."""
    count = sum(part.live for part in parts)
    with SectionWriter(path) as target:
        fields: Meta = {}
        for plan in plans:
            fields[plan.name] = _merge_field(target, plan, parts, count)
            for part in parts:
                part.segment.file.forget()  # else all that was mapped would stay in memory
        return target.finish({"count": count, "fields": fields})


def _merge_field(target: SectionWriter, plan: Plan, parts: Sequence[Part], count: int) -> Meta:
    fields: list[_FieldPart] = []
    for part in parts:
        fields.append(_FieldPart.of(part, plan, sum(len(field.kept) for field in fields)))
    starts = offsets(np.concatenate([field.sizes for field in fields]))[:-1]
    write_rows(target, plan.prefix, starts, count)
    meta: Meta = {}
    if plan.indexed:
        meta |= _merge_postings(target, plan, fields)
    if plan.numbers:
        meta |= _merge_numbers(target, plan, fields)
    if plan.width:
        kept = [field.file.fixed[field.kept] for field in fields]
        write_fixed(target, plan.prefix, np.concatenate(kept))
    if plan.stored:
        _merge_stored(target, plan, fields)
    return meta


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
            stored.append(field.file.stored.encoded(field.kept.tolist()))
    stored.finish()


def _merge_postings(target: SectionWriter, plan: Plan, fields: Sequence[_FieldPart]) -> Meta:
    codes = np.concatenate([field.file.row_lengths[field.kept] for field in fields])
    writer = PostingsWriter(target, plan.prefix, codes)
    terms, places = _all_terms(fields)
    kept: list[bytes] = []
    for first, last in _slices(len(terms), fields, places):
        run = _merge_run(fields, places, first, last)
        stays = np.flatnonzero(run.counts)
        kept.extend(terms[first + place] for place in stays.tolist())
        writer.append(Postings(run.counts[stays], run.rows, run.freqs, run.positions))
        for field in fields:
            field.file.forget()
    writer.finish()
    write_terms(target, plan.prefix, kept)
    target.add(plan.prefix + "lengths", codes)
    return {"length": sum(_words_kept(field) for field in fields)}


def _words_kept(field: _FieldPart) -> int:
    """Exact where nothing was deleted; of what was, only the length byte is known."""
    sizes = field.file.rows.sizes()
    sizes[field.kept] -= field.sizes
    return field.file.length - int((LENGTHS[field.file.row_lengths] * sizes).sum())


def _all_terms(fields: Sequence[_FieldPart]) -> tuple[list[bytes], list[Ints]]:
    """The terms of all parts in order, and the place among them of each term of each part."""
    own = [field.file.terms.slice(0, len(field.file.terms)) for field in fields]
    terms = sorted(set().union(*own))
    place = {term: number for number, term in enumerate(terms)}
    return terms, [
        np.fromiter(map(place.__getitem__, known), dtype=np.int64, count=len(known))
        for known in own
    ]


def _slices(
    count: int, fields: Sequence[_FieldPart], places: Sequence[Ints]
) -> Iterator[tuple[int, int]]:
    """Ranges of terms with some MERGED_POSTINGS postings each."""
    postings = np.zeros(count, dtype=np.int64)
    for field, own in zip(fields, places, strict=True):
        postings[own] += field.file.postings.counts
    cuts = np.flatnonzero(np.diff(np.cumsum(postings) // MERGED_POSTINGS)) + 1
    ends = [0, *cuts.tolist(), count]
    yield from pairwise(ends)


def _merge_run(
    fields: Sequence[_FieldPart], places: Sequence[Ints], first: int, last: int
) -> Postings:
    """The postings of the merged terms `first` to `last`; a term's count may have become 0."""
    runs, terms = [], []
    for field, own in zip(fields, places, strict=True):
        start, end = own.searchsorted((first, last)).tolist()
        runs.append(_moved(field.file.postings, start, end, field.moved))
        terms.append(own[start:end] - first)
    counts = np.zeros((len(fields), last - first), dtype=np.int64)
    for number, (run, own) in enumerate(zip(runs, terms, strict=True)):
        counts[number, own] = run.counts
    return _interleaved(runs, counts)


def _interleaved(runs: Sequence[Postings], counts: Ints) -> Postings:
    """Term by term the postings of each run; `counts` int64[runs, terms]."""
    starts = offsets(counts.T.ravel())[:-1].reshape(counts.T.shape).T
    targets = [ranges(start, count) for start, count in zip(starts, counts, strict=True)]
    total = int(counts.sum())
    rows, freqs = np.empty(total, dtype=np.int64), np.empty(total, dtype=np.int64)
    for run, target in zip(runs, targets, strict=True):
        rows[target], freqs[target] = run.rows, run.freqs
    first_positions = offsets(freqs)
    positions: Ints | None = None
    for run, target in zip(runs, targets, strict=True):
        if run.positions is not None:
            if positions is None:
                positions = np.empty(int(first_positions[-1]), dtype=np.int64)
            positions[ranges(first_positions[target], run.freqs)] = run.positions
    return Postings(counts.sum(axis=0), rows, freqs, positions)


def _moved(postings: PostingsFile, start: int, end: int, moved: Ints) -> Postings:
    """The postings of the terms `start` to `end` with their new rows, less those deleted."""
    run = postings.run(start, end)
    rows = moved[run.rows]
    stays = rows >= 0
    if stays.all():
        return Postings(run.counts, rows, run.freqs, run.positions)
    ends = offsets(stays)[offsets(run.counts)]
    positions = run.positions
    if positions is not None:
        positions = positions[np.repeat(stays, run.freqs)]
    return Postings(np.diff(ends), rows[stays], run.freqs[stays], positions)
