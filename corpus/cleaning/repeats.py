"""What an article says twice: its headline, its captions, its paragraphs, or all of itself."""

import re
from collections.abc import Iterable, Iterator

from pressmark.corpus.cleaning.sheet import RUNNING_KINDS, Sheet
from pressmark.corpus.credits import split_credit
from pressmark.corpus.lines import Line
from pressmark.corpus.model import Kind
from pressmark.corpus.near_copies import is_abridged
from pressmark.corpus.words import key_of

LONG_WORDS = 12
"""A line of so many words that comes again word for word is a copy. Shorter ones recur in honest
prose: "He did not reply.", "No comment", a refrain."""

CAPTION_WORDS = 3
"""A line without a full stop that recurs is a caption from so many words on; below, it may be a
sub-heading of a list ("Pros", "The verdict")."""

RUN_LINES = 3
"""So many lines coming again in the same order are a piece of the article standing twice."""

TITLE_SHARE = 0.75
"""A line is the headline abridged when it keeps so much of it; a video's title kept 0.83."""

TITLE_EXTRA_WORDS = 4
"""The headline with so many words more is the headline and the site's name."""

TITLE_WORDS = 4
"""Of a shorter headline an abridged form is no longer certain."""

CUT_LETTERS = 30
"""A text cut short, or without its credit, is told by so many letters at least."""

_CUT = re.compile(r"(?:\.\.\.|…)\s*\w*$")


def drop_title_copies(sheet: Sheet) -> None:
    """Removes later lines that say the headline again, verbatim, abridged or with a site's name."""
    if sheet.title is None:
        return
    title = sheet.lines[sheet.title]
    for i, line in sheet.kept():
        if i == sheet.title or not line.key:
            continue
        if line.key == title.key:
            sheet.drop(i, "duplicate-title", sheet.title)
        elif not line.stopped and _is_near_title(line.words, title.words):
            sheet.drop(i, "near-duplicate-title", sheet.title)


def _is_near_title(words: tuple[str, ...], title: tuple[str, ...]) -> bool:
    if min(len(words), len(title)) < TITLE_WORDS:
        return False
    with_site = words[: len(title)] == title and len(words) - len(title) <= TITLE_EXTRA_WORDS
    return with_site or is_abridged(words, title, TITLE_SHARE)


def drop_repeats(sheet: Sheet) -> None:
    """Removes lines that stand in the article already, whole, without their credit or cut short."""
    for run in _runs(_copies(sheet)):
        is_piece = len(run) >= RUN_LINES
        if is_piece and not any(_is_prose(sheet.lines[i]) for i, _ in run):
            continue  # a list of the same points under another heading
        for i, original in run:
            rule = "duplicate-paragraph" if is_piece else _rule_for(i, original, sheet)
            if rule:
                sheet.drop(i, rule, original)


def _is_prose(line: Line) -> bool:
    return line.stopped and line.kind in RUNNING_KINDS and len(line.words) >= LONG_WORDS


def _rule_for(at: int, original: int, sheet: Sheet) -> str:
    copy, first = sheet.lines[at], sheet.lines[original]
    if copy.kind not in RUNNING_KINDS and Kind.CAPTION not in (first.kind, copy.kind):
        return ""
    if at < original:
        is_caption = sheet.kind(original) is Kind.CAPTION
        return "duplicate-caption" if is_caption else "caption-of-paragraph"
    if _is_caption(at, original, sheet):
        sheet.kinds[at] = Kind.CAPTION
        if first.kind in RUNNING_KINDS and not (first.stopped and not copy.stopped):
            sheet.kinds[original] = Kind.CAPTION
        return "duplicate-caption"
    if len(copy.words) >= LONG_WORDS or at == original + 1:
        return (
            "duplicate-paragraph" if copy.stopped or not first.stopped else "caption-of-paragraph"
        )
    return ""


def _is_caption(at: int, original: int, sheet: Sheet) -> bool:
    copy, first = sheet.lines[at], sheet.lines[original]
    if Kind.CAPTION in (sheet.kind(at), sheet.kind(original)):
        return True
    unstopped = not copy.stopped and not first.stopped
    return unstopped and len(copy.words) >= CAPTION_WORDS and copy.kind in RUNNING_KINDS


def _copies(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Each line that says what another says, with the place of that other.

    The first one is the original; but a line without a full stop is the copy of the same words
    with one, wherever it stands: a caption was taken from the paragraph, not the reverse.
    """
    forms = {i: _forms(line) for i, line in sheet.kept() if line.key}
    first: dict[bytes, int] = {}
    for i, keys in forms.items():
        for key in keys:
            known = first.setdefault(key, i)
            if known != i and _is_unstopped_form(sheet.lines[known], sheet.lines[i]):
                first[key] = i
    whole = _Beginnings(first)
    for i, keys in forms.items():
        places = [first[key] for key in keys if first[key] != i]
        original = min(places) if places else whole.find(i, sheet.lines[i].text)
        if original is not None:
            yield i, original


def _forms(line: Line) -> tuple[bytes, ...]:
    """The line's key, and for a caption that of its text without the credit."""
    text, credit = ("", "") if line.stopped else split_credit(line.text)
    bare = key_of(text) if credit else b""
    return (line.key, bare) if len(bare) >= CUT_LETTERS else (line.key,)


def _is_unstopped_form(first: Line, later: Line) -> bool:
    return (
        later.end == "."
        and not first.stopped
        and first.key == later.key
        and len(first.words) >= LONG_WORDS
    )


class _Beginnings:
    """Finds the line whose beginning another line is that breaks off with dots."""

    def __init__(self, places: dict[bytes, int]) -> None:
        self._places: dict[bytes, tuple[bytes, int]] = {}
        for key, place in places.items():
            if len(key) >= CUT_LETTERS:
                self._places.setdefault(key[:CUT_LETTERS], (key, place))

    def find(self, at: int, text: str) -> int | None:
        """The place of that line, if `text` is broken off and there is one but `at`."""
        cut = _CUT.search(text)
        key = key_of(text[: cut.start()]) if cut else b""
        whole, place = self._places.get(key[:CUT_LETTERS], (b"", at))
        return place if place != at and key and whole.startswith(key) else None


def _runs(copies: Iterable[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """The copies in groups that follow each other as their originals do."""
    run: list[tuple[int, int]] = []
    for at, original in copies:
        if run and run[-1] != (at - 1, original - 1):
            yield run
            run = []
        run.append((at, original))
    if run:
        yield run
