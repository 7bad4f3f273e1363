"""Compressed streams are read through, as far as they grow like text and not like a bomb."""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable
from io import BufferedReader, RawIOBase
from typing import Protocol, cast

from pressmark.corpus.readers.limits import (
    BUFFER_BYTES,
    MAX_ARTICLE_BYTES,
    MAX_EXPANSION,
    MAX_WINDOW_BYTES,
)
from pressmark.corpus.readers.zstd import DICTIONARY, ZSTD, ZstdStream

DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile, lzma.LZMAError)
"""What the decompressors raise for data that is cut off or damaged."""

SUFFIXES = (".gz", ".bz2", ".xz", ".zst", ".zstd")


class BombError(Exception):
    """Compressed data that grows out of all proportion."""


class ByteStream(Protocol):
    """Anything that gives bytes; `b""` at its end."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes."""


def decompressor_for(head: bytes) -> Callable[[BufferedReader], BufferedReader] | None:
    """What reads through a stream that begins with `head`, None where it is not compressed."""
    return next((opened for magic, opened in _OPENERS.items() if head.startswith(magic)), None)


def buffered(stream: ByteStream) -> BufferedReader:
    """A stream of which the beginning can be looked at, though it comes in small pieces."""
    return _Buffered(_CountedStream(stream), BUFFER_BYTES)


def guarded(stream: ByteStream, compressed_size: Callable[[], int]) -> BufferedReader:
    """A buffered stream that raises BombError if it grows too far past its compressed size."""
    return _Buffered(_Guard(stream, compressed_size), BUFFER_BYTES)


def _opener(
    decompressed: Callable[[BufferedReader], object],
) -> Callable[[BufferedReader], BufferedReader]:
    def opened(stream: BufferedReader) -> BufferedReader:
        counted = _CountedStream(stream)
        inner = decompressed(BufferedReader(counted, BUFFER_BYTES))
        return guarded(cast(ByteStream, inner), lambda: counted.count)

    return opened


_OPENERS: dict[bytes, Callable[[BufferedReader], BufferedReader]] = {
    b"\x1f\x8b": _opener(lambda stream: gzip.GzipFile(fileobj=stream)),
    b"BZh": _opener(bz2.BZ2File),
    b"\xfd7zXZ\x00": _opener(lambda stream: _Xz(stream)),
    ZSTD: _opener(ZstdStream),
    DICTIONARY: _opener(ZstdStream),
}


class _Xz:
    """Reads streams of xz one behind the other, with a limit on the memory that they ask for.

    What follows the last of them is left out, as `lzma.LZMAFile` does, which has no such limit.
    """

    def __init__(self, stream: ByteStream) -> None:
        self._stream = stream
        self._decompressor = lzma.LZMADecompressor(memlimit=MAX_WINDOW_BYTES)
        self._ended = False

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; b"" at the end."""
        while not self._ended:
            data, may_be_no_stream = b"", self._decompressor.eof
            if self._decompressor.eof:
                data = self._decompressor.unused_data or self._stream.read(BUFFER_BYTES)
                if not data:
                    return b""
                self._decompressor = lzma.LZMADecompressor(memlimit=MAX_WINDOW_BYTES)
            elif self._decompressor.needs_input:
                data = self._stream.read(BUFFER_BYTES)
                if not data:
                    raise EOFError
            try:
                read = self._decompressor.decompress(data, size)
            except lzma.LZMAError as error:
                if "limit" in str(error):  # liblzma has no other sign of it
                    raise OSError(None, f"it needs more than {MAX_WINDOW_BYTES >> 20} MB") from None
                if not may_be_no_stream:
                    raise
                self._ended = True
                break
            if read:
                return read
        return b""


class DelayedErrors:
    """Reads a stream; an error in it is raised once all that is before it was given.

    `read` of a buffered stream loses what it has read when the rest turns out to be damaged.
    """

    def __init__(self, stream: ByteStream) -> None:
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self._error: Exception | None = None

    def read(self, size: int) -> bytes:
        """`size` bytes, fewer only at the end or before an error."""
        if self._error:
            raise self._error
        data = bytearray()
        try:
            while len(data) < size and (part := self._read(size - len(data))):
                data += part
        except (OSError, BombError, *DAMAGE) as error:
            if not data:
                raise
            self._error = error
        return bytes(data)


class _Buffered(BufferedReader):
    """A buffered stream whose `read` of some bytes gives what comes before an error."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            return super().read()
        data = bytearray()
        try:
            while len(data) < size and (part := self.read1(size - len(data))):
                data += part
        except (OSError, BombError, *DAMAGE):
            if not data:
                raise
        return bytes(data)


class _CountedStream(RawIOBase):
    """Passes a stream on and counts its bytes."""

    def __init__(self, stream: ByteStream) -> None:
        self._stream = DelayedErrors(stream)
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


class _Guard(_CountedStream):
    """Counts what comes out and compares it with what went in."""

    def __init__(self, stream: ByteStream, compressed_size: Callable[[], int]) -> None:
        super().__init__(stream)
        self._compressed_size = compressed_size

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        size = super().readinto(buffer)
        allowed = max(MAX_ARTICLE_BYTES, MAX_EXPANSION * self._compressed_size())
        if self.count > allowed:
            raise BombError
        return size
