"""The reader of a file: by its name, else by its first bytes."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from io import BufferedReader, BytesIO
from pathlib import Path, PurePath

from pressmark.corpus.errors import InputError, UnreadFormat
from pressmark.corpus.model import Article
from pressmark.corpus.read_options import DEFAULT_OPTIONS, ReadOptions
from pressmark.corpus.read_position import ReadPosition
from pressmark.corpus.readers.archives import read_tar, read_zip
from pressmark.corpus.readers.articles import markdown_article, text_article
from pressmark.corpus.readers.compression import SUFFIXES, ByteStream, buffered, decompressor_for
from pressmark.corpus.readers.counted_file import BytesRead, CountedFile
from pressmark.corpus.readers.csv_tables import is_table, read_table
from pressmark.corpus.readers.feeds import read_feed
from pressmark.corpus.readers.json_buffer import begins_data
from pressmark.corpus.readers.json_records import (
    is_json_lines,
    is_printed_json,
    read_json,
    read_json_lines,
)
from pressmark.corpus.readers.limits import BUFFER_BYTES, MAX_COMPRESSIONS, SNIFFED_BYTES
from pressmark.corpus.readers.lost_records import lost_records
from pressmark.corpus.readers.mail import read_mail
from pressmark.corpus.readers.mbox import is_mbox, read_mbox
from pressmark.corpus.readers.mhtml import is_message, is_mhtml, read_mhtml
from pressmark.corpus.readers.press_exports import is_press_export, read_press_export
from pressmark.corpus.readers.read_counts import ReadCounts
from pressmark.corpus.readers.record_dates import GatheredDates, RecordDates
from pressmark.corpus.readers.recorded_stream import RecordedStream
from pressmark.corpus.readers.saved_page import saved_page, with_capture
from pressmark.corpus.readers.source import Source
from pressmark.corpus.readers.stated_source import with_source
from pressmark.corpus.readers.streams import plain_errors, read_all
from pressmark.corpus.readers.unread_formats import (
    PDF,
    can_read_pdf,
    root_of,
    unread_kind,
    unread_xml,
)
from pressmark.corpus.readers.warc import read_warc
from pressmark.corpus.text.date_order import DateEvidence, DateOrders
from pressmark.corpus.text.elements import HTML_BLOCKS, LINE_TAGS, PLAIN_INLINE
from pressmark.corpus.text.encoding import decode, looks_binary

Items = Iterator[Article | InputError]
Reader = Callable[[BufferedReader, Source], Items]


def read(
    path: Path,
    *,
    options: ReadOptions = DEFAULT_OPTIONS,
    counted: BytesRead | None = None,
    counts: ReadCounts | None = None,
    position: ReadPosition | None = None,
    before: ReadCounts | None = None,
) -> Items:
    """The articles of a file, one at a time.

    A member or a line that cannot be read comes as an InputError among the articles, and at the
    end PassedOver for all that is of no kind that is read, and an InputError for all records that
    are no articles, unless `counts` are given to count them. `counted` counts the bytes read of the
    file meanwhile; `position` follows the items, of which those before its start are passed over;
    `before` are what was counted until there. Raises InputError for the file as a whole.
    """
    source = Source(
        str(path),
        Path(path).name,
        options,
        reopen=lambda: _opened(Path(path), BytesRead()),
        counts=counts or ReadCounts(),
        position=position or ReadPosition(),
    )
    with plain_errors(source), _opened(Path(path), counted or BytesRead()) as stream:
        for item in _with_passed(stream, source):
            if source.position.take():
                yield item
            elif before and source.position.is_at_start:
                source.counts.become(before)
    if counts is None:
        yield from lost_records(source.place, source.counts, options)


def read_bytes(data: bytes, name: str, *, options: ReadOptions = DEFAULT_OPTIONS) -> Items:
    """The articles in `data` as if it were a file called `name`; "" leaves it to the content."""
    yield from read_stream(BytesIO(data), name, options=options)


def read_stream(
    stream: ByteStream,
    name: str,
    *,
    options: ReadOptions = DEFAULT_OPTIONS,
    counts: ReadCounts | None = None,
) -> Items:
    """The same of a stream, of which no more is held at a time than its longest article."""
    source = Source(name or "standard input", name, options, counts=counts or ReadCounts())
    with plain_errors(source):
        yield from _with_passed(buffered(stream), source)
    if counts is None:
        yield from lost_records(source.place, source.counts, options)


def _with_passed(stream: BufferedReader, source: Source) -> Items:
    """The items, then what was passed over, also of a file that cannot be read to its end."""
    try:
        yield from _read_stream(stream, source)
    except Exception:
        yield from source.counts.passed(source.place)
        raise
    yield from source.counts.passed(source.place)


def _opened(path: Path, counted: BytesRead) -> BufferedReader:
    return BufferedReader(CountedFile(path, counted), BUFFER_BYTES)


def _read_stream(stream: BufferedReader, source: Source) -> Items:
    head = stream.peek(SNIFFED_BYTES)[:SNIFFED_BYTES]
    decompressed = decompressor_for(head)
    if decompressed is not None:
        _check_layers(source)
        inner = source.decompressed(_inner_name(source.name), decompressed)
        yield from _read_stream(decompressed(stream), inner)
    elif not head.strip(b" \t\r\n"):
        raise source.error("is empty")
    else:
        reader = _reader_for(head, source)
        if reader not in _ARCHIVES:
            source.position.begin_dates()
        if reader in _OF_RECORDS:
            items = _some(_read_records(reader, stream, source), source)
        else:
            items = reader(stream, source)
        yield from items if reader in _ARCHIVES else map(partial(_counted, source), items)


def _some(items: Items, source: Source) -> Items:
    """The same items, or an InputError where there is none, nor any record."""
    before = source.counts.records
    found = False
    for item in items:
        found = True
        yield item
    if not found and source.counts.records == before:
        yield source.error("holds no records")


def _counted(source: Source, item: Article | InputError) -> Article | InputError:
    """The same, named by its source and counted if it is an article."""
    if isinstance(item, InputError):
        return item
    article = with_source(item, source)
    source.counts.article(article)
    return article


def _read_records(reader: Reader, stream: BufferedReader, source: Source) -> Items:
    """The articles, their dates in the order that all records of the file show.

    To see it, the file is read a second time, and only if a date needs that.
    """
    if source.options.dates:
        yield from reader(stream, replace(source, dates=RecordDates(source.options.dates)))
        return
    with closing(RecordedStream(stream)) as recorded:
        reopen, position = source.reopen or recorded.again, source.position

        def gather() -> DateOrders:
            if not position.dates:
                position.dates = gathered().rows
            return DateOrders(position.dates)

        def gathered() -> DateOrders:
            evidence = DateEvidence()
            gathering = replace(
                source,
                dates=GatheredDates(evidence),
                counts=ReadCounts(),
                position=ReadPosition(),
            )
            with suppress(InputError), plain_errors(source), reopen() as opened:
                for _ in reader(opened, gathering):
                    pass
            return evidence.orders()

        first = stream if source.reopen else recorded.first()
        yield from reader(first, replace(source, dates=RecordDates(gather=gather)))


def _check_layers(source: Source) -> None:
    if source.layers >= MAX_COMPRESSIONS:
        raise source.error(
            f"is compressed more than {MAX_COMPRESSIONS} times over; not read",
            "decompress it yourself if you trust it",
        )


def _inner_name(name: str) -> str:
    path = PurePath(name)
    if path.suffix.lower() in SUFFIXES:
        return path.stem
    return f"{path.stem}.tar" if path.suffix.lower() == ".tgz" else name


def _reader_for(head: bytes, source: Source) -> Reader:
    if kind := unread_kind(head):
        if kind == PDF and can_read_pdf():
            return _read_pdf
        raise UnreadFormat(source.place, kind)
    suffix = PurePath(source.name).suffix.lower()
    if suffix in _PERHAPS_OTHERS and (reader := _reader_of_records(head) or _saved_page(head)):
        return reader
    reader = _BY_SUFFIX.get(suffix) or _sniffed(head, source)
    if reader is read_json_lines and is_printed_json(head):
        reader = read_json
    if reader not in _OF_BYTES and looks_binary(head):
        raise source.error("is binary data, not text")
    return reader


def _sniffed(head: bytes, source: Source) -> Reader:
    if reader := next((r for at, mark, r in _MAGIC if head.startswith(mark, at)), None):
        return reader
    if looks_binary(head):
        raise source.error("is binary data, not text", "give it a known ending or leave it out")
    start = decode(head).lstrip("\ufeff \t\r\n")
    if start.startswith("From ") and is_mbox(start):
        return read_mbox
    if is_message(start):
        return read_mhtml if is_mhtml(start) else read_mail
    if start.startswith("<"):
        return _xml_reader(start, source)
    is_json = start.startswith("{") or begins_data(start)
    return _reader_of_records(head) or (read_json if is_json else _read_text)


def _reader_of_records(head: bytes) -> Reader | None:
    """The reader of a dump that begins so, whatever its name is."""
    if is_json_lines(head):
        return read_json_lines
    start = decode(head).lstrip("\ufeff \t\r\n")
    if start.startswith("[") and start[1:].lstrip().startswith(("{", "]", "[")):
        return read_json
    if is_press_export(start):
        return read_press_export
    return read_table if is_table(start) else None


def _saved_page(head: bytes) -> Reader | None:
    """The reader of a whole page under a name for something else."""
    start = decode(head).lstrip("\ufeff \t\r\n")
    is_page = start.lower().startswith("<!doctype html") or root_of(start) == "html"
    return _read_html if is_page else None


def _xml_reader(start: str, source: Source) -> Reader:
    if kind := unread_xml(start):
        raise UnreadFormat(source.place, kind)
    root = root_of(start)
    if root.rpartition(":")[2] in _FEED_ROOTS:
        return read_feed
    is_page = root == "html" or start.lower().startswith("<!doctype html")
    behind_warnings = not is_page and any(mark in start for mark in _FEED_MARKS)
    if behind_warnings:
        return read_feed
    is_part = root in _HTML_ELEMENTS or "-" in root or not root
    is_html = is_page or (is_part and not start.startswith("<?xml"))
    return _read_html if is_html else _read_xml


def _read_text(stream: BufferedReader, source: Source) -> Items:
    yield text_article(_text_of(stream, source))


def _read_markdown(stream: BufferedReader, source: Source) -> Items:
    yield markdown_article(_text_of(stream, source))


def _text_of(stream: BufferedReader, source: Source) -> str:
    return decode(read_all(stream, source))


def _read_html(stream: BufferedReader, source: Source) -> Items:
    from pressmark.corpus.html import parse_html

    data = read_all(stream, source)
    url, captured = saved_page(data)
    article = with_capture(parse_html(data, url=url), captured)
    yield article if article.key else replace(article, key=article.url or "1")


def _read_xml(stream: BufferedReader, source: Source) -> Items:
    from pressmark.corpus.readers.xml_records import read_xml

    return read_xml(stream, source)


def _read_pdf(stream: BufferedReader, source: Source) -> Items:
    from pressmark.corpus.readers.pdf import read_pdf

    return read_pdf(stream, source)


def _read_zip(stream: BufferedReader, source: Source) -> Items:
    return read_zip(stream, source, _read_stream)


def _read_tar(stream: BufferedReader, source: Source) -> Items:
    return read_tar(stream, source, _read_stream)


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
    ".csv": read_table,
    ".tsv": read_table,
    ".rss": read_feed,
    ".atom": read_feed,
    ".eml": read_mail,
    ".mbox": read_mbox,
    ".mht": read_mhtml,
    ".mhtml": read_mhtml,
    ".warc": read_warc,
    ".zip": _read_zip,
    ".tar": _read_tar,
}
"""The reader for each ending; what is compressed is known by its content and read through."""

_MAGIC: tuple[tuple[int, bytes, Reader], ...] = (
    (0, b"PK\x03\x04", _read_zip),
    (0, b"PK\x05\x06", _read_zip),
    (0, b"WARC/", read_warc),
    (0, b"filedesc://", read_warc),
    (257, b"ustar", _read_tar),
)
_PERHAPS_OTHERS = frozenset({".txt", ".text", ".json", ".csv", ".tsv"})
"""Endings of files that may hold records in another form."""

_ARCHIVES = frozenset({_read_zip, _read_tar})
_FEED_MARKS = ("<rss", "<feed ", "<rdf:RDF")
"""A server's warnings may precede a feed."""

_OF_BYTES = frozenset({_read_zip, _read_tar, read_warc, read_json, read_json_lines})
"""Readers that check themselves whether their input is text, or that read binary formats."""
_OF_RECORDS = frozenset({read_json, read_json_lines, read_table, read_press_export, _read_xml})
_HTML_ELEMENTS = (
    HTML_BLOCKS | LINE_TAGS | PLAIN_INLINE | {"meta", "title", "script", "style", "link"}
)
"""What a page or a part of one may begin with, where its root is missing."""

_FEED_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
