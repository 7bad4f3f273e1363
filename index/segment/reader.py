"""Whoosh's reader of one segment, over its arrays."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from whoosh import columns
from whoosh.fields import Schema
from whoosh.matching import Matcher
from whoosh.reading import IndexReader, ReaderClosed, TermInfo, TermNotFound
from whoosh.util.numeric import byte_to_length

from pressmark.index.segment.bitset import Bits
from pressmark.index.segment.column_readers import (
    ListColumnReader,
    StoredColumnReader,
    numbers_of,
    terms_of,
)
from pressmark.index.segment.duplicate_groups import DuplicateGroups
from pressmark.index.segment.edit_distance import within
from pressmark.index.segment.int_codec import Ints
from pressmark.index.segment.matcher import ArrayMatcher, MatcherPostings
from pressmark.index.segment.segment import FieldFile, Segment
from pressmark.index.segment.term_prefix import beginning, commonest

if TYPE_CHECKING:
    from whoosh.spelling import Corrector

    from pressmark.index.segment.term_cursor import TermCursor


class ArrayReader(IndexReader):
    """One segment as of one generation; `deleted` bool[paragraphs], or None where all are live.

    `duplicate_groups` number the articles over all segments.
    """

    def __init__(
        self,
        segment: Segment,
        schema: Schema,
        generation: int,
        deleted: NDArray[np.bool_] | None,
        duplicate_groups: DuplicateGroups,
    ) -> None:
        self.segment_ = segment
        self.schema = schema
        self.deleted = deleted
        self.duplicate_groups = duplicate_groups
        self._generation = generation
        self.is_closed = False

    def field(self, name: str) -> FieldFile:
        """The arrays of an indexed field; raises TermNotFound where there is none of that name."""
        self._check_open()
        file = self.segment_.fields.get(name)
        if file is None or not file.plan.indexed:
            raise TermNotFound(f"No indexed field {name!r}")
        return file

    def close(self) -> None:
        """Refuse further reads; the segment is released with its last reference."""
        self.is_closed = True

    def _check_open(self) -> None:
        if self.is_closed:
            raise ReaderClosed

    def generation(self) -> int:
        """The commit that is read."""
        return self._generation

    # terms

    def _find(self, fieldname: str, text: str | bytes) -> tuple[FieldFile, int | None]:
        file = self.field(fieldname)
        return file, file.terms.find(file.plan.term(text))

    def __contains__(self, term: tuple[str, str | bytes]) -> bool:
        try:
            return self._find(*term)[1] is not None
        except TermNotFound:
            return False

    def indexed_field_names(self) -> list[str]:
        """The indexed fields in order."""
        return sorted(name for name, file in self.segment_.fields.items() if file.plan.indexed)

    def all_terms(self) -> Iterator[tuple[str, bytes]]:
        """Every field and term in order."""
        return self._terms_from(self.indexed_field_names(), b"")

    def _terms_from(self, names: list[str], text: bytes) -> Iterator[tuple[str, bytes]]:
        for name in names:
            terms = self.field(name).terms
            for term in terms.walk(terms.place(text) if text else 0):
                yield name, term
            text = b""

    def terms_from(self, fieldname: str, prefix: str | bytes) -> Iterator[tuple[str, bytes]]:
        """Every field and term from that one on."""
        start = self.field(fieldname).plan.term(prefix)
        names = [name for name in self.indexed_field_names() if name >= fieldname]
        return self._terms_from(names, start)

    def lexicon(self, fieldname: str) -> Iterator[bytes]:
        """The terms of a field in order."""
        return self.field(fieldname).terms.walk()

    def cursor(self, fieldname: str) -> "TermCursor":
        """Whoosh's cursor over the terms of a field, at the first of them."""
        from pressmark.index.segment.term_cursor import TermCursor  # nothing here walks one

        return TermCursor(self, fieldname)

    def expand_prefix(self, fieldname: str, prefix: str | bytes) -> Iterator[bytes]:
        """The terms of a field that start with `prefix`."""
        file = self.field(fieldname)
        found = file.terms.with_prefix(file.plan.term(prefix))
        return iter(file.terms.slice(found.start, found.stop))

    def commonest(
        self,
        fieldname: str,
        prefix: str,
        most: int,
        among: Bits | None = None,
    ) -> list[tuple[bytes, int]]:
        """The `most` terms with `prefix` of the highest document frequencies, and these.

        Of those `among`, as bits, where that is given; else deleted ones are included.
        """
        return commonest(self.field(fieldname), prefix.encode(), most, among)

    def beginning(self, fieldname: str, prefix: str) -> Bits:
        """The paragraphs with a term that starts with `prefix`, as bits, deleted ones included.

        For a prefix with too many postings, those with its most frequent terms. Not to be
        written to.
        """
        return beginning(self.field(fieldname), prefix.encode())

    def terms_within(
        self, fieldname: str, text: str, maxdist: int, prefix: int = 0, *, swaps: bool = False
    ) -> Iterator[str]:
        """The terms of a field within `maxdist` edits, the first `prefix` characters the same; with
        `swaps`, to swap two neighbours is one edit."""
        numbers = self.numbers_within(fieldname, text, maxdist, prefix, swaps=swaps)
        return iter(self.field(fieldname).terms.texts(numbers))

    def numbers_within(
        self, fieldname: str, text: str, maxdist: int, prefix: int, *, swaps: bool = False
    ) -> Ints:
        """Their numbers, int64."""
        terms = self.field(fieldname).terms
        among = terms.with_prefix(text[:prefix].encode("utf-8", "surrogatepass"))
        near = terms.perhaps_within(text.encode("utf-8", "surrogatepass"), maxdist, among)
        found: Ints = near[within(terms.texts(near), text, maxdist, swaps=swaps)]
        return found

    def corrector(self, fieldname: str) -> "Corrector":
        """What suggests words of a field for misspelt ones."""
        from pressmark.index.segment.spelling import WordCorrector  # few searches want one

        return WordCorrector(self, fieldname)

    def term_info(self, fieldname: str, text: str | bytes) -> TermInfo:
        """The statistics of a term; raises TermNotFound."""
        file, number = self._find(fieldname, text)
        if number is None:
            raise TermNotFound(f"{fieldname}:{text!r}")
        facts = file.postings.facts(number)
        numbers = file.new_doc_ids(number)
        return TermInfo(
            weight=float(file.total(number)),
            df=len(numbers),
            minlength=byte_to_length(facts.shortest),
            maxlength=byte_to_length(facts.longest),
            maxweight=float(facts.most),
            minid=int(numbers[0]),
            maxid=int(numbers[-1]),
        )

    def frequency(self, fieldname: str, text: str | bytes) -> float:
        """The occurrences of a term in the segment, deleted paragraphs included."""
        file, number = self._find(fieldname, text)
        return 0 if number is None else float(file.total(number))

    def doc_frequency(self, fieldname: str, text: str | bytes) -> int:
        """The document frequency of a term, deleted paragraphs included."""
        file, number = self._find(fieldname, text)
        return 0 if number is None else file.frequency(number)

    def postings(self, fieldname: str, text: str | bytes, scorer: Any = None) -> ArrayMatcher:
        """Whoosh's matcher over the live postings of a term; raises TermNotFound."""
        file, number = self._find(fieldname, text)
        if number is None:
            raise TermNotFound(f"{fieldname}:{text!r}")
        rows = file.postings.rows(number)
        numbers = file.rows.paragraphs(rows)
        places = file.rows.spread(rows, np.arange(len(rows)))
        if self.deleted is not None:
            live = ~self.deleted[numbers]
            numbers, places = numbers[live], places[live]
        positions = file.postings.positions(number) if file.plan.positions else None
        freqs = file.postings.freqs(number).astype(np.int64)
        found = MatcherPostings(numbers, places, freqs, positions, file.postings.facts(number))
        term = (fieldname, file.terms[number])
        return ArrayMatcher(found, file.plan.field.format, term, scorer)

    def value_array(self, fieldname: str) -> Ints:
        """int64[paragraphs]: the column of a numeric field, dates in microseconds from year 1.

        -1 where there is no value.
        """
        file = self.field(fieldname)
        numbers = file.numbers
        return file.rows.over_all(np.where(numbers.known(), numbers.values, -1))

    # paragraphs

    def doc_count_all(self) -> int:
        """Paragraphs in the segment, deleted ones included."""
        return self.segment_.count

    def doc_count(self) -> int:
        """Live paragraphs."""
        gone = 0 if self.deleted is None else int(np.count_nonzero(self.deleted))
        return self.segment_.count - gone

    def has_deletions(self) -> bool:
        """Whether any paragraph is deleted."""
        return self.deleted is not None

    def is_deleted(self, docnum: int) -> bool:
        """Whether that one is; Whoosh's matchers also pass the number after the last."""
        return (
            self.deleted is not None and docnum < len(self.deleted) and bool(self.deleted[docnum])
        )

    def all_doc_ids(self) -> Iterator[int]:
        """The live paragraphs."""
        if self.deleted is None:
            return iter(range(self.segment_.count))
        return iter(np.flatnonzero(~self.deleted).tolist())

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """What is stored with a paragraph."""
        self._check_open()
        values = {
            name: file.value(docnum)
            for name, file in self.segment_.fields.items()
            if file.plan.stored or (file.plan.numbers and file.plan.field.stored)
        }
        return {name: value for name, value in values.items() if value is not None}

    def stored_value(self, fieldname: str, docnum: int) -> Any:
        """What one field stores with a paragraph, or None."""
        return self.segment_.fields[fieldname].value(docnum)

    def stored_values(self, fieldname: str, docnums: Ints) -> list[Any]:
        """What one field stores with each of some paragraphs, or None."""
        return self.segment_.fields[fieldname].values(docnums)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Words in a field of a paragraph, as exact as Whoosh's length byte."""
        file = self.segment_.fields.get(fieldname)
        if file is None or not file.plan.scored:
            return default
        return int(byte_to_length(int(file.lengths[docnum]))) or default

    def field_length(self, fieldname: str) -> int:
        """Words in a field of all paragraphs, deleted ones included."""
        return self.segment_.fields[fieldname].length

    def min_field_length(self, fieldname: str) -> int:
        """Words in the shortest field."""
        return int(byte_to_length(int(self.field(fieldname).lengths.min())))

    def max_field_length(self, fieldname: str) -> int:
        """Words in the longest field."""
        return int(byte_to_length(int(self.field(fieldname).lengths.max())))

    def has_vector(self, docnum: int, fieldname: str) -> bool:  # noqa: ARG002
        """Vectors are not kept; Whoosh analyzes the stored text where it needs one."""
        return False

    def vector(self, docnum: int, fieldname: str, format_: Any = None) -> Matcher:  # noqa: ARG002
        """Raises KeyError, as Whoosh's reader does where there is none."""
        raise KeyError(f"No vector is kept for paragraph {docnum}, field {fieldname!r}")

    # columns

    def has_column(self, fieldname: str) -> bool:
        """Whether the field can be sorted and grouped by."""
        field = self.schema[fieldname]
        file = self.segment_.fields[fieldname]
        whole = file.plan.stored if file.plan.words else file.plan.indexed
        return bool(field.column_type) and whole

    def column_reader(
        self,
        fieldname: str,
        column: columns.Column | None = None,
        reverse: bool = False,
        translate: bool = True,
    ) -> columns.ColumnReader:
        """Whoosh's reader of the field's column, of the field's values if `translate`."""
        self._check_open()
        field = self.schema[fieldname]
        column = column or field.column_type
        if not column:
            raise ValueError(f"No column for field {fieldname!r}")
        found = self._column(fieldname, column, reverse)
        if translate:
            found = columns.TranslatingColumnReader(found, field.from_column_value)
        return found

    def _column(
        self, fieldname: str, column: columns.Column, reverse: bool
    ) -> columns.ColumnReader:
        file = self.segment_.fields[fieldname]
        default = column.default_value()
        if not self.has_column(fieldname):
            return columns.EmptyColumnReader(column.default_value(reverse), self.segment_.count)
        if file.plan.numbers:
            return ListColumnReader(numbers_of(file, default), reverse=reverse)
        if file.plan.words:
            return StoredColumnReader(file)
        return ListColumnReader(terms_of(file))
