"""What can be saved of a damaged index: its whole segments, and the files of the other articles."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Self

from whoosh.fields import Schema
from whoosh.reading import IndexReader

from pressmark.corpus.errors import IndexCorrupt
from pressmark.index import commit
from pressmark.index.boilerplate import learner
from pressmark.index.boilerplate.known_lines import Boilerplate
from pressmark.index.boilerplate.learner import Learner
from pressmark.index.documents import from_documents, summary, text_of
from pressmark.index.ingest import sources
from pressmark.index.ingest.prepared_article import lines_of_stored
from pressmark.index.ingest.report import IngestReport
from pressmark.index.ingest.sources import Sources, absolute
from pressmark.index.segment import generation_writer
from pressmark.index.statistics import Tally
from pressmark.index.storage import manifest
from pressmark.index.storage.disk import plain_errors
from pressmark.index.storage.lock import writer_lock
from pressmark.index.storage.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Repair:
    """What repairing an index found and did.

    `kept` articles were in whole segments. `reread` is what the files of the others brought back;
    its problems say what they did not. `lost` names each file that is no longer there, with the
    number of its articles, and `unread` each that was not to be read. `unnamed` more are gone that
    came from no file, or from one of which the damage took the name. With `lines_lost`, the lines
    are forgotten that the user had allowed or blocked, if there were any.
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
    """A damaged index cut down to what is whole.

    `incomplete` are the files with more articles than that, and how many more; `doubted` are these
    and any other that is to be read again.
    """

    damages: tuple[IndexCorrupt, ...]
    kept: int
    incomplete: dict[str, int]
    doubted: tuple[str, ...]
    unnamed: int = 0
    lines_lost: bool = False


@dataclass(frozen=True, slots=True)
class Files:
    """What becomes of the files that are to be read again: those that are `there`, and of the
    others those that lack articles, each with the number of these."""

    there: list[Path]
    lost: tuple[tuple[str, int], ...]
    unread: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, remains: Remains, folders: Sequence[Path]) -> Self:
        """Only what is one of `folders` or lies under one is looked at."""
        named = [name for name in remains.doubted if _lies_under(Path(name), folders)]
        there = [name for name in named if Path(name).exists()]
        missing = remains.incomplete.items()
        lost = {name: n for name, n in missing if name in named and name not in there}
        unread = {name: n for name, n in missing if name not in named}
        return cls(list(map(Path, there)), *(tuple(sorted(x.items())) for x in (lost, unread)))


def _lies_under(path: Path, folders: Sequence[Path]) -> bool:
    """Whether indexing one of `folders` would come to that path."""
    if path != absolute(path):
        return False
    return any(
        path.is_relative_to(folder)
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        for folder in folders
    )


def damages(directory: Path, present: Manifest) -> tuple[IndexCorrupt, ...]:
    """Read every byte of a generation: an error for each damaged file."""
    return (
        *generation_writer.damages(directory, present),
        *sources.damages(directory, present.sources),
        *learner.damages(directory, present.lines),
    )


def verify(directory: Path) -> tuple[IndexCorrupt, ...]:
    """The damages of the present generation; what a writer swept meanwhile is none."""
    while True:
        present = manifest.read(directory)
        found = damages(directory, present)
        if not found or manifest.read(directory).generation == present.generation:
            return found


def cut_down(directory: Path, schema: Schema, wait: float) -> Remains:
    """Commit what is whole; files whose articles are not all there are to be read again."""
    with writer_lock(directory, wait), plain_errors(directory):
        present = manifest.read(directory)
        found = damages(directory, present)
        if not found:
            doubted = tuple(Sources(directory, present.sources).doubted())
            return Remains((), Tally.from_json(present.tally).articles, {}, doubted)
        commit.sweep(directory, present)
        whole = replace(present, segments=generation_writer.whole(directory, present))
        reader = generation_writer.SegmentIndex(directory, schema).reader_of(whole)
        try:
            return _commit(directory, whole, reader, found)
        finally:
            reader.close()
            commit.sweep(directory, manifest.read(directory))


def _commit(
    directory: Path, whole: Manifest, reader: IndexReader, found: tuple[IndexCorrupt, ...]
) -> Remains:
    generation = whole.generation + 1
    known = _known_lines(directory, whole)
    lines = Learner(directory, _nothing_learned(directory, known, generation), generation)
    tally, by_origin = _counted(reader, lines)
    files = _files(directory, whole)
    incomplete = _incomplete(files, by_origin)
    for path in incomplete:
        files.doubt(path, by_origin[path])
    doubted = tuple(files.doubted())
    before = Tally.from_json(whole.tally).articles
    after = commit.following(
        whole,
        segments=whole.segments,
        sources=files.seal(generation),
        tally=tally.to_json(),
        lines=lines.seal(),
    )
    manifest.write(directory, after)
    unnamed = max(0, before - tally.articles - sum(incomplete.values()))
    return Remains(found, tally.articles, incomplete, doubted, unnamed, lines_lost=known is None)


def _known_lines(directory: Path, whole: Manifest) -> Boilerplate | None:
    """What was known of lines, or None where that is damaged."""
    try:
        return Boilerplate.read(directory, whole.lines["known"])
    except (IndexCorrupt, OSError):
        return None


def _nothing_learned(
    directory: Path, known: Boilerplate | None, generation: int
) -> dict[str, object]:
    """A state from which every article is counted again, with the user's own word on lines."""
    anew = Boilerplate()
    if known:
        for text in known.allowed:
            anew.allow(text)
        for text in known.blocked:
            anew.block(text)
    return {"runs": [], "known": anew.write(directory, generation)}


def _counted(reader: IndexReader, lines: Learner) -> tuple[Tally, Counter[str]]:
    """The counts over all articles that are left, and how many each origin has."""
    tally, by_origin = Tally(), Counter[str]()
    stored = (row for _, row in reader.iter_docs())
    for _, rows in groupby(stored, key=lambda row: text_of(row, "article")):
        documents = list(rows)
        article = from_documents(documents)
        tally.add(summary(documents))
        lines.put(article.id, lines_of_stored(article))
        by_origin[article.origin] += 1
    return tally, by_origin


def _files(directory: Path, whole: Manifest) -> Sources:
    """The list of files, or an empty one in place of a damaged one."""
    if any(sources.damages(directory, whole.sources)):
        return Sources(directory, sources.create(directory, whole.generation + 1))
    return Sources(directory, whole.sources)


def _incomplete(files: Sources, by_origin: Counter[str]) -> dict[str, int]:
    """How many articles are missing of each file that had more."""
    missing: dict[str, int] = {}
    for path in files.paths():
        stamp = files.get(path)
        if stamp and stamp.articles > by_origin[path]:
            missing[path] = stamp.articles - by_origin[path]
    return missing
