"""What can be saved of a damaged index: its whole segments, and the files of the other articles."""

from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from whoosh.fields import Schema
from whoosh.reading import IndexReader

from pressmark.corpus.errors import IndexCorrupt
from pressmark.index import commit, learner, manifest, sources
from pressmark.index.boilerplate import Boilerplate
from pressmark.index.disk import plain_errors
from pressmark.index.documents import from_documents, summary
from pressmark.index.learner import Learner
from pressmark.index.lock import writer_lock
from pressmark.index.manifest import Manifest
from pressmark.index.prepare import lines_of_stored
from pressmark.index.report import IngestReport
from pressmark.index.segment import engine
from pressmark.index.sources import Sources
from pressmark.index.tally import Tally


@dataclass(frozen=True, slots=True)
class Repair:
    """What repairing an index found and did.

    `kept` articles were in whole segments. `reread` is what the files of the others brought back;
    its problems say what they did not. `lost` names each file that is no longer there, with the
    number of its articles. `unnamed` more are gone that came from no file, or from one of which
    the damage took the name.
    """

    damages: tuple[IndexCorrupt, ...]
    kept: int
    reread: IngestReport
    lost: tuple[tuple[str, int], ...]
    unnamed: int


@dataclass(frozen=True, slots=True)
class Remains:
    """A damaged index cut down to what is whole, and the files with more articles than that."""

    damages: tuple[IndexCorrupt, ...]
    kept: int
    incomplete: dict[str, int]
    unnamed: int


def damages(directory: Path, present: Manifest) -> tuple[IndexCorrupt, ...]:
    """Read every byte of a generation: an error for each damaged file."""
    return (
        *engine.damages(directory, present),
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
            return Remains((), Tally.from_json(present.tally).articles, {}, 0)
        commit.sweep(directory, present)
        whole = replace(present, segments=engine.whole(directory, present))
        reader = engine.SegmentIndex(directory, schema).reader_of(whole)
        try:
            return _commit(directory, whole, reader, found)
        finally:
            reader.close()
            commit.sweep(directory, manifest.read(directory))


def _commit(
    directory: Path, whole: Manifest, reader: IndexReader, found: tuple[IndexCorrupt, ...]
) -> Remains:
    generation = whole.generation + 1
    lines = Learner(directory, _nothing_learned(directory, whole), generation)
    tally, by_origin = _counted(reader, lines)
    files = _files(directory, whole)
    incomplete = _incomplete(files, by_origin)
    for path in incomplete:
        files.doubt(path, by_origin[path])
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
    return Remains(found, tally.articles, incomplete, unnamed)


def _nothing_learned(directory: Path, whole: Manifest) -> dict[str, object]:
    """A state from which every article is counted anew, with the user's own word on lines."""
    try:
        known = Boilerplate.read(directory, whole.lines["known"])
    except (IndexCorrupt, OSError):
        known = Boilerplate()
    anew = Boilerplate()
    for text in known.allowed:
        anew.allow(text)
    for text in known.blocked:
        anew.block(text)
    return {"runs": [], "known": anew.write(directory, whole.generation + 1)}


def _counted(reader: IndexReader, lines: Learner) -> tuple[Tally, Counter[str]]:
    """The counts over all articles that are left, and how many each origin has."""
    tally, by_origin = Tally(), Counter[str]()
    stored = (row for _, row in reader.iter_docs())
    for _, rows in groupby(stored, key=lambda row: row["article"]):
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
