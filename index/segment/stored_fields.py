"""Stored values of a field by row: compressed in blocks, any block readable without the others."""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from typing import Any
from weakref import proxy

import numpy as np
import zstandard
from numpy.typing import NDArray

from pressmark.index.segment.array_file import SectionFile, SectionWriter
from pressmark.index.segment.int_codec import Ints, Patched, PatchedWriter, narrowest, offsets
from pressmark.index.segment.thresholds import (
    STORED_BLOCK_BYTES,
    STORED_BLOCK_LEVEL,
    STORED_MOST_BYTES,
    STORED_MOST_RATIO,
)
from pressmark.index.storage.typed_json import Shape, anything, checked, decoded

_CACHED_BLOCKS = 32


def encode(value: Any) -> bytes:
    """A stored value as bytes: nothing for None, text as itself after a space, the rest as JSON."""
    if isinstance(value, str):
        return b" " + value.encode("utf-8", "surrogatepass")
    if value is None:
        return b""
    return json.dumps(value, separators=(",", ":")).encode()


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
        content = b"".join(values)
        block = self._compressor.compress(content)
        block += bytes(max(0, _least_block(len(content)) - len(block)))
        sizes = np.fromiter(map(len, values), dtype=np.int64, count=len(values))
        self._add(np.frombuffer(block, dtype=np.uint8), sizes)

    def _add(self, block: Any, sizes: Ints) -> None:
        self._sizes.append(sizes)
        self._blocks.append(block)
        self._block_bytes.append(len(block))
        self._block_rows.append(len(sizes))

    def copy(self, source: "StoredFields") -> None:
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


def _least_block(content: int) -> int:
    """Bytes that a block of so much content takes at least; zeros behind it are no part of it.

    So a block of a few bytes cannot take much memory.
    """
    return 0 if content <= STORED_MOST_BYTES else -(-content // STORED_MOST_RATIO)


class StoredFields:
    """The stored values of a field, each of which must be of `shape`."""

    def __init__(self, file: SectionFile, prefix: str, shape: Shape[Any] = anything) -> None:
        self._shape = shape
        self._corrupt = file.corrupt
        self._sizes = Patched.of(file, prefix + "sizes")
        self._blocks = file.of_type(prefix + "blocks", np.uint8)
        self._ends = _ends_of(file, prefix + "block.ends", len(self._blocks))
        # of the dtype of what is looked up, or all would be copied to it each time
        self._rows = _ends_of(file, prefix + "block.rows", len(self._sizes)).astype(np.int64)
        if len(self._rows) != len(self._ends):
            raise file.corrupt(f"its blocks of {prefix + 'blocks'!r} are not counted right")
        # with a strong reference to itself it would keep the file mapped until a cyclic collection
        self._block = lru_cache(_CACHED_BLOCKS)(partial(StoredFields._read_block, proxy(self)))

    @property
    def block_count(self) -> int:
        """How many blocks there are."""
        return len(self._ends) - 1

    def __getitem__(self, row: int) -> Any:
        number = int(self._rows.searchsorted(row, side="right")) - 1
        data, ends = self._block(number)
        place = row - int(self._rows[number])
        return self._decoded(data[ends[place] : ends[place + 1]])

    def _decoded(self, data: bytes) -> Any:
        """The value that `encode` was given."""
        if not data:
            value: object = None
        elif data.startswith(b" "):
            try:
                value = data[1:].decode("utf-8", "surrogatepass")
            except UnicodeDecodeError:
                raise self._corrupt("a stored text is not in UTF-8") from None
        else:
            value = decoded(data, self._corrupt)
        return checked(value, self._shape, self._corrupt)

    def values(self, rows: Ints) -> list[Any]:
        """The value of each of `rows`, in their order."""
        return list(map(self._decoded, self.encoded(rows)))

    def packed(self, number: int) -> tuple[Any, Ints]:
        """A block as the file has it, uint8, and the sizes of its values."""
        start, end = int(self._ends[number]), int(self._ends[number + 1])
        rows = int(self._rows[number]), int(self._rows[number + 1])
        return self._blocks.slice(start, end), self._sizes.slice(*rows)

    def _read_block(self, number: int) -> tuple[bytes, Ints]:
        block, sizes = self.packed(number)
        ends = offsets(sizes)
        size = int(ends[-1])
        if len(block) < _least_block(size):
            raise self._corrupt("a block of stored values declares too large a size")
        try:
            if zstandard.frame_content_size(block) != size:
                raise self._corrupt("a block of stored values is not as long as they are")
            # one each time: a decompressor must not be shared between threads
            data = zstandard.ZstdDecompressor().decompress(block, max_output_size=size)
        except zstandard.ZstdError:
            raise self._corrupt("a block of stored values is not what was compressed") from None
        return data, ends

    def encoded(self, rows: Ints) -> Iterable[bytes]:
        """The encoded value of each of `rows`, in their order."""
        numbers = self._rows.searchsorted(rows, side="right") - 1
        places = rows - self._rows.take(numbers)
        for number, place in zip(numbers.tolist(), places.tolist(), strict=True):
            data, ends = self._block(number)
            yield data[ends.item(place) : ends.item(place + 1)]


def _ends_of(file: SectionFile, name: str, length: int) -> NDArray[Any]:
    """Where groups end in an array of that length, after a 0; raises IndexCorrupt."""
    ends = file[name].all()
    if not len(ends) or ends[0] != 0 or ends[-1] != length or (ends[1:] < ends[:-1]).any():
        raise file.corrupt(f"its section {name!r} is out of order")
    return ends
