"""Counts the lines of added and deleted articles, and learns which recur in a source.

It counts for each source its articles and, for each line, the articles that have it. It also notes
each counted article, since copies of a known article are not counted. Lines are looked up by the
thousand: articles wait until there are enough of them, and learned lines apply from then on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from pressmark.corpus.model import Block, Kind, Removal
from pressmark.corpus.pickled_as_call import PickledAsCall
from pressmark.corpus.recurring_lines import (
    MIN_COUNT,
    MIN_NEW_SHARE,
    MIN_SHARE,
    is_countable,
    line_fingerprint,
    source_of,
)
from pressmark.corpus.text.keys import key_of
from pressmark.index.articles.documents import storable
from pressmark.index.boilerplate.known_lines import Boilerplate, KnownLine

FIRST_LINES = 256
"""The size of the first batch that is looked up. Each batch is as large as all before it, so that
lines learned early apply to later articles of the same run …"""

MOST_LINES = 1 << 12
"""… up to this size. Counting then takes 3 to 5 µs a paragraph (of 40 words) while an index grows
to 964,000; for a commit of one article it takes 10 to 20 ms."""

PENDING = 1 << 17
"""Counts kept in memory before they become a run: some 20 MB. On disk a count takes 12 bytes, those
of 964,000 paragraphs 12.8 MB, which are rewritten once each time they double."""

REMEMBERED_SHARE = MIN_SHARE / 2
"""From half the share that makes boilerplate the text of a line is kept, so that it can be listed
once it is boilerplate."""


@dataclass(frozen=True, slots=True)
class ArticleLines(PickledAsCall):
    """The lines of an article that may be boilerplate, and the rest.

    `lines` maps fingerprints to texts; `rest` is the fingerprint of all other text together, and
    `rest_letters` its length in characters.
    """

    source: str
    lines: Mapping[int, str]
    rest: int
    rest_letters: int


def lines_of(
    source: str, url: str, paragraphs: Iterable[Block], removals: Iterable[Removal]
) -> ArticleLines:
    """The lines of an article, the same before and after it is stored."""
    recurring = (removal.block for removal in removals if removal.rule == "recurring")
    lines: dict[int, str] = {}
    rest = blake2b(digest_size=8)
    letters = 0
    for block in chain(paragraphs, recurring):
        text = storable(block.text)
        if is_countable(text, block.kind):
            lines[line_fingerprint(key_of(text))] = text
        elif block.kind is not Kind.TITLE:
            rest.update(text.encode())
            letters += len(text)
    name = storable(source_of(source, url))
    return ArticleLines(name, lines, int.from_bytes(rest.digest(), "little"), letters)


@dataclass(frozen=True, slots=True)
class _Change:
    """An article that was added (1) or deleted (-1), and the keys under which it is counted.

    `keys` has its lines first, in their order, then the rest of its text, if any.
    """

    sign: int
    mark: int
    source: int
    keys: tuple[int, ...]
    lines: ArticleLines

    @classmethod
    def of(cls, sign: int, mark: int, lines: ArticleLines) -> Self:
        """The change of the article with that mark."""
        source = _hash(b"source", lines.source)
        keys = [line ^ source for line in lines.lines]
        if lines.rest_letters:
            keys.append(lines.rest ^ source)
        return cls(sign, mark, source, tuple(keys), lines)

    def to_json(self) -> list[Any]:
        """For the file of an unfinished run."""
        lines = self.lines
        texts = list(lines.lines.values())
        return [self.sign, self.mark, lines.source, texts, lines.rest, lines.rest_letters]

    @classmethod
    def from_json(cls, row: Sequence[Any]) -> Self:
        """What `to_json` made."""
        sign, mark, source, texts, rest, letters = row
        lines = {line_fingerprint(key_of(text)): text for text in texts}
        return cls.of(sign, mark, ArticleLines(source, lines, rest, letters))


@dataclass(slots=True)
class _Waiting:
    """Changes that have not been looked up yet."""

    changes: list[_Change] = field(default_factory=list)
    lines: int = 0

    def add(self, change: _Change) -> None:
        """Have one more wait."""
        self.changes.append(change)
        self.lines += len(change.keys) + 2


class Counts(Protocol):
    """Counts by fingerprint, summed over all commits."""

    def counts(self, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
        """The count of each of ascending `keys`, int64[keys]; 0 for one never counted."""

    def add(self, counts: Mapping[int, int]) -> None:
        """Add `counts` by fingerprint."""


class Learner:
    """The line counts of one transaction, and the lines learned from them."""

    def __init__(self, counts: Counts, known: Boilerplate) -> None:
        self._counted = counts
        self.known = known
        self.recurring = self.known.recurring()
        self._marked = False
        self._pending: dict[int, int] = {}
        self._waiting = _Waiting()
        self._seen = 0
        if self.known.run:
            self._seen = self.known.run["seen"]
            for row in self.known.run["waiting"]:
                self._waiting.add(_Change.from_json(row))

    @property
    def changed(self) -> bool:
        """Whether there is anything to commit."""
        return bool(self._marked or self._seen or self._waiting.changes)

    def put(self, article: str, lines: ArticleLines) -> None:
        """Count the article of that id."""
        self._note(1, article, lines)

    def drop(self, article: str, lines: ArticleLines) -> None:
        """Subtract an article that was put in with these lines."""
        self._note(-1, article, lines)

    def mark(self, allow: Iterable[str], block: Iterable[str]) -> None:
        """Allow and block lines for the user."""
        for text in allow:
            self.known.allow(storable(text))
        for text in block:
            self.known.block(storable(text))
        self._marked = True
        self.recurring = self.known.recurring()

    def finish(self) -> None:
        """Look up and count all that waits, before the last commit of a run or one by itself."""
        self._settle()
        self.known.forget(MIN_COUNT, REMEMBERED_SHARE)
        self.known.run = None
        self._add_pending()

    def suspend(self) -> None:
        """`finish` within a run. What waits is kept as it is, so that the same is learned of the
        same articles wherever checkpoints are."""
        waiting = [change.to_json() for change in self._waiting.changes]
        self.known.run = {"seen": self._seen, "waiting": waiting}
        self._add_pending()

    def _add_pending(self) -> None:
        self._counted.add(self._pending)
        self._pending = {}

    def _note(self, sign: int, article: str, lines: ArticleLines) -> None:
        self._waiting.add(_Change.of(sign, _hash(b"article", article), lines))
        if self._waiting.lines >= min(max(FIRST_LINES, self._seen), MOST_LINES):
            self._settle()

    def _settle(self) -> None:
        """Look up and count the waiting changes, and learn from them."""
        waiting, self._waiting = self._waiting, _Waiting()
        self._seen += waiting.lines
        totals = self._totals(waiting.changes)
        sources = set()
        for change in waiting.changes:
            if self._counts(change, totals):
                self._count(change, totals)
                sources.add(change.lines.source)
        if sources:
            self.recurring = self.known.recurring(self.recurring, sources)
        if len(self._pending) >= PENDING:
            self._add_pending()

    def _totals(self, changes: Iterable[_Change]) -> dict[int, int]:
        """The counts so far of all keys of the changes."""
        wanted = {key for c in changes for key in (*c.keys, c.mark, c.source)}
        keys = np.sort(np.fromiter(wanted, dtype=np.uint64, count=len(wanted)))
        totals = dict(zip(keys.tolist(), self._counted.counts(keys).tolist(), strict=True))
        for key in wanted & self._pending.keys():
            totals[key] += self._pending[key]
        return totals

    def _counts(self, change: _Change, totals: Mapping[int, int]) -> bool:
        """Whether to count a change: a copy is not added, nor is an uncounted article deleted."""
        if change.sign < 0:
            return totals[change.mark] > 0
        sizes = [*map(len, change.lines.lines.values()), change.lines.rest_letters]
        new = sum(size for key, size in zip(change.keys, sizes, strict=False) if totals[key] <= 0)
        return bool(change.keys) and new >= MIN_NEW_SHARE * sum(sizes)

    def _count(self, change: _Change, totals: dict[int, int]) -> None:
        for key in (*change.keys, change.mark, change.source):
            totals[key] += change.sign
            self._pending[key] = self._pending.get(key, 0) + change.sign
        source = self.known.source(change.lines.source)
        source.articles = totals[change.source]
        least = max(MIN_COUNT, REMEMBERED_SHARE * source.articles)
        for key, (line, text) in zip(change.keys, change.lines.lines.items(), strict=False):
            known = source.lines.get(line)
            if known is not None:
                known.count = totals[key]
            elif totals[key] >= least:
                source.lines[line] = KnownLine(text, totals[key])


def _hash(purpose: bytes, text: str) -> int:
    digest = blake2b(text.encode(), digest_size=8, person=purpose).digest()
    return int.from_bytes(digest, "little")
