"""JSON: one object, an array of them, objects one after another, or one a line.

Values are decoded as their text arrives, those in a long list or object one by one, so a file of
any size needs the memory of one record.
"""

import json
from collections.abc import Iterator
from io import BufferedReader
from typing import cast

from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Article
from pressmark.corpus.readers.columns import structured
from pressmark.corpus.readers.json_buffer import JsonBuffer, ValueTooLongError
from pressmark.corpus.readers.record_shapes import (
    MAX_DEPTH,
    Record,
    as_row,
    header_of,
    holds_records,
    records_in,
    site_around,
)
from pressmark.corpus.readers.records import read_record
from pressmark.corpus.readers.source import Source
from pressmark.corpus.readers.streams import lines_of, too_long
from pressmark.corpus.readers.tables import no_header
from pressmark.corpus.text.encoding import decode

_BETWEEN = " \t\r\n,"


def read_json_lines(stream: BufferedReader, source: Source) -> Iterator[Article | InputError]:
    """One article a line; a line that is none is reported with its number."""
    for record in _rows_named(_line_records(stream, source), source):
        if isinstance(record, InputError):
            yield record
        else:
            yield from _articles(record, source)


def read_json(stream: BufferedReader, source: Source) -> Iterator[Article | InputError]:
    """The articles of a JSON document, or of several one after another."""
    for number, record in enumerate(_rows_named(_records(stream, source), source), 1):
        if isinstance(record, InputError):
            yield record
        elif source.begins(number):
            yield from _articles(record, source)


def _rows_named(
    records: Iterator[Record | InputError], source: Source
) -> Iterator[Record | InputError]:
    """The same; of records that are lists, the first names the columns unless the user does."""
    header: list[str] | None = None
    for record in records:
        if not isinstance(record, Record) or not _is_row(record.value):
            yield record
            continue
        cells = cast(list[object], record.value)
        if header is None and (header := header_of(cells)):
            continue
        header = header or list(source.options.columns)
        if not header:
            yield no_header(list(map(str, cells)), source)
            return
        yield record._replace(value=as_row(header, cells))


def _is_row(value: object) -> bool:
    """Whether a list holds the cells of a row."""
    if not isinstance(value, list) or any(isinstance(cell, dict | list) for cell in value):
        return False
    return any(isinstance(cell, str) for cell in value)


def is_json_lines(head: bytes) -> bool:
    """Whether the beginning of a file holds one complete object on its first line and goes on."""
    first, newline, rest = head.lstrip().partition(b"\n")
    if not newline or not rest.lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except ValueError:
        return False


def _line_records(stream: BufferedReader, source: Source) -> Iterator[Record | InputError]:
    for number, line in lines_of(stream, source):
        if isinstance(line, InputError):
            yield line
        elif line.strip(b" \t\r\n\x00\xef\xbb\xbf"):
            yield _line_record(line, number, source)


def _line_record(line: bytes, number: int, source: Source) -> Record | InputError:
    text = decode(line).strip(" \t\r\n\x00\ufeff")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = structured(text)  # as Python prints it
    if value is None:
        return source.error(f"line {number} is not valid JSON and is skipped")
    return Record(value, f"line {number}", str(number))


def _articles(outer: Record, source: Source) -> Iterator[Article]:
    for record in records_in(outer):
        yield from read_record(record, source)


def _records(stream: BufferedReader, source: Source) -> Iterator[Record | InputError]:
    """Each top-level value, an array's items one by one; ends with an error at what is none."""
    buffer = JsonBuffer(stream)
    buffer.skip("\ufeff" + _BETWEEN)
    in_array = buffer.take("[")
    count = 0
    while buffer.skip(_BETWEEN + "]" if in_array else _BETWEEN):
        outer = Record(None, f"record {count + 1}", str(count + 1))
        try:
            yield from _parts(buffer, outer, MAX_DEPTH)
        except (ValueError, RecursionError):
            where = f" after record {count}; the rest is skipped" if count else ""
            yield source.error(f"is not valid JSON{where}")
            return
        except ValueTooLongError:
            yield too_long(source, f"record {count + 1} is")
            return
        count += 1


def _parts(buffer: JsonBuffer, outer: Record, depth: int, name: str = "") -> Iterator[Record]:
    """The next value; of one that is too long to be held, the values in it that hold records.

    `name` is that of the object in which the value is. Raises ValueError or ValueTooLongError.
    """
    try:
        value = buffer.value()
    except ValueTooLongError:
        if not depth:
            raise
    else:
        yield outer._replace(value=value)
        return
    if buffer.take("["):
        number = 0
        while _goes_on(buffer, "]"):
            number += 1
            yield from _parts(buffer, outer.item(None, number), depth - 1)
    elif buffer.take("{"):
        while _goes_on(buffer, "}"):
            key = str(buffer.value())
            buffer.skip(_BETWEEN + ":")
            inner = outer.under(None, key, site_around(name, key))
            for part in _parts(buffer, inner, depth - 1, key):
                if holds_records(part.value):
                    yield part
    else:  # one long text
        raise ValueTooLongError


def _goes_on(buffer: JsonBuffer, end: str) -> bool:
    """Whether another value comes before the end of a list or an object. Raises ValueError."""
    if not buffer.skip(_BETWEEN):
        raise ValueError
    return not buffer.take(end)
