"""The counters of one call of `add`, and the report made of them."""

import time
from collections import Counter
from dataclasses import dataclass, field

from pressmark.corpus.errors import InputError
from pressmark.corpus.read_options import ReadOptions
from pressmark.index.articles.documents import Summary
from pressmark.index.ingest.file_reports import FileReports
from pressmark.index.ingest.report import IngestReport


@dataclass(slots=True)
class IngestCounts:
    """Counters of an IngestReport."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    pruned: int = 0
    superseded: int = 0
    kept_out: int = 0
    paragraphs: int = 0
    removed: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    without_text: Counter[str] = field(default_factory=Counter)
    passed_over: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    problems: list[InputError] = field(default_factory=list)
    files: FileReports = field(default_factory=FileReports)
    started: float = field(default_factory=time.perf_counter)

    def take(self, summary: Summary) -> None:
        """Subtract an article that this run had put in."""
        self.paragraphs -= summary.paragraphs
        self.removed.subtract(summary.removed_by_rule)
        self.missing.subtract(summary.missing)

    def report(self, options: ReadOptions) -> IngestReport:
        """The counters so far; `options` are those that files were read with."""
        return IngestReport(
            # what was put back may have been counted as added and as replaced
            added=max(0, self.added),
            replaced=self.replaced + min(0, self.added),
            unchanged=self.unchanged,
            pruned=self.pruned,
            superseded=self.superseded,
            kept_out=self.kept_out,
            paragraphs=self.paragraphs,
            removed_by_rule=dict((+self.removed).most_common()),
            missing=dict((+self.missing).most_common()),
            without_text=dict(self.without_text.most_common()),
            passed_over=dict(self.passed_over.most_common()),
            passed_over_examples=dict(self.examples),
            problems=(*self.problems, *self.files.problems(options)),
            files=self.files.reports(),
            seconds=time.perf_counter() - self.started,
        )
