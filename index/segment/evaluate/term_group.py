"""The postings of several terms as those of one: a word in several languages or spellings."""

from collections.abc import Callable, Hashable, Sequence
from functools import cached_property, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.bitset import RankedBits, flags_at, from_flags
from pressmark.index.segment.bloom import BloomFilter
from pressmark.index.segment.evaluate.postings_list import (
    Ints,
    Make,
    Parts,
    TermPostings,
)


class TermGroup(TermPostings):
    """Postings where any of the terms is, in one field of a segment.

    Terms of one word that are in the same paragraph have the same positions, or one has all that
    the other has and more: the frequency is the greatest of theirs, not the sum.
    """

    def __init__(self, terms: Sequence[TermPostings], has_bits: Callable[[int], bool]) -> None:
        self.terms = terms
        self._key = tuple(term.number for term in terms)
        super().__init__(terms[0].file, terms[0].number, 0, has_bits=False)
        self.count = self.cached_count("paragraphs", lambda: len(self._doc_ids))
        self.has_bits = has_bits(self.count)

    @property
    def _doc_ids(self) -> NDArray[np.int32]:
        return self._merged[0]

    @property
    def numbers(self) -> NDArray[np.int32]:
        """int32[n]."""
        return self._doc_ids

    @cached_property
    def freqs(self) -> NDArray[Any]:
        """uint[n]."""
        return self._merged[1]

    @cached_property
    def _merged(self) -> Parts:
        return self.cached_arrays(
            "merged", lambda: _merge([(term.numbers, term.freqs) for term in self.terms])
        )

    @cached_property
    def _bits(self) -> RankedBits:
        def make() -> Parts:
            return RankedBits.of(from_flags(flags_at(self._doc_ids, self.file.rows.count)))

        return RankedBits(*self.cached_arrays("bits", make))

    def runs(self) -> tuple[Ints, Ints, NDArray[Any]]:
        """For a field whose adjacent paragraphs share values, the runs of paragraphs."""
        parts = [term.runs() for term in self.terms]
        starts, freqs = _merge([(starts, freqs) for starts, _, freqs in parts])
        ends, _ = _merge([(ends, freqs) for _, ends, freqs in parts])
        return starts, ends, freqs

    def positions(self, among: Ints) -> tuple[Ints, Ints]:
        """One row an occurrence in the paragraphs `among`, each at one position once."""
        parts = [term.positions(among[term.freqs_at(among) > 0]) for term in self.terms]
        paragraphs, positions = (np.concatenate(each) for each in zip(*parts, strict=True))
        order = np.lexsort((positions, paragraphs))
        paragraphs, positions = paragraphs[order], positions[order]
        kept = np.ones(len(order), dtype=bool)
        kept[1:] = (np.diff(paragraphs) != 0) | (np.diff(positions) != 0)
        return paragraphs[kept], positions[kept]

    @property
    def occurrences(self) -> NDArray[np.unsignedinteger]:
        """Every occurrence in the field, ascending; cached."""

        def make() -> Parts:
            return (reduce(np.union1d, [term.occurrences for term in self.terms]),)

        return self.cached_arrays("occurrences", make)[0]

    @property
    def occurrence_filter(self) -> BloomFilter:
        """A Bloom filter of the occurrences; cached."""
        make = lambda: BloomFilter.of(self.occurrences)  # noqa: E731
        return BloomFilter(*self.cached_arrays("occurrence filter", make))

    def cached_count(self, what: Hashable, make: Callable[[], int]) -> int:
        """The number that `make` counts, cached with the segment."""
        return super().cached_count((self._key, what), make)

    def cached_arrays(self, what: Hashable, make: Make) -> Parts:
        """Cached with the segment."""
        return super().cached_arrays((self._key, what), make)


_Values = tuple[NDArray[Any], NDArray[Any]]
"""Ascending numbers, and a value of each."""


def _merge(parts: Sequence[_Values]) -> _Values:
    """All in one such list: of equal numbers the greatest value."""
    longest, *others = sorted(parts, key=lambda part: -len(part[0]))
    return reduce(_merge_two, others, longest)


def _merge_two(one: _Values, two: _Values) -> _Values:
    """The second, which is shorter, is looked up in the first: most words are of one language."""
    (numbers, values), (more, own) = one, two
    values = values.astype(np.result_type(values, own))  # a copy, which is changed
    at = numbers.searchsorted(more.astype(numbers.dtype))
    known = numbers.take(at, mode="clip") == more if len(numbers) else np.zeros(len(more), bool)
    values[at[known]] = np.maximum(values[at[known]], own[known])
    places = at[~known]
    return np.insert(numbers, places, more[~known]), np.insert(values, places, own[~known])
