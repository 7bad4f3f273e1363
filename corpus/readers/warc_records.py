"""warcio's records, read in bounded memory and without output to the terminal."""

import logging
from collections.abc import Iterator
from io import BufferedReader
from typing import TYPE_CHECKING

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader as LineReader
from warcio.exceptions import ArchiveLoadFailed

from pressmark.corpus.readers.source import Source

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

ARC_START = b"filedesc://"

MAX_HEADER_BYTES = 2**20
"""Of one record. A page's cookies and security policies may take some 64 KB."""

logging.getLogger("warcio").addHandler(logging.NullHandler())  # else it warns on standard error


def records(stream: BufferedReader, source: Source) -> Iterator[tuple[int, "ArcWarcRecord"]]:
    """The records of a WARC or ARC file that are to be read, numbered from 1. Raises
    ArchiveLoadFailed."""
    is_arc = stream.peek(len(ARC_START)).startswith(ARC_START)
    first = source.skipped_to_first(stream)
    found = _Records(stream, first.offset, arc2warc=is_arc)
    for number, record in enumerate(found, first.number):
        # the records of an ARC file are read by what its first one states
        if source.begins(number, 0 if is_arc else found.start):
            yield number, record


class _Headers(LineReader):
    """A reader that gives up on headers without end."""

    header_bytes = 0

    def readline(self, length: int | None = None) -> bytes:
        line: bytes = super().readline(min(length or MAX_HEADER_BYTES, MAX_HEADER_BYTES))
        self.header_bytes += len(line)
        if self.header_bytes > MAX_HEADER_BYTES:
            raise ArchiveLoadFailed("header too long")
        return line


class _Records(ArchiveIterator):
    def __init__(self, stream: BufferedReader, offset: int, *, arc2warc: bool) -> None:
        super().__init__(stream, arc2warc=arc2warc)
        self.reader = _Headers(stream)
        self._offset = offset
        self.start = offset
        """Where the present record begins."""

    def _next_record(self, next_line: bytes | None) -> "ArcWarcRecord":
        self.reader.header_bytes = 0
        consumed = self.reader.num_read - self.reader.rem_length() - len(next_line or b"")
        self.start = self._offset + consumed
        try:
            record = super()._next_record(next_line)
        except (AttributeError, ValueError):  # an address or a number is missing
            raise ArchiveLoadFailed("damaged headers") from None
        except EOFError:
            if next_line or self.reader.header_bytes:
                raise ArchiveLoadFailed("cut off within headers") from None
            raise
        if self.mixed_arc_warc:
            record.rec_headers.remove_header("WARC-Record-ID")  # warcio makes it up
        if self.mixed_arc_warc and record.rec_type == "warcinfo":
            record.raw_stream.limit = 0  # the length of an ARC file's first record is often wrong
        return record

    def _consume_blanklines(self) -> tuple[bytes | None, int]:
        """The first line of the next record, and the bytes before it.

        Archives may lack the blank lines between records, or hold more of a body than they state.
        """
        passed = 0
        while line := self.reader.readline():
            if _starts_arc_record(line) if self.mixed_arc_warc else line.startswith(b"WARC/"):
                return line, passed
            passed += len(line)
            self.reader.header_bytes = 0
        return None, passed


def _starts_arc_record(line: bytes) -> bool:
    """Whether the line is an address, a host, a moment, a media type and a length."""
    parts = line.rsplit(b" ", 4)
    return (
        len(parts) == 5 and b":" in parts[0] and parts[2].isdigit() and parts[4].strip().isdigit()
    )
