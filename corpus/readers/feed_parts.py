"""A feed as documents of bounded size: the whole of it, or its head with some of its items.

An export of a whole site may have gigabytes. Each part is a complete document, so the library
that reads feeds needs the memory of one part.
"""

import codecs
import re
from collections.abc import Iterator
from io import BufferedReader

from pressmark.corpus.readers.limits import MAX_ARTICLE_BYTES
from pressmark.corpus.readers.source import Source
from pressmark.corpus.readers.streams import too_long
from pressmark.corpus.text.encoding import encoding_of

PART_BYTES = 4 * 2**20
"""Larger feeds are read in parts. The largest of 335 measured feeds of news sites has 3 MB; the
library needs at most 7 bytes of memory for one of the feed."""

ITEMS = frozenset({"item", "entry"})

_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]{1,40})")
_TAG = re.compile(r"<(?:(!\[CDATA\[)|(!--)|(/?)([\w:.-]+)[^<>]*+)")


def feed_parts(stream: BufferedReader, source: Source) -> Iterator[str]:
    """The documents that make up a feed. Raises InputError for an item that is too long."""
    data = stream.read(PART_BYTES)
    encoding = encoding_of(data, declared_encoding(data))
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    text = decoder.decode(data)
    if len(data) < PART_BYTES:
        yield text + decoder.decode(b"", True)
        return
    start = next((tag.start() for tag in _tags(text) if not tag[3] and _name(tag) in ITEMS), None)
    if start is None:
        raise source.error("is XML without a feed item where items begin, so no article")
    head, text = text[:start], text[start:]
    tail = _closing_tags(head)
    while data:
        end = _end_of_last_item(text)
        if end:
            yield head + text[:end] + tail
            text = text[end:]
        elif len(text) > MAX_ARTICLE_BYTES:
            raise too_long(source, "has an item that is")
        data = stream.read(max(PART_BYTES, len(text)))
        text += decoder.decode(data, not data)
    yield head + text


def declared_encoding(data: bytes) -> str:
    """The encoding in the declaration at the beginning of an XML document, "" for none."""
    match = _DECLARED.match(data.lstrip()[:200])
    return match[1].decode("ascii") if match else ""


def _tags(text: str) -> Iterator[re.Match[str]]:
    """Every tag outside comments and CDATA sections."""
    at = 0
    while match := _TAG.search(text, at):
        at = match.end()
        if match[4] is None:
            closer = "]]>" if match[1] else "-->"
            at = text.find(closer, at)
            if at < 0:
                return
        else:
            yield match


def _name(tag: re.Match[str]) -> str:
    return tag[4].rpartition(":")[2].lower()


def _end_of_last_item(text: str) -> int:
    """Where the last item ends that is there as a whole; 0 where none does."""
    ends = [tag.end() for tag in _tags(text) if tag[3] and _name(tag) in ITEMS]
    return text.find(">", ends[-1]) + 1 if ends else 0


def _closing_tags(head: str) -> str:
    opened: list[str] = []
    for tag in _tags(head):
        if tag[3]:
            if opened and opened[-1] == tag[4]:
                opened.pop()
        elif not tag[0].endswith("/"):
            opened.append(tag[4])
    return "".join(f"</{name}>" for name in reversed(opened))
