"""Which reader reads a file: the one its name asks for, else the one its first bytes suggest."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from io import BufferedReader, BytesIO
from pathlib import Path, PurePath
from types import MappingProxyType

from pressmark.corpus.encoding import decode, looks_binary
from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Article
from pressmark.corpus.readers.articles import markdown_article, text_article
from pressmark.corpus.readers.json_records import is_json_lines, read_json, read_json_lines
from pressmark.corpus.readers.limits import SNIFFED_BYTES
from pressmark.corpus.readers.source import Source
from pressmark.corpus.readers.streams import GZIP_MAGIC, gunzipped, plain_errors, read_all

Items = Iterator[Article | InputError]
Reader = Callable[[BufferedReader, Source], Items]

_NO_FIELDS: Mapping[str, str] = MappingProxyType({})


def read(path: Path, *, fields: Mapping[str, str] = _NO_FIELDS) -> Items:
    """The articles of a file, one at a time.

    `fields` maps an article's field to the name it has in the file's records. A record that
    cannot be read comes as an InputError among the articles. Raises InputError for the file as a
    whole.
    """
    source = Source(str(path), Path(path).name, fields)
    with plain_errors(source), Path(path).open("rb") as stream:
        yield from read_stream(stream, source)


def read_bytes(data: bytes, name: str, *, fields: Mapping[str, str] = _NO_FIELDS) -> Items:
    """The articles in `data` as if it were a file called `name`; "" leaves it to the content."""
    source = Source(name or "standard input", name, fields)
    with plain_errors(source):
        yield from read_stream(BufferedReader(BytesIO(data)), source)


def read_stream(stream: BufferedReader, source: Source) -> Items:
    """The articles of an open binary stream."""
    head = stream.peek(SNIFFED_BYTES)[:SNIFFED_BYTES]
    if head.startswith(GZIP_MAGIC):
        name = source.name.removesuffix(".gz")
        yield from read_stream(gunzipped(stream), replace(source, name=name))
        return
    if not head.strip():
        raise source.error("is empty")
    yield from _reader_for(head, source)(stream, source)


def _reader_for(head: bytes, source: Source) -> Reader:
    suffix = PurePath(source.name).suffix.lower()
    if suffix == ".json" and is_json_lines(head):
        return read_json_lines
    return _BY_SUFFIX.get(suffix) or _sniffed(head, source)


def _sniffed(head: bytes, source: Source) -> Reader:
    if looks_binary(head):
        raise source.error("is binary data, not text", "give it a known ending or leave it out")
    start = decode(head).lstrip("\ufeff \t\r\n")
    if start.startswith("{"):
        return read_json_lines if is_json_lines(head) else read_json
    if start.startswith("[") and start[1:].lstrip().startswith(("{", "]")):
        return read_json
    return _read_html if start.startswith("<") else _read_text


def _read_text(stream: BufferedReader, source: Source) -> Items:
    yield text_article(_text_of(stream, source))


def _read_markdown(stream: BufferedReader, source: Source) -> Items:
    yield markdown_article(_text_of(stream, source))


def _text_of(stream: BufferedReader, source: Source) -> str:
    data = read_all(stream, source)
    if looks_binary(data[:SNIFFED_BYTES]):
        raise source.error("is binary data, not text")
    return decode(data)


def _read_html(stream: BufferedReader, source: Source) -> Items:
    from pressmark.corpus.html import parse_html

    data = read_all(stream, source)
    if looks_binary(data[:SNIFFED_BYTES]):
        raise source.error("is binary data, not HTML")
    article = parse_html(data)
    yield article if article.key else replace(article, key=article.url or "1")


_BY_SUFFIX: Mapping[str, Reader] = {
    ".txt": _read_text,
    ".text": _read_text,
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".html": _read_html,
    ".htm": _read_html,
    ".xhtml": _read_html,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
}
