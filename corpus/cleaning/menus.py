"""Menus around the article as a scraper saves them: rows of links, links run together."""

import re
from collections.abc import Iterator

from pressmark.corpus.cleaning.related import (
    MAX_HEADLINE_CHARACTERS,
    MIN_HEADLINES,
    Vocabulary,
    is_off_topic,
)
from pressmark.corpus.cleaning.state import RUNNING_KINDS, State
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


def drop_menus(state: State) -> None:
    """Removes menus: rows of short lines with several known labels, from the first of these on."""
    if not state.is_plain:
        return
    for row in _rows(state):
        known = [at for at in row if _is_known(at, state)]
        if len(row) >= MENU_LINES and len(known) >= KNOWN_LABELS:
            is_last = row[-1] == len(state.lines) - 1
            for at in row:
                if known[0] <= at and (at <= known[-1] or is_last):
                    state.drop(at, "menu")


def drop_above_headline(state: State) -> None:
    """Removes what a page shows above its headline: menus, and headlines of other stories."""
    if not state.is_plain or state.title is None:
        return
    above = [
        at for at in range(state.title) if at not in state.findings and _is_unstopped(at, state)
    ]
    if any(len(state.lines[at].text) > MAX_HEADLINE_CHARACTERS for at in above):
        return  # a paragraph that was cut off: what was taken for the headline is none
    short = [at for at in above if _is_short(at, state)]
    if len(short) >= LINES_ABOVE:
        for at in short:
            state.drop(at, "menu")
    if len(above) > len(short):
        vocabulary = Vocabulary(state, without=set(above))
        foreign = [
            at
            for at in above
            if is_off_topic(state.lines[at], vocabulary) and ". " not in state.lines[at].text
        ]
        for at in foreign if len(foreign) >= MIN_HEADLINES else ():
            state.drop(at, "related-headline")


def drop_link_rows(state: State) -> None:
    """Removes lines that hold several links: "MarketsBusinessOpinion", "Home » News » Council"."""
    for at, line in state.kept() if state.is_plain else ():
        if line.stopped or len(line.text) > MAX_ROW_CHARACTERS:
            continue
        if _is_run_together(at, state) or _is_row(line.text, state):
            state.drop(at, "menu")


def _is_run_together(at: int, state: State) -> bool:
    """Whether several words are joined, one of them a known label or next to a removed line.

    The names below an open letter may be run together as well.
    """
    text = state.lines[at].text
    parts = _JOINT.split(text)
    if len(parts) <= JOINTS or 2 * (len(parts) - 1) < len(text.split()) - 1:
        return False
    is_known = any(words_of(part) in state.rules.labels for part in parts)
    return is_known or any(i in state.findings for i in state.neighbours(at))


def _is_row(text: str, state: State) -> bool:
    """Whether strokes part labels, two of which are known, or a path from the first page."""
    parts = [words_of(part) for part in _STROKE.split(text)]
    parts = [words for words in parts if words]
    if len(parts) < ROW_PARTS or any(len(words) > LABEL_WORDS for words in parts[:-1]):
        return False
    known = [words in state.rules.labels or words in state.rules.whole for words in parts]
    return sum(known) > 1 or (known[0] and bool(_CRUMBS.search(text)))


def _rows(state: State) -> Iterator[list[int]]:
    """Runs of short lines, over what is removed already."""
    row: list[int] = []
    for at in range(len(state.lines)):
        if at != state.title and (at in state.findings or _is_short(at, state)):
            row.append(at)
            continue
        if row:
            yield row
        row = []
    if row:
        yield row


def _is_known(at: int, state: State) -> bool:
    found = state.findings.get(at)
    if found is not None:
        return found.rule in state.rules.company and _fits(at, state)
    return state.lines[at].wording in state.rules.labels


def _is_short(at: int, state: State) -> bool:
    if len(state.lines[at].text) > LABEL_CHARACTERS:
        return False  # tested first, since most lines are long
    return (_is_unstopped(at, state) and _fits(at, state)) or _is_known(at, state)


def _fits(at: int, state: State) -> bool:
    line = state.lines[at]
    return len(line.text) <= LABEL_CHARACTERS and len(line.words) <= LABEL_WORDS


def _is_unstopped(at: int, state: State) -> bool:
    line = state.lines[at]
    return not line.stopped and line.kind in RUNNING_KINDS and state.kind(at) is Kind.PARAGRAPH
