"""JSON: one object, an array of them, objects one after another, or one a line.

Values are decoded as their text arrives, those in a long list or object one by one, so a file of
any size needs the memory of one record.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from io import BufferedReader
from typing import cast

from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Article
from pressmark.corpus.readers.columns import structured
from pressmark.corpus.readers.csv_tables import no_header
from pressmark.corpus.readers.json_buffer import JsonBuffer, ValueTooLongError, without_constructors
from pressmark.corpus.readers.record_shapes import (
    MAX_DEPTH,
    Record,
    as_row,
    header_of,
    may_be_record,
    records_in,
    site_around,
)
from pressmark.corpus.readers.records import read_record
from pressmark.corpus.readers.source import Source
from pressmark.corpus.readers.streams import lines_of, too_long
from pressmark.corpus.text.encoding import decode

_DECODER = json.JSONDecoder(strict=False)
"""`json.loads` makes a new one for each text that may have control characters."""

_BETWEEN = " \t\r\n,"
_END = ");"
"""What ends the call or the statement around data in a script."""

MAX_MENDED = 2**24
"""Characters of what is nearly JSON that are read at once: the mended text is a second copy."""


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
        if not isinstance(record, Record) or not _is_row(record.value, is_named=bool(header)):
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


def _is_row(value: object, *, is_named: bool) -> bool:
    """Whether a list holds the cells of a row; if its columns are known, any may be a list."""
    if not isinstance(value, list):
        return False
    if not is_named and any(isinstance(cell, dict | list) for cell in value):
        return False
    return any(isinstance(cell, str) for cell in value)


def is_printed_json(head: bytes) -> bool:
    """Whether the beginning of a file is of JSON whose first value goes over several lines."""
    first, newline, rest = head.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
    first = first.rstrip()
    if not newline or first in (b"{", b"["):
        return bool(newline)
    is_open = first.startswith((b"{", b"[")) and first.endswith((b",", b"{", b"["))
    return is_open and not rest.lstrip().startswith(b'{"')


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
    text = decode(line).strip(" \t\r\n\x00\ufeff").removesuffix(",")
    for read in (_value, structured, _value_of_shell):  # the second as Python prints it
        with suppress(ValueError, RecursionError):
            if (value := read(text)) is not None:
                return Record(value, f"line {number}", str(number))
    return source.error(f"line {number} is not valid JSON and is skipped")


def _value(text: str) -> object:
    return _DECODER.decode(text)


def _value_of_shell(text: str) -> object:
    return _value(without_constructors(text))


def _articles(outer: Record, source: Source) -> Iterator[Article]:
    for record in records_in(outer):
        yield from read_record(record, source)


def _records(stream: BufferedReader, source: Source) -> Iterator[Record | InputError]:
    """Each top-level value, an array's items one by one; ends with an error at what is none."""
    buffer = JsonBuffer(stream)
    buffer.skip("\ufeff" + _BETWEEN)
    in_array = buffer.take("[")
    count = 0
    while buffer.skip(_BETWEEN + _END + ("]" if in_array else "")):
        outer = Record(None, f"record {count + 1}", str(count + 1))
        is_begun = False
        try:
            for part in _parts(buffer, outer, MAX_DEPTH):
                is_begun = True
                yield part
        except (ValueError, RecursionError):
            if is_begun:  # of a long value, in which no other may begin
                yield _not_json(count, source)
            else:
                yield from _nearly_json(buffer, count, source, in_array=in_array)
            return
        except ValueTooLongError:
            yield too_long(source, f"record {count + 1} is")
            return
        count += 1


def _nearly_json(
    buffer: JsonBuffer, count: int, source: Source, *, in_array: bool
) -> Iterator[Record | InputError]:
    """The values of the rest as Python prints them, or with comments or a comma too many; ends with
    an error where they end before the text does."""
    from pressmark.corpus.html.near_json import near_values

    text = buffer.rest(MAX_MENDED)
    values: list[object] = []
    is_whole = False
    if text is not None:
        text = text.rstrip(_BETWEEN + _END)
        printed = structured("[" + text if in_array else text) if not count else None
        is_whole = printed is not None
        values = printed if isinstance(printed, list) else [printed]
        if not is_whole:
            values, is_whole = near_values(text.removesuffix("]") if in_array else text)
    for value in values if is_whole or values else ():
        count += 1
        yield Record(value, f"record {count}", str(count))
    if not is_whole:
        yield _not_json(count, source)


def _not_json(count: int, source: Source) -> InputError:
    where = f" after record {count}; the rest is skipped" if count else ""
    return source.error(f"is not valid JSON{where}")


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
        header: list[str] = []
        while _goes_on(buffer, "}"):
            key = str(buffer.value())
            buffer.skip(_BETWEEN + ":")
            inner = outer.under(None, key, site_around(name, key))
            for part in _parts(buffer, inner, depth - 1, key):
                if key == "columns" and isinstance(part.value, list):
                    header = list(map(str, part.value))
                elif header and key == "data" and isinstance(part.value, list):
                    yield part._replace(value=as_row(header, part.value))
                elif may_be_record(key, part.value):
                    yield part
    else:  # one long text
        raise ValueTooLongError


def _goes_on(buffer: JsonBuffer, end: str) -> bool:
    """Whether another value comes before the end of a list or an object. Raises ValueError."""
    if not buffer.skip(_BETWEEN):
        raise ValueError
    return not buffer.take(end)
