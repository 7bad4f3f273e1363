"""Byte streams read with bounded memory: gunzipped on the way, a whole text or line by line."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader, RawIOBase
from typing import cast

from pressmark.corpus.errors import InputError
from pressmark.corpus.readers.limits import CHUNK_BYTES, MAX_ARTICLE_BYTES
from pressmark.corpus.readers.source import Source

GZIP_MAGIC = b"\x1f\x8b"


def gunzipped(stream: BufferedReader) -> BufferedReader:
    """The stream behind a gzip stream."""
    return BufferedReader(cast(RawIOBase, gzip.GzipFile(fileobj=stream)))


@contextmanager
def plain_errors(source: Source) -> Iterator[None]:
    """What the system says about a file becomes one sentence about it."""
    try:
        yield
    except FileNotFoundError:
        raise source.error("there is no such file", "check the spelling of the path") from None
    except PermissionError:
        raise source.error("no permission to read it", "change its mode or owner") from None
    except IsADirectoryError:
        raise source.error("is a folder, not a file") from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise source.error(
            "its gzip data is cut off or damaged; what came before it was read",
            "fetch or compress the file again",
        ) from None
    except OSError as error:
        raise source.error(f"the system cannot read it ({error.strerror or error})") from None


def read_all(stream: BufferedReader, source: Source) -> bytes:
    """All bytes of a stream that holds one article."""
    data = stream.read(MAX_ARTICLE_BYTES + 1)
    if len(data) > MAX_ARTICLE_BYTES:
        raise too_long(source, "is")
    return data


def lines_of(stream: BufferedReader, source: Source) -> Iterator[tuple[int, bytes | InputError]]:
    """Each line with its number from 1; one that is too long is read past and reported."""
    number = 0
    while line := stream.readline(MAX_ARTICLE_BYTES):
        number += 1
        if len(line) == MAX_ARTICLE_BYTES and not line.endswith(b"\n"):
            _skip_line(stream)
            yield number, too_long(source, f"line {number} is")
        else:
            yield number, line


def too_long(source: Source, what: str) -> InputError:
    """The error for what no article can be."""
    size = MAX_ARTICLE_BYTES // 2**20
    return source.error(
        f"{what} longer than {size} MB, too long for one article",
        "split a dump into one article a line and name it .jsonl",
    )


def _skip_line(stream: BufferedReader) -> None:
    while (part := stream.readline(CHUNK_BYTES)) and not part.endswith(b"\n"):
        pass
