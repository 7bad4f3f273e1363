"""The commonest terms that start alike: found over the term dictionary as arrays."""

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.limits import PREFIX_POSTINGS, PREFIX_TERMS
from pressmark.index.segment.packing import Ints, offsets
from pressmark.index.segment.segment import FieldFile


def commonest(
    file: FieldFile, prefix: bytes, most: int, among: NDArray[np.bool_] | None
) -> list[tuple[bytes, int]]:
    """The `most` terms that start with `prefix` and stand in most rows, and in how many.

    Of the rows of paragraphs `among` (bool[paragraphs]) where that is given, terms in none of them
    left out; else of all, deleted ones included. Where the terms stand in more rows than can be
    looked through in time, only the commonest terms are.
    """
    found = file.terms.with_prefix(prefix)
    if not found:
        return []
    counts = file.postings.counts[found.start : found.stop].astype(np.int64)
    if among is not None:
        counts = _counts_among(file, found, counts, among)
    best = np.argsort(-counts, kind="stable")[:most]
    return [(file.terms[found.start + at], int(counts[at])) for at in best if counts[at]]


def _counts_among(
    file: FieldFile, found: range, counts: Ints, among: NDArray[np.bool_]
) -> NDArray[np.int64]:
    starts = file.rows.starts
    wanted = among if starts is None else np.logical_or.reduceat(among, starts[:-1])
    if counts.sum() <= PREFIX_POSTINGS:
        hits = wanted[file.postings.rows_of_any(found.start, found.stop)]
        within: NDArray[np.int64] = np.add.reduceat(hits, offsets(counts)[:-1], dtype=np.int64)
        return within
    within = np.zeros(len(found), dtype=np.int64)
    for at in np.argsort(-counts, kind="stable")[:PREFIX_TERMS].tolist():
        number = found.start + at
        rows = file.decoded(number)[0] if starts is None else file.postings.rows(number)
        within[at] = np.count_nonzero(wanted[rows])
    return within
