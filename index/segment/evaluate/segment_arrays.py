"""One segment as arrays: postings, positions, lengths, articles and columns.

Paragraph numbers are those of the segment and include deleted paragraphs, which count in document
frequencies until a merge drops them, as in Whoosh; `live` says which are not deleted. Expensive
arrays are cached with the segment.
"""

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import TermNotFound

from pressmark.index.analysis.analyzers import ALTERNATIVES
from pressmark.index.segment.bitset import Bits, from_flags
from pressmark.index.segment.evaluate.postings_list import (
    NO_INTS,
    Flags,
    Floats,
    Ints,
    Make,
    Parts,
    TermPostings,
    run_starts,
)
from pressmark.index.segment.int_codec import LENGTHS
from pressmark.index.segment.reader import ArrayReader
from pressmark.index.segment.segment import COLUMN
from pressmark.index.segment.thresholds import BITS_SHARE


class SegmentArrays:
    """One segment of a reader; `count` paragraphs, the first of which is number `offset`."""

    def __init__(self, reader: ArrayReader, offset: int) -> None:
        self.reader = reader
        self.offset = offset
        self.count: int = reader.doc_count_all()
        self._terms: dict[tuple[str, Any], TermPostings | None] = {}

    @cached_property
    def live(self) -> Flags | None:
        """bool[count], or None where nothing is deleted."""
        return None if self.reader.deleted is None else ~self.reader.deleted

    def only_live(self, paragraphs: Bits) -> Bits:
        """Without what is deleted."""
        return paragraphs if self.live is None else paragraphs & from_flags(self.live)

    def term(self, field: str, text: str | bytes) -> TermPostings | None:
        """The postings of a term, None where the segment does not have it."""
        key = field, text
        if key not in self._terms:
            self._terms[key] = self._find_term(*key)
        return self._terms[key]

    def _find_term(self, field: str, text: str | bytes) -> TermPostings | None:
        if isinstance(text, str) and ALTERNATIVES in text:
            return self._find_any(field, text.split(ALTERNATIVES))
        try:
            file = self.reader.field(field)
            number = file.terms.find(file.plan.term(text))
        except (TermNotFound, ValueError):  # no such field, or no value of it
            return None
        if number is None:
            return None
        count = file.frequency(number)
        return TermPostings(file, number, count, has_bits=self._has_bits(count))

    def _find_any(self, field: str, texts: Sequence[str]) -> TermPostings | None:
        """The postings of several terms of one word."""
        found = [term for text in texts if (term := self.term(field, text))]
        if len(found) < 2:
            return found[0] if found else None
        from pressmark.index.segment.evaluate.term_group import TermGroup  # few indexes need it

        return TermGroup(found, self._has_bits)

    def _has_bits(self, count: int) -> bool:
        return count * BITS_SHARE > self.count

    def has_positions(self, field: str) -> bool:
        """Whether phrases can be found in `field`; also where there is no such field."""
        file = self.reader.segment_.fields.get(field)
        return file is None or file.plan.positions

    def positions(self, field: str, text: str | bytes, among: Ints) -> tuple[Ints, Ints]:
        """Every position of a term in the paragraphs `among` (ascending, each has the term).

        Paragraph numbers int64[k] ascending, and their positions int64[k].
        """
        term = self.term(field, text)
        return term.positions(among) if term else (NO_INTS, NO_INTS)

    def lengths(self, field: str) -> Floats:
        """float64[count]: words of `field` in each paragraph."""
        lengths: Floats = _LENGTHS.take(self.reader.segment_.fields[field].lengths)
        return lengths

    def by_length(self, field: str, table: Floats, numbers: NDArray[Any]) -> Floats:
        """float64[n]: the entry of `table` float64[256] at the length byte of each of `numbers`."""
        values: Floats = table.take(self.reader.segment_.fields[field].lengths.take(numbers))
        return values

    def cached(self, field: str, what: Hashable, make: Callable[[], NDArray[Any]]) -> NDArray[Any]:
        """The array that `make` computes from a whole field, cached with the segment."""
        return self.cached_arrays(field, what, lambda: (make(),))[0]

    def cached_arrays(self, field: str, what: Hashable, make: Make) -> Parts:
        """The same for several arrays."""
        found: Parts = self.reader.field(field).cached_arrays(COLUMN, what, make)
        return found

    @cached_property
    def article_starts(self) -> Ints:
        """int64[articles + 1]: the first paragraph of each article, and `count`.

        The paragraphs of an article are adjacent, in the order of writing.
        """
        return self.cached("article", "starts", self._article_starts)

    def _article_starts(self) -> Ints:
        file = self.reader.field("article")
        starts, rows = run_starts(file.codes), file.rows.starts
        return np.append(starts if rows is None else rows[starts], self.count)

    @cached_property
    def articles(self) -> NDArray[np.int32]:
        """int32[count]: which article of the segment each paragraph belongs to."""
        return self.cached("article", "of", self._articles)

    def _articles(self) -> NDArray[np.int32]:
        sizes = np.diff(self.article_starts)
        return np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)

    def codes(self, field: str) -> NDArray[np.int32]:
        """int32[count]: a number for the one value of `field` in each paragraph, -1 for none."""
        file = self.reader.field(field)
        return self.cached(field, "codes", lambda: file.rows.over_all(file.codes).astype(np.int32))

    def code_count(self, field: str) -> int:
        """More than any of `codes`, and no more than that."""
        return int(self.cached(field, "code count", lambda: self._code_count(field))[0])

    def _code_count(self, field: str) -> NDArray[np.int32]:
        return np.array([self.codes(field).max(initial=-1) + 1])

    def having(self, field: str, code: int) -> Bits:
        """The paragraphs that `codes` gives that code, as bits."""
        return self.cached(field, ("having", code), lambda: from_flags(self.codes(field) == code))

    def values(self, field: str, codes: Ints) -> list[str]:
        """The values of `field` that `codes` calls so."""
        return self.reader.field(field).terms.texts(codes)

    @cached_property
    def times(self) -> Ints:
        """int64[count]: microseconds from year 1 until each was published, -1 for unknown."""
        return self.cached("published", "times", lambda: self.reader.value_array("published"))

    @property
    def added(self) -> Ints:
        """int64[count]: microseconds from year 1 until each was first indexed, -1 for unknown."""
        return self.cached("added", "times", lambda: self.reader.value_array("added"))

    @cached_property
    def ends(self) -> Ints:
        """int64[count]: the same of the end of the year, month or week in which each was published,
        if no more is known; else -1."""
        fields = self.reader.segment_.fields
        if "published_end" not in fields:
            return np.full(self.count, -1)
        return self.cached(
            "published_end", "times", lambda: self.reader.value_array("published_end")
        )

    @property
    def months(self) -> NDArray[np.int32]:
        """int32[count]: the code of the month or span in which each was published, -1 for unknown,
        as `months_or_spans` has it."""
        return self.cached("published", "months", self._months)

    def _months(self) -> NDArray[np.int32]:
        return months_or_spans(self.times, self.ends)


_DAY_US = 86_400_000_000
_WEEK_DAYS = 7
SPAN = 1 << 20
"""Codes from here on are of spans: twice the days from year 1 until it starts, and one for a week;
without it the span is a year."""


def months_or_spans(times: Ints, ends: Ints) -> NDArray[np.int32]:
    """int32[n]: the month of each time, as a number from year 1; for a year, or a week of two
    months, the code of the span; -1 for none."""
    begun = np.datetime64("0001-01-01", "us") + times.astype("timedelta64[us]")
    months = (begun.astype("datetime64[M]") - np.datetime64("0001-01", "M")).astype(np.int64)
    partial = np.flatnonzero(ends >= 0)
    if len(partial):
        last = np.datetime64("0001-01-01", "us") + (ends[partial] - 1).astype("timedelta64[us]")
        is_long = begun[partial].astype("datetime64[M]") != last.astype("datetime64[M]")
        spans = partial[is_long]
        days, lengths = times[spans] // _DAY_US, (ends[spans] - times[spans]) // _DAY_US
        months[spans] = SPAN + 2 * days + (lengths == _WEEK_DAYS)
    return np.where(times < 0, -1, months).astype(np.int32)


def microseconds(time: datetime) -> int:
    """From year 1 until `time`."""
    return (time - datetime.min) // timedelta(microseconds=1)


_LENGTHS: Floats = LENGTHS.astype(np.float64)
