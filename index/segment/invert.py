"""Turns the tokens of a batch, text by text, into postings, term by term."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.chunk_terms import Tokens
from pressmark.index.segment.int_codec import Ints, offsets
from pressmark.index.segment.postings import Postings

_RADIX_BYTES = 2
_RADIX = 1 << 8 * _RADIX_BYTES


@dataclass(frozen=True, slots=True, eq=False)
class Inverted:
    """A field of a batch: `terms` in byte order, their postings, and int64[rows] field lengths."""

    terms: list[bytes]
    postings: Postings
    lengths: Ints


def invert(tokens: Tokens, terms: list[bytes], *, positions: bool) -> Inverted:
    """The postings of `tokens`, whose terms are numbers into `terms`."""
    used, ranks = _ranked(tokens.terms, terms)
    order = _order(ranks)
    rows = np.repeat(np.arange(len(tokens.counts), dtype=np.int32), tokens.counts)[order]
    totals = np.bincount(ranks, minlength=len(used))
    begins = np.ones(len(rows), dtype=bool)
    np.not_equal(rows[1:], rows[:-1], out=begins[1:])
    begins[offsets(totals)[:-1]] = True  # of each term the first token, whatever its row
    firsts = np.flatnonzero(begins)
    postings = Postings(
        counts=np.diff(firsts.searchsorted(offsets(totals))),
        rows=rows.take(firsts),
        freqs=np.diff(np.append(firsts, len(rows))),
        positions=_positions(tokens)[order] if positions else None,
    )
    return Inverted(used, postings, _lengths(tokens))


def _ranked(numbers: NDArray[np.int32], terms: list[bytes]) -> tuple[list[bytes], NDArray[Any]]:
    """Those of `terms` that occur, in byte order, and each token's rank among them, uint[n]."""
    occurs = np.zeros(len(terms), dtype=bool)
    occurs[numbers] = True
    present = np.flatnonzero(occurs).tolist()
    present.sort(key=terms.__getitem__)
    ranks = np.zeros(len(terms), dtype=np.uint16 if len(present) <= _RADIX else np.uint32)
    ranks[present] = np.arange(len(present))
    return [terms[number] for number in present], ranks.take(numbers)


def _order(ranks: NDArray[Any]) -> Ints:
    """The tokens by rank, those of one rank as they came; int64[n].

    NumPy sorts numbers of 16 bits by radix, several times as fast as any larger ones.
    """
    order = np.argsort(ranks.astype(np.uint16), kind="stable")
    if ranks.itemsize > _RADIX_BYTES:
        high = (ranks >> 8 * _RADIX_BYTES).astype(np.uint16)
        order = order[np.argsort(high[order], kind="stable")]
    return order


def _positions(tokens: Tokens) -> NDArray[np.int32]:
    """The position of each token in its text."""
    starts = offsets(tokens.counts)[:-1]
    if tokens.stacked is None:
        numbers = np.arange(len(tokens.terms), dtype=np.int32)
    else:
        numbers = np.cumsum(~tokens.stacked, dtype=np.int32) - np.int32(1)
        starts = np.append(numbers, 0).take(starts)
    return numbers - np.repeat(starts.astype(np.int32), tokens.counts)


def _lengths(tokens: Tokens) -> Ints:
    """int64[texts]: the number of positions of each text."""
    if tokens.stacked is None:
        return tokens.counts
    before = np.append(0, np.cumsum(tokens.stacked))
    return tokens.counts - np.diff(before.take(offsets(tokens.counts)))
