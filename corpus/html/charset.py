"""Which encoding a page is in: byte order mark, caller, declaration, then a guess."""

import codecs
import re

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARATION = re.compile(
    rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w:-]+)""", re.IGNORECASE
)
DECLARATION_WITHIN = 8192
"""Browsers look at the first 1,024 bytes; pages with long inlined scripts declare it later."""

GUESS_FROM = 65536
"""Bytes that a guess looks at: more makes it slower and, on news pages, no better."""

# What browsers read under these names (WHATWG encoding standard).
WIDER = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "tis-620": "cp874",
}


def decode(data: bytes, encoding: str | None = None) -> str:
    """The page's text; `encoding` is what the caller knows, for example from an HTTP header."""
    for mark, name in BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    match = DECLARATION.search(data[:DECLARATION_WITHIN])
    declared = match[1].decode("ascii", "replace") if match else ""
    for known in (encoding, declared, "utf-8"):
        if known and (text := _decoded(data, known)) is not None:
            return text
    return _guessed(data, encoding or declared or "utf-8")


def _decoded(data: bytes, name: str) -> str | None:
    name = WIDER.get(name.lower(), name)
    if name.lower().startswith("utf-16"):  # declared in bytes that could be read: cannot be true
        name = "utf-8"
    try:
        return data.decode(name)
    except (LookupError, UnicodeError):
        return None


def _guessed(data: bytes, claimed: str) -> str:
    """A few stray bytes leave the claim standing; where it reads badly, the statistics decide."""
    text = _replaced(data, claimed)
    if text is not None and text.count("\ufffd") * 1000 < len(text):
        return text
    from charset_normalizer import from_bytes

    best = from_bytes(data[:GUESS_FROM]).best()
    return data.decode(best.encoding if best else "cp1252", "replace")


def _replaced(data: bytes, name: str) -> str | None:
    try:
        return data.decode(WIDER.get(name.lower(), name), "replace")
    except LookupError:
        return None
