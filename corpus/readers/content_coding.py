"""The content codings of HTTP: a recorded body is decoded, as far as it is one article's."""

import zlib
from collections.abc import Callable, Iterator, Mapping

from pressmark.corpus.readers.limits import CHUNK_BYTES, MAX_ARTICLE_BYTES, SNIFFED_BYTES
from pressmark.corpus.text.encoding import looks_binary

MAX_WINDOW = 2**27
"""Bytes that a zstd body may ask a reader to remember. Browsers allow 8 MB; 128 MB is the most
that the tools write by default."""

_ANY_ZLIB = zlib.MAX_WBITS | 32
_RAW_DEFLATE = -zlib.MAX_WBITS
_PLAIN = frozenset({"", "identity", "none"})

Decoder = Callable[[bytes], Iterator[bytes]]
"""Gives a body's content in pieces. Raises DamageError where it breaks off."""


class CodingError(Exception):
    """A body that cannot be decoded at all; `str()` is the reason."""


class DamageError(Exception):
    """The rest of a body cannot be decoded."""


def decoded(body: bytes, codings: str) -> tuple[bytes, bool]:
    """The body without its codings, and whether it is whole.

    It is at most a byte longer than the longest article. Crawlers often store a body decoded and
    keep the header: what is text already is left alone. Raises CodingError.
    """
    whole = True
    for coding in reversed([name.strip().lower() for name in codings.split(",")]):
        if coding in _PLAIN:
            continue
        plain, undamaged = _decoded(body, coding)
        if plain:
            body, whole = plain, whole and undamaged
        elif looks_binary(body[:SNIFFED_BYTES]):
            cause = "is damaged" if coding in _DECODERS else "cannot be read"
            raise CodingError(f"is packed as {coding!r}, which {cause}")
    return body, whole


def _decoded(body: bytes, coding: str) -> tuple[bytes, bool]:
    parts: list[bytes] = []
    left = MAX_ARTICLE_BYTES + 1
    try:
        for part in _DECODERS.get(coding, _unknown)(body):
            parts.append(part[:left])
            left -= len(parts[-1])
            if left == 0:
                break
    except DamageError:
        return b"".join(parts), False
    return b"".join(parts), True


def _unknown(_: bytes) -> Iterator[bytes]:
    return iter(())


def _gzip(body: bytes) -> Iterator[bytes]:
    return _inflated(body, _ANY_ZLIB)


def _deflate(body: bytes) -> Iterator[bytes]:
    """With the header of zlib, as the standard wants, or without, as many servers send it."""
    try:
        zlib.decompressobj(_ANY_ZLIB).decompress(body, 1)
    except zlib.error:
        return _inflated(body, _RAW_DEFLATE)
    return _inflated(body, _ANY_ZLIB)


def _inflated(body: bytes, window: int) -> Iterator[bytes]:
    while body:  # gzip may have several members
        reader = zlib.decompressobj(window)
        try:
            while body and not reader.eof:
                yield reader.decompress(body, CHUNK_BYTES)
                body = reader.unconsumed_tail
        except zlib.error:
            raise DamageError from None
        if not reader.eof:
            raise DamageError
        body = reader.unused_data.lstrip(b"\0")  # some servers fill the last block


def _brotli(body: bytes) -> Iterator[bytes]:
    import brotli

    reader = brotli.Decompressor()
    try:
        while part := reader.process(body, output_buffer_limit=CHUNK_BYTES):
            yield part
            body = b""
    except brotli.error:
        raise DamageError from None
    if not reader.is_finished():
        raise DamageError


def _zstd(body: bytes) -> Iterator[bytes]:
    import zstandard

    reader = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW)
    with reader.stream_reader(body, read_across_frames=True) as stream:
        try:
            while part := stream.read(CHUNK_BYTES):
                yield part
        except zstandard.ZstdError:
            raise DamageError from None


_DECODERS: Mapping[str, Decoder] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
