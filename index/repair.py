"""Repairs a damaged index: keeps whole segments and lists the files to read again."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Self

from whoosh.fields import Schema
from whoosh.reading import IndexReader

from pressmark.corpus.errors import IndexCorrupt
from pressmark.index import commit
from pressmark.index.articles.documents import from_documents, summary, text_of
from pressmark.index.boilerplate.known_lines import Boilerplate
from pressmark.index.boilerplate.learner import Learner
from pressmark.index.boilerplate.line_files import LineFiles
from pressmark.index.ingest import sources
from pressmark.index.ingest.prepared_article import lines_of_stored
from pressmark.index.ingest.report import IngestReport
from pressmark.index.ingest.sources import Sources, absolute
from pressmark.index.segment import generation_writer
from pressmark.index.segment.array_file import SectionFile
from pressmark.index.segment.segment_index import SegmentIndex
from pressmark.index.statistics import Tally
from pressmark.index.storage import files, manifest
from pressmark.index.storage.disk import plain_errors
from pressmark.index.storage.lock import writer_lock
from pressmark.index.storage.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Repair:
    """Result of a repair.

    `kept` articles were in whole segments. `reread` reports the files of the others. `lost` names
    each file that no longer exists, with the number of its articles, and `unread` each that was not
    to be read. `unnamed` more articles came from no file, or from one whose name the damage
    destroyed. With `lines_lost`, the lines that the user had allowed or blocked are lost.
    """

    damages: tuple[IndexCorrupt, ...]
    kept: int
    reread: IngestReport
    lost: tuple[tuple[str, int], ...]
    unread: tuple[tuple[str, int], ...]
    unnamed: int
    lines_lost: bool


@dataclass(frozen=True, slots=True)
class Remains:
    """A damaged index cut down to its whole segments.

    `incomplete` are the files with missing articles, and how many; `stale` are these and any other
    that is to be read again.
    """

    damages: tuple[IndexCorrupt, ...]
    kept: int
    incomplete: dict[str, int]
    stale: tuple[str, ...]
    unnamed: int = 0
    lines_lost: bool = False


@dataclass(frozen=True, slots=True)
class FilesToRead:
    """The files to read again: those that are `there`; of the others those that lack articles, each
    with the number of these."""

    there: list[Path]
    lost: tuple[tuple[str, int], ...]
    unread: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, remains: Remains, folders: Sequence[Path]) -> Self:
        """Only files at or under `folders` are considered."""
        named = [name for name in remains.stale if _lies_under(Path(name), folders)]
        there = [name for name in named if Path(name).exists()]
        missing = remains.incomplete.items()
        lost = {name: n for name, n in missing if name in named and name not in there}
        unread = {name: n for name, n in missing if name not in named}
        return cls(list(map(Path, there)), *(tuple(sorted(x.items())) for x in (lost, unread)))


def _lies_under(path: Path, folders: Sequence[Path]) -> bool:
    """Whether indexing one of `folders` would read that path."""
    if path != absolute(path):
        return False
    return any(
        path.is_relative_to(folder)
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        for folder in folders
    )


def damages(directory: Path, present: Manifest) -> dict[str, IndexCorrupt]:
    """Read every byte of a generation: the errors of the damaged files by name."""
    found: dict[str, IndexCorrupt] = {}
    for file in present.files:
        path = directory / file.name
        try:
            files.check(directory, [file])
            if file.is_arrays:
                SectionFile(path).check_whole(file.checksum)
            else:
                files.read(path, file.size, file.checksum)
        except FileNotFoundError:
            found[file.name] = files.gone(path)
        except IndexCorrupt as error:
            found[file.name] = error
    return found


def verify(directory: Path) -> tuple[IndexCorrupt, ...]:
    """The damages of the present generation; files swept meanwhile are none."""
    while True:
        present = manifest.read(directory)
        found = damages(directory, present)
        if not found or manifest.read(directory).generation == present.generation:
            return tuple(found.values())


def cut_down(directory: Path, schema: Schema, wait: float) -> Remains:
    """Commit the whole segments; files with missing articles are marked to be read again."""
    with writer_lock(directory, wait), plain_errors(directory):
        present = manifest.read(directory)
        found = damages(directory, present)
        if not found:
            stale = tuple(Sources(directory, present.sources).stale())
            return Remains((), Tally.from_json(present.tally).articles, {}, stale)
        files.sweep(directory, present.files)
        segments = generation_writer.whole(directory, present, found)
        whole = replace(present, segments=segments)
        reader = SegmentIndex(directory, schema).reader_of(whole)
        try:
            return _commit(directory, whole, reader, found)
        finally:
            reader.close()
            files.sweep(directory, manifest.read(directory).files)


def _commit(
    directory: Path, whole: Manifest, reader: IndexReader, found: Mapping[str, IndexCorrupt]
) -> Remains:
    generation = whole.generation + 1
    known = _known_lines(directory, whole)
    uncounted = replace(known or Boilerplate(), sources={}).write(directory, generation)
    lines = LineFiles(directory, {"runs": [], "known": uncounted}, generation)
    tally, by_origin = _counted(reader, lines.learner)
    listed = _sources(directory, whole, found)
    incomplete = _incomplete(listed, by_origin)
    for path in incomplete:
        listed.mark_stale(path, by_origin[path])
    stale = tuple(listed.stale())
    before = Tally.from_json(whole.tally).articles
    after = commit.following(
        whole,
        segments=whole.segments,
        sources=listed.seal(generation),
        tally=tally.to_json(),
        lines=lines.seal(),
    )
    manifest.write(directory, after)
    unnamed = max(0, before - tally.articles - sum(incomplete.values()))
    damaged = tuple(found.values())
    return Remains(damaged, tally.articles, incomplete, stale, unnamed, lines_lost=known is None)


def _known_lines(directory: Path, whole: Manifest) -> Boilerplate | None:
    """The learned, allowed and blocked lines, or None where they are damaged."""
    try:
        return Boilerplate.read(directory, whole.lines["known"])
    except (IndexCorrupt, OSError):
        return None


def _counted(reader: IndexReader, lines: Learner) -> tuple[Tally, Counter[str]]:
    """The counts over all articles left, and how many each origin has."""
    tally, by_origin = Tally(), Counter[str]()
    stored = (row for _, row in reader.iter_docs())
    for _, rows in groupby(stored, key=lambda row: text_of(row, "article")):
        documents = list(rows)
        article = from_documents(documents)
        tally.add(summary(documents))
        lines.put(article.id, lines_of_stored(article))
        by_origin[article.origin] += 1
    return tally, by_origin


def _sources(directory: Path, whole: Manifest, found: Container[str]) -> Sources:
    """The list of files, or an empty one in place of a damaged one."""
    if whole.sources["file"] in found:
        return Sources(directory, sources.create(directory, whole.generation + 1))
    return Sources(directory, whole.sources)


def _incomplete(listed: Sources, by_origin: Counter[str]) -> dict[str, int]:
    """How many articles are missing of each file that had more."""
    missing: dict[str, int] = {}
    for path in listed.paths():
        stamp = listed.get(path)
        if stamp and stamp.articles > by_origin[path]:
            missing[path] = stamp.articles - by_origin[path]
    return missing
