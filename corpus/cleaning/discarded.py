"""More precise reasons for what a page's structure discarded, from the words of the lines.

Structure gives the place of a line; only its words show what it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pressmark.corpus.cleaning.furniture import is_link, is_separator
from pressmark.corpus.cleaning.line import Line, line_of
from pressmark.corpus.model import Kind, Removal
from pressmark.corpus.rules import RuleSet
from pressmark.corpus.rules.matching import rule_of
from pressmark.corpus.text.bylines import is_byline
from pressmark.corpus.text.credits import is_labelled_credit
from pressmark.corpus.text.timestamps import is_clock, is_signed_by, is_timestamp

GUESSED = frozenset({"outside-article", "author-note", "share-bar"})
"""The rules that go by place or by the name of a box, which holds other things as well."""

NAMED_ALIKE = frozenset({"related-links", "form"})
"""The rules for links and controls of any kind; a date among them is that of a post."""

MAX_CHARACTERS = 320
"""Longer texts are a box of many things."""


def reclassified(discarded: Iterable[Removal], rules: RuleSet) -> Iterator[Removal]:
    """The removals; those by place get the rule of their wording or shape."""
    for removal in discarded:
        rule = _own_rule(removal, rules) if len(removal.block.text) <= MAX_CHARACTERS else ""
        yield replace(removal, rule=rule, reason=rules.reason(rule)) if rule in rules else removal


def _own_rule(removal: Removal, rules: RuleSet) -> str:
    """The rule of a line's wording or shape, "" where that of its place is precise."""
    if removal.rule in NAMED_ALIKE:
        known = rules.whole.get(line_of(removal.block).wording, "")
        return "timestamp" if is_timestamp(removal.block.text) else known
    if removal.rule not in GUESSED:
        return ""
    rule = _rule_of_words(line_of(removal.block), rules)
    if rule == "reporting-credit" and removal.block.kind is Kind.CAPTION:
        return "photo-credit"  # whose chart it is, not whose report
    return rule


def _rule_of_words(line: Line, rules: RuleSet) -> str:
    if is_separator(line):
        return "separator"
    if rule := rule_of(line, rules, at_edge=True):
        return rule
    if is_link(line):
        return "bare-link"
    if is_timestamp(line.text) or is_clock(line.text):
        return "timestamp"
    if is_byline(line.text) or is_signed_by(line.text):
        return "byline"
    return "photo-credit" if is_labelled_credit(line.text) else ""
