"""The state of one cleaning: an article's lines with their kinds and the findings so far."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pressmark.corpus.cleaning.line import Line, line_of
from pressmark.corpus.model import Article, Block, CleanArticle, Kind, Removal
from pressmark.corpus.recurring_lines import Recurring, source_of
from pressmark.corpus.rules import RuleSet
from pressmark.corpus.text.headlines import headline_of
from pressmark.corpus.text.keys import key_of

RUNNING_KINDS = frozenset({Kind.PARAGRAPH, Kind.HEADING, Kind.CAPTION, Kind.STANDFIRST})
"""The kinds that a reader of plain text cannot distinguish and the cleaner may."""

FIXED_KINDS = frozenset({Kind.TABLE_ROW, Kind.EMBED, Kind.QUOTE})
"""Quoted or laid out on purpose: no wording removes these."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The rule that removes a line, and the line it repeats."""

    rule: str
    repeats: int | None = None


class State:
    """The working state of one cleaning: the steps write here and nowhere else."""

    def __init__(self, article: Article, rules: RuleSet, recurring: Recurring | None) -> None:
        self.article = article
        self.rules = rules
        known = recurring or Recurring()
        self.repeated = known.of(source_of(article.source, article.url))
        self.lines = tuple(line_of(block) for block in article.blocks)
        self.findings: dict[int, Finding] = {}
        self.kinds: dict[int, Kind] = {}
        self.title = self._find_title()
        if self.title is not None:
            self.kinds[self.title] = Kind.TITLE

    def drop(self, at: int, rule: str, repeats: int | None = None) -> None:
        """Marks a line for removal; the first rule to claim a line keeps it."""
        if rule in self.rules and at != self.title and not self._is_allowed(at):
            self.findings.setdefault(at, Finding(rule, repeats))

    def restore(self, places: Iterable[int]) -> None:
        """Keeps lines after all, as the kind that the reader gave them."""
        for at in places:
            del self.findings[at]
            self.kinds.pop(at, None)

    @cached_property
    def is_plain(self) -> bool:
        """Whether the reader knew no kinds, as with plain text."""
        return not self.article.discarded and all(
            line.kind in (Kind.PARAGRAPH, Kind.TITLE) for line in self.lines
        )

    def is_bare(self, at: int) -> bool:
        """Whether a removed line is a rule's wording and no word more."""
        return self.lines[at].wording in self.rules.whole

    def kept(self) -> Iterator[tuple[int, Line]]:
        """The lines no rule has claimed, with their places.

        A step that goes through them may claim the line it is at, but no later one.
        """
        if not self.findings:
            return enumerate(self.lines)  # as for most steps: a twentieth of all cleaning less
        return ((i, line) for i, line in enumerate(self.lines) if i not in self.findings)

    def kind(self, at: int) -> Kind:
        """The kind of a line as far as it is known by now."""
        return self.kinds.get(at, self.lines[at].kind)

    def neighbours(self, at: int) -> tuple[int, ...]:
        """The places before and after, as far as they exist."""
        return tuple(i for i in (at - 1, at + 1) if 0 <= i < len(self.lines))

    def result(self) -> CleanArticle:
        """The cleaned article."""
        paragraphs = tuple(self._block(i) for i, _ in self.kept())
        own = [self._removal(i, finding) for i, finding in self.findings.items()]
        removals = sorted([*self.article.discarded, *own], key=lambda r: r.block.order)
        return CleanArticle(self.article, paragraphs, tuple(removals))

    def _is_allowed(self, at: int) -> bool:
        return self.repeated.is_allowed(self.lines[at].key)

    def _find_title(self) -> int | None:
        """The title's place: marked by the reader, else equal to the title, else guessed."""
        for i, line in enumerate(self.lines):
            if line.kind is Kind.TITLE:
                return i
        if self.article.title:
            title = key_of(self.article.title)
            return next((i for i, line in enumerate(self.lines) if line.has_key(title)), None)
        has_body = len(self.lines) > 1  # a headline is over something
        return headline_of(self.lines, self.rules) if has_body else None

    def _block(self, at: int) -> Block:
        block = self.lines[at].block
        kind = self.kinds.get(at, block.kind)
        return block if kind is block.kind else Block(block.text, kind, block.order)

    def _removal(self, at: int, finding: Finding) -> Removal:
        repeats = None if finding.repeats is None else self._block(finding.repeats)
        reason = self.rules.reason(finding.rule)
        return Removal(self._block(at), finding.rule, reason, repeats)
