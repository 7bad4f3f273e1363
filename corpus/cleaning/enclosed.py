"""Lines enclosed by two lines of a sign-up, donation or cookie box."""

from itertools import pairwise

from pressmark.corpus.cleaning.line import Line
from pressmark.corpus.cleaning.state import RUNNING_KINDS, State
from pressmark.corpus.cleaning.wordings import weak_rule
from pressmark.corpus.text.vocabulary import READER_WORDS

BOX_RULES = frozenset({"sign-up", "support-us", "cookie-notice"})
"""The rules whose lines come in boxes of several lines."""

MAX_GAP = 2
"""So many lines of a box may be known by their place alone."""

LABEL_WORDS = 6
"""A line at most so long without a full stop is a label, …"""

ADDRESS_WORDS = 16
"""… and one at most so long that addresses the reader is promotion."""


def drop_in_boxes(state: State) -> None:
    """Removes short lines between two lines of a box, if they are labels or address the reader."""
    for first, last in pairwise(_members(state)):
        found = state.findings.get(first) or state.findings.get(last)
        gap = range(first + 1, last)
        if found and len(gap) <= MAX_GAP and all(_belongs(state.lines[i]) for i in gap):
            for i in (first, *gap, last):
                state.drop(i, found.rule)


def _members(state: State) -> list[int]:
    """The lines of boxes, and the weak wordings of their rules."""
    weak = (i for i, _ in state.kept() if weak_rule(i, state) in BOX_RULES)
    return sorted([*weak, *(i for i, found in state.findings.items() if found.rule in BOX_RULES)])


def _belongs(line: Line) -> bool:
    if line.kind not in RUNNING_KINDS:
        return False
    if not line.end and len(line.words) <= LABEL_WORDS:
        return True
    return len(line.words) <= ADDRESS_WORDS and bool(READER_WORDS & set(line.words))
