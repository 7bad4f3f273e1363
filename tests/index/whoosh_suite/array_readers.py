"""A pytest plugin: whatever Whoosh reads, it reads through our segments.

Whoosh's own writer makes the index; each of its segments is copied into a file of ours, term by
term, and `ArrayReader` and `ArraySearcher` answer in place of Whoosh's reader and searcher.
"""

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import whoosh.reading
import whoosh.searching
from whoosh.columns import ColumnReader
from whoosh.fields import DATETIME, NUMERIC, TEXT, FieldType, Schema
from whoosh.reading import SegmentReader

from pressmark.index.segment.array_file import Meta, SectionWriter
from pressmark.index.segment.duplicate_groups import DuplicateGroups
from pressmark.index.segment.evaluate.searcher import ArraySearcher
from pressmark.index.segment.field_spec import FieldSpec, field_specs
from pressmark.index.segment.invert import Inverted
from pressmark.index.segment.number_column import write_numbers
from pressmark.index.segment.postings import Postings
from pressmark.index.segment.reader import ArrayReader
from pressmark.index.segment.segment import Segment
from pressmark.index.segment.segment_writer import write_inverted
from pressmark.index.segment.stored_fields import StoredWriter, encode

_VECTOR = "asks for vectors; ours are made from the stored text, as Whoosh does where it can"
_COLUMN = "asks for a column of a kind that no schema of ours has"
_CHARACTERS = "asks for a format with characters; ours are found in the stored text"
_AWARE = "stores a date with its zone; ours are as the page states them, without"
_WEIGHT = "gives a document a weight of its own, which no article has"
_ANY_NAME = "has fields of any name, which no schema of ours has"
_EXACT = "expects not to know the number of matches; ours is exact"

_UNSTEMMED = (
    "expects a corrected query with a word as it is written; ours has its stem, and finds it"
)

EXPECTED = {
    "test_spelling.py::test_correct_spell_field": _UNSTEMMED,
    "test_searching.py::test_open_date_ranges": _AWARE,
    "test_highlighting.py::test_pinpoint": _CHARACTERS,
    "test_spans.py::test_span_characters": _CHARACTERS,
    "test_reading.py::test_vector_postings": _VECTOR,
    "test_results.py::test_keyterms": _VECTOR,
    "test_results.py::test_lengths": _EXACT,
    "test_sorting.py::test_function_facet": _VECTOR,
    "test_sorting.py::test_sorting_function": _VECTOR,
    "test_sorting.py::test_overlapping_vector": _VECTOR,
    "test_sorting.py::test_add_sortable": _COLUMN,
    "test_columns.py::test_multivalue": _COLUMN,
    "test_columns.py::test_column_field": _COLUMN,
    "test_columns.py::test_varbytes_offsets": _COLUMN,
    "test_indexing.py::test_doc_boost": _WEIGHT,
    "test_indexing.py::test_globfield_length_merge": _ANY_NAME,
    "test_indexing.py::test_glob_optimize": _ANY_NAME,
    "test_indexing.py::test_stored_tuple": "stores a tuple; ours come back as JSON has them",
    "test_classify.py::test_keyterms": _VECTOR,
    "test_classify.py::test_more_like_this": _VECTOR,
    "test_classify.py::test_bo2model": _VECTOR,
    "test_classify.py::test_klmodel": _VECTOR,
}
"""Tests of Whoosh's that cannot pass on our segments, each with the reason."""


class CopiedReader(ArrayReader):
    """Our reader on a copy of one segment of Whoosh's."""

    def __init__(
        self, storage: Any, schema: Schema, segment: Any, generation: int = -1, codec: Any = None
    ) -> None:
        stock = SegmentReader(storage, schema, segment, generation=generation, codec=codec)
        self._folder = tempfile.TemporaryDirectory()
        path = Path(self._folder.name) / "segment"
        count = stock.doc_count_all()
        kept = tuple(map(_kept_of, field_specs(stock.schema)))
        with SectionWriter(path) as target:
            fields = {plan.name: _copy_field(target, plan, stock) for plan in kept}
            checksum = target.finish({"count": count, "fields": fields})
        gone = np.array([stock.is_deleted(number) for number in range(count)], dtype=bool)
        copied = Segment(path, kept, checksum)
        super().__init__(
            copied, stock.schema, generation, gone if gone.any() else None, DuplicateGroups()
        )
        self._stock_segment = segment
        self._stock = stock
        self.storage = storage

    def segment(self) -> Any:
        """What Whoosh knows the reader by when it reuses one."""
        return self._stock_segment

    def has_column(self, fieldname: str) -> bool:
        """As Whoosh's for a column that no index of ours has, as ours for all others."""
        reader = self._stock if _column_is_foreign(self.schema[fieldname]) else super()
        return bool(reader.has_column(fieldname))

    def column_reader(self, fieldname: str, *options: Any, **named: Any) -> ColumnReader:
        """Likewise."""
        reader = self._stock if _column_is_foreign(self.schema[fieldname]) else super()
        return reader.column_reader(fieldname, *options, **named)

    def segments(self) -> list[Any]:
        """The same, as a reader of several has it."""
        return [self._stock_segment]


def _column_is_foreign(field: FieldType) -> bool:
    """Whether it is a column of texts, stored or not, or of numbers that may not fit into int64."""
    return isinstance(field, TEXT) or _is_wide(field)


def _is_wide(field: FieldType) -> bool:
    is_number = isinstance(field, NUMERIC) and not isinstance(field, DATETIME)
    return is_number and field.sortable_typecode in "QL"


def _kept_of(plan: FieldSpec) -> FieldSpec:
    """The field as it is kept: wide numbers as terms and stored values, without a column."""
    if not _is_wide(plan.field):
        return plan
    return plan._replace(numbers=False, stored=bool(plan.field.stored))


def _copy_field(target: SectionWriter, plan: FieldSpec, stock: SegmentReader) -> Meta:
    count = stock.doc_count_all()
    meta: Meta = {}
    if plan.indexed:
        inverted = _inverted(plan, stock)
        meta |= write_inverted(target, plan, inverted, np.ones(count, dtype=np.int64))
    if plan.numbers:
        meta |= _copy_numbers(target, plan, stock)
    if plan.stored:
        writer = StoredWriter(target, plan.prefix)
        writer.append(encode(stock.stored_fields(n).get(plan.name)) for n in range(count))
        writer.finish()
    return meta


def _inverted(plan: FieldSpec, stock: SegmentReader) -> Inverted:
    terms = list(stock.lexicon(plan.name)) if plan.name in stock.indexed_field_names() else []
    counts, rows, freqs, positions = [], [], [], []
    for term in terms:
        matcher = stock._terms.matcher(plan.name, term, plan.field.format)
        before = len(rows)
        while matcher.is_active():
            rows.append(matcher.id())
            if plan.positions:
                at = matcher.value_as("positions")
                positions += at
                freqs.append(len(at))
            else:
                freqs.append(int(matcher.weight()))
            matcher.next()
        counts.append(len(rows) - before)
    lengths = [stock.doc_field_length(n, plan.name) or 0 for n in range(stock.doc_count_all())]
    postings = Postings(
        _ints(counts), _ints(rows), _ints(freqs), _ints(positions) if plan.positions else None
    )
    return Inverted(terms, postings, _ints(lengths))


def _copy_numbers(target: SectionWriter, plan: FieldSpec, stock: SegmentReader) -> Meta:
    values: dict[int, int] = {}
    if plan.indexed and plan.name in stock.indexed_field_names():
        for term in stock.lexicon(plan.name):
            if term[:1] == b"\x00":  # the others are the coarser steps of Whoosh's ranges
                value = plan.number(plan.field.from_bytes(term))
                matcher = stock._terms.matcher(plan.name, term, plan.field.format)
                values |= dict.fromkeys(matcher.all_ids(), value)
    elif plan.stored or plan.field.stored:
        for number in range(stock.doc_count_all()):
            stored = stock.stored_fields(number).get(plan.name)
            if stored is not None:
                values[number] = plan.number(stored)
    elif stock.has_column(plan.name):
        column = stock.column_reader(plan.name, translate=False)
        values = dict(enumerate(column))
    everything = range(stock.doc_count_all())
    present = np.array([number in values for number in everything], dtype=bool)
    column = _ints([values.get(number, 0) for number in everything]), present
    return write_numbers(target, plan.prefix, lambda: [column])


def _ints(values: list[int]) -> Any:
    return np.array(values, dtype=np.int64)


def pytest_configure() -> None:
    """Put ours in the place of Whoosh's."""
    whoosh.reading.SegmentReader = CopiedReader
    whoosh.searching.Searcher = ArraySearcher


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is known not to go must fail, and say why."""
    for item in items:
        reason = EXPECTED.get(f"{item.path.name}::{item.name}")
        if reason:
            item.add_marker(pytest.mark.xfail(reason=reason, strict=True))
