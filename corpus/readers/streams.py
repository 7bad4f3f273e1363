"""Byte streams read with bounded memory: a whole text, or line by line."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader, TextIOWrapper

from pressmark.corpus.errors import InputError, ReadFailed
from pressmark.corpus.readers.compression import DAMAGE, BombError
from pressmark.corpus.readers.limits import (
    BUFFER_BYTES,
    CHUNK_BYTES,
    MAX_ARTICLE_BYTES,
    MAX_EXPANSION,
)
from pressmark.corpus.readers.source import Source
from pressmark.corpus.text.encoding import encoding_of

GROWS = (
    f"grows more than {MAX_EXPANSION} times when decompressed, as no text does; not read",
    "decompress it yourself if you trust it",
)
"""Message and hint about a bomb."""


@contextmanager
def plain_errors(source: Source) -> Iterator[None]:
    """Errors of the system about a file become an InputError of one sentence."""
    try:
        yield
    except FileNotFoundError:
        hint = "check the spelling of the path"
        raise ReadFailed(source.place, "there is no such file", hint) from None
    except PermissionError:
        hint = "change its mode or owner"
        raise ReadFailed(source.place, "no permission to read it", hint) from None
    except IsADirectoryError:
        raise source.error("is a folder, not a file") from None
    except DAMAGE:
        raise source.error(
            "its compressed data is cut off or damaged; what came before it was read",
            "fetch or compress the file again",
        ) from None
    except BombError:
        raise source.error(*GROWS) from None
    except OSError as error:
        reason = f"the system cannot read it ({error.strerror or error})"
        raise ReadFailed(source.place, reason) from None


def read_all(stream: BufferedReader, source: Source) -> bytes:
    """All bytes of a stream that holds one article."""
    data = stream.read(BUFFER_BYTES)
    while part := stream.read(min(len(data), MAX_ARTICLE_BYTES + 1 - len(data))):
        data += part  # a large buffer only where it may be needed
    if len(data) > MAX_ARTICLE_BYTES:
        raise too_long(source, "is")
    return data


def lines_of(stream: BufferedReader, source: Source) -> Iterator[tuple[int, bytes | InputError]]:
    """Each line with its number from 1, from the first that is to be read; one that is too long is
    read past and reported."""
    first = source.skipped_to_first(stream)
    number, offset = first.number - 1, first.offset
    while line := stream.readline(MAX_ARTICLE_BYTES):
        number += 1
        source.begins(number, offset)
        offset += len(line)
        if len(line) == MAX_ARTICLE_BYTES and not line.endswith(b"\n"):
            offset += _skip_line(stream)
            yield number, too_long(source, f"line {number} is")
        else:
            yield number, line


def text_lines(stream: BufferedReader, source: Source) -> Iterator[str]:
    """Each line decoded, its ending kept. Raises InputError for one that is too long."""
    encoding = encoding_of(stream.peek(BUFFER_BYTES))
    text = TextIOWrapper(stream, codecs.lookup(encoding).name, errors="replace", newline="")
    try:
        while line := text.readline(MAX_ARTICLE_BYTES):
            if len(line) == MAX_ARTICLE_BYTES:
                raise too_long(source, "has a line that is")
            yield line
    finally:
        with suppress(ValueError):  # closed before all lines were taken
            text.detach()


def too_long(source: Source, what: str) -> InputError:
    """The error for what no article can be."""
    size = MAX_ARTICLE_BYTES // 2**20
    return source.error(
        f"{what} longer than {size} MB, too long for one article",
        "split a dump into one article a line and name it .jsonl",
    )


def _skip_line(stream: BufferedReader) -> int:
    """Read to the end of a line; how many bytes that were."""
    skipped = 0
    while part := stream.readline(CHUNK_BYTES):
        skipped += len(part)
        if part.endswith(b"\n"):
            break
    return skipped
