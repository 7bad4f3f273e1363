"""What was found in each file read, for the report: columns, missing values, records left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pressmark.corpus.errors import InputError
from pressmark.corpus.read_options import ReadOptions
from pressmark.corpus.readers.lost_records import missing_columns
from pressmark.corpus.readers.read_counts import ReadCounts


@dataclass(frozen=True, slots=True)
class FileReport:
    """What was found in `files` files at `path`: one with many articles, or as `folder/*.json` the
    files with one article each."""

    path: str
    files: int
    counts: ReadCounts


class FileReports:
    """Collects the counts of files; files with one article each are counted by folder and ending,
    so that a crawl of a million pages needs no million entries."""

    def __init__(self) -> None:
        self._files: dict[str, int] = {}
        self._counts: dict[str, ReadCounts] = {}
        self._first: dict[str, str] = {}

    def add(self, path: Path, counts: ReadCounts) -> None:
        """Count a file."""
        name = str(path)
        if max(counts.articles, counts.records) <= 1:
            counts = counts.with_example(str(path))
            name = str(path.parent / f"*{path.suffix}")
        self._first.setdefault(name, str(path))
        self._files[name] = self._files.get(name, 0) + 1
        self._counts.setdefault(name, ReadCounts()).add(counts)

    def reports(self) -> tuple[FileReport, ...]:
        """A report for each file or folder, in the order in which they were read."""
        return tuple(
            FileReport(self._first[name] if files == 1 else name, files, self._counts[name])
            for name, files in self._files.items()
        )

    def problems(self, options: ReadOptions) -> Iterator[InputError]:
        """Files whose records have no text or are left out, and columns that no file has."""
        reports = self.reports()
        for report in reports:
            if lost := report.counts.lost():
                yield InputError(report.path, *lost)
        found = {field for report in reports for field in report.counts.mapped}
        wanted = {field: name for field, name in options.fields.items() if field not in found}
        for report in reports:
            yield from missing_columns(report.path, report.counts, wanted)
