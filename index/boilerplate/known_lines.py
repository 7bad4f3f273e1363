"""The learned lines of each source and the lines that the user allowed or blocked: one file."""

import json
import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Self

from pressmark.corpus.errors import IndexCorrupt
from pressmark.corpus.recurring_lines import (
    MIN_ARTICLES,
    MIN_COUNT,
    MIN_SHARE,
    Recurring,
    line_fingerprint,
)
from pressmark.corpus.text.keys import key_of
from pressmark.index.storage import disk, files
from pressmark.index.storage.typed_json import (
    also,
    checked,
    decoded,
    listed,
    mapping,
    record,
    row,
    unicode,
    whole,
)


@dataclass(frozen=True, slots=True)
class RecurringLine:
    """A boilerplate line, its source, and the number of articles that have it."""

    source: str
    text: str
    count: int
    articles: int


@dataclass(slots=True)
class KnownLine:
    """A line that is boilerplate or may soon be, and the number of articles that have it."""

    text: str
    count: int


@dataclass(slots=True)
class KnownSource:
    """A source: the number of articles counted, and its lines by fingerprint."""

    articles: int = 0
    lines: dict[int, KnownLine] = field(default_factory=dict)

    def boilerplate(self) -> dict[int, KnownLine]:
        """The lines that are frequent enough."""
        if self.articles < MIN_ARTICLES:
            return {}
        least = max(MIN_COUNT, MIN_SHARE * self.articles)
        return {line: known for line, known in self.lines.items() if known.count >= least}


_SOURCE = record(articles=whole(), lines=listed(row(unicode, whole())))
_FINGERPRINT = whole(most=(1 << 64) - 1)
_CHANGE = row(whole(-1, 1), _FINGERPRINT, unicode, listed(unicode), _FINGERPRINT, whole())
_SHAPE = also(
    record(
        allowed=listed(unicode),
        blocked=listed(unicode),
        sources=mapping(_SOURCE, name=unicode),
    ),
    run=record(seen=whole(), waiting=listed(_CHANGE)),
)


@dataclass(slots=True)
class Boilerplate:
    """Sources by name, and the lines that the user allowed and blocked by fingerprint.

    `run` is the state of a run that was committed at a checkpoint and is not finished.
    """

    sources: dict[str, KnownSource] = field(default_factory=dict)
    _allowed: dict[int, str] = field(default_factory=dict)
    _blocked: dict[int, str] = field(default_factory=dict)
    run: Mapping[str, Any] | None = None

    def source(self, name: str) -> KnownSource:
        """The entry of a source, created if it is new."""
        return self.sources.setdefault(name, KnownSource())

    @property
    def allowed(self) -> tuple[str, ...]:
        """The lines the user allowed."""
        return tuple(self._allowed.values())

    @property
    def blocked(self) -> tuple[str, ...]:
        """The lines the user blocked."""
        return tuple(self._blocked.values())

    def allow(self, text: str) -> None:
        """Never remove a line."""
        line = line_fingerprint(key_of(text))
        self._blocked.pop(line, None)
        self._allowed[line] = text

    def block(self, text: str) -> None:
        """Remove a line from the articles of every source."""
        line = line_fingerprint(key_of(text))
        self._allowed.pop(line, None)
        self._blocked[line] = text

    def lines(self) -> Iterator[RecurringLine]:
        """The learned lines by source, the most frequent first, without allowed ones."""
        for name, source in sorted(self.sources.items()):
            found = source.boilerplate().items()
            for line, known in sorted(found, key=lambda item: -item[1].count):
                if line not in self._allowed:
                    yield RecurringLine(name, known.text, known.count, source.articles)

    def recurring(self, before: Recurring | None = None, changed: Iterable[str] = ()) -> Recurring:
        """The sets that cleaning uses; where only some sources changed, the others as `before`."""
        names = changed if before else self.sources
        learned = dict(before.learned) if before else {}
        for name in names:
            lines = frozenset(self.sources[name].boilerplate())
            if lines or name in learned:
                learned[name] = lines
        if before and learned == before.learned:
            return before
        return Recurring(learned, frozenset(self._allowed), frozenset(self._blocked))

    def forget(self, count: int, share: float) -> None:
        """Drop lines in fewer articles than `count`, or than that share of their source."""
        for source in self.sources.values():
            least = max(count, share * source.articles)
            source.lines = {k: known for k, known in source.lines.items() if known.count >= least}
        self.sources = {name: source for name, source in self.sources.items() if source.lines}

    def to_json(self) -> dict[str, Any]:
        """For a file, or a document of a cluster."""
        sources = {
            name: {"articles": source.articles, "lines": _texts(source)}
            for name, source in self.sources.items()
        }
        value = {"allowed": self.allowed, "blocked": self.blocked, "sources": sources}
        return value | ({"run": self.run} if self.run else {})

    def write(self, directory: Path, generation: int) -> Mapping[str, Any]:
        """Write it to disk; its name, size and checksum, for the manifest."""
        content = json.dumps(self.to_json(), ensure_ascii=False).encode()
        name = f"learned-{generation}.json"
        with disk.create(directory / name) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return {"name": name, "size": len(content), "checksum": zlib.crc32(content)}

    @classmethod
    def read(cls, directory: Path, place: Mapping[str, Any]) -> Self:
        """What `write` wrote; raises IndexCorrupt."""
        path = directory / str(place["name"])
        corrupt = partial(files.damaged, path)
        content = files.read(path, place["size"], place["checksum"])
        return cls.from_json(decoded(content, corrupt), corrupt)

    @classmethod
    def from_json(cls, json_value: object, corrupt: Callable[[str], IndexCorrupt]) -> Self:
        """What `to_json` made; raises what `corrupt` makes of a fault."""
        value = checked(json_value, _SHAPE, corrupt)
        known = cls(run=value.get("run"))
        for line in value["allowed"]:
            known.allow(line)
        for line in value["blocked"]:
            known.block(line)
        for name, source in value["sources"].items():
            lines = {
                line_fingerprint(key_of(line)): KnownLine(line, count)
                for line, count in source["lines"]
            }
            known.sources[name] = KnownSource(source["articles"], lines)
        return known


def _texts(source: KnownSource) -> list[tuple[str, int]]:
    return [(known.text, known.count) for known in source.lines.values()]
