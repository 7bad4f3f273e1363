"""Web pages saved by a browser as one file (MHTML): a mail message whose parts are the page."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from io import BufferedReader

from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Article
from pressmark.corpus.readers.mail import ShortHeaders, is_cut_off
from pressmark.corpus.readers.saved_page import iso_time, with_capture
from pressmark.corpus.readers.source import Source
from pressmark.corpus.readers.streams import read_all

_HEADERS = re.compile(r"(?:[!-9;-~]++:.*+\n(?:[ \t].*+\n)*+)++")
_OF_MESSAGES = re.compile(r"^(?:MIME-Version|Received|Message-ID):", re.IGNORECASE | re.MULTILINE)
_OF_PAGES = re.compile(
    r"^(?:Snapshot-Content-Location:|From:\s*<?Saved by |X-MAF-)", re.IGNORECASE | re.MULTILINE
)
_PAGE_TYPES = ("text/html", "application/xhtml+xml")


def is_message(start: str) -> bool:
    """Whether a file that begins so is a mail message or a page in the shape of one."""
    headers = _headers(start)
    return bool(_OF_MESSAGES.search(headers) and re.search("(?im)^(?:content-type|from):", headers))


def is_mhtml(start: str) -> bool:
    """Whether the message is a page that a browser saved."""
    return _OF_PAGES.search(_headers(start)) is not None


def _headers(start: str) -> str:
    headers = _HEADERS.match(start)
    return headers[0] if headers else ""


def read_mhtml(stream: BufferedReader, source: Source) -> Iterator[Article | InputError]:
    """The article on a saved page."""
    from pressmark.corpus.html import parse_html

    try:
        message = message_from_bytes(read_all(stream, source), policy=ShortHeaders())
        page = next((part for part in message.walk() if _is_page(part)), None)
    except RecursionError:
        raise source.error("has parts within parts without end; not read") from None
    data = page.get_payload(decode=True) if page else None
    if page is None or not isinstance(data, bytes) or not data.strip():
        raise source.error("is a saved web page (MHTML) without a page in it")
    url = _address(message["Snapshot-Content-Location"]) or _address(page["Content-Location"])
    article = parse_html(data, url=url, encoding=page.get_content_charset())
    article = with_capture(article, iso_time(str(message["Date"] or "")))
    yield replace(article, key=article.url or url or "1")
    if is_cut_off(message):
        yield source.error("is cut off within its last part; what came before was read")


def _is_page(part: "Message[str, str]") -> bool:
    return part.get_content_type() in _PAGE_TYPES


def _address(header: object) -> str:
    value = str(header or "").strip()
    return value if value.startswith(("http://", "https://")) else ""
