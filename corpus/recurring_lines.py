"""Lines that recur in the articles of one source: boilerplate that no rule knows.

The index counts them (`pressmark.index.boilerplate.learner`). This module has the thresholds from
which a line counts as boilerplate, and the immutable `Recurring` that cleaning uses. The user
decides: an allowed line is kept whatever the rules say, a blocked one is removed everywhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from pressmark.corpus.kinds import TEXT_KINDS
from pressmark.corpus.model import Block, CleanArticle, Kind, Removal
from pressmark.corpus.text.addresses import host_of
from pressmark.corpus.text.keys import key_of
from pressmark.corpus.text.words import words_of

if TYPE_CHECKING:
    from pressmark.corpus.rules import RuleSet

MIN_ARTICLES = 10
"""Of a source with fewer articles nothing is boilerplate: in a handful of reports on one event
whole paragraphs of background recur."""

MIN_COUNT = 5
"""A line must be in so many different articles …"""

MIN_SHARE = 0.1
"""… and in so much of its source: a paragraph of background recurs in a series of reports, the
site's own words in every tenth article at least."""

MIN_NEW_SHARE = 0.2
"""An article with less new text than this is a copy of one that was counted; a brief under a long
disclaimer still has a third."""

MIN_WORDS = 3
"""Shorter lines are sub-headings that honest articles share: "Ingredients", "What next?"."""

MAX_CHARACTERS = 600
"""Longer lines are no boilerplate. Of 30,000 press releases every line that is in twenty of
them or more has at most 564 characters; biographies of the sender are the longest."""

LEARNED_KINDS = frozenset({Kind.PARAGRAPH, Kind.CAPTION, Kind.STANDFIRST, Kind.BYLINE})
"""Sub-headings, list items and table rows recur in articles of one form, such as recipes."""

LEARNED_RULES = frozenset({"recurring", "blocked"})
"""The rules of lines that are known from other articles."""


@dataclass(frozen=True, slots=True)
class Recurring:
    """Lines as fingerprints: what each source repeats, and what the user allowed and blocked."""

    learned: Mapping[str, frozenset[int]] = field(default_factory=dict)
    allowed: frozenset[int] = frozenset()
    blocked: frozenset[int] = frozenset()

    def of(self, source: str) -> "Repeated":
        """The lines that matter to the articles of one source, as `source_of` names it."""
        return Repeated(self.learned.get(source, frozenset()), self.allowed, self.blocked)


NONE_RECURRING = Recurring()


@dataclass(frozen=True, slots=True)
class Repeated:
    """The learned, allowed and blocked lines of one source."""

    learned: frozenset[int]
    allowed: frozenset[int]
    blocked: frozenset[int]

    def __bool__(self) -> bool:
        return bool(self.learned or self.allowed or self.blocked)

    def rule_for(self, key: bytes, kind: Kind) -> str:
        """The rule that removes a line of that key: "blocked", "recurring", or "" for none."""
        line = line_fingerprint(key)
        if line in self.allowed:
            return ""
        if line in self.blocked:
            return "blocked"
        return "recurring" if line in self.learned and kind in LEARNED_KINDS else ""

    def is_allowed(self, key: bytes) -> bool:
        """Whether the user wants a line kept whatever the rules say."""
        return bool(self.allowed) and line_fingerprint(key) in self.allowed


def line_fingerprint(key: bytes) -> int:
    """The 64-bit fingerprint of a line by its key (`key_of`)."""
    return int.from_bytes(blake2b(key, digest_size=8).digest(), "little")


def source_of(source: str, url: str) -> str:
    """The name that an article's lines are counted under: its source, else its site."""
    return (source or host_of(url)).casefold()


def is_countable(text: str, kind: Kind) -> bool:
    """Whether a line may turn out to be boilerplate."""
    if kind not in LEARNED_KINDS or len(text) > MAX_CHARACTERS:
        return False
    return text.count(" ") >= MIN_WORDS or len(words_of(text)) >= MIN_WORDS


def apply_recurring(clean: CleanArticle, rules: "RuleSet", recurring: Recurring) -> CleanArticle:
    """A cleaned article with the lines of `recurring` removed or restored.

    The result is as if `recurring` had been known to `clean`; it is `clean` itself where nothing
    changes. An article that would lose all its text keeps the lines that were only learned.
    """
    article = clean.article
    known = recurring.of(source_of(article.source, article.url))
    gone = list(_newly_removed(clean.paragraphs, rules, known))
    back = [removal.block for removal in clean.removals if _is_back(removal, rules, known)]
    remaining = {*clean.paragraphs, *back} - {removal.block for removal in gone}
    if not any(block.kind in TEXT_KINDS for block in remaining):
        gone = [removal for removal in gone if removal.rule == "blocked"]  # the user's own wish
    if not gone and not back:
        return clean
    places = {removal.block.order for removal in gone}
    kept = [block for block in clean.paragraphs if block.order not in places]
    left = [removal for removal in clean.removals if removal.block not in back]
    return replace(
        clean,
        paragraphs=tuple(sorted([*kept, *back], key=lambda block: block.order)),
        removals=tuple(sorted([*left, *gone], key=lambda removal: removal.block.order)),
    )


def _newly_removed(blocks: Iterable[Block], rules: "RuleSet", known: Repeated) -> Iterable[Removal]:
    for block in blocks if known else ():
        rule = "" if block.kind is Kind.TITLE else known.rule_for(key_of(block.text), block.kind)
        if rule in rules:
            yield Removal(block, rule, rules.reason(rule))


def _is_back(removal: Removal, rules: "RuleSet", known: Repeated) -> bool:
    is_learned = removal.rule in LEARNED_RULES
    if not is_learned and not known.allowed:
        return False
    key = key_of(removal.block.text)
    if is_learned:
        return known.rule_for(key, removal.block.kind) not in rules
    return known.is_allowed(key)
