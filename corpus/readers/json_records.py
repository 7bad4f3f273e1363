"""JSON: one object, an array of them, objects one after another, or one a line.

Objects are decoded as their text arrives, so a file of any size needs the memory of one record.
"""

import codecs
import json
from collections.abc import Iterator
from io import BufferedReader

from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Article
from pressmark.corpus.readers.limits import CHUNK_BYTES, MAX_ARTICLE_BYTES
from pressmark.corpus.readers.record_shapes import Record, as_row, header_of, records_in
from pressmark.corpus.readers.records import read_record
from pressmark.corpus.readers.source import Source
from pressmark.corpus.readers.streams import lines_of, too_long
from pressmark.corpus.text.encoding import decode, encoding_of

_BETWEEN = " \t\r\n,"


def read_json_lines(stream: BufferedReader, source: Source) -> Iterator[Article | InputError]:
    """One article a line; a line that is none is reported with its number."""
    for number, line in lines_of(stream, source):
        if isinstance(line, InputError):
            yield line
        elif line.strip(b" \t\r\n\x00\xef\xbb\xbf"):
            yield from _line_articles(line, number, source)


def read_json(stream: BufferedReader, source: Source) -> Iterator[Article | InputError]:
    """The articles of a JSON document, or of several one after another."""
    header: list[str] | None = None
    for number, value in enumerate(_values(stream, source), 1):
        if isinstance(value, InputError):
            yield value
            continue
        if isinstance(value, list) and number == 1 and (header := header_of(value)):
            continue
        if not source.begins(number):
            continue
        row = as_row(header, value) if header and isinstance(value, list) else value
        yield from _articles(Record(row, f"record {number}", str(number)), source)


def is_json_lines(head: bytes) -> bool:
    """Whether the beginning of a file holds one complete object on its first line and goes on."""
    first, newline, rest = head.lstrip().partition(b"\n")
    if not newline or not rest.lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except ValueError:
        return False


def _line_articles(line: bytes, number: int, source: Source) -> Iterator[Article | InputError]:
    try:
        value = json.loads(decode(line).strip(" \t\r\n\x00\ufeff"))
    except (ValueError, RecursionError):
        yield source.error(f"line {number} is not valid JSON and is skipped")
    else:
        yield from _articles(Record(value, f"line {number}", str(number)), source)


def _articles(outer: Record, source: Source) -> Iterator[Article]:
    for record in records_in(outer):
        yield from read_record(record, source)


def _values(stream: BufferedReader, source: Source) -> Iterator[object | InputError]:
    """Each top-level value, an array's items one by one; ends with an error at what is none."""
    buffer = _Buffer(stream)
    buffer.skip("\ufeff" + _BETWEEN)
    in_array = buffer.take("[")
    count = 0
    while buffer.skip(_BETWEEN + "]" if in_array else _BETWEEN):
        try:
            value = buffer.value()
        except (ValueError, RecursionError):
            where = f" after record {count}; the rest is skipped" if count else ""
            yield source.error(f"is not valid JSON{where}")
            return
        except _ValueTooLongError:
            yield too_long(source, f"record {count + 1} is")
            return
        count += 1
        yield value


class _ValueTooLongError(Exception):
    """More text than any article has, and still no whole value."""


class _Buffer:
    """Text that arrives in chunks, consumed value by value."""

    def __init__(self, stream: BufferedReader) -> None:
        head = stream.read(CHUNK_BYTES)
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding_of(head))("replace")
        self._text = self._decoder.decode(head)
        self._at = 0
        self._scan = json.JSONDecoder().raw_decode

    def skip(self, characters: str) -> bool:
        """Passes over any of the characters; False at the end of the text."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in characters:
                    return True
                self._at += 1
            if not self._read_on(CHUNK_BYTES):
                return False

    def take(self, character: str) -> bool:
        """Passes over the character if it comes next."""
        found = self._text.startswith(character, self._at)
        self._at += found
        return found

    def value(self) -> object:
        """The next value. Raises ValueError for bad JSON, or _ValueTooLongError."""
        while True:
            try:
                value, end = self._scan(self._text, self._at)
            except ValueError:
                if len(self._text) > MAX_ARTICLE_BYTES:
                    raise _ValueTooLongError from None
                if not self._read_on(max(CHUNK_BYTES, len(self._text))):
                    raise
            else:
                self._at = end
                return value

    def _read_on(self, size: int) -> bool:
        """Drops what was consumed and doubles what is there, so retries stay linear in all."""
        data = self._stream.read(size)
        self._text = self._text[self._at :] + self._decoder.decode(data, not data)
        self._at = 0
        return bool(data)
