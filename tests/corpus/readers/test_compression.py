"""Compressed streams: what they may ask for, and the same result as Python's own reader."""

import io
import lzma
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus import read_bytes
from pressmark.corpus.errors import InputError
from pressmark.corpus.readers.compression import buffered, decompressor_for


def xz_that_asks_for(memory: int, text: bytes) -> bytes:
    """A short file whose header names the largest window there is."""
    packed = bytearray(lzma.compress(text))
    size = (packed[12] + 1) * 4
    packed[packed.index(b"\x21\x01", 12) + 2] = memory
    packed[12 + size - 4 : 12 + size] = zlib.crc32(packed[12 : 12 + size - 4]).to_bytes(4, "little")
    return bytes(packed)


def test_a_window_of_gigabytes_is_refused_in_a_sentence():
    with pytest.raises(InputError, match="needs more than 128 MB"):
        list(read_bytes(xz_that_asks_for(40, b"The ferry sailed today."), "a.txt.xz"))
    (article,) = read_bytes(xz_that_asks_for(28, b"The ferry sailed today."), "a.txt.xz")
    assert article.blocks


@given(
    st.lists(st.binary(max_size=200), min_size=1, max_size=4),
    st.sampled_from([b"", b"\0" * 8, b"not xz at all"]),
    st.integers(0, 400),
)
def test_xz_is_read_as_pythons_own_reader_does(parts, tail, cut):
    packed = b"".join(map(lzma.compress, parts)) + tail
    packed = packed[: len(packed) - cut]
    assert outcome(decompressed, packed) == outcome(stock, packed)


def stock(packed: bytes) -> bytes:
    with lzma.LZMAFile(io.BytesIO(packed)) as opened:
        return opened.read()


def decompressed(packed: bytes) -> bytes:
    opened = decompressor_for(b"\xfd7zXZ\x00")
    assert opened is not None
    return opened(io.BufferedReader(io.BytesIO(packed))).read()


def outcome(read, packed):
    try:
        return read(packed)
    except (EOFError, lzma.LZMAError) as error:
        return type(error)


@given(st.lists(st.binary(min_size=1, max_size=30), max_size=5), st.integers(1, 40))
def test_a_read_gives_all_that_comes_before_an_error(parts, size):
    class Failing:
        def __init__(self):
            self.left = list(parts)

        def read(self, size=-1, /):
            if not self.left:
                raise EOFError
            part, rest = self.left[0][:size], self.left[0][size:]
            self.left[:1] = [rest] if rest else []
            return part

    stream, found = buffered(Failing()), b""
    with pytest.raises(EOFError):
        while part := stream.read(size):
            found += part
    assert found == b"".join(parts)
