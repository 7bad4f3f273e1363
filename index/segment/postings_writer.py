"""Writes the postings of a field, in the form that `postings` describes."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pressmark.index.segment.array_file import Joined, NarrowSpool, SectionFile, SectionWriter
from pressmark.index.segment.int_codec import Ints, PatchedWriter, join_patched, offsets
from pressmark.index.segment.postings import RANK_STEP, WIDTHS, Coded, Postings
from pressmark.index.segment.thresholds import MERGED_TERMS

_PATCH_BYTES = 8
_FACTS = ("counts", "totals", "starts", "widths", "most", "shortest", "longest")


def coded(run: Postings, lengths: NDArray[np.uint8]) -> Coded:
    """The postings of terms that all have some, in the form in which they are kept.

    `lengths` uint8[n]: the field length of the row of each posting, as Whoosh's length byte.
    """
    firsts = offsets(run.counts)[:-1]
    return Coded(
        counts=run.counts,
        gap_starts=firsts,
        gaps=gaps_of(run.counts, run.rows),
        freqs=run.freqs,
        positions=run.positions,
        totals=np.add.reduceat(run.freqs, firsts, dtype=np.int64),
        most=np.maximum.reduceat(run.freqs, firsts),
        shortest=np.minimum.reduceat(lengths, firsts),
        longest=np.maximum.reduceat(lengths, firsts),
    )


def gaps_of(counts: Ints, rows: NDArray[Any]) -> NDArray[Any]:
    """Each row's distance from the one before; of a term's first row, the row itself. [n]"""
    gaps = np.empty_like(rows)
    gaps[:1] = rows[:1]
    np.subtract(rows[1:], rows[:-1], out=gaps[1:])
    firsts = offsets(counts)[:-1]
    gaps[firsts] = rows[firsts]
    return gaps


def cheapest_widths(counts: Ints, gaps: NDArray[Any]) -> NDArray[np.uint8]:
    """Index into `WIDTHS` for each term, uint8[terms]; every term has at least one row."""
    ends = offsets(counts)
    larger = (np.flatnonzero(gaps >> 8 * width).searchsorted(ends) for width in WIDTHS[:-1])
    return _cheapest(counts, map(np.diff, larger))


def _cheapest(counts: Ints, larger: Iterable[Ints]) -> NDArray[np.uint8]:
    """The same by how many gaps are too large for each width but the last, which holds all."""
    narrow = zip(WIDTHS[:-1], larger, strict=True)
    costs = [width * counts + _PATCH_BYTES * many for width, many in narrow]
    costs.append(WIDTHS[-1] * counts)
    cheapest: NDArray[np.uint8] = np.argmin(costs, axis=0).astype(np.uint8)
    return cheapest


class PostingsWriter:
    """Writes a field's postings, terms in order, a run of terms at a time."""

    def __init__(self, target: SectionWriter, prefix: str) -> None:
        self._target = target
        self._prefix = prefix
        self._gaps = [
            PatchedWriter(target, f"{prefix}gaps{width}", f"u{width}") for width in WIDTHS
        ]
        self._many = _BitsWriter(target, prefix)
        self._freqs = PatchedWriter(target, prefix + "freqs", np.uint8)
        self._positions = PatchedWriter(target, prefix + "positions", np.uint8)
        self._facts = [target.narrow_spool() for _ in _FACTS]

    def append(self, run: Coded) -> None:
        """Add the postings of the next terms, the gaps of each behind those of the one before."""
        if not len(run.counts):
            return
        widths = cheapest_widths(run.counts, run.gaps)
        starts = self._append_gaps(run.counts, run.gaps, widths)
        self._append_occurrences(run)
        self._append_facts(
            run.counts, run.totals, starts, widths, run.most, run.shortest, run.longest
        )

    def append_term(self, parts: Iterable[Coded]) -> bool:
        """Add the postings of the next term, of which each part has some; False if nothing came.

        The first gap of a part counts from the last row of the one before.
        """
        gaps = self._target.spool(np.uint32)  # the best width is known at the end
        larger = np.zeros(len(WIDTHS) - 1, dtype=np.int64)
        facts = []
        for part in parts:
            gaps.append(part.gaps)
            larger += [np.count_nonzero(part.gaps >> 8 * width) for width in WIDTHS[:-1]]
            self._append_occurrences(part)
            facts.append((part.totals[0], part.most[0], part.shortest[0], part.longest[0]))
        widths = _cheapest(np.array([gaps.length]), larger[:, None])
        writer = self._gaps[int(widths[0])]
        starts = len(writer)
        for piece in gaps.pieces():
            writer.append(piece)
        if facts:
            totals, most, shortest, longest = zip(*facts, strict=True)
            extremes = max(most), min(shortest), max(longest)
            self._append_facts(gaps.length, sum(totals), starts, widths, *extremes)
        return bool(facts)

    def _append_occurrences(self, run: Coded) -> None:
        many = run.freqs > 1
        self._freqs.append(run.freqs[many])
        self._many.append(many)
        if run.positions is not None:
            self._positions.append(run.positions)

    def _append_facts(self, *facts: ArrayLike) -> None:
        for spool, values in zip(self._facts, facts, strict=True):
            spool.append(np.atleast_1d(values))

    def _append_gaps(self, counts: Ints, gaps: NDArray[Any], widths: NDArray[np.uint8]) -> Ints:
        starts = np.zeros(len(counts), dtype=np.int64)
        width_of_gap = np.repeat(widths, counts)
        for code, writer in enumerate(self._gaps):
            chosen = widths == code
            starts[chosen] = offsets(counts[chosen])[:-1] + len(writer)
            writer.append(gaps[width_of_gap == code])
        return starts

    def finish(self) -> None:
        """Write the sections."""
        self._many.finish()
        for writer in (*self._gaps, self._freqs, self._positions):
            writer.finish()
        for name, values in zip(_FACTS, self._facts, strict=True):
            self._target.add(self._prefix + name, values)


class _BitsWriter:
    """Writes which postings have a frequency above 1, and their cumulative counts."""

    def __init__(self, target: SectionWriter, prefix: str) -> None:
        self._target = target
        self._name = prefix + "many"
        self._packed = target.spool(np.uint8)
        self._before = target.narrow_spool()
        self._before.append(np.zeros(1, dtype=np.int64))
        self._count = 0
        self._pending = np.zeros(0, dtype=bool)

    def append(self, bits: NDArray[Any]) -> None:
        """Add a bit for each of the next postings."""
        bits = np.concatenate((self._pending, bits))
        whole = len(bits) // RANK_STEP * RANK_STEP
        self._pack(bits[:whole])
        self._pending = bits[whole:]

    def _pack(self, bits: NDArray[Any]) -> None:
        packed = np.packbits(bits, bitorder="little")
        self._packed.append(packed)
        begins = np.arange(0, len(packed), RANK_STEP // 8)
        if len(begins):
            steps = np.add.reduceat(np.bitwise_count(packed), begins, dtype=np.int64)
            before = self._count + np.cumsum(steps)
            self._before.append(before)
            self._count = int(before[-1])

    def finish(self) -> None:
        """Write the sections."""
        self._pack(self._pending)
        self._target.add(self._name + ".before", self._before)
        self._target.add(self._name, self._packed)


def join_postings(target: SectionWriter, prefix: str, files: Sequence[SectionFile]) -> None:
    """Write the postings of several files, the terms of one behind those of the one before."""
    many = _BitsWriter(target, prefix)
    for file in files:
        left = sum(int(some.sum(dtype=np.int64)) for some in file[prefix + "counts"].pieces())
        for packed in file[prefix + "many"].pieces():
            bits = np.unpackbits(packed, count=min(left, 8 * len(packed)), bitorder="little")
            many.append(bits.view(bool))
            left -= len(bits)
    many.finish()
    gap_names = [f"{prefix}gaps{width}" for width in WIDTHS]
    for name in (*gap_names, prefix + "freqs", prefix + "positions"):
        join_patched(target, name, files)
    for name in _FACTS:
        sections = [file[prefix + name] for file in files]
        joined = _starts(target, prefix, files) if name == "starts" else Joined(sections)
        target.add(prefix + name, joined)


def _starts(target: SectionWriter, prefix: str, files: Sequence[SectionFile]) -> NarrowSpool:
    """Where the gaps of each term start in those of all files."""
    joined = target.narrow_spool()
    before = np.zeros(len(WIDTHS), dtype=np.int64)
    for file in files:
        starts, widths = file[prefix + "starts"], file[prefix + "widths"]
        for first in range(0, len(starts), MERGED_TERMS):
            last = min(first + MERGED_TERMS, len(starts))
            joined.append(starts.slice(first, last) + before[widths.slice(first, last)])
        before += [len(file[f"{prefix}gaps{width}"]) for width in WIDTHS]
    return joined
