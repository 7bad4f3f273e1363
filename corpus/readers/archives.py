"""Zip and tar archives: each file in them is read as if it lay in a folder."""

import bz2
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from copy import copy
from dataclasses import dataclass, replace
from io import BufferedReader
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from pressmark.corpus.errors import InputError, UnreadFormat
from pressmark.corpus.model import Article
from pressmark.corpus.readers.compression import BombError, ByteStream, guarded
from pressmark.corpus.readers.files import foreign_kind
from pressmark.corpus.readers.limits import (
    BUFFER_BYTES,
    CHUNK_BYTES,
    MAX_ARCHIVE_DEPTH,
    MAX_ARTICLE_BYTES,
    MAX_MEMBERS,
)
from pressmark.corpus.readers.source import Budget, Source
from pressmark.corpus.readers.streams import GROWS, plain_errors
from pressmark.corpus.readers.tar_headers import Tar
from pressmark.corpus.readers.zip_kinds import document_kind, page_lists, wacz_archives

LZMA_READ = 512
"""zipfile unpacks at once whatever it reads of LZMA; half a kilobyte grows to 4 MB at most."""

LOCAL_HEADER_BYTES = 30
"""Of a member's own header without its name, before its data."""

Items = Iterator[Article | InputError]
ReadStream = Callable[[BufferedReader, Source], Items]


def read_zip(stream: BufferedReader, source: Source, read_stream: ReadStream) -> Items:
    """The articles in every file of a zip archive; `read_stream` reads each."""
    _check_depth(source)
    try:
        with _seekable(stream) as file, _opened(file) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS:
                raise source.error(f"has more than {MAX_MEMBERS:,} files")
            _check_overlaps(members, source)
            budget = Budget(sum(member.compress_size for member in members), source.budget)
            if kind := document_kind(archive):
                raise UnreadFormat(source.place, kind)
            if archives := wacz_archives(archive):
                yield from _read_wacz(archive, archives, budget, source, read_stream)
            else:
                wanted = _wanted(members, source)
                yield from _zip_members(archive, wanted, budget, source, read_stream)
    except zipfile.BadZipFile:
        raise source.error("is no zip archive, or a damaged one") from None


def _zip_members(
    archive: zipfile.ZipFile,
    members: Iterable[zipfile.ZipInfo],
    budget: Budget,
    source: Source,
    read_stream: ReadStream,
) -> Items:
    for number, member in enumerate(members, 1):
        if not source.begins(number):
            continue
        yield from _zip_member(archive, member, budget, source, read_stream)
        if budget.is_spent():
            raise source.error(*GROWS)


def _read_wacz(
    archive: zipfile.ZipFile,
    archives: Iterable[zipfile.ZipInfo],
    budget: Budget,
    source: Source,
    read_stream: ReadStream,
) -> Items:
    """The pages of the web archives in a WACZ file, with the texts that its page lists have."""
    from pressmark.corpus.readers.wacz import PageTexts

    with closing(PageTexts()) as texts:
        for member in page_lists(archive):
            inside = source.inside(member.filename)
            try:
                with plain_errors(inside), _guarded_member(archive, member, budget) as stream:
                    texts.add_list(stream)
            except (InputError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
                yield inside.error("is damaged within the archive")
        yield from texts.completed(_zip_members(archive, archives, budget, source, read_stream))


def _opened(file: IO[bytes]) -> zipfile.ZipFile:
    """Raises BadZipFile, also for what zipfile raises as something else where bytes are damaged."""
    try:
        return zipfile.ZipFile(file)
    except (NotImplementedError, UnicodeDecodeError):  # a version, or a name, that cannot be
        raise zipfile.BadZipFile from None


def _wanted(members: Iterable[zipfile.ZipInfo], source: Source) -> Iterator[zipfile.ZipInfo]:
    """The members that may hold articles; the others are counted."""
    for member in members:
        if not member.filename or member.is_dir():
            continue
        if kind := foreign_kind(member.filename):
            source.counts.pass_over(kind, source.inside(member.filename).place)
        else:
            yield member


def _check_overlaps(members: Iterable[zipfile.ZipInfo], source: Source) -> None:
    """Many entries over the same bytes make an archive that grows without end."""
    ends = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < ends:
            raise source.error("has entries that overlap, as only a trap has; not read")
        ends = member.header_offset + LOCAL_HEADER_BYTES + member.compress_size


@dataclass(slots=True)
class _Metered:
    """A member's bytes, charged to the budget of its archive."""

    stream: ByteStream
    budget: Budget
    most_at_a_time: int

    def read(self, size: int = -1, /) -> bytes:
        data = self.stream.read(min(size, self.most_at_a_time))
        self.budget.charge(len(data))
        if self.budget.is_spent():
            raise BombError
        return data


def read_tar(stream: BufferedReader, source: Source, read_stream: ReadStream) -> Items:
    """The articles in every file of a tar archive, in one pass over it."""
    _check_depth(source)
    try:
        with Tar.open(fileobj=stream, mode="r|") as archive:
            for number, member in enumerate(archive, 1):
                archive.members = []  # type: ignore[attr-defined]  # else it remembers every file
                if not member.isreg():
                    continue
                if kind := foreign_kind(member.name):
                    source.counts.pass_over(kind, source.inside(member.name).place)
                elif source.begins(number):
                    yield from _tar_member(archive, member, source, read_stream)
    except tarfile.TarError:
        raise source.error("is no tar archive, or one that is cut off or damaged") from None


def _check_depth(source: Source) -> None:
    if source.depth >= MAX_ARCHIVE_DEPTH:
        raise source.error(
            f"is an archive in {MAX_ARCHIVE_DEPTH} others; not read", "unpack the outer one first"
        )


@contextmanager
def _seekable(stream: BufferedReader) -> Iterator[IO[bytes]]:
    """Zip keeps its listing at the end, so what cannot be sought is first copied to a file."""
    if stream.seekable():
        yield stream
        return
    with SpooledTemporaryFile(MAX_ARTICLE_BYTES) as copy:
        while chunk := stream.read(CHUNK_BYTES):
            copy.write(chunk)
        copy.seek(0)
        yield copy


def _named(items: Items, member: str) -> Items:
    """The items with the member in their places, and in their keys unless the key is a URL."""
    for item in items:
        if isinstance(item, Article):
            inner = item.place.get("member")
            path = f"{member}!{inner}" if inner else member
            key = item.key if item.url and item.key == item.url else f"{member}!{item.key}"
            yield replace(item, key=key, place={**item.place, "member": path})
        else:
            yield item


def _zip_member(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    budget: Budget,
    source: Source,
    read_stream: ReadStream,
) -> Items:
    inside = replace(source.inside(member.filename), budget=budget)
    try:
        with plain_errors(inside), _guarded_member(archive, member, budget) as stream:
            yield from _named(read_stream(stream, inside), member.filename)
    except InputError as error:
        yield error
    except zipfile.BadZipFile:
        yield inside.error("is damaged within the archive")
    except (RuntimeError, NotImplementedError):  # what zipfile raises for these two
        yield inside.error("is encrypted or packed by a method Python does not know")


@contextmanager
def _guarded_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget
) -> Iterator[BufferedReader]:
    """The member's content, which may grow as its budget allows."""
    with _unpacked(archive, member) as opened:
        at_a_time = LZMA_READ if member.compress_type == zipfile.ZIP_LZMA else BUFFER_BYTES
        yield guarded(_Metered(opened, budget, at_a_time), lambda: member.compress_size)


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> IO[bytes]:
    """The member's content, of which no more is unpacked at a time than is read."""
    if member.compress_type == zipfile.ZIP_BZIP2:
        packed = copy(member)
        packed.compress_type, packed.file_size = zipfile.ZIP_STORED, packed.compress_size
        del packed.CRC  # that of the content
        return cast(IO[bytes], bz2.BZ2File(archive.open(packed)))
    opened = archive.open(member)
    if member.compress_type == zipfile.ZIP_LZMA:
        opened.MIN_READ_SIZE = LZMA_READ  # type: ignore[attr-defined]
    return opened


def _tar_member(
    archive: tarfile.TarFile, member: tarfile.TarInfo, source: Source, read_stream: ReadStream
) -> Items:
    inside = source.inside(member.name)
    if member.issparse():  # its size is what it claims to have, holes and all
        yield inside.error("is a sparse file, mostly holes; not read", "pack it without its holes")
        return
    opened = archive.extractfile(member)
    if opened is None:
        return
    try:
        with plain_errors(inside):
            yield from _named(
                read_stream(guarded(opened, lambda: member.size), inside), member.name
            )
    except InputError as error:
        yield error
