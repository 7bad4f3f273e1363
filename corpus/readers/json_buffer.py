"""JSON text that arrives in chunks, consumed value by value."""

import codecs
import json
from io import BufferedReader

from pressmark.corpus.readers.limits import CHUNK_BYTES, MAX_ARTICLE_BYTES
from pressmark.corpus.text.encoding import encoding_of


class ValueTooLongError(Exception):
    """More text than any article has, and still no whole value."""


class JsonBuffer:
    """The text of a stream from the next value on."""

    def __init__(self, stream: BufferedReader) -> None:
        head = stream.read(CHUNK_BYTES)
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding_of(head))("replace")
        self._text = self._decoder.decode(head)
        self._at = 0
        self._scan = json.JSONDecoder().raw_decode

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

    def _read_on(self, size: int) -> bool:
        """Drops what was consumed and doubles what is there, so retries stay linear in all."""
        data = self._stream.read(size)
        self._text = self._text[self._at :] + self._decoder.decode(data, not data)
        self._at = 0
        return bool(data)
