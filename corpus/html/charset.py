"""The encoding a page declares; `pressmark.corpus.text.encoding` decides whether to use it."""

import codecs
import re

from pressmark.corpus.text.encoding import decode as decode_as

DECLARATION = re.compile(
    rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w:-]+)""", re.IGNORECASE
)
DECLARATION_WITHIN = 8192
"""Browsers look at the first 1,024 bytes; pages with long inlined scripts declare it later."""

# What browsers read under these names (WHATWG encoding standard), by Python's names.
WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "tis-620": "cp874",
}

NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7"})
"""Text encodings of Python that no page is in."""


def decode(data: bytes, encoding: str | None = None) -> str:
    """The page's text; `encoding` is what the caller knows, for example from an HTTP header."""
    match = DECLARATION.search(data[:DECLARATION_WITHIN])
    declared = _charset(encoding or "") or _charset(match[1].decode("latin-1") if match else "")
    return decode_as(data, declared)


def _charset(name: str) -> str:
    """The codec that browsers use under that name; empty where there is none."""
    try:
        b"".decode(name)  # refuses those of Python's codecs that make no text
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    return "" if codec in NO_CHARSETS else WIDER.get(codec, codec)
