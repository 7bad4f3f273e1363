"""Postings, lengths and groups of a whole index as arrays: what the evaluator computes with.

A reader that holds arrays gives them (`term_arrays` and its like, as the reader of Pressmark's own
segments does); of any other Whoosh reader they are gathered one posting at a time.
Paragraph numbers are those of the whole index, over all its segments.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.fields import NUMERIC
from whoosh.reading import TermNotFound
from whoosh.searching import Searcher

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

NO_INTS: Ints = np.zeros(0, dtype=np.int64)
NO_FLOATS: Floats = np.zeros(0, dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Where a term stands: `docnums` int64[n] ascending, `freqs` float64[n] how often."""

    docnums: Ints
    freqs: Floats


def intersect(first: Ints, second: Ints) -> Ints:
    """What is in both; each ascending and without repeats."""
    few, many = sorted((first, second), key=len)
    return few[is_in(few, many)]


def is_in(values: Ints, among: Ints) -> NDArray[np.bool_]:
    """bool[n]: whether each of `values` is in `among`, which ascends."""
    if not len(among):
        return np.zeros(len(values), dtype=bool)
    places = np.minimum(np.searchsorted(among, values), len(among) - 1)
    found: NDArray[np.bool_] = among[places] == values
    return found


def run_starts(values: Ints) -> Ints:
    """int64[m]: where in `values`, equal ones of which stand together, a new value begins."""
    changes = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=changes[1:])
    return np.flatnonzero(changes)


class Arrays:
    """The arrays of one searcher, each gathered when it is first asked for."""

    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher
        self.count: int = searcher.doc_count_all()
        leaves = ((leaf.reader(), offset) for leaf, offset in searcher.leaf_searchers())
        self._leaves = [(reader, offset) for reader, offset in leaves if reader.doc_count_all()]
        self._postings: dict[tuple[str, Any], Postings] = {}

    def postings(self, field: str, text: str | bytes) -> Postings:
        """The live postings of a term, none where there is no such term."""
        key = (field, text)
        if key not in self._postings:
            self._postings[key] = self._gather(field, text)
        return self._postings[key]

    def _gather(self, field: str, text: str | bytes) -> Postings:
        docnums, freqs = [NO_INTS], [NO_FLOATS]
        for reader, offset in self._leaves:
            found = _term_arrays(reader, field, text)
            if found is not None:
                docnums.append(found[0] + offset)
                freqs.append(found[1].astype(np.float64))
        return Postings(np.concatenate(docnums), np.concatenate(freqs))

    def positions(self, field: str, text: str | bytes, among: Ints) -> tuple[Ints, Ints]:
        """Every place of a term in the paragraphs `among` (ascending, each has the term).

        Paragraph numbers int64[k] ascending, and beside them the positions int64[k].
        """
        docnums, places = [NO_INTS], [NO_INTS]
        for reader, offset in self._leaves:
            start, end = np.searchsorted(among, (offset, offset + reader.doc_count_all()))
            if start < end:
                found = _position_arrays(reader, field, text, among[start:end] - offset)
                docnums.append(found[0] + offset)
                places.append(found[1])
        return np.concatenate(docnums), np.concatenate(places)

    def lengths(self, field: str, docnums: Ints) -> Floats:
        """float64[n]: the number of words of `field` in each of `docnums`."""
        known = self._all_lengths.get(field)
        if known is None and all(hasattr(reader, "length_array") for reader, _ in self._leaves):
            parts = [NO_FLOATS, *(reader.length_array(field) for reader, _ in self._leaves)]
            known = self._all_lengths[field] = np.concatenate(parts).astype(np.float64)
        if known is not None:
            return known[docnums]
        length = self.searcher.doc_field_length
        return np.fromiter(
            (length(docnum, field, 0) for docnum in docnums.tolist()), np.float64, len(docnums)
        )

    @cached_property
    def _all_lengths(self) -> dict[str, Floats]:
        return {}

    @cached_property
    def articles(self) -> Ints:
        """int64[count]: the article each paragraph belongs to, numbered from 0 in their order.

        The paragraphs of an article stand together, as they were written.
        """
        starts = np.zeros(self.count, dtype=bool)
        for reader, offset in self._leaves:
            values = _group_array(reader, "article")
            starts[offset : offset + len(values)] = np.r_[True, values[1:] != values[:-1]]
        return np.cumsum(starts) - 1

    def values(self, field: str, docnums: Ints) -> tuple[Ints, list[Any]]:
        """int64[n]: which of the distinct values, given beside, each of `docnums` has; -1 for none.

        `docnums` ascend; `field` has one value a paragraph, kept in a column.
        """
        numbers: dict[Any, int] = {}
        found = [NO_INTS]
        for reader, offset in self._leaves:
            start, end = np.searchsorted(docnums, (offset, offset + reader.doc_count_all()))
            local = docnums[start:end] - offset
            codes, firsts, of = np.unique(
                _group_array(reader, field)[local], return_index=True, return_inverse=True
            )
            column = reader.column_reader(field, translate=False)
            missing = reader.schema[field].column_type.default_value()
            raw = [column[int(local[first])] for first in firsts]
            here = [
                -1 if each == missing else numbers.setdefault(each, len(numbers)) for each in raw
            ]
            found.append(np.array(here, dtype=np.int64)[of] if len(codes) else NO_INTS)
        decode = self.searcher.schema[field].from_column_value
        return np.concatenate(found), [decode(raw) for raw in numbers]

    @cached_property
    def everything(self) -> Ints:
        """All live paragraphs."""
        live = [
            np.fromiter(reader.all_doc_ids(), np.int64) + offset for reader, offset in self._leaves
        ]
        return np.concatenate([NO_INTS, *live])

    def average_length(self, field: str) -> float:
        """Words of `field` in a paragraph, on average over all."""
        return float(self.searcher.avg_field_length(field) or 1.0)

    def is_scored(self, field: str) -> bool:
        """Whether how often a word stands in `field`, and among how many, says anything."""
        return bool(self.searcher.schema[field].scorable)

    def walk(self, query: Any) -> Ints:
        """The paragraphs that Whoosh's own matchers find, for queries without arrays."""
        docnums = [
            docnum + offset
            for leaf, offset in self.searcher.leaf_searchers()
            for docnum in query.matcher(leaf).all_ids()
        ]
        return np.array(docnums, dtype=np.int64)


def _term_arrays(reader: Any, field: str, text: str | bytes) -> tuple[Any, Any] | None:
    if hasattr(reader, "term_arrays"):
        found: tuple[Any, Any] | None = reader.term_arrays(field, text)
        return found
    try:
        matcher = reader.postings(field, text)
    except TermNotFound:
        return None
    rows = np.array(list(_walk(matcher, matcher.weight)), dtype=np.float64).reshape(-1, 2)
    return rows[:, 0].astype(np.int64), rows[:, 1]


def _walk(matcher: Any, value: Callable[[], float]) -> Iterator[tuple[int, float]]:
    while matcher.is_active():
        yield matcher.id(), value()
        matcher.next()


def _position_arrays(reader: Any, field: str, text: str | bytes, among: Ints) -> tuple[Ints, Ints]:
    if hasattr(reader, "position_arrays"):
        found: tuple[Ints, Ints] = reader.position_arrays(field, text, among)
        return found
    matcher = reader.postings(field, text)
    rows = []
    for docnum in among.tolist():
        matcher.skip_to(docnum)
        rows.append(matcher.value_as("positions"))
    counts = [len(row) for row in rows]
    return np.repeat(among, counts), np.array([place for row in rows for place in row], np.int64)


def _group_array(reader: Any, field: str) -> Ints:
    if hasattr(reader, "group_array"):
        numeric = isinstance(reader.schema[field], NUMERIC)
        found: Ints = reader.value_array(field) if numeric else reader.group_array(field)
        return found
    column = reader.column_reader(field, translate=False)
    numbers: dict[Any, int] = {}
    return np.fromiter(
        (numbers.setdefault(column[docnum], len(numbers)) for docnum in range(len(column))),
        np.int64,
        len(column),
    )
