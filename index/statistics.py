"""Counts over all articles of an index, updated with every commit."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from pressmark.corpus.errors import IndexCorrupt
from pressmark.index.articles.documents import Summary
from pressmark.index.ingest.unread_files import UnreadFiles


@dataclass(frozen=True, slots=True)
class IndexStats:
    """The counts of `pressmark stats`."""

    path: Path | str
    """Its directory, or its address in a cluster."""

    language: str
    """Language code of the stemmer; `auto`: each article in its own language."""

    committed: datetime
    """Time of the last commit, in UTC."""

    articles: int

    paragraphs: int
    """Indexed paragraphs, titles and captions included."""

    removed_by_rule: Mapping[str, int]
    """Blocks that cleaning removed, by rule."""

    sources: Mapping[str, int]
    """Articles by source."""

    missing: Mapping[str, int]
    """Articles without a date, source, author or title, by what they lack."""

    languages: Mapping[str, int]
    """Articles by language, as stated or detected; those without one are not counted."""

    unread: tuple[UnreadFiles, ...]
    """Files that could not be read, or not to their end, by reason."""

    first_published: date | None
    last_published: date | None
    size_bytes: int


_COUNTERS = ("removed", "sources", "days", "missing", "languages")


@dataclass(slots=True)
class Tally:
    """Running counts; counters drop entries at zero."""

    articles: int = 0
    paragraphs: int = 0
    removed: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)
    days: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Self:
        """The tally that `to_json` wrote."""
        return cls(
            row["articles"],
            row["paragraphs"],
            *(Counter(row[name]) for name in _COUNTERS),
        )

    def to_json(self) -> dict[str, Any]:
        """For the manifest, largest count first."""
        counters = {
            "removed": self.removed,
            "sources": self.sources,
            "days": self.days,
            "missing": self.missing,
            "languages": self.languages,
        }
        return {"articles": self.articles, "paragraphs": self.paragraphs} | {
            name: dict(counter.most_common()) for name, counter in counters.items()
        }

    def changed(self, after: "Tally", before: "Tally") -> "Tally":
        """This tally with the changes between two others, such as those of another writer."""
        articles = self.articles + after.articles - before.articles
        tally = Tally(articles, self.paragraphs + after.paragraphs - before.paragraphs)
        for name in _COUNTERS:
            counter: Counter[str] = Counter(getattr(self, name))
            counter.update(getattr(after, name))
            counter.subtract(getattr(before, name))
            setattr(tally, name, Counter({key: n for key, n in counter.items() if n > 0}))
        return tally

    def add(self, article: Summary) -> None:
        """Count an added article."""
        self._count(article, 1)

    def take(self, article: Summary) -> None:
        """Count a deleted article."""
        self._count(article, -1)

    def _count(self, article: Summary, sign: int) -> None:
        self.articles += sign
        self.paragraphs += sign * article.paragraphs
        for rule, blocks in article.removed_by_rule.items():
            _change(self.removed, rule, sign * blocks)
        for name in article.missing:
            _change(self.missing, name, sign)
        if article.source:
            _change(self.sources, article.source, sign)
        if article.language:
            _change(self.languages, article.language, sign)
        if article.published:
            _change(self.days, article.published.isoformat(), sign)
        if min(self.articles, self.paragraphs) < 0:
            raise _wrong()


def _change(counter: Counter[str], name: str, by: int) -> None:
    counter[name] += by
    if counter[name] < 0:
        raise _wrong()
    if not counter[name]:
        del counter[name]


def _wrong() -> IndexCorrupt:
    return IndexCorrupt(
        "The index counts fewer articles than it holds.",
        "Delete the directory and index your files again.",
    )


def stats_of(
    tally: Tally,
    *,
    path: Path | str,
    language: str,
    committed: datetime,
    unread: tuple[UnreadFiles, ...],
    size_bytes: int,
) -> IndexStats:
    """The statistics of an index with these counts; raises ValueError for what is no day."""
    days = sorted(map(date.fromisoformat, tally.days))
    return IndexStats(
        path=path,
        language=language,
        committed=committed,
        articles=tally.articles,
        paragraphs=tally.paragraphs,
        removed_by_rule=tally.removed,
        sources=tally.sources,
        missing=tally.missing,
        languages=tally.languages,
        unread=unread,
        first_published=days[0] if days else None,
        last_published=days[-1] if days else None,
        size_bytes=size_bytes,
    )
