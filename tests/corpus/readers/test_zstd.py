import json
import random
import struct
from io import BytesIO

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from pressmark.corpus import read_bytes
from pressmark.corpus.errors import InputError
from pressmark.corpus.readers.compression import BombError, buffered, decompressor_for
from pressmark.corpus.readers.zstd import DICTIONARY, ZstdStream

LINES = "".join(
    json.dumps({"title": f"Ferry {n}", "text": f"{random.Random(n).random()} sails."}) + "\n"
    for n in range(300)
).encode()
WARC = b"".join(
    b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://x/%d\r\n"
    b"Content-Type: text/plain\r\nContent-Length: 21\r\n\r\nThe ferry %3d sails.\n\n\r\n\r\n"
    % (n, n)
    for n in range(30)
)


@settings(max_examples=50)
@given(st.lists(st.binary(max_size=3000), max_size=5), st.integers(1, 5000))
def test_frames_one_behind_the_other_are_read_whole(parts, size):
    stream = ZstdStream(BytesIO(b"".join(map(zstandard.compress, parts))))
    found = b""
    while part := stream.read(size):
        assert len(part) <= size
        found += part
    assert found == b"".join(parts)


@pytest.mark.parametrize("name", ["dump.jsonl.zst", "dump.zst", ""])
def test_a_compressed_dump_is_read(name):
    articles = list(read_bytes(zstandard.compress(LINES), name))
    assert [article.title for article in articles] == [f"Ferry {n}" for n in range(300)]


@pytest.mark.parametrize("is_compressed", [True, False])
def test_a_web_archive_with_a_dictionary_is_read(is_compressed):
    words = b"".join(b"WARC-Target-URI: http://x/%d The ferry sails. " % n for n in range(300))
    known = zstandard.ZstdCompressionDict(words, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    packed = zstandard.ZstdCompressor(dict_data=known).compress(WARC)
    content = zstandard.compress(words) if is_compressed else words
    data = DICTIONARY + struct.pack("<I", len(content)) + content + packed
    articles = list(read_bytes(data, "crawl.warc.zst"))
    assert [article.url for article in articles] == [f"http://x/{n}" for n in range(30)]


def test_a_file_that_is_cut_off_gives_what_came_before():
    items = read_bytes(b"".join(map(zstandard.compress, [LINES, LINES]))[:-40], "a.jsonl.zst")
    found = []
    with pytest.raises(InputError, match="cut off or damaged"):
        found.extend(items)
    assert len(found) == 300
    damaged = bytearray(zstandard.ZstdCompressor(write_checksum=True).compress(LINES))
    damaged[len(damaged) // 2] ^= 0xFF
    with pytest.raises(InputError, match="cut off or damaged"):
        list(read_bytes(bytes(damaged), "dump.jsonl.zst"))


def test_what_grows_without_end_is_refused():
    zeros = zstandard.compress(bytes(1 << 28))
    opened = decompressor_for(zeros)
    assert opened is not None
    with opened(buffered(BytesIO(zeros))) as stream, pytest.raises(BombError):
        while stream.read(1 << 16):
            pass


def test_a_frame_that_needs_too_much_memory_is_refused():
    options = zstandard.ZstdCompressionParameters.from_level(1, window_log=30)
    writer = zstandard.ZstdCompressor(compression_params=options).compressobj()
    data = writer.compress(LINES) + writer.flush()
    with pytest.raises(InputError, match="needs more than 128 MB"):
        list(read_bytes(data, "a.jsonl.zst"))
