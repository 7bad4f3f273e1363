"""The term dictionary of a field: terms in byte order, found by value, prefix or edit distance."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.array_file import Joined, SectionFile, SectionWriter
from pressmark.index.segment.int_codec import Ints, offsets
from pressmark.index.segment.thresholds import KNOWN_TERMS, MERGED_TERMS

_LETTERS_OF_A_BYTE = np.array([1 << (byte & 31) if byte < 128 else 0 for byte in range(256)])


def letters(blob: NDArray[np.uint8], ends: Ints) -> NDArray[np.uint32]:
    """For each term a set of its ASCII bytes as bits, uint32[terms].

    One edit adds at most one and takes away at most one, so terms whose sets differ in more are not
    within it.
    """
    if len(ends) == 1:
        return np.zeros(0, dtype=np.uint32)
    bits = _LETTERS_OF_A_BYTE.astype(np.uint32)[blob]
    bits = np.append(bits, np.uint32(0))  # lets an empty last term start at the end
    sets = np.bitwise_or.reduceat(bits, ends[:-1])
    sets[ends[1:] == ends[:-1]] = 0
    return sets


class TermsWriter:
    """Writes the terms of a field, which are distinct and in byte order."""

    def __init__(self, target: SectionWriter, prefix: str) -> None:
        self._target = target
        self._name = prefix + "terms"
        self._blob = target.spool(np.uint8)
        self._ends = target.narrow_spool()
        self._ends.append(np.zeros(1, dtype=np.int64))
        self._letters = target.spool(np.uint32)

    def append(self, terms: Sequence[bytes]) -> None:
        """Add the next terms."""
        ends = offsets(np.fromiter(map(len, terms), dtype=np.int64, count=len(terms)))
        blob = np.frombuffer(b"".join(terms), dtype=np.uint8)
        self._letters.append(letters(blob, ends))
        self._ends.append(ends[1:] + self._blob.length)
        self._blob.append(blob)

    def finish(self) -> None:
        """Write the sections."""
        self._target.add(self._name, self._blob)
        self._target.add(self._name + ".ends", self._ends)
        self._target.add(self._name + ".letters", self._letters)


def join_terms(target: SectionWriter, prefix: str, files: Sequence[SectionFile]) -> None:
    """Write the terms of several files, those of one in order behind those of the one before."""
    blobs = [file[prefix + "terms"] for file in files]
    ends, before = target.narrow_spool(), 0
    ends.append(np.zeros(1, dtype=np.int64))
    for file, blob in zip(files, blobs, strict=True):
        own = file[prefix + "terms.ends"]
        for first in range(1, len(own), MERGED_TERMS):
            some = own.slice(first, min(first + MERGED_TERMS, len(own)))
            ends.append(some.astype(np.int64) + before)
        before += len(blob)
    target.add(prefix + "terms", Joined(blobs))
    target.add(prefix + "terms.ends", ends)
    target.add(prefix + "terms.letters", Joined([file[prefix + "terms.letters"] for file in files]))


class TermDictionary:
    """The terms of one field of one segment; a term's number is its rank in byte order."""

    def __init__(self, file: SectionFile, prefix: str) -> None:
        self._corrupt = file.corrupt
        self._blob = file.of_type(prefix + "terms", np.uint8)
        self._ends = file[prefix + "terms.ends"]
        terms = max(0, len(self._ends) - 1)
        self._letters = file.of_type(prefix + "terms.letters", np.uint32).sized(terms)
        if not len(self._ends) or self._ends.at(terms) != len(self._blob):
            raise file.corrupt(_NO_ORDER)
        self._found: dict[bytes, int] = {}

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> bytes:
        start, end = self._ends.slice(number, number + 2).tolist()
        return self._blob.slice(start, end).tobytes()

    def slice(self, first: int, last: int) -> list[bytes]:
        """The terms numbered `first` to `last`, without it."""
        ends = self._ends.slice(first, last + 1).tolist()
        blob = self._blob.slice(ends[0], ends[-1]).tobytes()
        if ends != sorted(ends):
            raise self._corrupt(_NO_ORDER)
        base = ends[0]
        return [blob[a - base : b - base] for a, b in pairwise(ends)]

    def texts(self, numbers: Ints) -> list[str]:
        """The terms of these numbers, decoded."""
        blob, ends = self._blob.all().data, self._ends.all()
        starts, stops = ends.take(numbers).tolist(), ends.take(numbers + 1).tolist()
        try:
            return [
                str(blob[start:stop], "utf-8", "surrogatepass")
                for start, stop in zip(starts, stops, strict=True)
            ]
        except UnicodeDecodeError:
            raise self._corrupt("a term is not in UTF-8") from None

    def encoded(self) -> tuple[NDArray[np.uint8], Ints]:
        """The bytes of all terms, one after the other, and int64[terms] where each ends."""
        return self._blob.all(), self._ends.all()[1:].astype(np.int64)

    def place(self, term: bytes) -> int:
        """The number of terms less than `term`."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self[middle] < term:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, term: bytes) -> int | None:
        """The number of `term`, or None."""
        number = self._found.get(term)
        if number is None:
            number = self.place(term)
            if number == len(self) or self[number] != term:
                return None
            if len(self._found) >= KNOWN_TERMS:
                self._found.clear()
            self._found[term] = number
        return number

    def with_prefix(self, prefix: bytes) -> range:
        """The numbers of the terms that start with `prefix`."""
        first = self.place(prefix)
        bare = prefix.rstrip(b"\xff")
        if not bare:
            return range(first, len(self))
        last = self.place(bare[:-1] + bytes([bare[-1] + 1]))
        if last < first:
            raise self._corrupt(_NO_ORDER)
        return range(first, last)

    def walk(self, first: int = 0) -> Iterator[bytes]:
        """The terms from number `first` on."""
        for start in range(first, len(self), _WALK):
            yield from self.slice(start, min(start + _WALK, len(self)))

    def perhaps_within(self, text: bytes, edits: int, among: range) -> Ints:
        """Numbers of the terms in `among` that may lie within `edits` edits of `text`; int64.

        Fast and without false negatives.
        """
        own = letters(np.frombuffer(text, dtype=np.uint8), np.array([0, len(text)]))
        sets = self._letters.slice(among.start, among.stop)
        more, fewer = sets & ~own[0], own[0] & ~sets
        fits = np.maximum(np.bitwise_count(more), np.bitwise_count(fewer)) <= edits
        near = np.flatnonzero(fits) + among.start
        # the ends of all, since those of the terms found lie far apart
        ends = self._ends.all()
        sizes = ends.take(near + 1).astype(np.int64) - ends.take(near)
        kept: Ints = near[np.abs(sizes - len(text)) <= _BYTES_OF_A_CHARACTER * edits]
        return kept


_NO_ORDER = "its terms are out of order"
_WALK = 1024
_BYTES_OF_A_CHARACTER = 4
