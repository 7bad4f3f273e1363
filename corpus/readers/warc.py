"""Web archives (WARC and ARC): the pages among the records, and the texts of extracts (WET).

warcio reads the records. FastWARC is quicker at that, but cutting out an article takes a hundred
times as long as reading its record.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BufferedReader, BytesIO
from typing import TYPE_CHECKING

from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Article
from pressmark.corpus.readers.articles import text_article
from pressmark.corpus.readers.content_coding import CodingError, decoded
from pressmark.corpus.readers.limits import MAX_ARTICLE_BYTES, SNIFFED_BYTES
from pressmark.corpus.readers.source import Source
from pressmark.corpus.readers.streams import too_long
from pressmark.corpus.readers.unread_formats import (
    FONT,
    PDF,
    PICTURE,
    SOUND,
    VIDEO,
    can_read_pdf,
    root_of,
)
from pressmark.corpus.text.encoding import decode, looks_binary
from pressmark.corpus.text.language_names import language_code

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_PDF_TYPE = "application/pdf"
_PAGE_TYPES = ("text/html", "application/xhtml+xml")

_SUCCESS = ("200", "203")
"""A page as it was asked for; 203 is that of a proxy which changed something in it."""

REVISIT = "page as captured before"

_KINDS: Mapping[str, str] = {
    "image": PICTURE,
    "audio": SOUND,
    "video": VIDEO,
    "font": FONT,
    "text/css": "style sheet",
    "text/javascript": "script",
    "application/javascript": "script",
    "application/x-javascript": "script",
    _PDF_TYPE: PDF,
    "text/dns": "look-up of a host",
}
"""Records of a crawl that are no pages, by their media type or its first part."""


def read_warc(stream: BufferedReader, source: Source) -> Iterator[Article | InputError]:
    """The article on every page that was answered with success."""
    from warcio.exceptions import ArchiveLoadFailed

    from pressmark.corpus.readers.warc_records import records

    found = source.position.first(source.depth).number > 1  # a page was read before
    try:
        for number, record in records(stream, source):
            media_type, charset = _content_type(record)
            if _holds_page(record, media_type) or _holds_pdf(record, media_type):
                found = True
                yield from _articles(record, number, media_type, charset, source)
            elif record.rec_type in ("response", "resource", "revisit"):
                found |= record.rec_type == "revisit"
                source.counts.pass_over(_kind(record, media_type), _name(record, number))
        stream.read(1)  # warcio takes a stream that is cut off for one that ends
    except ArchiveLoadFailed:
        raise source.error("is damaged as a web archive; what came before was read") from None
    if not found:
        raise source.error("is a web archive without a page that was answered with success")


def _content_type(record: "ArcWarcRecord") -> tuple[str, str]:
    headers = record.http_headers or record.rec_headers
    value = (headers.get_header("Content-Type") or "").lower()
    media_type, _, parameters = value.partition(";")
    return media_type.strip(), parameters.partition("charset=")[2].strip(" \"'")


def _holds_page(record: "ArcWarcRecord", media_type: str) -> bool:
    if record.rec_type == "conversion":
        return media_type == "text/plain"
    if record.rec_type == "response" and record.http_headers is not None:
        may_be_page = not media_type or media_type in _PAGE_TYPES
        return may_be_page and record.http_headers.get_statuscode() in _SUCCESS
    return record.rec_type == "resource" and media_type in _PAGE_TYPES


def _holds_pdf(record: "ArcWarcRecord", media_type: str) -> bool:
    """Whether the record holds a PDF, and PDFs are read."""
    if media_type != _PDF_TYPE or not can_read_pdf():
        return False
    is_answer = record.rec_type == "response" and record.http_headers is not None
    is_success = is_answer and record.http_headers.get_statuscode() in _SUCCESS
    return is_success or record.rec_type == "resource"


def _is_page(data: bytes) -> bool:
    """Whether the body of a response that states no media type is a page."""
    start = decode(data[:SNIFFED_BYTES]).lstrip("\ufeff \t\r\n").lower()
    return start.startswith("<!doctype html") or root_of(start) == "html"


def _name(record: "ArcWarcRecord", number: int) -> str:
    return record.rec_headers.get_header("WARC-Target-URI") or f"record {number}"


def _is_cut_off(record: "ArcWarcRecord") -> bool:
    """Whether the file ends before the record does, once all of it was read."""
    return getattr(record.raw_stream, "limit", 0) > 0


def _kind(record: "ArcWarcRecord", media_type: str) -> str:
    """What a record is that holds no page."""
    if record.rec_type == "revisit":
        return REVISIT
    if record.http_headers is not None and record.http_headers.get_statuscode() not in _SUCCESS:
        return "redirect or error"
    return _KINDS.get(media_type) or _KINDS.get(media_type.partition("/")[0], "other recorded file")


def _articles(
    record: "ArcWarcRecord",
    number: int,
    media_type: str,
    charset: str,
    source: Source,
) -> Iterator[Article | InputError]:
    """The record's article, or why it has none."""
    try:
        data, whole = _body(record)
    except CodingError as error:
        yield source.error(f"record {number} {error}")
        return
    if len(data) > MAX_ARTICLE_BYTES:
        yield too_long(source, f"record {number} is")
        return
    if not media_type and not _is_page(data):
        source.counts.pass_over(_kind(record, media_type), _name(record, number))
        return
    if media_type != _PDF_TYPE and looks_binary(data[:SNIFFED_BYTES]):
        yield source.error(f"record {number} is binary data, not text")
        return
    if _is_cut_off(record):
        yield source.error(f"record {number} is cut off; not read")
        return
    try:
        yield _article(record, data, number, media_type, charset)
    except InputError as error:
        yield source.error(f"record {number} {error.reason}", error.hint)
        return
    if not whole:
        yield source.error(f"record {number} is damaged; what came before was read")


def _body(record: "ArcWarcRecord") -> tuple[bytes, bool]:
    """What the server sent, decoded, and whether it is whole; too long a one is cut off."""
    from warcio.bufferedreaders import ChunkedDataReader

    body = record.raw_stream.read(MAX_ARTICLE_BYTES + 1)
    headers = record.http_headers
    if headers is None or len(body) > MAX_ARTICLE_BYTES:
        return body, True
    if "chunked" in (headers.get_header("Transfer-Encoding") or "").lower():
        body = ChunkedDataReader(BytesIO(body)).read()
    return decoded(body, headers.get_header("Content-Encoding") or "")


def _article(
    record: "ArcWarcRecord", data: bytes, number: int, media_type: str, charset: str
) -> Article:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    stated = {
        "record": str(number),
        "warc_record_id": record.rec_headers.get_header("WARC-Record-ID") or "",
        "target_uri": url,
    }
    place = {name: value for name, value in stated.items() if value}
    if media_type == _PDF_TYPE:
        article = replace(_pdf_article(data, url), url=url)
    elif media_type == "text/plain":
        article = replace(text_article(decode(data, charset)), url=url)
    else:
        from pressmark.corpus.html import parse_html

        article = parse_html(data, url=url, encoding=charset or None)
    captured = record.rec_headers.get_header("WARC-Date")
    return replace(
        article,
        key=article.url or url or str(number),
        language=article.language or _language(record),
        extra={**article.extra, "captured": captured} if captured else article.extra,
        place=place,
    )


def _pdf_article(data: bytes, url: str) -> Article:
    """The article of a PDF. Raises InputError."""
    from pressmark.corpus.readers.pdf import read_pdf

    for item in read_pdf(BufferedReader(BytesIO(data)), Source(url, url)):
        if isinstance(item, Article):
            return item
        raise item
    raise InputError(url, "is a PDF without text")


def _language(record: "ArcWarcRecord") -> str:
    """The language that the server stated, if it is one."""
    headers = record.http_headers
    stated = (headers.get_header("Content-Language") or "") if headers is not None else ""
    return "" if "," in stated else language_code(stated)
