"""Lines known by what they say: the wordings of the rules, in any decoration."""

import re

from pressmark.corpus.cleaning.line import Line
from pressmark.corpus.cleaning.worksheet import FIXED_KINDS, Sheet
from pressmark.corpus.model import Kind
from pressmark.corpus.rules.matching import QUOTES, rule_of

MAX_CHARACTERS = 320
"""Longer lines are prose; the longest promotion of the measured pages has 240 characters."""

_UNIT = re.compile(r"[$€£¥₹₴₽₩%‰°+]|\d[.,]\d")

SENTENCE_WORDS = 5
"""Shorter lines with a stop are buttons: "Loading…"."""

MAX_WEAK_CHARACTERS = 40
"""Weak wordings are one or two words."""


def drop_wordings(sheet: Sheet) -> None:
    """Removes lines that are, begin with or contain a wording of a rule."""
    for i, line in sheet.kept():
        if _may_be_wording(i, line, sheet):
            rule = rule_of(line, sheet.rules)
            if rule == "reporting-credit" and line.kind is Kind.CAPTION:
                rule = "photo-credit"  # whose chart it is, not whose report
            if rule:
                sheet.drop(i, rule)


def drop_edge_wordings(sheet: Sheet) -> None:
    """Removes sentences above and below the text that begin with a wording of a rule."""
    places = range(len(sheet.lines))
    for edge in (places, reversed(places)):
        for at in edge:
            if at in sheet.findings or at == sheet.title:
                continue
            line = sheet.lines[at]
            is_short = _may_be_wording(at, line, sheet)
            rule = rule_of(line, sheet.rules, at_edge=True) if is_short else ""
            if rule:
                sheet.drop(at, rule)
            elif line.stopped and len(line.words) >= SENTENCE_WORDS:
                break  # here the text begins


def drop_in_company(sheet: Sheet) -> None:
    """Removes lines of weak wordings beside lines that are plainly page furniture.

    Two weak lines beside each other confirm one another: buttons come in bars.
    """
    weak = {i: rule for i, line in sheet.kept() if (rule := weak_rule(i, sheet))}
    company = {i for i, found in sheet.findings.items() if found.rule in sheet.rules.company}
    grown = True
    while grown:
        confirmed = {
            i for i in weak if any(n in company or n in weak for n in sheet.neighbours(i))
        } - company
        grown = bool(confirmed)
        company |= confirmed
        for i in confirmed:
            sheet.drop(i, weak.pop(i))


def weak_rule(at: int, sheet: Sheet) -> str:
    """The rule that a line belongs to if what is beside it does, "" for none."""
    line = sheet.lines[at]
    if len(line.text) > MAX_WEAK_CHARACTERS or not _may_be_wording(at, line, sheet):
        return ""
    is_marked_heading = line.kind is Kind.HEADING and not sheet.is_plain
    if is_marked_heading or line.text.startswith(QUOTES) or _is_amount(line.text):
        return ""
    return sheet.rules.weak.get(line.wording, "")


def _is_amount(text: str) -> bool:
    """Whether it is a price or a share, and no number of a page."""
    return not any(map(str.isalpha, text)) and _UNIT.search(text) is not None


def _may_be_wording(at: int, line: Line, sheet: Sheet) -> bool:
    if len(line.text) > MAX_CHARACTERS or sheet.kind(at) in FIXED_KINDS:
        return False
    return bool(line.words)
