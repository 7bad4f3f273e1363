"""What was found in the records of a file: the columns used and not used, and what was missing."""

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace

from pressmark.corpus.errors import PassedOver
from pressmark.corpus.model import Article, Kind

LONGEST_EXAMPLE = 80
COLUMNS_NAMED = 8

MOST_COLUMNS = 1000
"""Columns counted by name; of a dump with a new one in each record no more can be listed."""

SHORTEST_TEXT = 80
"""Characters of a text on average: press releases have 2,309; names and addresses have less."""

NO_TEXT = "text"
"""What is missing where an article is no more than its title."""

REMOVED = "withdrawn by the service that delivered it"
NO_POST = "of WordPress that are no articles: attachments, menu items, revisions, drafts in the bin"
NEITHER = "without text and title"
UNREAD = "with text in a form that is not read"
NOT_OBJECTS = "that are no objects"


@dataclass(slots=True)
class Note:
    """How often something was found, and where first."""

    count: int = 0
    example: str = ""

    def add(self, count: int, example: str) -> None:
        """Count it; the first example stays."""
        self.count += count
        self.example = self.example or example


@dataclass(slots=True)
class ReadCounts:
    """The records of one file, or of several.

    `records` are those of dumps, `articles` what was read of files of any kind. `columns` counts
    for each field the columns that held it, `unused` the columns that no field took, `letters`
    their characters. `missing` counts the articles without a title, text, date, author or source,
    `left_out` the records that are no articles, by cause. `other` counts further remarks.
    `passed_over` are the files in it of kinds that are not read. `mapped` are the fields whose
    column, as the user named it, is in some record.
    """

    records: int = 0
    articles: int = 0
    columns: dict[str, Counter[str]] = field(default_factory=dict)
    unused: Counter[str] = field(default_factory=Counter)
    letters: Counter[str] = field(default_factory=Counter)
    missing: dict[str, Note] = field(default_factory=dict)
    left_out: dict[str, Note] = field(default_factory=dict)
    other: dict[str, Note] = field(default_factory=dict)
    passed_over: dict[str, Note] = field(default_factory=dict)
    mapped: set[str] = field(default_factory=set)

    def leave_out(self, cause: str, place: str) -> None:
        """Count a record that is no article."""
        self.left_out.setdefault(cause, Note()).add(1, place[:LONGEST_EXAMPLE])

    def remark(self, what: str, place: str) -> None:
        """Count something about an article."""
        self.other.setdefault(what, Note()).add(1, place[:LONGEST_EXAMPLE])

    def pass_over(self, kind: str, name: str) -> None:
        """Count a file of a kind that is not read."""
        self.passed_over.setdefault(kind, Note()).add(1, name)

    def passed(self, place: str) -> Iterator[PassedOver]:
        """What is to be reported of the files passed over, if there are any."""
        if self.passed_over:
            kinds = {kind: note.count for kind, note in self.passed_over.items()}
            examples = {kind: note.example for kind, note in self.passed_over.items()}
            yield PassedOver(place, kinds, examples)

    def article(self, article: Article) -> None:
        """Count an article and what it lacks."""
        self.articles += 1
        if article.stated_date:
            self.remark("with a date not read", f"{_name(article)}: “{article.stated_date}”")
        has = {
            NO_TEXT: any(block.kind is not Kind.TITLE for block in article.blocks),
            "title": article.title,
            "date": article.published,
            "author": article.authors,
            "source": article.source,
        }
        for what, value in has.items():
            if not value:
                note = self.missing.setdefault(what, Note())
                note.add(1, "" if note.example else _name(article))

    def used(self, field_: str, column: str) -> None:
        """Count a column that a field took."""
        _count(self.columns.setdefault(field_, Counter()), column, 1)

    def not_used(self, column: str, letters: int) -> None:
        """Count a column that no field took."""
        _count(self.unused, column, 1)
        _count(self.letters, column, letters)

    def add(self, other: "ReadCounts") -> None:
        """Count what another counted."""
        self.records += other.records
        self.mapped |= other.mapped
        self.articles += other.articles
        self.unused.update(other.unused)
        self.letters.update(other.letters)
        for name, columns in other.columns.items():
            self.columns.setdefault(name, Counter()).update(columns)
        for mine, theirs in (
            (self.missing, other.missing),
            (self.left_out, other.left_out),
            (self.other, other.other),
            (self.passed_over, other.passed_over),
        ):
            for what, note in theirs.items():
                mine.setdefault(what, Note()).add(note.count, note.example)

    def copy(self) -> "ReadCounts":
        """The counts as they are now."""
        counts = ReadCounts()
        counts.add(self)
        return counts

    def become(self, other: "ReadCounts") -> None:
        """Count what another counted, and nothing else."""
        copy = other.copy()
        for each in fields(self):
            setattr(self, each.name, getattr(copy, each.name))

    def with_example(self, name: str) -> "ReadCounts":
        """The same with a file's name as the example of everything."""

        def named(notes: Mapping[str, Note]) -> dict[str, Note]:
            return {what: Note(note.count, name) for what, note in notes.items()}

        return replace(
            self,
            missing=named(self.missing),
            left_out=named(self.left_out),
            other=named(self.other),
        )

    @property
    def further(self) -> list[str]:
        """The columns that no field took in any record."""
        taken = {column for columns in self.columns.values() for column in columns}
        return [column for column in self.unused if column not in taken]

    @property
    def with_text(self) -> int:
        """How many records have text."""
        missing = self.missing.get(NO_TEXT)
        return self.articles - (missing.count if missing else 0)

    def lost(self) -> tuple[str, str] | None:
        """A sentence and a hint where records were left out, or none has text; nothing is lost with
        those that their service withdrew, or that are no articles."""
        lost = self.left_out.keys() - {REMOVED, NO_POST}
        if not self.records or (self.with_text and not lost):
            return None
        parts = [
            f"{note.count:,} {cause} (first: {note.example})"
            for cause, note in self.left_out.items()
            if cause != NEITHER or self.articles
        ]
        if self.with_text and NEITHER not in self.left_out:
            return "left out: " + "; ".join(parts), ""
        have = "record has" if self.records == 1 else "records have"
        parts.insert(0, f"{self.with_text:,} of {self.records:,} {have} text")
        further = self.further
        if further:
            parts.insert(1, f"columns not used: {listed(further)}")
        return "; ".join(parts), self._hint()

    def _hint(self) -> str:
        """The longest unused column, if its values are as long as texts."""
        for column, letters in self.letters.most_common(1):
            if letters >= SHORTEST_TEXT * self.unused[column]:
                option = shlex.join(["--field", f"text={column}"])
                return f"name the column that holds the text, for example {option}"
        return ""


def _count(columns: Counter[str], column: str, number: int) -> None:
    if column in columns or len(columns) < MOST_COLUMNS:
        columns[column] += number


def listed(names: Iterable[str]) -> str:
    """Names one after another, the further ones as a number."""
    names = list(names)
    more = f" and {len(names) - COLUMNS_NAMED} more" if len(names) > COLUMNS_NAMED else ""
    return ", ".join(names[:COLUMNS_NAMED]) + more


def _name(article: Article) -> str:
    """The identity of an article within its file."""
    key = article.key or article.url or article.title
    return (f"record {key}" if key.isdigit() else key)[:LONGEST_EXAMPLE]
