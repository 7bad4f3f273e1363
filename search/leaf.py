"""One segment as the query layer reads it: postings, lengths, articles and columns, as arrays.

Paragraph numbers are those of the segment, and deleted paragraphs are among them: they count for
how rare a word is until a merge leaves them out, as in Whoosh, and `live` says which they are.
What is dear to make is kept with a segment of Pressmark's own; of any other Whoosh reader it is
gathered one posting at a time and kept as long as the reader.
"""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from whoosh.query import Query
from whoosh.reading import IndexReader, TermNotFound

from pressmark.index.segment.lengths import LENGTHS
from pressmark.index.segment.limits import RANKED
from pressmark.index.segment.ranks import Words, bits_of, packed
from pressmark.index.segment.reader import ArrayReader
from pressmark.index.segment.segment import COLUMN
from pressmark.search import ranking
from pressmark.search.limits import DENSE
from pressmark.search.standing import (
    Flags,
    Floats,
    Gathered,
    Ints,
    Make,
    Packed,
    Parts,
    Standing,
    count_runs,
    look_up,
    run_starts,
)

if TYPE_CHECKING:
    from pressmark.search.walker import Walker

__all__ = [
    "Flags",
    "Floats",
    "Gathered",
    "Ints",
    "Leaf",
    "Packed",
    "Parts",
    "Standing",
    "count_runs",
    "look_up",
    "microseconds",
    "run_starts",
]


class Leaf:
    """One segment of a reader; `count` paragraphs, the first of which is number `offset`."""

    def __init__(self, reader: IndexReader, offset: int) -> None:
        self.reader: Any = reader
        self.offset = offset
        self.count: int = reader.doc_count_all()
        self.is_packed = isinstance(reader, ArrayReader)
        self._terms: dict[tuple[str, Any], Standing | None] = {}
        self._own: dict[Hashable, Parts] = {}
        self._values: dict[str, list[Any]] = {}

    @cached_property
    def live(self) -> Flags | None:
        """bool[count], or None where nothing is deleted."""
        if not self.reader.has_deletions():
            return None
        if self.is_packed:
            kept: Flags = ~self.reader.deleted
            return kept
        live = np.zeros(self.count, dtype=bool)
        live[list(self.reader.all_doc_ids())] = True
        return live

    def only_live(self, paragraphs: Words) -> Words:
        """Without what is deleted."""
        return paragraphs if self.live is None else paragraphs & packed(self.live)

    def term(self, field: str, text: str | bytes) -> Standing | None:
        """Where a term stands, None where there is none of it."""
        key = field, text
        if key not in self._terms:
            self._terms[key] = self._packed(*key) if self.is_packed else self._gathered(*key)
        return self._terms[key]

    def _packed(self, field: str, text: str | bytes) -> Packed | None:
        file = self.reader.field(field)
        number = file.terms.find(file.plan.field.to_bytes(text))
        if number is None:
            return None
        count = file.frequency(number)
        common, ranked = count * DENSE > self.count, count * RANKED > self.count
        return Packed(file, number, count, common=common, ranked=ranked)

    def _gathered(self, field: str, text: str | bytes) -> Gathered | None:
        try:
            matcher = self.reader.postings(field, text)
        except TermNotFound:
            return None
        rows = []
        while matcher.is_active():
            rows.append((matcher.id(), matcher.weight()))
            matcher.next()
        table = np.array(rows, dtype=np.float64).reshape(-1, 2)
        return Gathered(table[:, 0].astype(np.int64), table[:, 1])

    def positions(self, field: str, text: str | bytes, among: Ints) -> tuple[Ints, Ints]:
        """Every place of a term in the paragraphs `among` (ascending, each has the term).

        Paragraph numbers int64[k] ascending, and beside them the positions int64[k].
        """
        if self.is_packed:
            found: tuple[Ints, Ints] = self.reader.position_arrays(field, text, among)
            return found
        matcher = self.reader.postings(field, text)
        rows = []
        for number in among.tolist():
            matcher.skip_to(number)
            rows.append(matcher.value_as("positions"))
        counts = [len(row) for row in rows]
        return np.repeat(among, counts), np.array([at for row in rows for at in row], np.int64)

    def lengths(self, field: str) -> Floats:
        """float64[count]: words of `field` in each paragraph."""
        if self.is_packed:
            known: Floats = _LENGTHS.take(self.reader.segment_.fields[field].lengths)
            return known
        length = self.reader.doc_field_length
        return np.array([length(n, field, 0) or 0 for n in range(self.count)], dtype=np.float64)

    def norms(self, field: str, average: float, numbers: NDArray[Any]) -> Floats:
        """float64[n]: what the length of `field` in each of `numbers` counts for."""
        if self.is_packed:
            lengths = self.reader.segment_.fields[field].lengths.take(numbers)
            norms: Floats = ranking.norms(_LENGTHS, average).take(lengths)
            return norms
        length = self.reader.doc_field_length
        known = np.array([length(n, field, 0) or 0 for n in numbers.tolist()], dtype=np.float64)
        return ranking.norms(known, average)

    def kept(self, field: str, what: Hashable, make: Callable[[], NDArray[Any]]) -> NDArray[Any]:
        """What `make` makes of a whole field."""
        return self.kept_together(field, what, lambda: (make(),))[0]

    def kept_together(self, field: str, what: Hashable, make: Make) -> Parts:
        """The same of several arrays."""
        if self.is_packed:
            found: Parts = self.reader.field(field).kept_together(COLUMN, what, make)
            return found
        if (field, what) not in self._own:
            self._own[field, what] = make()
        return self._own[field, what]

    @property
    def article_starts(self) -> Ints:
        """int64[articles + 1]: the first paragraph of each article, and `count`.

        The paragraphs of an article stand together, as they were written.
        """
        return self.kept("article", "starts", self._article_starts)

    def _article_starts(self) -> Ints:
        if self.is_packed:
            file = self.reader.field("article")
            starts, rows = run_starts(file.codes), file.rows.starts
            return np.append(starts if rows is None else rows[starts], self.count)
        return np.append(run_starts(self.codes("article")), self.count)

    @property
    def articles(self) -> NDArray[np.int32]:
        """int32[count]: which article of the segment each paragraph belongs to."""
        return self.kept("article", "of", self._articles)

    def _articles(self) -> NDArray[np.int32]:
        sizes = np.diff(self.article_starts)
        return np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)

    def codes(self, field: str) -> NDArray[np.int32]:
        """int32[count]: a number for the one value of `field` in each paragraph, -1 for none."""
        if self.is_packed:
            file = self.reader.field(field)
            return self.kept(
                field, "codes", lambda: file.rows.over_all(file.codes).astype(np.int32)
            )
        return self.kept(field, "codes", lambda: self._numbered(field))

    def code_count(self, field: str) -> int:
        """More than any of `codes`, and no more than that."""
        return int(self.kept(field, "code count", lambda: self._code_count(field))[0])

    def _code_count(self, field: str) -> NDArray[np.int32]:
        return np.array([self.codes(field).max(initial=-1) + 1])

    def having(self, field: str, code: int) -> Words:
        """The paragraphs that `codes` gives that code, as bits."""
        return self.kept(field, ("having", code), lambda: packed(self.codes(field) == code))

    def values(self, field: str, codes: Ints) -> list[str]:
        """The values of `field` that `codes` calls so."""
        if self.is_packed:
            known: list[str] = self.reader.field(field).terms.texts(codes)
            return known
        decode = self.reader.schema[field].from_bytes
        return [decode(self._values[field][code]) for code in codes.tolist()]

    def _numbered(self, field: str) -> NDArray[np.int32]:
        raw = self._column(field)
        numbers: dict[Any, int] = {}
        codes = [-1 if each is None else numbers.setdefault(each, len(numbers)) for each in raw]
        self._values[field] = list(numbers)
        return np.array(codes, dtype=np.int32)

    def _column(self, field: str) -> list[Any]:
        """The raw value of each paragraph, None for none."""
        if not self.reader.has_column(field):
            return [None] * self.count
        column = self.reader.column_reader(field, translate=False)
        missing = self.reader.schema[field].column_type.default_value()
        raw = (column[number] for number in range(self.count))
        return [None if each == missing else each for each in raw]

    @property
    def times(self) -> Ints:
        """int64[count]: microseconds from year 1 until each was published, -1 for unknown."""
        if self.is_packed:
            return self.kept("published", "times", lambda: self.reader.value_array("published"))
        return self.kept("published", "times", self._times)

    def _times(self) -> Ints:
        decode = self.reader.schema["published"].from_column_value
        values = [each if each is None else decode(each) for each in self._column("published")]
        return np.array([-1 if each is None else microseconds(each) for each in values], np.int64)

    @property
    def months(self) -> NDArray[np.int32]:
        """int32[count]: months from year 1 until each was published, -1 for unknown."""
        return self.kept("published", "months", self._months)

    def _months(self) -> NDArray[np.int32]:
        times = self.times
        begun = np.datetime64("0001-01-01", "us") + times.astype("timedelta64[us]")
        months = begun.astype("datetime64[M]") - np.datetime64("0001-01", "M")
        return np.where(times < 0, -1, months.astype(np.int64)).astype(np.int32)

    def phrase(self, query: Any) -> Gathered:
        """Where the words of a phrase stand one behind the other, in a segment of Pressmark's."""
        return Gathered(*self._walker.phrase(query))

    def walk(self, query: Query) -> Words:
        """The paragraphs, as bits, of a query that asks for something else than words."""
        if self.is_packed:
            return packed(self._walker.flags(query))
        return bits_of(self._walker.numbers(query), self.count)

    @cached_property
    def _walker(self) -> "Walker":
        from pressmark.search.walker import Walker  # most queries ask for words alone

        return Walker(self.reader)


def microseconds(time: datetime) -> int:
    """From year 1 until `time`."""
    return (time - datetime.min) // timedelta(microseconds=1)


_LENGTHS: Floats = LENGTHS.astype(np.float64)
