"""The commonest terms that start alike: found over the term dictionary as arrays."""

from collections.abc import Sequence
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.bitset import Bits, bits_at, flags_in, packed, size
from pressmark.index.segment.int_codec import Ints, offsets
from pressmark.index.segment.limits import PREFIX_POSTINGS, PREFIX_TERMS, RANKED
from pressmark.index.segment.segment import COLUMN, FieldFile


def commonest(
    file: FieldFile, prefix: bytes, most: int, among: Bits | None
) -> list[tuple[bytes, int]]:
    """The `most` terms that start with `prefix` and stand in most paragraphs, and in how many.

    Of the paragraphs `among`, as bits, where that is given, terms in none of them left out; else of
    all, deleted ones included. Where the terms have more postings than can be looked through in
    time, only those in most rows are counted.
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
    """The paragraphs, as bits, in which a term that starts with `prefix` stands, deleted included.

    Where that is more than can be looked through in time, those of the commonest terms; these sets
    are kept, since there are few such beginnings and they are asked for again and again.
    """
    found = file.terms.with_prefix(prefix)
    counts = file.postings.counts[found.start : found.stop].astype(np.int64)
    if counts.sum() <= PREFIX_POSTINGS:
        return packed(file.any_of(found))
    best = [found.start + at for at in _largest(counts, PREFIX_TERMS).tolist()]
    return file.kept(COLUMN, ("beginning", prefix), lambda: _any_of(file, best))


def _any_of(file: FieldFile, terms: Sequence[int]) -> Bits:
    """The paragraphs in which any of the terms stands."""
    common = [term for term in terms if _is_common(file, term)]
    rare = file.any_of([term for term in terms if term not in common])
    return reduce(np.bitwise_or, (file.ranked(term).words for term in common), packed(rare))


def _is_common(file: FieldFile, term: int) -> bool:
    """Whether the paragraphs in which it stands are so many that they are kept as bits."""
    return file.frequency(term) * RANKED > file.rows.count


def _largest(counts: Ints, most: int) -> Ints:
    """Where the largest of `counts` are, largest first, equal ones in order; int64[most]."""
    among = np.arange(len(counts))
    if len(counts) > most:
        among = np.flatnonzero(counts >= np.partition(counts, -most)[-most])
    return among.take((-counts.take(among)).argsort(kind="stable"))[:most]


def _row_weights(starts: Ints, among: Bits | None) -> Ints:
    """int64[rows]: how many paragraphs each row has, of those `among` where that is given."""
    if among is None:
        return np.diff(starts)
    flags = flags_in(among, int(starts[-1]))
    return np.add.reduceat(flags, starts[:-1], dtype=np.int64)


def _counts_by_row(file: FieldFile, found: range, counts: Ints, weights: Ints) -> Ints:
    """int64[terms]: the sum of `weights` over the rows of each term."""
    if counts.sum() <= PREFIX_POSTINGS:
        return _sums(weights.take(file.postings.rows_of_any(found.start, found.stop)), counts)
    sums = np.zeros(len(found), dtype=np.int64)
    for at in _largest(counts, PREFIX_TERMS).tolist():
        sums[at] = weights.take(file.postings.rows(found.start + at)).sum()
    return sums


def _counts_among(file: FieldFile, found: range, counts: Ints, wanted: Bits) -> Ints:
    """int64[terms]: in how many of the paragraphs `wanted` each term stands; rows are the same."""
    if counts.sum() <= PREFIX_POSTINGS:
        return _sums(bits_at(wanted, file.postings.rows_of_any(found.start, found.stop)), counts)
    within = np.zeros(len(found), dtype=np.int64)
    for at in _largest(counts, PREFIX_TERMS).tolist():
        within[at] = _count_in(file, found.start + at, wanted)
    return within


def _sums(values: NDArray[Any], counts: Ints) -> Ints:
    """int64[terms]: sums over runs of `values`, `counts` of them in each."""
    sums: Ints = np.add.reduceat(values, offsets(counts)[:-1], dtype=np.int64)
    return sums


def _count_in(file: FieldFile, term: int, wanted: Bits) -> int:
    if _is_common(file, term):
        return size(file.ranked(term).words & wanted)
    return int(np.count_nonzero(bits_at(wanted, file.standing(term))))
