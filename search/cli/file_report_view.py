"""A line for each dump in the report of `pressmark index`: what was used of it and what was not."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pressmark.search.cli.console import Console, short_name, short_path
from pressmark.search.escape import harmless
from pressmark.search.formatting import counted

if TYPE_CHECKING:
    from pressmark.corpus.readers.read_counts import Note
    from pressmark.index.ingest.file_reports import FileReport

FILES_SHOWN = 20
"""Dumps listed, so that the summary stays on the screen; `--json` has all."""

COLUMNS_SHOWN = 12
"""Names of columns in a line."""

NEEDED = ("text", "date")
"""What a dump should have; authors and sources that are missing are counted for all files."""


def show_files(out: Console, files: Iterable["FileReport"]) -> None:
    """Print the columns of each dump, what was left out of any file, and how many articles lack a
    value."""
    files = list(files)
    dumps = [file for file in files if file.counts.records > 1 or file.counts.left_out]
    if dumps:
        out.print("\nRecords:")
    for file in dumps[:FILES_SHOWN]:
        out.print(f"  {harmless(_line(file))}")
    if len(dumps) > FILES_SHOWN:
        out.print(f"  … and {len(dumps) - FILES_SHOWN:,} more; --json has all")
    _show_missing(out, files)


def _line(file: "FileReport") -> str:
    """`news.csv: 165 records; used: title, text (story); further columns: party`."""
    from pressmark.corpus.readers.field_names import FIELDS  # loads the readers

    counts = file.counts
    read = (
        counted(counts.records, "record") if counts.records else counted(counts.articles, "article")
    )
    parts = [f"{short_path(Path(file.path))}: {read}"]
    used = [_used(field, counts.columns[field]) for field in FIELDS if field in counts.columns]
    if used:
        parts.append(f"used: {', '.join(used)}")
    further = counts.further
    if further:
        parts.append(f"further columns: {_names(further)}")
    parts += [
        f"{note.count:,} without {what}{_example(note.example)}"
        for what, note in counts.missing.items()
        if what in NEEDED
    ]
    notes = [*counts.other.items(), *counts.left_out.items()]
    parts += [f"{note.count:,} {what}{_example(note.example)}" for what, note in notes]
    return "; ".join(parts)


def _used(field: str, columns: Iterable[str]) -> str:
    """`title`, or with columns of other names `title (headline, name)`."""
    names = list(columns)
    return field if names == [field] else f"{field} ({_names(names)})"


def _names(columns: Iterable[str]) -> str:
    names = list(columns)
    more = f" and {len(names) - COLUMNS_SHOWN} more" if len(names) > COLUMNS_SHOWN else ""
    return ", ".join(names[:COLUMNS_SHOWN]) + more


def _show_missing(out: Console, files: Iterable["FileReport"]) -> None:
    """Print how many of all articles lack a title, a date, an author or a source."""
    total: dict[str, int] = {}
    examples: dict[str, str] = {}
    for file, what, note in _missing(files):
        total[what] = total.get(what, 0) + note.count
        if what not in examples:
            examples[what] = _example_in(file, note.example)
    if total:
        out.print("\nArticles without a value:")
        width = len(f"{max(total.values()):,}")
        for what, number in total.items():
            out.print(f"  {number:>{width},}  {what}{harmless(_example(examples[what]))}")


def _missing(files: Iterable["FileReport"]) -> Iterator[tuple["FileReport", str, "Note"]]:
    for file in files:
        missing: Mapping[str, Note] = file.counts.missing
        yield from ((file, what, note) for what, note in missing.items())


def _example_in(file: "FileReport", example: str) -> str:
    """The example with the dump it is in, unless it is an address."""
    if not example or file.counts.records <= 1 or "://" in example:
        return example
    return f"{example} of {short_path(Path(file.path))}"


def _example(name: str) -> str:
    return f" (first: {short_name(name)})" if name else ""
