"""Zip and tar archives: each file in them is read as if it lay in a folder."""

import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BufferedReader
from tempfile import SpooledTemporaryFile
from typing import IO

from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Article
from pressmark.corpus.readers.compression import guarded
from pressmark.corpus.readers.files import is_visible
from pressmark.corpus.readers.limits import (
    CHUNK_BYTES,
    MAX_ARCHIVE_DEPTH,
    MAX_ARTICLE_BYTES,
    MAX_MEMBERS,
)
from pressmark.corpus.readers.source import Source
from pressmark.corpus.readers.streams import plain_errors

Items = Iterator[Article | InputError]
ReadStream = Callable[[BufferedReader, Source], Items]


def read_zip(stream: BufferedReader, source: Source, read_stream: ReadStream) -> Items:
    """The articles in every file of a zip archive; `read_stream` reads each."""
    _check_depth(source)
    try:
        with _seekable(stream) as file, zipfile.ZipFile(file) as archive:
            if len(archive.infolist()) > MAX_MEMBERS:
                raise source.error(f"has more than {MAX_MEMBERS:,} files")
            for member in archive.infolist():
                if not member.is_dir() and _is_wanted(member.filename):
                    yield from _zip_member(archive, member, source, read_stream)
    except zipfile.BadZipFile:
        raise source.error("is no zip archive, or a damaged one") from None


def read_tar(stream: BufferedReader, source: Source, read_stream: ReadStream) -> Items:
    """The articles in every file of a tar archive, in one pass over it."""
    _check_depth(source)
    try:
        with _Tar.open(fileobj=stream, mode="r|") as archive:
            for member in archive:
                archive.members = []  # type: ignore[attr-defined]  # else it remembers every file
                if member.isreg() and _is_wanted(member.name):
                    yield from _tar_member(archive, member, source, read_stream)
    except tarfile.TarError:
        raise source.error("is no tar archive, or one that is cut off or damaged") from None


class _Tar(tarfile.TarFile):
    def next(self) -> tarfile.TarInfo | None:
        try:
            return super().next()
        except ValueError:  # the one kind of damage that tarfile lets through: a number is none
            raise tarfile.ReadError from None


def _check_depth(source: Source) -> None:
    if source.depth >= MAX_ARCHIVE_DEPTH:
        raise source.error(
            f"is an archive in {MAX_ARCHIVE_DEPTH} others; not read", "unpack the outer one first"
        )


def _is_wanted(name: str) -> bool:
    return all(is_visible(part) for part in name.split("/") if part not in ("", ".", ".."))


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
    """The items with keys that tell the members apart, unless a URL does."""
    for item in items:
        if isinstance(item, Article) and not (item.url and item.key == item.url):
            yield replace(item, key=f"{member}!{item.key}")
        else:
            yield item


def _zip_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: Source, read_stream: ReadStream
) -> Items:
    inside = source.inside(member.filename)
    try:
        with plain_errors(inside), archive.open(member) as opened:
            stream = guarded(opened, lambda: member.compress_size)
            yield from _named(read_stream(stream, inside), member.filename)
    except InputError as error:
        yield error
    except zipfile.BadZipFile:
        yield inside.error("is damaged within the archive")
    except (RuntimeError, NotImplementedError):  # what zipfile raises for these two
        yield inside.error("is encrypted or packed by a method Python does not know")


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
