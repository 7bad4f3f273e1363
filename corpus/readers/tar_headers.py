"""tarfile with headers of bounded size, read in time that grows with their size."""

import tarfile
from collections.abc import Iterator
from typing import Any, Self

MAX_HEADER = 2**20
"""Bytes of one extended header. A path has up to 4 KB, the attributes of a file up to 64 KB."""

_BLOCK = 512
_MORE_FOLLOWS = 504
"""Offset of the flag for a further block in the map of a sparse file."""

_EXTENDED = (
    *(tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE),
    *(tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK),
)


class TarHeader(tarfile.TarInfo):
    """A member's header. Of a sparse file it is only noted that it is one."""

    def _proc_member(self, archive: Any) -> Self:
        if self.type in _EXTENDED and self.size > MAX_HEADER:
            raise tarfile.ReadError("extended header too long")
        member: Self = super()._proc_member(archive)  # type: ignore[misc]
        return member

    def _proc_pax(self, archive: Any) -> Self:
        data = archive.fileobj.read(self._block(self.size))  # type: ignore[attr-defined]
        fields = dict(_pax_fields(data[: self.size]))
        try:
            member: Self = self.fromtarfile(archive)
        except tarfile.HeaderError:
            raise tarfile.ReadError("no member after an extended header") from None
        if self.type != tarfile.XGLTYPE:
            member._state(fields, archive)
        return member

    def _state(self, fields: dict[bytes, bytes], archive: Any) -> None:
        """Take over the fields of an extended header."""
        if path := fields.get(b"path"):
            self.name = path.decode("utf-8", "surrogateescape").rstrip("/")
        if size := fields.get(b"size"):
            self.size = int(size)
            archive.offset = self.offset_data + (
                self._block(self.size) if self.isreg() else 0  # type: ignore[attr-defined]
            )
        if any(name.startswith(b"GNU.sparse.") for name in fields):
            self.sparse = b""

    def _proc_sparse(self, archive: Any) -> Self:
        more = self._sparse_structs[1]  # type: ignore[attr-defined]
        while more:
            block = archive.fileobj.read(_BLOCK)
            if len(block) < _BLOCK:
                raise tarfile.ReadError("map of a sparse file cut off")
            more = block[_MORE_FOLLOWS]
        self.sparse = b""
        self.offset_data = archive.fileobj.tell()
        archive.offset = self.offset_data + self._block(self.size)  # type: ignore[attr-defined]
        return self


def _pax_fields(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Names and values of records such as `18 path=news/a.txt` and a line break."""
    at = 0
    while (space := data.find(b" ", at, at + 20)) >= 0:
        length = int(data[at:space])
        if length <= space - at:
            raise tarfile.ReadError("extended header damaged")
        name, _, value = data[space + 1 : at + length - 1].partition(b"=")
        yield name, value
        at += length


class Tar(tarfile.TarFile):
    """A tar archive whose damage always comes as a TarError."""

    tarinfo = TarHeader

    def next(self) -> tarfile.TarInfo | None:
        """The next member."""
        try:
            return super().next()
        except (ValueError, RecursionError):  # a number that is none, headers without end
            raise tarfile.ReadError from None
