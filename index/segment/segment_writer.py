"""Writes segments: collects documents by field and row, then inverts them together."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from whoosh.fields import Schema

from pressmark.index.analysis.analyzers import by_language, language_of
from pressmark.index.segment.array_file import Meta, SectionWriter
from pressmark.index.segment.chunk_table import ChunkTable, cut
from pressmark.index.segment.chunk_terms import ChunkTerms, TermNumbers, Tokens, analyzer_of
from pressmark.index.segment.field_spec import Document, FieldSpec, field_specs
from pressmark.index.segment.fixed_width_column import table_of, write_fixed
from pressmark.index.segment.int_codec import Ints, length_bytes, offsets
from pressmark.index.segment.invert import Inverted, invert
from pressmark.index.segment.merge import MergeInputPath, PostingsPiece, merge_piece
from pressmark.index.segment.number_column import write_numbers
from pressmark.index.segment.postings_writer import PostingsWriter, coded
from pressmark.index.segment.run_length import write_rows
from pressmark.index.segment.stored_fields import StoredWriter, encode
from pressmark.index.segment.term_dict import TermsWriter
from pressmark.index.segment.thresholds import (
    BATCH_BYTES,
    BATCH_PARAGRAPHS,
    KNOWN_VALUES,
    LEARNED_CHUNKS,
    LONG_VALUE,
    TOKENIZED_BYTES,
)


@dataclass(slots=True)
class FieldRows:
    """The values of a field by row; the stored value may differ from the indexed one."""

    values: list[Any] = field(default_factory=list)
    stored: list[Any] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)


class Inverter:
    """Inverts fields with a cache of chunks and of the terms that each analyzer makes of them."""

    def __init__(self, schema: Schema) -> None:
        self.field_specs = field_specs(schema)
        self._chunks = ChunkTable()
        analyzers = [plan.field.analyzer for plan in self.field_specs if plan.words]
        # not a mapping: analyzers compare equal, but need not be hashable
        self._chunk_terms = [
            (analyzer, ChunkTerms(partial(analyzer_of, analyzer)))
            for place, analyzer in enumerate(analyzers)
            if analyzer not in analyzers[:place]
        ]
        # Whoosh takes 20 µs for the terms of a date, and values recur
        self._terms_of = {
            plan.name: lru_cache(KNOWN_VALUES)(plan.terms)
            for plan in self.field_specs
            if plan.indexed and not plan.words and not plan.separator
        }
        self._last = _ChunkedValues.of([], self._chunks)

    @property
    def is_full(self) -> bool:
        """Whether the cache has reached its limit."""
        return len(self._chunks.texts) > LEARNED_CHUNKS

    def invert(self, plan: FieldSpec, values: Sequence[Any], languages: Sequence[str]) -> Inverted:
        """The postings of a field whose rows have these values, of articles in these languages."""
        if plan.words:
            numbers, tokens = self._words(plan, values, languages)
        elif plan.separator:
            numbers, tokens = _separated(plan, values)
        else:
            numbers, tokens = self._values(plan, values)
        return invert(tokens, numbers.terms, positions=plan.positions)

    def _values(self, plan: FieldSpec, values: Sequence[Any]) -> tuple[TermNumbers, Tokens]:
        terms_of, numbers = self._terms_of[plan.name], TermNumbers()
        terms = [[] if value is None else terms_of(value) for value in values]
        return numbers, numbers.tokens(chain.from_iterable(terms), list(map(len, terms)))

    def _words(
        self, plan: FieldSpec, values: Sequence[Any], languages: Sequence[str]
    ) -> tuple[TermNumbers, Tokens]:
        known = (each for analyzer, each in self._chunk_terms if analyzer == plan.field.analyzer)
        lexicon = next(known)
        if values != self._last.values:  # fields of the same text follow one another
            self._last = _ChunkedValues.of(values, self._chunks)
        chunks, counts, texts = self._last.chunks, self._last.counts, self._chunks.texts
        if not by_language(plan.field.analyzer):
            entries = lexicon.entries(texts, chunks)
        elif len(kinds := list(dict.fromkeys(languages))) == 1:
            entries = lexicon.entries(texts, chunks, kinds[0])
        else:
            entries = np.empty_like(chunks)
            of = np.repeat(np.array(list(map(kinds.index, languages)), dtype=np.int8), counts)
            for code, language in enumerate(kinds):
                own = np.flatnonzero(of == code)
                entries[own] = lexicon.entries(texts, chunks.take(own), language)
        return lexicon, lexicon.of_entries(entries, counts)


def _separated(plan: FieldSpec, values: Sequence[Any]) -> tuple[TermNumbers, Tokens]:
    """The tokens of values in parts; each distinct part is looked at once, Whoosh takes ten times
    as long."""
    parts = [[] if value is None else value.split(plan.separator) for value in values]
    distinct = {
        part: number for number, part in enumerate(dict.fromkeys(chain.from_iterable(parts)))
    }
    weighted = list(map(plan.weighted, distinct))
    numbers = TermNumbers()
    terms = numbers.tokens((term for term, _ in weighted), [1] * len(weighted)).terms
    each = np.fromiter(map(distinct.__getitem__, chain.from_iterable(parts)), dtype=np.int64)
    weights = np.array([weight for _, weight in weighted], dtype=np.int64).take(each)
    before = np.append(0, np.cumsum(weights))
    counts = np.diff(before.take(offsets(np.array(list(map(len, parts)), dtype=np.int64))))
    return numbers, Tokens(np.repeat(terms.take(each), weights), counts)


@dataclass(frozen=True, slots=True, eq=False)
class _ChunkedValues:
    """Values cut into `chunks`, int32[n] by their numbers, `counts` int64[values] of each."""

    values: Sequence[Any]
    chunks: NDArray[np.int32]
    counts: Ints

    @classmethod
    def of(cls, values: Sequence[Any], table: ChunkTable) -> Self:
        """The values cut, and what is new among their chunks added to the table."""
        numbers, counts = [], []
        for part in _parts(["" if value is None else value for value in values]):
            chunks = cut(part)
            numbers.append(table.number(chunks))
            counts.append(chunks.counts)
        return cls(values, np.concatenate(numbers), np.concatenate(counts))


def _parts(texts: Sequence[str]) -> Iterable[Sequence[str]]:
    """`texts` in parts of about TOKENIZED_BYTES."""
    sizes = np.cumsum([len(text) for text in texts]) // TOKENIZED_BYTES
    cuts = np.flatnonzero(np.diff(sizes)) + 1
    ends = [0, *cuts.tolist(), len(texts)]
    return [texts[a:b] for a, b in pairwise(ends)]


class Buffer:
    """Documents of one segment; `rows` are their values by field."""

    def __init__(self, names: Iterable[str]) -> None:
        self.rows = {name: FieldRows() for name in names}
        self._fields = [(name, "_stored_" + name, rows) for name, rows in self.rows.items()]
        self._bytes = 0
        self.count = 0

    def add(self, document: Document) -> None:
        """Add one document; `_stored_NAME` is stored in place of what is indexed as NAME."""
        get, number = document.get, self.count
        for name, stored_name, rows in self._fields:
            value = get(name)
            stored = get(stored_name, value)
            if number and value == rows.values[-1] and stored == rows.stored[-1]:
                continue
            rows.values.append(value)
            rows.stored.append(stored)
            rows.starts.append(number)
            if isinstance(value, str):
                self._bytes += len(value)
        self.count += 1

    def stored(self, number: int) -> Document:
        """What is to be stored of a document by its number."""
        found = {}
        for name, _, rows in self._fields:
            value = rows.stored[bisect_right(rows.starts, number) - 1]
            if value is not None:
                found[name] = value
        return found

    def full(self, batches: int = 1) -> bool:
        """Whether it holds one batch, or that many."""
        return self.count >= batches * BATCH_PARAGRAPHS or self._bytes >= batches * BATCH_BYTES

    def has_room(self, document: Document) -> bool:
        """Whether the document may be added, to keep an article together."""
        return not self.count or not (self.full(2) or _is_long(document))


def _is_long(document: Document) -> bool:
    # as `any` of a generator it takes twice as long, for each paragraph
    for value in document.values():  # noqa: SIM110
        if isinstance(value, str) and len(value) >= LONG_VALUE:
            return True
    return False


class SegmentWriter:
    """Writes segments, with a cache of analyzed chunks."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._inverter = Inverter(schema)

    def __reduce__(self) -> tuple[type[Self], tuple[Any, ...]]:
        return type(self), (self._schema,)  # without the cache

    def write(self, path: Path, rows: Mapping[str, FieldRows], count: int) -> int:
        """Write a segment of `count` documents, given by field; the checksum of its header.

        The file is not synced: most are soon merged into another. A file left there by a lost
        worker is replaced.
        """
        if self._inverter.is_full:
            self._inverter = Inverter(self._schema)
        with SectionWriter(path) as target:
            fields = {
                plan.name: _write(target, self._inverter, plan, rows, count)
                for plan in self._inverter.field_specs
            }
            return target.finish({"count": count, "fields": fields}, sync=False)

    def merge_piece(
        self, path: Path, piece: PostingsPiece, places: Sequence[MergeInputPath]
    ) -> int:
        """`merge.merge_piece`, after dropping the cache to free its memory."""
        self._inverter = Inverter(self._schema)
        return merge_piece(path, self._inverter.field_specs, piece, places)


def _write(
    target: SectionWriter,
    inverter: Inverter,
    plan: FieldSpec,
    fields: Mapping[str, FieldRows],
    count: int,
) -> Meta:
    rows = fields[plan.name]
    starts = np.array([*rows.starts, count], dtype=np.int64)
    sizes = starts[1:] - starts[:-1]
    if len(sizes) < count:
        write_rows(target, plan.prefix, [sizes], count)
    meta: Meta = {}
    if plan.indexed:
        languages = _languages(fields, starts) if plan.words else ()
        inverted = inverter.invert(plan, rows.values, languages)
        meta |= write_inverted(target, plan, inverted, sizes)
    if plan.numbers:
        meta |= _write_numbers(target, plan, rows.values)
    if plan.width:
        table = table_of(rows.values, plan.width)
        write_fixed(target, plan.prefix, plan.width, lambda number: [table[:, number]])
    if plan.stored:
        stored = StoredWriter(target, plan.prefix)
        stored.append(list(map(encode, rows.stored)))
        stored.finish()
    return meta


def _languages(fields: Mapping[str, FieldRows], starts: Ints) -> Sequence[str]:
    """The language that the words of each row are analyzed in, given where the rows start."""
    stated = fields.get("language")
    if stated is None:
        return [""] * (len(starts) - 1)
    codes = [language_of(value or "") for value in stated.values]
    at = np.array(stated.starts).searchsorted(starts[:-1], side="right") - 1
    return [codes[place] for place in at.tolist()]


def write_inverted(
    target: SectionWriter, plan: FieldSpec, inverted: Inverted, row_sizes: Ints
) -> Meta:
    """Write terms, postings and lengths; `row_sizes` int64[rows] counts paragraphs."""
    terms = TermsWriter(target, plan.prefix)
    terms.append(inverted.terms)
    terms.finish()
    lengths = inverted.lengths if plan.scored else np.zeros_like(inverted.lengths)
    codes = length_bytes(lengths)
    postings = PostingsWriter(target, plan.prefix)
    postings.append(coded(inverted.postings, codes.take(inverted.postings.rows)))
    postings.finish()
    target.add(plan.prefix + "lengths", codes)
    return {"length": int((lengths * row_sizes).sum())}


def _write_numbers(target: SectionWriter, plan: FieldSpec, values: Sequence[Any]) -> Meta:
    present: NDArray[np.bool_] = np.array([value is not None for value in values], dtype=bool)
    known = {v: plan.number(v) for v in dict.fromkeys(values) if v is not None}
    numbers = [known.get(value, 0) for value in values]
    column = np.array(numbers, dtype=np.int64), present
    return write_numbers(target, plan.prefix, lambda: [column])
