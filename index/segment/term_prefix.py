"""The most frequent terms with a prefix."""

from collections.abc import Sequence
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.bitset import Bits, contains, count_bits, from_flags, to_flags
from pressmark.index.segment.int_codec import Ints, offsets
from pressmark.index.segment.segment import COLUMN, FieldFile
from pressmark.index.segment.thresholds import BITS_SHARE, PREFIX_POSTINGS, PREFIX_TERMS


def commonest(
    file: FieldFile, prefix: bytes, most: int, among: Bits | None
) -> list[tuple[bytes, int]]:
    """The `most` terms with `prefix` of the highest document frequencies, and these.

    Counted over the paragraphs `among`, as bits, if given, without terms in none of them; else over
    all, deleted ones included. If the terms have too many postings to count in time, only the terms
    with the most rows are counted.
    """
    found = file.terms.with_prefix(prefix)
    if not found:
        return []
    counts = file.postings.counts[found.start : found.stop].astype(np.int64)
    if file.rows.starts is not None:
        counts = _counts_by_row(file, found, counts, _row_weights(file.rows.starts, among))
    elif among is not None:
        counts = _counts_among(file, found, counts, among)
    best = _largest(counts, most).tolist()
    return [(file.terms[found.start + at], int(counts[at])) for at in best if counts[at]]


def beginning(file: FieldFile, prefix: bytes) -> Bits:
    """The paragraphs, as bits, that have a term with `prefix`, deleted ones included.

    If the terms have too many postings to read in time, only those of the most frequent terms.
    These sets are cached: such prefixes are few and requested often.
    """
    found = file.terms.with_prefix(prefix)
    counts = file.postings.counts[found.start : found.stop].astype(np.int64)
    if counts.sum() <= PREFIX_POSTINGS:
        return from_flags(file.any_of(found))
    best = [found.start + at for at in _largest(counts, PREFIX_TERMS).tolist()]
    return file.cached(COLUMN, ("beginning", prefix), lambda: _any_of(file, best))


def _any_of(file: FieldFile, terms: Sequence[int]) -> Bits:
    """The paragraphs that have any of the terms."""
    common = [term for term in terms if _is_common(file, term)]
    others = file.any_of([term for term in terms if term not in common])
    return reduce(
        np.bitwise_or, (file.ranked_bits(term).words for term in common), from_flags(others)
    )


def _is_common(file: FieldFile, term: int) -> bool:
    """Whether the paragraphs of a term are cached as bits."""
    return file.frequency(term) * BITS_SHARE > file.rows.count


def _largest(counts: Ints, most: int) -> Ints:
    """int64[most]: the places of the largest of `counts`, largest first, ties in order."""
    among = np.arange(len(counts))
    if len(counts) > most:
        among = np.flatnonzero(counts >= np.partition(counts, -most)[-most])
    return among.take((-counts.take(among)).argsort(kind="stable"))[:most]


def _row_weights(starts: Ints, among: Bits | None) -> Ints:
    """int64[rows]: the paragraphs of each row, only those `among` if given."""
    if among is None:
        return np.diff(starts)
    flags = to_flags(among, int(starts[-1]))
    return np.add.reduceat(flags, starts[:-1], dtype=np.int64)


def _counts_by_row(file: FieldFile, found: range, counts: Ints, weights: Ints) -> Ints:
    """int64[terms]: the sum of `weights` over the rows of each term."""
    if counts.sum() <= PREFIX_POSTINGS:
        return _sums(weights.take(file.postings.rows_of_any(found.start, found.stop)), counts)
    sums = np.zeros(len(found), dtype=np.int64)
    for at in _largest(counts, PREFIX_TERMS).tolist():
        sums[at] = weights.take(file.postings.rows(found.start + at)).sum()
    return sums


def _counts_among(file: FieldFile, found: range, counts: Ints, among: Bits) -> Ints:
    """int64[terms]: how many of the paragraphs `among` have each term; rows are paragraphs."""
    if counts.sum() <= PREFIX_POSTINGS:
        return _sums(contains(among, file.postings.rows_of_any(found.start, found.stop)), counts)
    within = np.zeros(len(found), dtype=np.int64)
    for at in _largest(counts, PREFIX_TERMS).tolist():
        within[at] = _count_in(file, found.start + at, among)
    return within


def _sums(values: NDArray[Any], counts: Ints) -> Ints:
    """int64[terms]: sums over runs of `values`, `counts` of them in each."""
    sums: Ints = np.add.reduceat(values, offsets(counts)[:-1], dtype=np.int64)
    return sums


def _count_in(file: FieldFile, term: int, among: Bits) -> int:
    if _is_common(file, term):
        return count_bits(file.ranked_bits(term).words & among)
    return int(np.count_nonzero(contains(among, file.doc_ids(term))))
