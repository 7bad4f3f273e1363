"""Compressed streams are read through, as far as they grow like text and not like a bomb."""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable
from io import BufferedReader, RawIOBase
from typing import Protocol, cast

from pressmark.corpus.readers.limits import BUFFER_BYTES, MAX_ARTICLE_BYTES, MAX_EXPANSION

DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile, lzma.LZMAError)
"""What the decompressors raise for data that is cut off or damaged."""

SUFFIXES = (".gz", ".bz2", ".xz")


class BombError(Exception):
    """Compressed data that grows out of all proportion."""


class Readable(Protocol):
    """Anything that gives bytes; `b""` at its end."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes."""


def decompressor_for(head: bytes) -> Callable[[BufferedReader], BufferedReader] | None:
    """What reads through a stream that begins with `head`, None where it is not compressed."""
    return next((opened for magic, opened in _OPENERS.items() if head.startswith(magic)), None)


def buffered(stream: Readable) -> BufferedReader:
    """A stream of which the beginning can be looked at, though it comes in small pieces."""
    return BufferedReader(_Counter(stream), BUFFER_BYTES)


def guarded(stream: Readable, compressed_size: Callable[[], int]) -> BufferedReader:
    """A buffered stream that raises BombError if it grows too far past its compressed size."""
    return BufferedReader(_Guard(stream, compressed_size), BUFFER_BYTES)


def _opener(
    decompressed: Callable[[BufferedReader], object],
) -> Callable[[BufferedReader], BufferedReader]:
    def opened(stream: BufferedReader) -> BufferedReader:
        counted = _Counter(stream)
        inner = decompressed(BufferedReader(counted, BUFFER_BYTES))
        return guarded(cast(Readable, inner), lambda: counted.count)

    return opened


_OPENERS: dict[bytes, Callable[[BufferedReader], BufferedReader]] = {
    b"\x1f\x8b": _opener(lambda stream: gzip.GzipFile(fileobj=stream)),
    b"BZh": _opener(bz2.BZ2File),
    b"\xfd7zXZ\x00": _opener(lzma.LZMAFile),
}


class _Counter(RawIOBase):
    """Passes a stream on and counts its bytes."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


class _Guard(_Counter):
    """Counts what comes out and compares it with what went in."""

    def __init__(self, stream: Readable, compressed_size: Callable[[], int]) -> None:
        super().__init__(stream)
        self._compressed_size = compressed_size

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        size = super().readinto(buffer)
        allowed = max(MAX_ARTICLE_BYTES, MAX_EXPANSION * self._compressed_size())
        if self.count > allowed:
            raise BombError
        return size
