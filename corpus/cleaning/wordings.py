"""Lines known by their wording, in any decoration."""

import re

from pressmark.corpus.cleaning.line import Line
from pressmark.corpus.cleaning.state import FIXED_KINDS, State
from pressmark.corpus.model import Kind
from pressmark.corpus.rules.matching import QUOTES, rule_of

MAX_CHARACTERS = 320
"""Longer lines are prose; the longest promotion of the measured pages has 240 characters."""

_UNIT = re.compile(r"[$€£¥₹₴₽₩%‰°+]|\d[.,]\d")

MAX_WEAK_CHARACTERS = 40
"""Weak wordings are one or two words."""


def drop_wordings(state: State) -> None:
    """Removes lines that are, begin with or contain a wording of a rule."""
    for i, line in state.kept():
        if _may_be_wording(i, line, state):
            rule = rule_of(line, state.rules)
            if rule == "reporting-credit" and line.kind is Kind.CAPTION:
                rule = "photo-credit"  # whose chart it is, not whose report
            if rule:
                state.drop(i, rule)


def drop_edge_wordings(state: State) -> None:
    """Removes sentences above and below the text that begin with a wording of a rule."""
    places = range(len(state.lines))
    for edge in (places, reversed(places)):
        for at in edge:
            if at in state.findings or at == state.title:
                continue
            line = state.lines[at]
            is_short = _may_be_wording(at, line, state)
            rule = rule_of(line, state.rules, at_edge=True) if is_short else ""
            if rule:
                state.drop(at, rule)
            elif line.stopped:
                break  # here the text begins


def drop_confirmed_wordings(state: State) -> None:
    """Removes lines of weak wordings next to removed lines of such rules.

    Two weak lines next to each other confirm one another: buttons come in rows.
    """
    weak = {i: rule for i, line in state.kept() if (rule := weak_rule(i, state))}
    company = {i for i, found in state.findings.items() if found.rule in state.rules.company}
    grown = True
    while grown:
        confirmed = {
            i for i in weak if any(n in company or n in weak for n in state.neighbours(i))
        } - company
        grown = bool(confirmed)
        company |= confirmed
        for i in confirmed:
            state.drop(i, weak.pop(i))


def weak_rule(at: int, state: State) -> str:
    """The rule of a line that is removed only if a neighbour confirms it, "" for none."""
    line = state.lines[at]
    if len(line.text) > MAX_WEAK_CHARACTERS or not _may_be_wording(at, line, state):
        return ""
    is_marked_heading = line.kind is Kind.HEADING and not state.is_plain
    if is_marked_heading or line.text.startswith(QUOTES) or _is_amount(line.text):
        return ""
    return state.rules.weak.get(line.wording, "")


def _is_amount(text: str) -> bool:
    """Whether it is a price or a share, and no number of a page."""
    return not any(map(str.isalpha, text)) and _UNIT.search(text) is not None


def _may_be_wording(at: int, line: Line, state: State) -> bool:
    if len(line.text) > MAX_CHARACTERS or state.kind(at) in FIXED_KINDS:
        return False
    return bool(line.words)
