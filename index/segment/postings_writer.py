"""Writes the postings of a field, in the form that `postings` describes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.packing import Ints, PatchedWriter, join_patched, offsets
from pressmark.index.segment.postings import RANK_STEP, WIDTHS, Coded, Postings
from pressmark.index.segment.sections import SectionFile, SectionWriter

_PATCH_BYTES = 8
_FACTS = ("counts", "totals", "starts", "widths", "most", "shortest", "longest")


def coded(run: Postings, lengths: NDArray[np.uint8]) -> Coded:
    """The postings of terms that all have some, in the form in which they are kept.

    `lengths` uint8[rows]: the field length of each row, as Whoosh's length byte.
    """
    firsts = offsets(run.counts)[:-1]
    own = lengths.take(run.rows)
    return Coded(
        counts=run.counts,
        gap_starts=firsts,
        gaps=gaps_of(run.counts, run.rows),
        freqs=run.freqs,
        positions=run.positions,
        totals=np.add.reduceat(run.freqs, firsts, dtype=np.int64),
        most=np.maximum.reduceat(run.freqs, firsts),
        shortest=np.minimum.reduceat(own, firsts),
        longest=np.maximum.reduceat(own, firsts),
    )


def gaps_of(counts: Ints, rows: NDArray[Any]) -> NDArray[Any]:
    """Each row's distance from the one before; a term's first row stands for itself. [n]"""
    gaps = np.empty_like(rows)
    gaps[:1] = rows[:1]
    np.subtract(rows[1:], rows[:-1], out=gaps[1:])
    firsts = offsets(counts)[:-1]
    gaps[firsts] = rows[firsts]
    return gaps


def cheapest_widths(counts: Ints, gaps: NDArray[Any]) -> NDArray[np.uint8]:
    """Index into `WIDTHS` for each term, uint8[terms]; every term has at least one row."""
    ends = offsets(counts)
    costs = []
    for width in WIDTHS[:-1]:
        patches = np.diff(np.flatnonzero(gaps >> 8 * width).searchsorted(ends))
        costs.append(width * counts + _PATCH_BYTES * patches)
    costs.append(WIDTHS[-1] * counts)  # nothing is patched in the widest
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
        self._facts: list[tuple[NDArray[Any], ...]] = []

    def append(self, run: Coded) -> None:
        """Add the postings of the next terms, the gaps of each behind those of the one before."""
        if not len(run.counts):
            return
        widths = cheapest_widths(run.counts, run.gaps)
        starts = self._append_gaps(run.counts, run.gaps, widths)
        self._append_freqs(run.freqs)
        if run.positions is not None:
            self._positions.append(run.positions)
        self._facts.append(
            (run.counts, run.totals, starts, widths, run.most, run.shortest, run.longest)
        )

    def _append_gaps(self, counts: Ints, gaps: NDArray[Any], widths: NDArray[np.uint8]) -> Ints:
        starts = np.zeros(len(counts), dtype=np.int64)
        width_of_gap = np.repeat(widths, counts)
        for code, writer in enumerate(self._gaps):
            chosen = widths == code
            starts[chosen] = offsets(counts[chosen])[:-1] + len(writer)
            writer.append(gaps[width_of_gap == code])
        return starts

    def _append_freqs(self, freqs: NDArray[Any]) -> None:
        many = freqs > 1
        self._freqs.append(freqs[many])
        self._many.append(many)

    def finish(self) -> None:
        """Write the sections."""
        self._many.finish()
        for writer in (*self._gaps, self._freqs, self._positions):
            writer.finish()
        for place, name in enumerate(_FACTS):
            values = [fact[place] for fact in self._facts] or [np.zeros(0, dtype=np.uint8)]
            self._target.add(self._prefix + name, _unsigned(np.concatenate(values)))


class _BitsWriter:
    """Writes which postings stand for more than one occurrence, and how many do before each."""

    def __init__(self, target: SectionWriter, prefix: str) -> None:
        self._target = target
        self._name = prefix + "many"
        self._packed = target.spool(np.uint8)
        self._counts: list[NDArray[np.uint8]] = []
        self._pending = np.zeros(0, dtype=bool)

    def append(self, bits: NDArray[Any]) -> None:
        """Add a bit for each of the next postings."""
        bits = np.concatenate((self._pending, bits))
        whole = len(bits) // 8 * 8
        self._pack(bits[:whole])
        self._pending = bits[whole:]

    def _pack(self, bits: NDArray[Any]) -> None:
        packed = np.packbits(bits, bitorder="little")
        self._packed.append(packed)
        self._counts.append(np.bitwise_count(packed))

    def finish(self) -> None:
        """Write the sections."""
        self._pack(self._pending)
        counts = np.concatenate(self._counts)
        steps = np.arange(0, len(counts), RANK_STEP // 8)
        before = offsets(np.add.reduceat(counts, steps, dtype=np.int64)) if len(steps) else steps
        self._target.add(self._name + ".before", _unsigned(before))
        self._target.add(self._name, self._packed)


def join_postings(target: SectionWriter, prefix: str, files: Sequence[SectionFile]) -> None:
    """Write the postings of several files, the terms of one behind those of the one before."""
    facts = {name: [file[prefix + name].all() for file in files] for name in _FACTS}
    many = _BitsWriter(target, prefix)
    for file, counts in zip(files, facts["counts"], strict=True):
        count = int(counts.sum(dtype=np.int64))
        many.append(np.unpackbits(file[prefix + "many"].all(), count=count, bitorder="little"))
    many.finish()
    planes = [f"{prefix}gaps{width}" for width in WIDTHS]
    for name in (*planes, prefix + "freqs", prefix + "positions"):
        join_patched(target, name, files)
    before = np.zeros(len(WIDTHS), dtype=np.int64)
    for number, file in enumerate(files):
        facts["starts"][number] = facts["starts"][number] + before[facts["widths"][number]]
        before += [len(file[name]) for name in planes]
    for name, values in facts.items():
        target.add(prefix + name, _unsigned(np.concatenate(values)))


def _unsigned(values: NDArray[Any]) -> NDArray[Any]:
    return values.astype(np.min_scalar_type(int(values.max(initial=0))))
