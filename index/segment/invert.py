"""Turns the tokens of a batch, text by text, into postings, term by term."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import byte_to_length

from pressmark.index.segment.lexicon import Tokens
from pressmark.index.segment.packing import Ints, offsets
from pressmark.index.segment.postings import Postings

LENGTHS = np.array([byte_to_length(code) for code in range(256)], dtype=np.int64)
"""The field length that each of Whoosh's length bytes stands for."""


def length_bytes(lengths: Ints) -> NDArray[np.uint8]:
    """Whoosh's length byte of each field length, uint8[n]."""
    return np.minimum(np.searchsorted(LENGTHS, lengths), 255).astype(np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class Inverted:
    """A field of a batch: `terms` in byte order, their postings, and int64[rows] field lengths."""

    terms: list[bytes]
    postings: Postings
    lengths: Ints


def invert(tokens: Tokens, terms: list[bytes], *, positions: bool) -> Inverted:
    """The postings of `tokens`, whose terms are numbers into `terms`.

    Term, row and position must fit into 64 bits together, which the bounds of a batch see to.
    """
    ranks, used = _ranked(tokens.terms, terms)
    bits = (_bits(len(used)), _bits(len(tokens.counts)), _bits(int(tokens.counts.max(initial=0))))
    row_shift, term_shift = np.uint64(bits[2]), np.uint64(bits[1] + bits[2])
    rows = np.repeat(np.arange(len(tokens.counts), dtype=np.uint64), tokens.counts)
    starts = np.repeat(offsets(tokens.counts)[:-1], tokens.counts)
    keys = (np.arange(len(rows)) - starts).astype(np.uint64)
    keys |= rows << row_shift
    keys |= ranks.astype(np.uint64) << term_shift
    keys.sort()
    postings = _postings(keys, row_shift, term_shift, positions)
    return Inverted(used, postings, tokens.counts)


def _bits(count: int) -> int:
    return max(1, count.bit_length())


def _ranked(numbers: Ints, terms: list[bytes]) -> tuple[Ints, list[bytes]]:
    """Each token's rank among the terms that occur, and those terms in byte order."""
    occurs = np.zeros(len(terms), dtype=bool)
    occurs[numbers] = True
    present = np.flatnonzero(occurs).tolist()
    present.sort(key=terms.__getitem__)
    rank = np.empty(len(terms), dtype=np.int64)
    rank[present] = np.arange(len(present))
    return rank.take(numbers), [terms[number] for number in present]


def _postings(
    keys: NDArray[np.uint64], row_shift: np.uint64, term_shift: np.uint64, positions: bool
) -> Postings:
    pairs = keys >> row_shift
    firsts = _firsts(pairs)
    terms = keys[firsts] >> term_shift
    mask = (np.uint64(1) << (term_shift - row_shift)) - np.uint64(1)
    return Postings(
        counts=np.diff(np.append(_firsts(terms), len(terms))),
        rows=(pairs[firsts] & mask).astype(np.int64),
        freqs=np.diff(np.append(firsts, len(keys))),
        positions=(keys & ((np.uint64(1) << row_shift) - np.uint64(1))).astype(np.int64)
        if positions
        else None,
    )


def _firsts(values: NDArray[np.uint64]) -> Ints:
    """Where each run of equal values starts, int64[runs]."""
    starts = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=starts[1:])
    return np.flatnonzero(starts)
