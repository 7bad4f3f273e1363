"""E-mail (.eml): the text parts of a message in order; each message within it is an article too."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect, HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from email.utils import parseaddr
from io import BufferedReader

from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Article, Block
from pressmark.corpus.readers.flowed_text import flowed_blocks
from pressmark.corpus.readers.limits import SNIFFED_BYTES
from pressmark.corpus.readers.records import titled
from pressmark.corpus.readers.source import Source
from pressmark.corpus.readers.streams import read_all
from pressmark.corpus.readers.text import text_blocks
from pressmark.corpus.text.dates import parse_date
from pressmark.corpus.text.encoding import decode, looks_binary

MAX_DEPTH = 20
"""Real mails nest their parts 4 deep, a forwarded one in a digest 8."""

MAX_HEADER = 10_000
"""Characters of a header that are read; a subject is a line."""

HTML_SHARE = 0.5
"""HTML is chosen over plain text if it has at least this share of the text's words. HTML with less
is a frame around a picture, or a note that the mail cannot be shown."""

_SPACES = re.compile(r"\s+")
_ENCODED_GAP = re.compile(r"(\?=)\s+(?==\?)")


class ShortHeaders(Compat32):
    """The policy that reads most mails, with an end to the length of a header.

    The newer policies refuse what real mails have, such as a boundary with `=` without quotes.
    """

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """The name and the value of a header."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:MAX_HEADER]


def read_mail(
    stream: BufferedReader, source: Source, key: str = "1"
) -> Iterator[Article | InputError]:
    """The article in a mail message, and those in the messages within it.

    `key` is used where the message has no id.
    """
    try:
        message = message_from_bytes(read_all(stream, source), policy=ShortHeaders())
    except RecursionError:
        raise _is_too_deep(source) from None
    items = list(_articles(message, key, source, MAX_DEPTH))
    yield from items
    found, reported = bool(items), any(isinstance(item, InputError) for item in items)
    if not reported and is_cut_off(message):
        yield source.error("is cut off within its last part; what came before was read")
    elif not found:
        raise source.error("has no text, so it is no newsletter")


def is_cut_off(message: Message) -> bool:
    """Whether the line is missing that ends the parts of a message."""
    return any(
        isinstance(defect, CloseBoundaryNotFoundDefect)
        for part in message.walk()
        for defect in part.defects
    )


def _articles(
    message: Message, key: str, source: Source, depth: int
) -> Iterator[Article | InputError]:
    """The article of a message, then those of the messages in it, down to a depth."""
    inner: list[Message] = []
    try:
        body = _body(message, inner, depth)
    except _TooDeepError:
        yield _is_too_deep(source)
        return
    key = _header(message, "Message-ID").strip("<> ") or key
    if body.blocks:
        yield _article(message, body, key)
    for number, part in enumerate(inner, 1):
        yield from _articles(part, f"{key}.{number}", source, depth - 1)


class _TooDeepError(Exception):
    """More parts in parts than any real mail has."""


def _is_too_deep(source: Source) -> InputError:
    return source.error("has parts nested too deeply; the deeper ones are not read")


def _article(message: Message, body: Article, key: str) -> Article:
    title = _header(message, "Subject")
    sender = _sender(message)
    url = _header(message, "Archived-At").strip("<>")
    published = parse_date(_header(message, "Date"))
    stated = {"title": title, "source": sender, "url": url, "date": published}
    return replace(
        titled(body, title),
        title=title,
        url=url,
        source=sender,
        published=published,
        key=key,
        origins={field: "mail" for field, value in stated.items() if value},
    )


def _body(part: Message, inner: list[Message], depth: int) -> Article:
    """What a part shows; messages within it go to `inner`. Raises _TooDeepError."""
    if depth < 0:
        raise _TooDeepError
    if part.get_content_maintype() == "message":
        inner.extend(_children(part))
        return Article(())
    if part.is_multipart():
        bodies = [_body(child, inner, depth - 1) for child in _children(part)]
        return _best(bodies) if _is_choice(part) else _joined(bodies)
    if part.get_content_disposition() == "attachment":
        return Article(())
    return _leaf(part)


def _children(part: Message) -> Sequence[Message]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if part.is_multipart() else []


def _is_choice(part: Message) -> bool:
    return part.get_content_subtype() == "alternative"


def _best(bodies: Sequence[Article]) -> Article:
    """The last form of the same text, as the standard has it, unless it leaves most of it out."""
    longest = max(map(_words, bodies), default=0)
    return next(
        (body for body in reversed(bodies) if _words(body) >= HTML_SHARE * longest), Article(())
    )


def _words(body: Article) -> int:
    """Words, without the addresses that plain text prints in place of links."""
    return sum("://" not in word for block in body.blocks for word in block.text.split())


def _joined(bodies: Sequence[Article]) -> Article:
    """Bodies one below the other."""
    blocks: list[Block] = []
    discarded = []
    at = 0
    for body in bodies:
        blocks += (replace(block, order=block.order + at) for block in body.blocks)
        removals = [replace(r, block=replace(r.block, order=r.block.order + at))
                    for r in body.discarded]  # fmt: skip
        discarded += removals
        at += len(body.blocks) + len(body.discarded)
    return Article(tuple(blocks), discarded=tuple(discarded))


def _leaf(part: Message) -> Article:
    kind = part.get_content_type()
    data = part.get_payload(decode=True)
    if kind not in ("text/plain", "text/html") or not isinstance(data, bytes):
        return Article(())
    if looks_binary(data[:SNIFFED_BYTES]):
        return Article(())
    from pressmark.corpus.html import charset, parse_fragment

    text = charset.decode(data, part.get_content_charset())
    if kind == "text/html":
        return parse_fragment(text)
    if str(part.get_param("format", "")).lower() == "flowed":
        delete = str(part.get_param("delsp", "")).lower() == "yes"
        return Article(flowed_blocks(text, delete_spaces=delete))
    return Article(text_blocks(text))


def _sender(message: Message) -> str:
    try:
        name, address = parseaddr(_raw_header(message, "From"))
    except RecursionError:  # brackets within brackets
        return ""
    return _decoded(name) or address


def _header(message: Message, name: str) -> str:
    return _decoded(_raw_header(message, name))


def _raw_header(message: Message, name: str) -> str:
    """A header as one line; bytes that should have been encoded are read as text."""
    value = next((str(v) for k, v in message.raw_items() if k.lower() == name.lower()), "")
    if not value.isascii():
        value = decode(value.encode("utf-8", "surrogateescape"))
    return _SPACES.sub(" ", value).strip()


def _decoded(text: str) -> str:
    """A header's encoded words decoded; as it is where they are damaged."""
    if "=?" not in text:
        return text
    try:
        parts = decode_header(_ENCODED_GAP.sub(r"\1 ", text))
    except (HeaderParseError, ValueError):
        return text
    words = (
        part if isinstance(part, str) else decode(part, charset or "") for part, charset in parts
    )
    return " ".join("".join(words).split())
