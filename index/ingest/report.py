"""Records of progress while files are added, and of the result."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pressmark.corpus.errors import InputError
from pressmark.index.ingest.file_reports import FileReport


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress of adding, reported after every file and within large ones.

    `path` is the file just done, or being read while `files_done` does not count it yet.
    `bytes_done` counts bytes on disk, so of a compressed file compressed bytes.
    """

    files_done: int
    files_total: int
    bytes_done: int
    bytes_total: int
    paragraphs: int
    path: Path


@dataclass(frozen=True, slots=True)
class IngestReport:
    """Result of one call, counted in articles.

    `unchanged` articles are those of files that need not be read again, and those of a file that an
    interrupted run read before its last checkpoint; `pruned` those that are no longer in their
    file, or whose file is gone; `superseded` articles were read, but another file has a later
    capture of the same address, which stays; `kept_out` articles stay out since a user removed
    them. `paragraphs` and `removed_by_rule` count the kept and
    the removed blocks of the articles added and replaced, `missing` those of them without a date,
    source, author or title. `without_text` counts the articles that are left without text, by the
    rule that removed most of it, or "empty" where there was none. `passed_over` counts by kind the
    files that hold no article or are of a kind that is not read, and `passed_over_examples` names
    one of each; `files` are the columns and missing values of the files read; `problems` are what
    was skipped.
    """

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    pruned: int = 0
    superseded: int = 0
    kept_out: int = 0
    paragraphs: int = 0
    removed_by_rule: Mapping[str, int] = field(default_factory=dict)
    missing: Mapping[str, int] = field(default_factory=dict)
    without_text: Mapping[str, int] = field(default_factory=dict)
    passed_over: Mapping[str, int] = field(default_factory=dict)
    passed_over_examples: Mapping[str, str] = field(default_factory=dict)
    files: tuple[FileReport, ...] = ()
    problems: tuple[InputError, ...] = ()
    seconds: float = 0.0
