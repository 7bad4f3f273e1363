"""JSON text that arrives in chunks, consumed value by value."""

import codecs
import json
import re
from io import BufferedReader

from pressmark.corpus.readers.limits import CHUNK_BYTES, MAX_ARTICLE_BYTES
from pressmark.corpus.text.encoding import encoding_of


class ValueTooLongError(Exception):
    """More text than any article has, and still no whole value."""


_ASSIGNED = re.compile(r"(?:(?:var|let|const|export)\s+)?[\w$.\"'\[\]]{1,80}?\s*[=(]\s*(?=[\[{])")
"""What is before the data in a script: `var news = […]`, `callback({…})`."""

_CONSTRUCTOR = re.compile(
    r"\b(?:ObjectId|ISODate|NumberLong|NumberInt|NumberDecimal|UUID|new Date|Date)\("
    r"(?:\s*(\"[^\"\\]*\"|-?[\d.]+)\s*)?\)"
)
"""How the shell of MongoDB prints values that JSON has no type for."""
_IN_SHELL = re.compile(r"\b(?:ObjectId|ISODate|NumberLong|NumberInt|NumberDecimal)\(")


def begins_data(start: str) -> bool:
    """Whether a script begins with data that it gives a name, or calls a function with."""
    return _ASSIGNED.match(start) is not None


def without_constructors(text: str) -> str:
    """The text with the values that the shell of MongoDB prints as calls."""
    return _CONSTRUCTOR.sub(lambda call: call[1] or "null", text)


class JsonBuffer:
    """The text of a stream from the next value on."""

    def __init__(self, stream: BufferedReader) -> None:
        head = stream.read(CHUNK_BYTES)
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding_of(head))("replace")
        text = self._decoder.decode(head).lstrip("\ufeff \t\r\n")
        self._is_shell = _IN_SHELL.search(text) is not None
        assigned = _ASSIGNED.match(text)
        self._text = self._plain(text[assigned.end() :] if assigned else text)
        self._at = 0
        self._scan = json.JSONDecoder(strict=False).raw_decode

    def skip(self, characters: str) -> bool:
        """Passes over any of the characters; False at the end of the text."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in characters:
                    return True
                self._at += 1
            if not self._read_on(CHUNK_BYTES):
                return False

    def take(self, character: str) -> bool:
        """Passes over the character if it comes next."""
        found = self._text.startswith(character, self._at)
        self._at += found
        return found

    def value(self) -> object:
        """The next value. Raises ValueError for bad JSON, or ValueTooLongError."""
        while True:
            try:
                value, end = self._scan(self._text, self._at)
            except ValueError:
                ahead = len(self._text) - self._at
                if ahead > MAX_ARTICLE_BYTES:
                    raise ValueTooLongError from None
                if not self._read_on(max(CHUNK_BYTES, ahead)):
                    raise
            else:
                self._at = end
                return value

    def rest(self, most: int) -> str | None:
        """All that is left; None if it has more characters than `most`."""
        while len(self._text) - self._at <= most:
            if not self._read_on(CHUNK_BYTES):
                return self._text[self._at :]
        return None

    def _plain(self, text: str) -> str:
        return without_constructors(text) if self._is_shell else text

    def _read_on(self, size: int) -> bool:
        """Drops what was consumed and doubles what is there, so retries stay linear in all."""
        data = self._stream.read(size)
        text = self._text[self._at :] + self._decoder.decode(data, not data)
        self._text = self._plain(text)
        self._at = 0
        return bool(data)
