"""Cases that change what is stored, compressed or listed: values, blocks of zstd, terms."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import zstandard
from array_cases import Values
from json_cases import UNTOUCHED, Case
from sealing import Decoded

STORED = (
    b"",
    b" ",
    b"x",
    b" \xff\xfe",
    b"1",
    b"null",
    b"true",
    b"[]",
    b"[1]",
    b'["x"]',
    b"{}",
    b" {}",
    b' {"orders":[1],"removals":[]}',
    b' {"orders":[0,1,2,3,4,5],"removals":[[["x","nokind",1],"r","r",null]]}',
    b' {"orders":[0,1,2,3,4,5],"removals":[1]}',
    b' {"orders":["x"],"removals":[]}',
    b" " + b"[" * 100_000,
    b"[" * 100_000,
    b"1" * 5000,
    b" \x00\x1b[31m\xed\xa0\x80",
    b" ) OR (",
    b" " + b"ferry " * 100_000,
)


def stored_cases(decoded: Decoded) -> Iterator[Case]:
    """The stored values of every field."""
    for file, arrays in decoded.arrays.items():
        for name in () if file in UNTOUCHED else arrays.arrays:
            if name.endswith("/blocks"):
                prefix = name.removesuffix("blocks")
                for value in STORED:
                    for which in ("first", "all"):
                        yield _stored_case(file, prefix, value, which)
                for bomb in BOMBS:
                    yield _bomb_case(file, prefix, bomb)


def _stored_case(file: str, prefix: str, value: bytes, which: str) -> Case:
    def change(decoded: Decoded) -> None:
        arrays = decoded.arrays[file].arrays
        rows = len(arrays[prefix + "sizes"])
        values = _stored_values(arrays, prefix)
        values = [value] * rows if which == "all" else [value, *values[1:]]
        if sum(map(len, values)) > 1 << 24:
            values = [value, *[b" x"] * (rows - 1)]
        block = zstandard.ZstdCompressor().compress(b"".join(values))
        _put_blocks(arrays, prefix, block, [len(each) for each in values])

    return Case("stored", f"{file} {prefix} {which} = {value[:40]!r}", file, change)


def _stored_values(arrays: dict[str, Values], prefix: str) -> list[bytes]:
    data = b"".join(
        zstandard.ZstdDecompressor().decompress(arrays[prefix + "blocks"][start:end].tobytes())
        for start, end in pairwise(arrays[prefix + "block.ends"])
    )
    sizes = arrays[prefix + "sizes"].astype(np.int64)
    at = arrays[prefix + "sizes.at"]
    sizes[at.astype(np.int64)] += arrays[prefix + "sizes.high"].astype(np.int64) << 16
    ends = np.cumsum(sizes)
    return [data[end - size : end] for end, size in zip(ends, sizes, strict=True)]


def _put_blocks(arrays: dict[str, Values], prefix: str, block: bytes, sizes: Sequence[int]) -> None:
    full = np.array(sizes, dtype=np.int64)
    large = np.flatnonzero(full >> 16)
    arrays[prefix + "blocks"] = np.frombuffer(block, dtype=np.uint8)
    arrays[prefix + "sizes"] = (full & 0xFFFF).astype(np.uint16)
    arrays[prefix + "sizes.at"] = large.astype(np.uint16)
    arrays[prefix + "sizes.high"] = (full[large] >> 16).astype(np.uint32)
    arrays[prefix + "block.ends"] = np.array([0, len(block)], dtype=np.uint32)
    arrays[prefix + "block.rows"] = np.array([0, len(full)], dtype=np.uint16)


BOMBS = ("2 GB", "2 GB of unknown size", "2 GB said to be small", "garbage", "many frames")


def _zeros(size: int) -> Iterator[bytes]:
    for _ in range(size >> 20):
        yield bytes(1 << 20)


@cache
def _bomb(way: str) -> bytes:
    size = 2 << 30
    if way == "garbage":
        return b"\x28\xb5\x2f\xfd" + bytes(range(200))
    if way == "many frames":
        return zstandard.ZstdCompressor().compress(b" x") * 1000
    known = size if way == "2 GB" else -1
    compressor = zstandard.ZstdCompressor(level=1).compressobj(size=known)
    parts = [compressor.compress(part) for part in _zeros(size)]
    block = b"".join([*parts, compressor.flush()])
    if way == "2 GB said to be small":
        # a frame with the size in it is made of one without: one segment, eight bytes of size
        small = zstandard.ZstdCompressor().compress(b" x")
        block = small[:6] + block[6:]
    return block


def _bomb_case(file: str, prefix: str, way: str) -> Case:
    def change(decoded: Decoded) -> None:
        arrays = decoded.arrays[file].arrays
        rows = len(arrays[prefix + "sizes"])
        size = 2 << 30 if way.startswith("2 GB") and "small" not in way else 2
        _put_blocks(arrays, prefix, _bomb(way), [size, *[0] * (rows - 1)])

    return Case("bomb", f"{file} {prefix} {way}", file, change)


def term_cases(decoded: Decoded) -> Iterator[Case]:
    """Term dictionaries: out of order, equal terms, no UTF-8."""
    for file, arrays in decoded.arrays.items():
        for name in () if file in UNTOUCHED else arrays.arrays:
            if name.endswith("/terms"):
                for way in ("backwards", "all equal", "no UTF-8", "surrogates", "empty terms"):
                    yield _term_case(file, name, way)


def _term_case(file: str, name: str, way: str) -> Case:
    def change(decoded: Decoded) -> None:
        arrays = decoded.arrays[file].arrays
        ends = arrays[name + ".ends"].astype(np.int64)
        blob = arrays[name].tobytes()
        terms = [blob[start:end] for start, end in pairwise(ends)]
        made = {
            "backwards": lambda: terms[::-1],
            "all equal": lambda: terms[:1] * len(terms),
            "no UTF-8": lambda: [b"\xff" * len(term) for term in terms],
            "surrogates": lambda: [b"\xed\xa0\x80" + term for term in terms],
            "empty terms": lambda: [b""] * len(terms),
        }[way]()
        arrays[name] = np.frombuffer(b"".join(made), dtype=np.uint8)
        arrays[name + ".ends"] = np.cumsum([0, *map(len, made)]).astype(np.uint32)

    return Case("terms", f"{file} {name} {way}", file, change)
