"""A file of named arrays: written once, mapped into memory, each page checked when first read.

The arrays come first, each on a 64-byte boundary; then the checksums of the pages before them;
then a JSON header with the place of each array; then a tail with the length of the header.
"""

import json
import os
import struct
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, TypeVar

import numpy as np
from numpy.typing import DTypeLike, NDArray

from pressmark.corpus.errors import IndexCorrupt, IndexVersion
from pressmark.index.segment.mapped_file import FileContent
from pressmark.index.segment.thresholds import PAGE_BYTES, SPOOL_BYTES
from pressmark.index.storage import disk
from pressmark.index.storage.typed_json import (
    Shape,
    any_object,
    checked,
    decoded,
    record,
    row,
    whole,
)

VERSION = 3
_MAGIC = b"PRSSMARK"
_TAIL = struct.Struct("<QI8s")
_ALIGNMENT = 64

_DTYPES = frozenset({"|u1", "<u2", "<u4", "<u8", "<i4"})
_HEADER = record(sections=any_object, pages=row(whole(), whole(), whole()), meta=any_object)

Meta = dict[str, Any]
"""What JSON can hold."""

T = TypeVar("T")


class Spool:
    """An array written in pieces before its place in the file is known."""

    def __init__(self, dtype: DTypeLike, folder: Path) -> None:
        self._collected = np.dtype(dtype)
        self.length = 0
        import tempfile  # reading needs none of it

        # closed at last, or with the last reference where writing breaks off
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(  # noqa: SIM115
            SPOOL_BYTES, dir=str(folder)
        )

    @property
    def dtype(self) -> np.dtype[Any]:
        """What the values are in the file."""
        return self._collected

    def append(self, values: NDArray[Any]) -> None:
        """Add `values`, cast to the dtype of the spool."""
        self._file.write(bytes_of(values.astype(self._collected, copy=False)))
        self.length += len(values)

    def pieces(self) -> Iterator[NDArray[Any]]:
        """Everything, a piece at a time; the spool is closed at the end."""
        self._file.seek(0)
        while piece := self._file.read(SPOOL_BYTES):
            yield np.frombuffer(piece, dtype=self._collected)
        self._file.close()

    def copy_to(self, target: "SectionWriter") -> None:
        """Write everything into `target` and drop it."""
        for piece in self.pieces():
            target.write_bytes(bytes_of(piece.astype(self.dtype, copy=False)))


class NarrowSpool(Spool):
    """A spool of non-negative integers, written in as few bytes as hold them all."""

    def __init__(self, folder: Path) -> None:
        super().__init__(np.int64, folder)
        self._most = 0

    @property
    def dtype(self) -> np.dtype[Any]:
        """The smallest unsigned one for what was added so far."""
        return np.min_scalar_type(self._most)

    def append(self, values: NDArray[Any]) -> None:
        """Add integers of any dtype."""
        self.make_room(int(values.max(initial=0)))
        super().append(values)

    def make_room(self, most: int) -> None:
        """Use a dtype that also holds `most`."""
        self._most = max(self._most, most)


class Joined:
    """The concatenation of sections of several files, which are not in memory together."""

    def __init__(self, sections: Sequence["Section"]) -> None:
        self.dtype = np.result_type(*(section.values.dtype for section in sections))
        self.length = sum(map(len, sections))
        self._sections = sections

    def copy_to(self, target: "SectionWriter") -> None:
        """Write everything into `target`."""
        for section in self._sections:
            for piece in section.pieces():
                target.write_bytes(bytes_of(piece.astype(self.dtype, copy=False)))


def bytes_of(array: NDArray[Any]) -> memoryview:
    """The bytes of an array."""
    return np.ascontiguousarray(array).view(np.uint8).data


class SectionWriter:
    """Writes one file of sections; nothing exists until `finish` has returned."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = disk.create(path)
        self._at = 0
        self._checksum = 0
        self._page_sums: list[int] = []
        self._sections: dict[str, list[Any]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        if kind is not None:
            disk.discard(self.path)

    def spool(self, dtype: DTypeLike) -> Spool:
        """An array written in pieces, for `add` once it is complete."""
        return Spool(dtype, self.path.parent)

    def narrow_spool(self) -> NarrowSpool:
        """A spool of integers whose largest is not known yet."""
        return NarrowSpool(self.path.parent)

    def add(self, name: str, values: NDArray[Any] | Spool | Joined) -> None:
        """Append a one-dimensional array under `name`."""
        self.write_bytes(bytes(-self._at % _ALIGNMENT))
        self._sections[name] = [self._at, values.dtype.newbyteorder("<").str, 0]
        if isinstance(values, Spool | Joined):
            self._sections[name][2] = values.length
            values.copy_to(self)
        else:
            self._sections[name][2] = len(values)
            self.write_bytes(bytes_of(values))

    def write_bytes(self, data: bytes | memoryview) -> None:
        """Append raw bytes, keeping the checksum of each page."""
        self._file.write(data)
        view = memoryview(data)
        while view:
            part = view[: PAGE_BYTES - self._at % PAGE_BYTES]
            self._checksum = zlib.crc32(part, self._checksum)
            self._at += len(part)
            view = view[len(part) :]
            if self._at % PAGE_BYTES == 0:
                self._end_page()

    def _end_page(self) -> None:
        self._page_sums.append(self._checksum)
        self._checksum = 0

    def finish(self, meta: Meta, *, sync: bool = True) -> int:
        """Write header and tail, and return the checksum of the header.

        Without `sync`, the file must still be synced before anything relies on it.
        """
        if self._at % PAGE_BYTES:
            self._end_page()
        table = np.array(self._page_sums, dtype="<u4").tobytes()
        header = {
            "version": VERSION,
            "sections": self._sections,
            "pages": [self._at, len(self._page_sums), zlib.crc32(table)],
            "meta": meta,
        }
        text = json.dumps(header, separators=(",", ":")).encode()
        checksum = zlib.crc32(text)
        self._file.write(table + text + _TAIL.pack(len(text), checksum, _MAGIC))
        self._file.flush()
        if sync:
            os.fsync(self._file.fileno())
        self._file.close()
        return checksum


class Section:
    """One array of a file; slices are views of the map, checked when they are made."""

    __slots__ = ("_file", "_offset", "values")

    def __init__(self, file: "SectionFile", offset: int, values: NDArray[Any]) -> None:
        self._file = file
        self._offset = offset
        self.values = values

    def __len__(self) -> int:
        return len(self.values)

    def slice(self, start: int, end: int) -> NDArray[Any]:
        """Elements `start` to `end`. Raises IndexCorrupt where there are none so far, or a page
        under them is damaged."""
        if not 0 <= start <= end <= len(self.values):
            raise self.corrupt("an array is shorter than another requires")
        size = self.values.itemsize
        if end > start:
            self._file.check(self._offset + start * size, self._offset + end * size)
        return self.values[start:end]

    def corrupt(self, cause: str) -> IndexCorrupt:
        """The error that names the file."""
        return self._file.corrupt(cause)

    def sized(self, length: int) -> Self:
        """The same; raises IndexCorrupt unless it has that length."""
        if len(self.values) != length:
            raise self.corrupt(f"an array has {len(self.values)} values instead of {length}")
        return self

    def at(self, place: int) -> int:
        """One element, as a Python integer."""
        return int(self.slice(place, place + 1)[0])

    def all(self) -> NDArray[Any]:
        """The whole array, every page of it checked."""
        return self.slice(0, len(self.values))

    def pieces(self) -> Iterator[NDArray[Any]]:
        """The whole array by pieces, which stay in memory only until the next one is requested."""
        step = SPOOL_BYTES // self.values.itemsize
        for start in range(0, len(self.values), step):
            yield self.slice(start, min(start + step, len(self.values)))
            self._file.forget()


class SectionFile:
    """An open file of sections: `meta` and `checksum` as `SectionWriter.finish` had and gave them.

    Raises IndexCorrupt, naming the file, where header, tail or a page are not what was written, and
    FileNotFoundError.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._content = FileContent(path)
        self._map = self._content.data
        header = self._header()
        self._meta: Meta = header["meta"]
        self._end, count, table_sum = header["pages"]
        end_of_table = self._end + 4 * count
        if count != -(-self._end // PAGE_BYTES) or end_of_table > len(self._map):
            raise self.corrupt("its table of checksums has another length than its pages")
        table = self._map[self._end : end_of_table]
        if zlib.crc32(table) != table_sum:
            raise self.corrupt("its table of checksums is damaged")
        self._page_sums = np.frombuffer(table, dtype="<u4")
        self._checked = bytearray(count)
        self._places: Meta = header["sections"]

    def meta(self, shape: Shape[T]) -> T:
        """The metadata that the writer stored; raises IndexCorrupt unless it has that shape."""
        return checked(self._meta, shape, self.corrupt)

    @property
    def size(self) -> int:
        """Its bytes."""
        return len(self._map)

    @property
    def unchanged(self) -> bool:
        """Whether the file is there as it was when it was opened."""
        return self._content.unchanged

    def forget(self) -> None:
        """Release the memory of pages that were read; reading them again loads them again."""
        self._content.forget()

    def _header(self) -> Meta:
        body = len(self._map) - _TAIL.size
        if body < 0:
            raise self.corrupt("it is cut short")
        length, checksum, magic = _TAIL.unpack_from(self._map, body)
        text = self._map[max(0, body - length) : body]
        if magic != _MAGIC or zlib.crc32(text) != checksum:
            raise self.corrupt("its header is damaged or it is cut short")
        self.checksum = checksum
        header = decoded(text, self.corrupt)
        version = checked(header, record(version=whole()), self.corrupt)["version"]
        if version != VERSION:
            raise IndexVersion(
                f"{self.path} is of format {version}, this Pressmark reads {VERSION}.",
                "Upgrade Pressmark, or index the articles again.",
            )
        return checked(header, _HEADER, self.corrupt)

    def corrupt(self, cause: str) -> IndexCorrupt:
        """The error that names this file."""
        return IndexCorrupt(
            f"{self.path} cannot be used: {cause}.",
            "See what can be saved: pressmark verify --repair",
        )

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def __getitem__(self, name: str) -> Section:
        """An array of unsigned integers of any width."""
        section = self._section(name)
        if section.values.dtype.kind != "u":
            raise self.corrupt(f"its section {name!r} has numbers of another type")
        return section

    def of_type(self, name: str, dtype: DTypeLike) -> Section:
        """An array of that type alone."""
        section = self._section(name)
        if section.values.dtype != dtype:
            raise self.corrupt(f"its section {name!r} has numbers of another type")
        return section

    def length(self, name: str) -> int:
        """How many elements an array has."""
        return self._place(name)[2]

    def _section(self, name: str) -> Section:
        offset, dtype, length = self._place(name)
        values = np.frombuffer(self._map, dtype=dtype, count=length, offset=offset)
        return Section(self, offset, values)

    def _place(self, name: str) -> tuple[int, str, int]:
        """The offset, type and length of an array, all of which is in the file."""
        if name not in self._places:
            raise self.corrupt(f"it has no section {name!r}")
        place = self._places[name]
        # without `checked`, which is slower: each search of a new segment opens a hundred of them
        if type(place) is not list or list(map(type, place)) != [int, str, int]:
            raise self.corrupt(f"the place of its section {name!r} is missing")
        offset, dtype, length = place
        if dtype not in _DTYPES or offset < 0 or length < 0:
            raise self.corrupt(f"its section {name!r} is no array")
        if offset + length * int(dtype[-1]) > self._end:
            raise self.corrupt(f"its section {name!r} does not fit into it")
        return offset, dtype, length

    def check(self, start: int, end: int) -> None:
        """Compare the pages under the bytes `start` to `end` with their checksums, once each."""
        first, last = start // PAGE_BYTES, (end - 1) // PAGE_BYTES
        while (page := self._checked.find(0, first, last + 1)) >= 0:
            if not self._content.whole:
                raise self.corrupt("it was cut short after it was opened")
            data = self._map[page * PAGE_BYTES : min((page + 1) * PAGE_BYTES, self._end)]
            if zlib.crc32(data) != self._page_sums[page]:
                raise self.corrupt(f"the page at byte {page * PAGE_BYTES} is damaged")
            self._checked[page] = 1

    def check_identity(self, checksum: int) -> None:
        """Raise IndexCorrupt unless this is the file whose header has that checksum."""
        if self.checksum != checksum:
            raise self.corrupt("it is not the file that was committed")

    def check_whole(self, checksum: int) -> None:
        """Check that this is the file of that checksum, and check every page again."""
        self.check_identity(checksum)
        self._checked = bytearray(len(self._checked))
        if self._end:
            self.check(0, self._end)
