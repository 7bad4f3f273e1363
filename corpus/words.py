"""Text without case, punctuation and decoration: as words, and as one key for comparing."""

import re
import string
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
_ASCII_MARKS = (string.punctuation + string.whitespace).encode()
# Latin-1 marks, general punctuation (dashes, quotes, spaces), CJK marks
_OTHER_MARKS = re.compile(rb"\xc2[\x80-\xbf]|\xe2[\x80\x81][\x80-\xbf]|\xe3\x80[\x80-\x9f]")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case; an apostrophe parts words."""
    return tuple(_WORD.findall(text.casefold()))


def numberless(words: Iterable[str]) -> tuple[str, ...]:
    """The words with each number as `#`, as wordings write it."""
    line = " ".join(words)
    return tuple(_DIGITS.sub("#", line).split())


def key_of(text: str) -> bytes:
    """A text in lower case without spaces and punctuation: equal keys say the same.

    Bytes of UTF-8, since deleting from bytes is ten times as fast as from a string.
    """
    key = text.casefold().encode("utf-8", "surrogatepass").translate(None, _ASCII_MARKS)
    return key if key.isascii() else _OTHER_MARKS.sub(b"", key)
