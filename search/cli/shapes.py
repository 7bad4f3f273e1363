"""The JSON of reports, which only the command line prints."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pressmark.corpus.errors import InputError
from pressmark.corpus.model import CleanArticle
from pressmark.search.results.json import to_json

if TYPE_CHECKING:
    from pressmark.corpus.readers.read_counts import Note
    from pressmark.index import IngestReport
    from pressmark.index.ingest.file_reports import FileReport


METADATA = ("title", "source", "published", "url", "authors", "language")


def ingest_to_json(report: "IngestReport") -> dict[str, Any]:
    """The report of `pressmark index --json`; numbers count articles unless named otherwise."""
    return {
        "added": report.added,
        "replaced": report.replaced,
        "unchanged": report.unchanged,
        "pruned": report.pruned,
        "superseded": report.superseded,
        "kept_out": report.kept_out,
        "paragraphs": report.paragraphs,
        "removed_by_rule": dict(report.removed_by_rule),
        "missing": dict(report.missing),
        "without_text": dict(report.without_text),
        "passed_over": dict(report.passed_over),
        "passed_over_examples": dict(report.passed_over_examples),
        "files": [file_to_json(file) for file in report.files],
        "skipped": skipped_to_json(report.problems),
        "seconds": round(report.seconds, 3),
    }


def file_to_json(file: "FileReport") -> dict[str, Any]:
    """The columns of a file, what its articles lack, and the records that are no articles."""
    counts = file.counts
    return {
        "path": file.path,
        "files": file.files,
        "records": counts.records,
        "articles": counts.articles,
        "columns": {field: dict(columns) for field, columns in counts.columns.items()},
        "columns_not_used": dict(counts.unused.most_common()),
        "missing": _notes_to_json(counts.missing),
        "left_out": _notes_to_json(counts.left_out),
        "passed_over": _notes_to_json(counts.passed_over),
        "remarks": _notes_to_json(counts.other),
    }


def _notes_to_json(notes: "Mapping[str, Note]") -> dict[str, Any]:
    return {what: to_json(note) for what, note in notes.items()}


def skipped_to_json(problems: Iterable[InputError]) -> list[dict[str, str]]:
    """The files or records that could not be read, with the reasons."""
    return [
        {"path": problem.path, "reason": problem.reason, "hint": problem.hint}
        for problem in problems
    ]


def cleaned_to_json(cleaned: CleanArticle) -> dict[str, Any]:
    """One article of `pressmark clean --json`."""
    return {
        **{name: to_json(getattr(cleaned.article, name)) for name in METADATA},
        "confidence": cleaned.article.confidence,
        "paragraphs": to_json(cleaned.paragraphs),
        "removals": to_json(cleaned.removals),
    }
