"""Lines that keep coming back in the articles of one source are boilerplate no rule knows.

A `Recurring` counts in how many articles of each source a line stands. It is handed to `clean`,
told of every cleaned article by `learn`, and kept between runs as a plain dict. The user has the
last word: `allow` keeps a line whatever the rules say, `block` removes it everywhere.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from urllib.parse import urlsplit

from pressmark.corpus.model import Article, Block, CleanArticle, Kind
from pressmark.corpus.words import key_of, words_of

MIN_ARTICLES = 10
"""Of a source with fewer articles nothing is boilerplate: in a handful of reports on one event
whole paragraphs of background come back."""

MIN_COUNT = 5
"""A line must stand in so many different articles …"""

MIN_SHARE = 0.1
"""… and in so much of its source: a paragraph of background comes back in a run of reports, the
site's own words in every tenth article at least."""

MIN_NEW_SHARE = 0.2
"""An article with less new text than this is a copy of one that was counted; a brief under a long
disclaimer still has a third."""

MIN_WORDS = 3
"""Shorter lines are sub-headings that honest articles share: "Ingredients", "What next?"."""

MAX_LINES = 200_000
"""So many different lines are counted of a source (some 30 MB); past it those seen once are
forgotten, which delays learning and never makes it rash."""

LEARNED_KINDS = frozenset({Kind.PARAGRAPH, Kind.CAPTION, Kind.STANDFIRST, Kind.BYLINE})
"""Sub-headings, list items and table rows come back in honest articles of one form, as recipes."""

VERSION = 1


@dataclass(frozen=True, slots=True)
class RecurringLine:
    """A line that counts as boilerplate: of which source, in how many of its articles."""

    source: str
    text: str
    count: int
    articles: int


@dataclass(slots=True)
class _Tally:
    """What is known of one source; lines by fingerprint."""

    articles: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def is_boilerplate(self, line: str) -> bool:
        count = self.counts.get(line, 0)
        return (
            self.articles >= MIN_ARTICLES
            and count >= MIN_COUNT
            and count >= MIN_SHARE * self.articles
        )


class Recurring:
    """Counts lines by source and says which are boilerplate."""

    def __init__(self) -> None:
        self._sources: dict[str, _Tally] = {}
        self._allowed: dict[str, str] = {}
        self._blocked: dict[str, str] = {}

    def learn(self, cleaned: CleanArticle) -> None:
        """Counts the lines of an article, once: a copy of a known article teaches nothing."""
        lines = {fingerprint(block.text): block.text for block in _learnable(cleaned)}
        if not lines:
            return
        tally = self._sources.setdefault(source_of(cleaned.article), _Tally())
        if _new_share(lines, tally) < MIN_NEW_SHARE:
            return
        tally.articles += 1
        for line, text in lines.items():
            tally.counts[line] = tally.counts.get(line, 0) + 1
            if tally.counts[line] >= MIN_COUNT:
                tally.texts.setdefault(line, text)
        if len(tally.counts) > MAX_LINES:
            tally.counts = {line: count for line, count in tally.counts.items() if count > 1}

    def rule_for(self, article: Article, text: str) -> str:
        """The rule that removes a line: "blocked", "recurring", or "" for none."""
        line = fingerprint(text)
        if line in self._allowed:
            return ""
        if line in self._blocked:
            return "blocked"
        tally = self._sources.get(source_of(article))
        return "recurring" if tally is not None and tally.is_boilerplate(line) else ""

    def is_allowed(self, text: str) -> bool:
        """Whether the user wants the line kept whatever the rules say."""
        return bool(self._allowed) and fingerprint(text) in self._allowed

    def allow(self, text: str) -> None:
        """Keeps a line from now on."""
        self._blocked.pop(fingerprint(text), None)
        self._allowed[fingerprint(text)] = text

    def block(self, text: str) -> None:
        """Removes a line from now on, in the articles of every source."""
        self._allowed.pop(fingerprint(text), None)
        self._blocked[fingerprint(text)] = text

    @property
    def allowed(self) -> tuple[str, ...]:
        """The lines the user allowed."""
        return tuple(self._allowed.values())

    @property
    def blocked(self) -> tuple[str, ...]:
        """The lines the user blocked."""
        return tuple(self._blocked.values())

    def lines(self) -> Iterator[RecurringLine]:
        """What was learned, by source, the most frequent first."""
        for source, tally in sorted(self._sources.items()):
            found = [line for line in tally.texts if tally.is_boilerplate(line)]
            for line in sorted(found, key=lambda line: -tally.counts[line]):
                if line not in self._allowed:
                    yield RecurringLine(
                        source, tally.texts[line], tally.counts[line], tally.articles
                    )

    def to_dict(self) -> dict[str, object]:
        """All of it as what JSON knows."""
        return {
            "version": VERSION,
            "allowed": list(self.allowed),
            "blocked": list(self.blocked),
            "sources": {
                source: {
                    "articles": tally.articles,
                    "counts": tally.counts,
                    "texts": tally.texts,
                }
                for source, tally in self._sources.items()
            },
        }

    @classmethod
    def from_dict(cls, state: Mapping[str, object]) -> "Recurring":
        """What `to_dict` gave. Raises ValueError for anything else."""
        recurring = cls()
        if not state or state.get("version") != VERSION:
            raise ValueError("not the counts of recurring lines of this version")
        try:
            _restore(recurring, state)
        except (TypeError, AttributeError, KeyError) as error:
            raise ValueError("the counts of recurring lines are damaged") from error
        return recurring


def fingerprint(text: str) -> str:
    """A line's identity, whatever its case and punctuation: 16 hex digits."""
    return blake2b(key_of(text), digest_size=8).hexdigest()


def source_of(article: Article) -> str:
    """What an article's lines are counted under: its source's name, else its site."""
    return (article.source or urlsplit(article.url).hostname or "").casefold()


def _new_share(lines: Mapping[str, str], tally: _Tally) -> float:
    """The share of an article's letters in lines that its source has not had yet."""
    new = sum(len(text) for line, text in lines.items() if line not in tally.counts)
    return new / sum(map(len, lines.values()))


def _learnable(cleaned: CleanArticle) -> Iterable[Block]:
    learned = (removal.block for removal in cleaned.removals if removal.rule == "recurring")
    for block in (*cleaned.paragraphs, *learned):
        if block.kind in LEARNED_KINDS and len(words_of(block.text)) >= MIN_WORDS:
            yield block


def _restore(recurring: Recurring, state: Mapping[str, object]) -> None:
    for text in state["allowed"]:  # type: ignore[attr-defined]
        recurring.allow(text)
    for text in state["blocked"]:  # type: ignore[attr-defined]
        recurring.block(text)
    for source, kept in state["sources"].items():  # type: ignore[attr-defined]
        recurring._sources[source] = _Tally(
            int(kept["articles"]), dict(kept["counts"]), dict(kept["texts"])
        )
