"""Segments as stock Whoosh writes them: the engine beneath `Index`.

All that the rest asks of an engine is here: create, open a reader or a searcher on the present
generation, and a batch of changes that becomes files which the manifest can name. Whoosh's own
table of contents is written too, but only the manifest says which of them counts.
"""

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.reading import IndexReader
from whoosh.writing import SegmentWriter

from pressmark.corpus.errors import IndexCorrupt, PressmarkError
from pressmark.index import manifest as manifests
from pressmark.index.disk import discard, sync, sync_directory
from pressmark.index.manifest import Manifest

_NAME = "MAIN"


class StockIndex(FileIndex):
    """Whoosh's index, held to the generation that the manifest names."""

    def __init__(self, directory: Path, schema: Schema) -> None:
        # FileIndex would read the newest table of contents, which may be one never committed.
        self.directory = directory
        self.storage = FileStorage(str(directory))
        self.indexname = _NAME
        self._schema = schema

    def latest_generation(self) -> int:
        """The generation that a reader opened now would see."""
        return manifests.read(self.directory).generation

    def reader(self, reuse: IndexReader | None = None) -> IndexReader:
        """A reader on the present generation; raises IndexCorrupt whatever Whoosh stumbles over."""
        try:
            return super().reader(reuse)
        except PressmarkError:
            raise
        except Exception as error:
            raise _damaged(self.directory, "cannot be read") from error

    def _read_toc(self) -> TOC:
        present = manifests.read(self.directory)
        path = self.directory / _toc_name(present.generation)
        if _digest(path) != present.segments["toc"]:
            raise _damaged(path, "is damaged")
        return TOC.read(self.storage, _NAME, gen=present.generation, schema=self._schema)


class _Writer(SegmentWriter):
    """Whoosh's writer, but what it wrote counts only once the manifest says so."""

    def _commit_toc(self, segments: list[Any]) -> None:
        TOC(self.schema, segments, self.generation).write(self.storage, self.indexname)
        self.kept_segments = {segment.segment_id() for segment in segments}


def create(directory: Path, schema: Schema) -> dict[str, Any]:
    """Write an index without documents; the value is for `Manifest.segments`."""
    toc = TOC(schema, [], 0)
    toc.write(FileStorage(str(directory)), _NAME)
    return _sealed(directory, set(), toc.generation, {})


def check(directory: Path, present: Manifest) -> None:
    """Raises IndexCorrupt where a file is gone or has not the length it was committed with."""
    for name, size in present.segments["files"].items():
        path = directory / name
        try:
            found = path.stat().st_size
        except FileNotFoundError:
            raise _damaged(path, "is gone") from None
        if found != size:
            raise _damaged(path, f"has {found} bytes instead of {size}")


def _damaged(path: Path, how: str) -> IndexCorrupt:
    return IndexCorrupt(f"{path} {how}.", "Delete the directory and index your files again.")


class Batch:
    """Changes on the way to the next generation; nobody sees them before the manifest does."""

    def __init__(self, directory: Path, schema: Schema, present: Manifest) -> None:
        self._directory = directory
        self._present = present
        index = StockIndex(directory, schema)
        self._writer = _Writer(index, _lk=False)
        self.reader: IndexReader = index.reader()

    def add(self, documents: Iterable[Mapping[str, Any]]) -> None:
        """Put in the documents of one article."""
        for document in documents:
            self._writer.add_document(**document)

    def delete(self, numbers: Iterable[int]) -> None:
        """Take out documents by their number in `reader`."""
        for number in numbers:
            self._writer.delete_document(number)

    def seal(self) -> dict[str, Any]:
        """Have every change on the disk; the value is for `Manifest.segments`."""
        self._writer.commit()
        generation = self._present.generation + 1
        known = self._present.segments["files"]
        return _sealed(self._directory, self._writer.kept_segments, generation, known)

    def close(self) -> None:
        """Let go of everything; what was not sealed leaves files that go with `sweep`."""
        self.reader.close()
        if not self._writer.is_closed:
            # It may have failed half-way in whatever step; there is nothing of it to save.
            with suppress(Exception):
                self._writer.cancel()


def _sealed(
    directory: Path, segments: set[str], generation: int, known: Mapping[str, int]
) -> dict[str, Any]:
    toc = _toc_name(generation)
    names = [toc]
    names += [path.name for path in directory.iterdir() if path.name.split(".")[0] in segments]
    for name in names:
        if name not in known:
            sync(directory / name)
    sync_directory(directory)
    sizes = {name: (directory / name).stat().st_size for name in sorted(names)}
    return {"files": sizes, "toc": _digest(directory / toc)}


def _toc_name(generation: int) -> str:
    return f"_{_NAME}_{generation}.toc"


def _digest(path: Path) -> str:
    """Of a file that Whoosh unpickles: what is damaged must not get that far."""
    return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()


def sweep(directory: Path, present: Manifest) -> None:
    """Delete what neither this generation nor a reader opening it needs. Only for the writer."""
    for path in directory.iterdir():
        if is_ours(path.name) and path.name not in present.segments["files"]:
            discard(path)


def is_ours(name: str) -> bool:
    """Whether a file of that name is this engine's."""
    return name.startswith((f"{_NAME}_", f"_{_NAME}_", f"{_NAME}."))
