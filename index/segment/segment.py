"""An immutable segment: its file and its fields, opened on first use."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.array_cache import ArrayCache, Arrays
from pressmark.index.segment.array_file import Meta, SectionFile
from pressmark.index.segment.bitset import Flags, RankedBits, flags_at, from_flags
from pressmark.index.segment.bloom import BloomFilter
from pressmark.index.segment.field_spec import FieldSpec
from pressmark.index.segment.fixed_width_column import FixedWidthColumn
from pressmark.index.segment.int_codec import Ints, offsets, ranges
from pressmark.index.segment.number_column import NumberColumn
from pressmark.index.segment.postings import PostingsFile
from pressmark.index.segment.run_length import Rows, row_count
from pressmark.index.segment.stored_fields import StoredFields
from pressmark.index.segment.term_dict import TermDictionary
from pressmark.index.segment.thresholds import (
    COLUMNS_SHARE,
    DECODED_LEAST,
    DECODED_SHARE,
    KNOWN_COUNTS,
)
from pressmark.index.storage.typed_json import MOST, any_object, checked, mapping, record, whole

COLUMN = -1
"""In place of a term number: the cached array belongs to the whole field."""

_STEP, _SHIFT = 16, 4
"""The start of the positions is cached for every 16th row, half a byte a row. When more than one
row in 16 is requested, summing the frequencies of all rows is as fast."""


_LENGTH = record(length=whole())
_META = record(count=whole(most=np.iinfo(np.int32).max - 1), fields=mapping(any_object))


class FieldFile:
    """One field of a segment."""

    def __init__(self, segment: "Segment", plan: FieldSpec) -> None:
        self.plan = plan
        self._cache = segment.cache
        self._column_cache = segment.column_cache
        self._counts = segment.counts
        self._file = segment.file
        self._meta = segment.meta.get(plan.name, {})
        self._paragraphs = segment.count

    @cached_property
    def rows(self) -> Rows:
        """The mapping between rows of this field and paragraphs."""
        return Rows.of(self._file, self.plan.prefix, self._paragraphs)

    @cached_property
    def terms(self) -> TermDictionary:
        """The terms, if the field is indexed."""
        return TermDictionary(self._file, self.plan.prefix)

    @cached_property
    def postings(self) -> PostingsFile:
        """The postings of the terms."""
        found = PostingsFile(
            self._file, self.plan.prefix, len(self.rows), positions=self.plan.positions
        )
        if len(found.counts) != len(self.terms):
            raise self._file.corrupt(f"its field {self.plan.name!r} has terms without postings")
        return found

    @cached_property
    def numbers(self) -> NumberColumn:
        """The column of a numeric field."""
        numbers = NumberColumn(self._file, self.plan.prefix, self._meta)
        if not all(map(self.plan.holds, (numbers.least, numbers.most))):
            raise self._file.corrupt(f"its field {self.plan.name!r} has what is no value of it")
        return numbers

    @property
    def fixed(self) -> FixedWidthColumn:
        """The values of a FIXED field."""
        return FixedWidthColumn(self._file, self.plan.prefix, self.plan.width)

    @cached_property
    def stored(self) -> StoredFields:
        """What the field stores, if it is not a number."""
        return StoredFields(self._file, self.plan.prefix, self.plan.stored_shape)

    @cached_property
    def lengths(self) -> NDArray[np.uint8]:
        """Whoosh's length byte of each paragraph, uint8[paragraphs]."""
        return self.rows.over_all(self.row_lengths)

    @property
    def row_lengths(self) -> NDArray[np.uint8]:
        """The same of each row."""
        return self._file.of_type(self.plan.prefix + "lengths", np.uint8).all()

    @property
    def length(self) -> int:
        """The number of words in all paragraphs."""
        return int(checked(self._meta, _LENGTH, self._file.corrupt)["length"])

    def forget(self) -> None:
        """Release the memory of pages that were read."""
        self._file.forget()

    def value(self, paragraph: int) -> Any:
        """The stored value at a paragraph, or None."""
        row = self.rows.row(paragraph)
        if not self.plan.numbers:
            return self.stored[row]
        number = self.numbers.at(row)
        return None if number is None else self.plan.value(number)

    def values(self, paragraphs: Ints) -> list[Any]:
        """The stored value of each of `paragraphs`, or None, in their order."""
        rows = self.rows.rows(paragraphs)
        if not self.plan.numbers:
            return self.stored.values(rows)
        numbers, value = self.numbers, self.plan.value
        known = numbers.values.take(rows).tolist()
        if numbers.present is None:
            return list(map(value, known))
        present = numbers.present.take(rows).tolist()
        return [value(each) if there else None for each, there in zip(known, present, strict=True)]

    def doc_ids(self, term: int) -> NDArray[np.int32]:
        """The paragraphs that have a term, ascending; cached."""
        return self.cached(term, "doc ids", lambda: self.new_doc_ids(term))

    def new_doc_ids(self, term: int) -> NDArray[np.int32]:
        """The same, not cached."""
        rows = self.postings.rows(term, np.int32)
        return self.rows.paragraphs(rows).astype(np.int32, copy=False)

    def term_freqs(self, term: int) -> NDArray[np.unsignedinteger]:
        """The term frequency in each of them; cached."""
        return self.cached(term, "term frequencies", lambda: self._term_freqs(term))

    def _term_freqs(self, term: int) -> NDArray[np.unsignedinteger]:
        freqs = self.postings.freqs(term)
        if self.rows.starts is None:
            return freqs
        return self.rows.spread(self.postings.rows(term), freqs)

    def ranked_bits(self, term: int) -> RankedBits:
        """The paragraphs that have a term, as bits with ranks; cached."""
        return RankedBits(*self.cached_arrays(term, "bits", lambda: self._ranked_bits(term)))

    def _ranked_bits(self, term: int) -> RankedBits:
        return RankedBits.of(from_flags(flags_at(self.new_doc_ids(term), self.rows.count)))

    @cached_property
    def _stride(self) -> int:
        """From a row to the next one where each word of the field is numbered.

        More than twice the last position that any word has, so that those of two rows are farther
        apart than any in one; and odd, so that they differ in their last digits.
        """
        stride = 2 * self.postings.positions_end + 1
        if (len(self.rows) + 2) * stride > MOST:
            raise self._file.corrupt(f"its field {self.plan.name!r} has too large positions")
        return stride

    def occurrences(self, term: int) -> NDArray[np.unsignedinteger]:
        """Every occurrence of a term in the field, ascending; cached.

        Words are numbered through all rows, with a gap before each row:
        uint32[total], or uint64 where that is too small.
        """
        return self.cached(term, "occurrences", lambda: self._occurrences(term))

    def _occurrences(self, term: int) -> NDArray[np.unsignedinteger]:
        small = (len(self.rows) + 2) * self._stride < 1 << 32
        dtype = np.uint32 if small else np.uint64
        rows = self.postings.rows(term, dtype)
        starts = offsets(self.postings.freqs(term))
        # repeating each row by its term frequency would take twice as long
        places = np.zeros(starts[-1], dtype=dtype)
        places[0] = 1
        places[starts[:-1]] += np.diff(rows, prepend=dtype(0))
        np.cumsum(places, out=places)
        places *= self._stride
        places += self.postings.positions(term, dtype)
        return places

    def rows_of(self, occurrences: NDArray[Any]) -> Ints:
        """int64[n]: the row of each of `occurrences`."""
        return (occurrences // self._stride).astype(np.int64) - 1

    def occurrence_filter(self, term: int) -> BloomFilter:
        """A Bloom filter of the occurrences; cached."""
        found: BloomFilter = self.cached_arrays(
            term, "occurrence filter", lambda: BloomFilter.of(self.occurrences(term))
        )
        return found

    def cached(self, term: int, what: Hashable, make: Callable[[], NDArray[Any]]) -> NDArray[Any]:
        """The array that `make` computes for a term, cached while there is room."""
        found: Arrays = self.cached_arrays(term, what, lambda: (make(),))
        return found[0]

    def cached_arrays(self, term: int, what: Hashable, make: Callable[[], Arrays]) -> Any:
        """The same for several arrays."""
        key = (self.plan.name, term, what)
        cache = self._column_cache if term == COLUMN else self._cache
        found = cache.get(key)
        if found is None:
            found = make()
            cache.put(key, found)
        return found

    def any_of(self, terms: Sequence[int]) -> Flags:
        """bool[paragraphs]: which have any of the terms."""
        if isinstance(terms, range):
            rows = self.postings.any_of(terms.start, terms.stop, len(self.rows))
            return self.rows.over_all(rows)
        flags = np.zeros(self.rows.count, dtype=bool)
        for term in terms:
            flags[self.doc_ids(term).astype(np.int64)] = True
        return flags

    def positions_in(self, term: int, places: Ints, counts: NDArray[Any]) -> Ints:
        """The positions in the term's paragraphs at ascending `places`; `counts` are the term
        frequencies there."""
        if self.rows.starts is not None:
            rows = self.postings.rows(term)
            places = self.rows.spread(rows, np.arange(len(rows)))[places]
        large, more = self.cached_arrays(
            term, "large positions", lambda: self.postings.large_positions(term)
        )
        wanted = self._starts(term, places)
        counts = counts.astype(np.int64)
        if counts.sum() > len(counts):
            wanted = ranges(wanted, counts)
        return self.postings.positions_at(term, wanted, large, more)

    def _starts(self, term: int, places: Ints) -> Ints:
        """Where the positions in each of a term's rows `places` begin among all of the term's."""
        freqs = self._row_freqs(term)
        if len(places) * _STEP > len(freqs):
            return offsets(freqs).take(places)
        before = self.cached(term, "starts", lambda: self._every_start(freqs))
        # plus the frequencies of the rows since the last cached start
        nearby = (places & -_STEP)[:, None] + np.arange(_STEP)
        since = freqs.take(nearby, mode="clip") * (nearby < places[:, None])
        starts: Ints = before.take(places >> _SHIFT) + since.sum(axis=1, dtype=np.int64)
        return starts

    def _every_start(self, freqs: NDArray[np.unsignedinteger]) -> Ints:
        """The same of every 16th row."""
        return offsets(np.add.reduceat(freqs, np.arange(0, len(freqs), _STEP), dtype=np.int64))

    def _row_freqs(self, term: int) -> NDArray[np.unsignedinteger]:
        return self.term_freqs(term) if self.rows.starts is None else self.postings.freqs(term)

    def frequency(self, term: int) -> int:
        """The document frequency of a term."""
        if self.rows.starts is None:
            return int(self.postings.counts[term])
        return self.cached_count(
            term, "paragraphs", lambda: int(self.rows.sizes_of(self.postings.rows(term)).sum())
        )

    def cached_count(self, term: int, what: Hashable, make: Callable[[], int]) -> int:
        """The number that `make` counts for a term, cached apart from arrays."""
        key = (self.plan.name, term, what)
        found = self._counts.get(key)
        if found is None:
            if len(self._counts) > KNOWN_COUNTS:
                self._counts.clear()
            found = self._counts[key] = make()
        return found

    def total(self, term: int) -> int:
        """The number of occurrences of a term in all paragraphs."""
        if self.rows.starts is None:
            return int(self.postings.totals[term])
        return int(self._term_freqs(term).sum(dtype=np.int64))

    def sort_keys(self, default: int) -> Ints:
        """int64[paragraphs]: the column of a numeric field, `default` where there is no number."""

        def make() -> Ints:
            numbers = self.numbers
            return self.rows.over_all(np.where(numbers.known(), numbers.values, default))

        return self.cached(COLUMN, ("sort", default), make)

    @cached_property
    def codes(self) -> NDArray[np.int64]:
        """For a field of one term a value: its number at each row, or -1; int64[rows]."""
        run = self.postings.run(0, len(self.terms))
        codes = np.full(len(self.rows), -1, dtype=np.int64)
        codes[run.rows] = np.repeat(np.arange(len(run.counts)), run.counts)
        return codes


class Segment:
    """An open segment; raises IndexCorrupt or IndexVersion where its file is not as written."""

    def __init__(self, path: Path, plans: tuple[FieldSpec, ...], checksum: int) -> None:
        self.file = SectionFile(path)
        self.file.check_identity(checksum)
        meta = self.file.meta(_META)
        self.count: int = meta["count"]
        self.meta: Mapping[str, Meta] = meta["fields"]
        self._check_rows(plans)
        self.cache = ArrayCache(max(DECODED_LEAST, int(self.file.size * DECODED_SHARE)))
        self.column_cache = ArrayCache(max(DECODED_LEAST, int(self.file.size * COLUMNS_SHARE)))
        self.counts: dict[Hashable, int] = {}
        self.fields = {plan.name: self.field(plan) for plan in plans}

    def _check_rows(self, plans: tuple[FieldSpec, ...]) -> None:
        """Raise IndexCorrupt unless each field has what belongs to each of its rows.

        What takes memory by the paragraph is bounded so by the size of the file: each row takes a
        byte there, and each paragraph begins a row of some field, or would be as the one before it.
        """
        begun = 0
        for plan in plans:
            rows = row_count(self.file, plan.prefix, self.count)
            begun += rows
            for name, values in plan.row_sections:
                if self.file.length(plan.prefix + name) != rows * values:
                    raise self.file.corrupt(f"its field {plan.name!r} has not a value for each row")
        if begun < self.count:
            raise self.file.corrupt("it has fewer rows than paragraphs")

    def field(self, plan: FieldSpec) -> FieldFile:
        """A new FieldFile, with its own cached properties."""
        return FieldFile(self, plan)
