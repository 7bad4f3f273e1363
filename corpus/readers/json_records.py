"""JSON: one object, an array of them, objects one after another, or one a line.

Objects are decoded as their text arrives, so a file of any size needs the memory of one record.
"""

import codecs
import json
from collections.abc import Iterator, Mapping
from io import BufferedReader

from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Article
from pressmark.corpus.readers.limits import CHUNK_BYTES, MAX_ARTICLE_BYTES
from pressmark.corpus.readers.records import NoTextError, article_from_record
from pressmark.corpus.readers.source import Source
from pressmark.corpus.readers.streams import lines_of, too_long
from pressmark.corpus.text.encoding import decode, encoding_of

_CONTAINERS = ("articles", "items", "results", "data", "entries", "docs")
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
    for number, value in enumerate(_values(stream, source), 1):
        if isinstance(value, InputError):
            yield value
        else:
            yield from _articles(value, f"record {number}", str(number), source)


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
        yield from _articles(value, f"line {number}", str(number), source)


def _articles(
    value: object, place: str, key: str, source: Source
) -> Iterator[Article | InputError]:
    if isinstance(value, list):
        for i, item in enumerate(value, 1):
            yield from _articles(item, f"{place}, item {i}", f"{key}.{i}", source)
    elif not isinstance(value, dict):
        yield source.error(f"{place} is no JSON object, so no article")
    elif inner := _contained(value):
        yield from _articles(inner, place, key, source)
    else:
        yield _article(value, place, key, source)


def _contained(record: Mapping[str, object]) -> list[object] | None:
    """The list of articles in an envelope such as `{"articles": [...]}`."""
    for name in _CONTAINERS:
        value = record.get(name)
        if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            return (
                [{"source": record.get("title"), **i} for i in value] if _is_feed(record) else value
            )
    return None


def _is_feed(record: Mapping[str, object]) -> bool:
    """Whether this is a JSON Feed, whose title names the source of its items."""
    return str(record.get("version")).startswith(("https://jsonfeed.org/", "http://jsonfeed.org/"))


def _article(
    record: Mapping[str, object], place: str, key: str, source: Source
) -> Article | InputError:
    try:
        return article_from_record(record, source, key)
    except NoTextError as error:
        return error.about(place, "field", source)


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
