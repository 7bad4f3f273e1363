"""Counts by fingerprint as sorted runs: small immutable files, merged as they pile up.

A count is the sum over all runs, so a deletion is written as a negative number. A new run absorbs
the older ones that are no longer than itself: their number stays logarithmic, and a count is
rewritten once each time their total length doubles.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.array_file import SectionFile, SectionWriter
from pressmark.index.storage import disk, files

MERGED_AT_ONCE = 1 << 18
"""Counts merged at a time: some 10 MB for runs of any length."""

_KEYS, _COUNTS = "fingerprints", "counts"

Keys = NDArray[np.uint64]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Run:
    """A file of `length` counts, none of them zero; its size in bytes, its header's checksum."""

    name: str
    length: int
    size: int
    checksum: int


class Runs:
    """The runs of one generation, oldest first, with those that the next one adds."""

    def __init__(self, directory: Path, rows: Sequence[Mapping[str, Any]], generation: int) -> None:
        self._directory = directory
        self._runs = [Run(**row) for row in rows]
        self._committed = {run.name for run in self._runs}
        self._generation = generation
        self._written = 0
        self._open: dict[str, SectionFile] = {}

    def committed(self) -> list[dict[str, Any]]:
        """The runs, for a manifest that is written now; further ones are of the next generation."""
        self._committed = {run.name for run in self._runs}
        self._generation += 1
        self._written = 0
        return self.to_json()

    def to_json(self) -> list[dict[str, Any]]:
        """For the manifest."""
        return [asdict(run) for run in self._runs]

    def counts(self, keys: Keys) -> Counts:
        """The count of each of ascending `keys`, int64[keys]; 0 for one that was never counted."""
        totals = np.zeros(len(keys), dtype=np.int64)
        for run in self._runs:
            known, counts = self._arrays(run)
            places = np.minimum(known.searchsorted(keys), len(known) - 1)
            found = known[places] == keys
            totals[found] += counts[places[found]]
        return totals

    def add(self, counts: Mapping[int, int]) -> None:
        """Add `counts` by fingerprint."""
        changed = {key: count for key, count in counts.items() if count}
        if not changed:
            return
        keys = np.fromiter(changed.keys(), dtype=np.uint64, count=len(changed))
        values = np.fromiter(changed.values(), dtype=np.int64, count=len(changed))
        order = np.argsort(keys)
        self.append(keys[order], values[order])

    def append(self, keys: Keys, counts: Counts) -> None:
        """Add `counts` int64[n], none of them zero, of ascending `keys`, uint64[n]."""
        absorbed: list[Run] = []
        length = len(keys)
        while self._runs and self._runs[-1].length <= length:
            run = self._runs.pop()
            absorbed.append(run)
            length += run.length
        parts = [(keys, counts), *map(self._arrays, absorbed)]
        run = self._write(_merged(parts) if absorbed else iter([(keys, counts)]))
        if run.length:
            self._runs.append(run)
        for old in absorbed if run.length else (*absorbed, run):
            self._forget(old)

    def _write(self, pieces: Iterator[tuple[Keys, Counts]]) -> Run:
        self._written += 1
        name = f"lines-{self._generation}-{self._written}.run"
        path = self._directory / name
        with SectionWriter(path) as target:
            keys, counts = target.spool(np.uint64), target.spool(np.int32)
            for some_keys, some_counts in pieces:
                keys.append(some_keys)
                counts.append(some_counts)
            target.add(_KEYS, keys)
            target.add(_COUNTS, counts)
            checksum = target.finish({})
        return Run(name, keys.length, disk.size_of(path), checksum)

    def _arrays(self, run: Run) -> tuple[Keys, Counts]:
        file = self._open.get(run.name)
        if not file:
            file = self._open[run.name] = self._opened(run)
        keys, counts = file.of_type(_KEYS, np.uint64), file.of_type(_COUNTS, np.int32)
        return keys.sized(run.length).all(), counts.sized(run.length).all()

    def _opened(self, run: Run) -> SectionFile:
        path = self._directory / run.name
        try:
            file = SectionFile(path)
        except FileNotFoundError:
            raise files.gone(path) from None
        file.check_identity(run.checksum)
        return file

    def _forget(self, run: Run) -> None:
        """Close a run that was absorbed, and delete it unless it was committed."""
        self._open.pop(run.name, None)
        if run.name not in self._committed:
            disk.discard(self._directory / run.name)  # `sweep` deletes it where it is still mapped


def _merged(parts: Sequence[tuple[Keys, Counts]]) -> Iterator[tuple[Keys, Counts]]:
    """The sums of the parts' counts in ascending order, those that are not zero, piece by piece."""
    pieces = 1 + sum(len(keys) for keys, _ in parts) // MERGED_AT_ONCE
    # fingerprints are distributed evenly, so equal ranges give pieces of about equal length
    bounds = np.array([2**64 * piece // pieces for piece in range(1, pieces)], dtype=np.uint64)
    edges = [[0, *keys.searchsorted(bounds).tolist(), len(keys)] for keys, _ in parts]
    for piece in range(pieces):
        cuts = [slice(edge[piece], edge[piece + 1]) for edge in edges]
        keys = np.concatenate([part[0][cut] for part, cut in zip(parts, cuts, strict=True)])
        counts = np.concatenate([part[1][cut] for part, cut in zip(parts, cuts, strict=True)])
        yield _summed(keys, counts)


def _summed(keys: Keys, counts: Counts) -> tuple[Keys, Counts]:
    distinct, places = np.unique(keys, return_inverse=True)
    totals = np.zeros(len(distinct), dtype=np.int64)
    np.add.at(totals, places, counts)
    kept = totals != 0
    return distinct[kept], totals[kept]
