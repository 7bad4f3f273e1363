"""A stream whose beginning can be read a second time, such as standard input."""

from io import BufferedReader, RawIOBase
from tempfile import SpooledTemporaryFile
from typing import Protocol

from pressmark.corpus.readers.compression import ByteStream, DelayedErrors
from pressmark.corpus.readers.limits import BUFFER_BYTES

MEMORY_BYTES = 1 << 24
"""What is recorded is kept in memory up to this size, then in a temporary file."""

RECORDED_BYTES = 1 << 28
"""No more than this is recorded: it holds some 100,000 articles, whose dates show enough."""


class _Pages(Protocol):
    def read_at(self, place: int, size: int) -> bytes:
        """At most `size` bytes from `place` on; b"" at the end."""


class RecordedStream:
    """Passes a stream on and records its first RECORDED_BYTES."""

    def __init__(self, stream: ByteStream) -> None:
        self._stream = DelayedErrors(stream)
        self._record = SpooledTemporaryFile(MEMORY_BYTES)  # noqa: SIM115 - closed by `close`
        self._recorded = 0

    def first(self) -> BufferedReader:
        """The whole stream."""
        return BufferedReader(_Reader(self), BUFFER_BYTES)

    def again(self) -> BufferedReader:
        """Its first RECORDED_BYTES, from the start."""
        return BufferedReader(_Reader(self, RECORDED_BYTES), BUFFER_BYTES)

    def close(self) -> None:
        """Give the record back."""
        self._record.close()

    def read_at(self, place: int, size: int) -> bytes:
        """At most `size` bytes from `place` on; b"" at the end."""
        if place < self._recorded:
            self._record.seek(place)
            return self._record.read(min(size, self._recorded - place))
        data = self._stream.read(size)
        if place < RECORDED_BYTES:
            self._record.seek(place)
            self._record.write(data)
            self._recorded += len(data)
        return data


class _Reader(RawIOBase):
    """Reads up to `end` with a place of its own."""

    def __init__(self, pages: _Pages, end: int | None = None) -> None:
        self._pages = pages
        self._end = end
        self._place = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        size = len(buffer) if self._end is None else min(len(buffer), self._end - self._place)
        data = self._pages.read_at(self._place, size) if size > 0 else b""
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)
