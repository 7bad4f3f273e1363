"""Bytes become text: byte order mark, then UTF-8, then what was declared, then what is likely.

UTF-8 goes before the declared encoding because a text that decodes as UTF-8 almost never is
anything else, while declarations often outlive a conversion.
"""

import codecs
import re
from contextlib import suppress

from pressmark.corpus.text.latin_code_pages import CODE_PAGES, code_page_of

DAMAGE_PER_CHARACTER = 0.25
"""A text is UTF-8 with damage, not another encoding, while it has at most one bad byte for every
four proper multi-byte characters; Latin-1 and Windows-1252 prose has next to no proper ones."""

DETECTED_BYTES = 2**16
"""The detector reads this much; its time grows with the text, its certainty hardly does."""

UTF16_PAGES = 4
"""One script and its punctuation come from so few of the 256 pages that UTF-16 has."""

LIKELY_ENCODINGS = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("iso8859_2", "iso8859_5", "koi8_r", "koi8_u"),
    *("cp932", "euc_jp", "gb18030", "big5", "euc_kr", "cp874"),
)
"""Encodings that news was published in; the code pages of DOS fit short Western texts by chance."""

CHAOS_MARGIN = 0.2
"""Capitals with accents count as chaos; real mistakes of a code page give more than this."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")
_OTHER_SCRIPT = re.compile("[\u0370-\u1dff\u2e80-\u9fff\uac00-\ud7a3\uff01-\uffee]")
_WITHIN_WORD = re.compile(rf"(?<=[a-z]){_OTHER_SCRIPT.pattern}|{_OTHER_SCRIPT.pattern}(?=[a-z])")
_MULTI_BYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")


def decode(data: bytes, declared: str = "") -> str:
    """The text of `data`; never fails: what cannot be decoded becomes U+FFFD."""
    if not _marked_encoding(data) and not _switches(declared):
        with suppress(UnicodeDecodeError):
            return data.decode("utf-8")
    return data.decode(encoding_of(data, declared), errors="replace")


def encoding_of(data: bytes, declared: str = "") -> str:
    """The encoding of `data`, which may be the beginning of a longer text."""
    marked = _marked_encoding(data)
    if marked:
        return marked
    if _switches(declared) and _decodes(data, declared):
        return declared
    if _decodes(data, "utf-8"):
        return "utf-8"
    if declared and _decodes(data, declared):
        return declared
    return "utf-8" if _is_damaged_utf8(data) else _detected_encoding(data)


def looks_binary(head: bytes) -> bool:
    """Whether the beginning of a file is no text in any encoding."""
    if not head or _marked_encoding(head):
        return False
    return len(head) - len(head.translate(None, _CONTROLS)) > len(head) // 100


def _marked_encoding(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    return _unmarked_utf16(data[:256])


def _unmarked_utf16(head: bytes) -> str:
    """UTF-16 without its mark: of every two bytes the upper one hardly varies and is often 0."""
    if 0 not in head:
        return ""
    even, odd = set(head[0::2]), set(head[1::2])
    if 0 in even and len(even) <= UTF16_PAGES < len(odd):
        return "utf-16-be"
    if 0 in odd and len(odd) <= UTF16_PAGES < len(even):
        return "utf-16-le"
    return ""


def _switches(declared: str) -> bool:
    """Whether an encoding writes other scripts in ASCII, as Japanese mail does."""
    return declared.lower().replace("-", "").replace("_", "").startswith("iso2022")


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(data)
    except (LookupError, UnicodeError):
        return False
    return True


def _is_damaged_utf8(data: bytes) -> bool:
    bad = data.decode("utf-8", errors="replace").count(_REPLACEMENT)
    return bad <= DAMAGE_PER_CHARACTER * len(_MULTI_BYTE.findall(data))


def _is_within_words(text: str) -> bool:
    """Whether half the characters of other scripts are within words of Latin letters, and so are
    misread letters with accents."""
    found = len(_OTHER_SCRIPT.findall(text))
    return found > 0 and len(_WITHIN_WORD.findall(text)) >= found / 2


def _detected_encoding(data: bytes) -> str:
    """The likeliest encoding; Windows-1252 unless another one makes more sense of the text."""
    from charset_normalizer import from_bytes

    matches = from_bytes(data[:DETECTED_BYTES], cp_isolation=list(LIKELY_ENCODINGS))
    best = matches.best()
    if best is None or best.encoding in CODE_PAGES or _is_within_words(str(best)):
        return code_page_of(data)
    for match in matches:
        alike = match.coherence >= best.coherence and match.chaos <= best.chaos + CHAOS_MARGIN
        if alike and "cp1252" in (match.encoding, *match.could_be_from_charset):
            return code_page_of(data)
    return best.encoding
