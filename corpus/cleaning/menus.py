"""The site around the article, as a scraper saves it: menus, rows of links, links run together."""

import re
from collections.abc import Iterator

from pressmark.corpus.cleaning.related import (
    MAX_HEADLINE_CHARACTERS,
    MIN_HEADLINES,
    Vocabulary,
    is_foreign,
)
from pressmark.corpus.cleaning.worksheet import RUNNING_KINDS, Sheet
from pressmark.corpus.model import Kind
from pressmark.corpus.text.words import words_of

LABEL_WORDS = 5
"""The entries of menus have at most so many words."""

LABEL_CHARACTERS = 60
"""Longer lines have more words than that, or are one address."""

MENU_LINES = 6
"""So many short lines in a row may be a menu, …"""

KNOWN_LABELS = 3
"""… and are one if so many of them are known: no list of an article's own has three."""

MAX_ROW_CHARACTERS = 240
"""The longest row of links on the measured pages has 200 characters."""

LINES_ABOVE = 3
"""So many short lines above a headline are a menu; one or two name the section."""

JOINTS = 2
"""So many places where a word goes on with a capital: links run together, not a brand's name."""

ROW_PARTS = 3
"""So many labels between strokes are a row of links, if two of them are known."""

_CRUMBS = re.compile(r"[»›>]")
_STROKE = re.compile(r"[|/»›>•·]|::")
_JOINT = re.compile(r"(?<=[a-zß-öø-ÿа-яёіїєґ]{4})(?=[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ][a-zß-öø-ÿа-яёіїєґ]{2})")


def drop_menus(sheet: Sheet) -> None:
    """Removes rows of short lines that are known as menus, whole from the first known entry on."""
    if not sheet.is_plain:
        return
    for row in _rows(sheet):
        known = [at for at in row if _is_known(at, sheet)]
        if len(row) >= MENU_LINES and len(known) >= KNOWN_LABELS:
            is_last = row[-1] == len(sheet.lines) - 1
            for at in row:
                if known[0] <= at and (at <= known[-1] or is_last):
                    sheet.drop(at, "menu")


def drop_above_headline(sheet: Sheet) -> None:
    """Removes what a page shows above its headline: menus, and headlines of other stories."""
    if not sheet.is_plain or sheet.title is None:
        return
    above = [
        at for at in range(sheet.title) if at not in sheet.findings and _is_unstopped(at, sheet)
    ]
    if any(len(sheet.lines[at].text) > MAX_HEADLINE_CHARACTERS for at in above):
        return  # a paragraph that was cut off: what was taken for the headline is none
    short = [at for at in above if _is_short(at, sheet)]
    if len(short) >= LINES_ABOVE:
        for at in short:
            sheet.drop(at, "menu")
    if len(above) > len(short):
        spoken_of = Vocabulary(sheet, without=set(above))
        foreign = [
            at
            for at in above
            if is_foreign(sheet.lines[at], spoken_of) and ". " not in sheet.lines[at].text
        ]
        for at in foreign if len(foreign) >= MIN_HEADLINES else ():
            sheet.drop(at, "related-headline")


def drop_link_rows(sheet: Sheet) -> None:
    """Removes lines that hold several links: "MarketsBusinessOpinion", "Home » News » Council"."""
    for at, line in sheet.kept() if sheet.is_plain else ():
        if line.stopped or len(line.text) > MAX_ROW_CHARACTERS:
            continue
        if _is_run_together(at, sheet) or _is_row(line.text, sheet):
            sheet.drop(at, "menu")


def _is_run_together(at: int, sheet: Sheet) -> bool:
    """Whether words are joined again and again, one of them known, or beside what was removed.

    The names below an open letter may be run together as well.
    """
    text = sheet.lines[at].text
    parts = _JOINT.split(text)
    if len(parts) <= JOINTS or 2 * (len(parts) - 1) < len(text.split()) - 1:
        return False
    is_known = any(words_of(part) in sheet.rules.labels for part in parts)
    return is_known or any(i in sheet.findings for i in sheet.neighbours(at))


def _is_row(text: str, sheet: Sheet) -> bool:
    """Whether strokes part labels, two of which are known, or a path from the first page."""
    parts = [words_of(part) for part in _STROKE.split(text)]
    parts = [words for words in parts if words]
    if len(parts) < ROW_PARTS or any(len(words) > LABEL_WORDS for words in parts[:-1]):
        return False
    known = [words in sheet.rules.labels or words in sheet.rules.whole for words in parts]
    return sum(known) > 1 or (known[0] and bool(_CRUMBS.search(text)))


def _rows(sheet: Sheet) -> Iterator[list[int]]:
    """Runs of short lines, over what is removed already."""
    row: list[int] = []
    for at in range(len(sheet.lines)):
        if at != sheet.title and (at in sheet.findings or _is_short(at, sheet)):
            row.append(at)
            continue
        if row:
            yield row
        row = []
    if row:
        yield row


def _is_known(at: int, sheet: Sheet) -> bool:
    found = sheet.findings.get(at)
    if found is not None:
        return found.rule in sheet.rules.company and _fits(at, sheet)
    return sheet.lines[at].wording in sheet.rules.labels


def _is_short(at: int, sheet: Sheet) -> bool:
    if len(sheet.lines[at].text) > LABEL_CHARACTERS:
        return False  # asked first, since most lines are long
    return (_is_unstopped(at, sheet) and _fits(at, sheet)) or _is_known(at, sheet)


def _fits(at: int, sheet: Sheet) -> bool:
    line = sheet.lines[at]
    return len(line.text) <= LABEL_CHARACTERS and len(line.words) <= LABEL_WORDS


def _is_unstopped(at: int, sheet: Sheet) -> bool:
    line = sheet.lines[at]
    return not line.stopped and line.kind in RUNNING_KINDS and sheet.kind(at) is Kind.PARAGRAPH
