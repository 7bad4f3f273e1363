"""What a field stores, a value a row: compressed in blocks, any row readable without the others."""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from typing import Any
from weakref import proxy

import numpy as np
import zstandard

from pressmark.index.segment.limits import STORED_BLOCK_BYTES, STORED_BLOCK_LEVEL
from pressmark.index.segment.packing import Ints, Patched, PatchedWriter, narrowest, offsets
from pressmark.index.segment.sections import SectionFile, SectionWriter

_CACHED_BLOCKS = 32


def encode(value: Any) -> bytes:
    """A stored value as bytes: nothing for None, text as itself after a space, the rest as JSON."""
    if value is None:
        return b""
    if isinstance(value, str):
        return b" " + value.encode("utf-8", "surrogatepass")
    return json.dumps(value, separators=(",", ":")).encode()


def encode_all(values: Iterable[Any]) -> list[bytes]:
    """Each of them encoded."""
    return [
        b" " + value.encode("utf-8", "surrogatepass") if type(value) is str else encode(value)
        for value in values
    ]


def decode(data: bytes) -> Any:
    """The value that `encode` was given."""
    if not data:
        return None
    if data.startswith(b" "):
        return data[1:].decode("utf-8", "surrogatepass")
    return json.loads(data)


class StoredWriter:
    """Writes the values of a field, row by row."""

    def __init__(self, target: SectionWriter, prefix: str) -> None:
        self._target = target
        self._prefix = prefix
        self._compressor = zstandard.ZstdCompressor(level=STORED_BLOCK_LEVEL)
        self._sizes = PatchedWriter(target, prefix + "sizes", np.uint16)
        self._blocks = target.spool(np.uint8)
        self._block_bytes: list[int] = []
        self._block_rows: list[int] = []
        self._open: list[bytes] = []

    def append(self, values: Sequence[bytes]) -> None:
        """Add encoded values of the next rows."""
        self._open.extend(values)
        ends = np.cumsum(np.fromiter(map(len, self._open), dtype=np.int64, count=len(self._open)))
        start = done = 0
        while len(ends) and ends[-1] - done >= STORED_BLOCK_BYTES:
            end = int(ends.searchsorted(done + STORED_BLOCK_BYTES)) + 1
            self._write(self._open[start:end])
            start, done = end, int(ends[end - 1])
        del self._open[:start]

    def _end_block(self) -> None:
        if self._open:
            self._write(self._open)
            self._open = []

    def _write(self, values: Sequence[bytes]) -> None:
        block = self._compressor.compress(b"".join(values))
        sizes = np.fromiter(map(len, values), dtype=np.int64, count=len(values))
        self._add(np.frombuffer(block, dtype=np.uint8), sizes)

    def _add(self, block: Any, sizes: Ints) -> None:
        self._sizes.append(sizes)
        self._blocks.append(block)
        self._block_bytes.append(len(block))
        self._block_rows.append(len(sizes))

    def copy(self, source: "Stored") -> None:
        """Add all rows of another field as they are, without compressing them again."""
        self._end_block()
        for number in range(source.block_count):
            self._add(*source.packed(number))

    def finish(self) -> None:
        """Write the sections."""
        self._end_block()
        self._sizes.finish()
        self._target.add(self._prefix + "blocks", self._blocks)
        for name, counts in (("block.ends", self._block_bytes), ("block.rows", self._block_rows)):
            ends = offsets(np.array(counts, dtype=np.int64))
            self._target.add(self._prefix + name, narrowest(ends))


class Stored:
    """The stored values of a field."""

    def __init__(self, file: SectionFile, prefix: str) -> None:
        self._sizes = Patched.of(file, prefix + "sizes")
        self._blocks = file[prefix + "blocks"]
        self._ends = file[prefix + "block.ends"].all()
        # of the dtype of what is looked up, or all would be copied to it each time
        self._rows = file[prefix + "block.rows"].all().astype(np.int64)
        # with a strong reference to itself it would keep the file mapped until a cyclic collection
        self._block = lru_cache(_CACHED_BLOCKS)(partial(Stored._read_block, proxy(self)))

    @property
    def block_count(self) -> int:
        """How many blocks there are."""
        return len(self._ends) - 1

    def __getitem__(self, row: int) -> Any:
        number = int(self._rows.searchsorted(row, side="right")) - 1
        data, ends = self._block(number)
        place = row - int(self._rows[number])
        return decode(data[ends[place] : ends[place + 1]])

    def values(self, rows: Ints) -> list[Any]:
        """The value of each of `rows`, in their order."""
        return list(map(decode, self.encoded(rows)))

    def packed(self, number: int) -> tuple[Any, Ints]:
        """A block as it lies in the file, uint8, and the sizes of its values."""
        start, end = int(self._ends[number]), int(self._ends[number + 1])
        rows = int(self._rows[number]), int(self._rows[number + 1])
        return self._blocks.slice(start, end), self._sizes.slice(*rows)

    def _read_block(self, number: int) -> tuple[bytes, Ints]:
        block, sizes = self.packed(number)
        # one each time: a decompressor must not be shared between threads
        data = zstandard.ZstdDecompressor().decompress(block)
        return data, offsets(sizes)

    def encoded(self, rows: Ints) -> Iterable[bytes]:
        """The encoded value of each of `rows`, in their order."""
        numbers = self._rows.searchsorted(rows, side="right") - 1
        places = rows - self._rows.take(numbers)
        for number, place in zip(numbers.tolist(), places.tolist(), strict=True):
            data, ends = self._block(number)
            yield data[ends.item(place) : ends.item(place + 1)]
