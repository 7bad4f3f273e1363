"""E-mailed newsletters (.eml): the HTML part where there is one, else the text."""

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from io import BufferedReader

from pressmark.corpus.encoding import decode
from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Article
from pressmark.corpus.readers.records import NoTextError, article_from_record
from pressmark.corpus.readers.source import Source
from pressmark.corpus.readers.streams import read_all


def read_mail(stream: BufferedReader, source: Source) -> Iterator[Article | InputError]:
    """The article in a mail message."""
    message = message_from_bytes(read_all(stream, source), policy=policy.default)
    record = {
        "title": _header(message, "Subject"),
        "text": _part(message, "plain"),
        "html": _part(message, "html"),
        "date": _header(message, "Date"),
        "source": parseaddr(_header(message, "From"))[0] or _header(message, "From"),
        "url": _header(message, "Archived-At").strip("<>"),
    }
    if not (record["text"] or record["html"]):
        raise _has_no_text(source)
    if record["html"]:
        record["text"] = ""
    key = _header(message, "Message-ID").strip("<> ") or "1"
    try:
        article = article_from_record(record, {}, key)
    except NoTextError:  # its HTML shows nothing
        raise _has_no_text(source) from None
    yield replace(article, key=key)


def _has_no_text(source: Source) -> InputError:
    return source.error("has no text, so it is no newsletter")


def _header(message: EmailMessage, name: str) -> str:
    """A header decoded, "" where it is missing or beyond repair."""
    try:
        return str(message.get(name, "")).strip()
    except (ValueError, IndexError, AttributeError):  # what the parser of bad headers raises
        return ""


def _part(message: EmailMessage, subtype: str) -> str:
    part = message.get_body((subtype,))
    if part is None:
        return ""
    data = part.get_payload(decode=True)
    charset = part.get_content_charset() or ""
    return decode(data, charset).strip() if isinstance(data, bytes) else ""
