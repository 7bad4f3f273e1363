"""A text as one key for comparing: equal keys say the same."""

import re

_ASCII_MARKS = b"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n\r\v\f"
# Latin-1 marks, general punctuation (dashes, quotes, spaces), CJK marks
_OTHER_MARKS = re.compile(rb"\xc2[\x80-\xbf]|\xe2[\x80\x81][\x80-\xbf]|\xe3\x80[\x80-\x9f]")


def key_of(text: str) -> bytes:
    """A text in lower case, without spaces, punctuation and decoration.

    Bytes of UTF-8, since deleting from bytes is ten times as fast as from a string.
    """
    key = text.casefold().encode("utf-8", "surrogatepass").translate(None, _ASCII_MARKS)
    return key if key.isascii() else _OTHER_MARKS.sub(b"", key)
