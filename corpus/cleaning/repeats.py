"""What an article says twice: its headline, its captions, its paragraphs, or all of itself."""

import re
from collections.abc import Iterable, Iterator

from pressmark.corpus.cleaning.line import BEGINNING, Line
from pressmark.corpus.cleaning.worksheet import RUNNING_KINDS, Sheet
from pressmark.corpus.duplicates.near_duplicates import is_abridged, shared_share
from pressmark.corpus.model import Kind
from pressmark.corpus.text.caption_labels import without_label
from pressmark.corpus.text.credits import split_credit
from pressmark.corpus.text.keys import key_of

LONG_WORDS = 12
"""A line of so many words that comes again word for word is a copy. Shorter ones recur in honest
prose: "He did not reply.", "No comment", a refrain."""

CAPTION_WORDS = 4
"""A line without a full stop that recurs is a caption from so many words on; below, it may be a
sub-heading of a list ("Pros", "The verdict") or the name of a source."""

RUN_LINES = 3
"""So many lines coming again in the same order are a piece of the article standing twice."""

TITLE_SHARE = 0.75
"""A line is the headline abridged when it keeps so much of it; a video's title kept 0.83."""

TITLE_EXTRA_WORDS = 4
"""The headline with so many words more is the headline and the site's name."""

TITLE_WORDS = 4
"""Of a shorter headline an abridged form is no longer certain."""

CHANGED_SHARE = 0.8
"""A line between two copied ones is a copy that was corrected, when it shares so much."""

CUT_LETTERS = 30
"""A text cut short, or without its credit, is known by so many letters at least."""

Pair = tuple[int, int]
"""The places of a copy and of its original."""

_CUT = re.compile(r"(?:\.\.\.|…)\s*\w*$")


def drop_title_copies(sheet: Sheet) -> None:
    """Removes later lines that say the headline again, verbatim, abridged or with a site's name."""
    if sheet.title is None:
        return
    title = sheet.lines[sheet.title]
    for i, line in sheet.kept():
        if i == sheet.title or not line.beginning:
            continue
        if line.has_key(title.key):
            sheet.drop(i, "duplicate-title", sheet.title)
        elif not line.stopped and _is_near_title(line.words, title.words):
            sheet.drop(i, "near-duplicate-title", sheet.title)


def _is_near_title(words: tuple[str, ...], title: tuple[str, ...]) -> bool:
    if min(len(words), len(title)) < TITLE_WORDS:
        return False
    with_site = words[: len(title)] == title and len(words) - len(title) <= TITLE_EXTRA_WORDS
    return with_site or is_abridged(words, title, TITLE_SHARE)


def drop_repeats(sheet: Sheet) -> None:
    """Removes lines that are in the article already, whole, without their credit or cut short."""
    for run in _mended(_runs(_copies(sheet), _ranks(sheet)), sheet):
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
        if sheet.kind(original) is Kind.CAPTION:
            return "duplicate-caption"
        may_be_caption = sheet.is_plain or sheet.kind(at) is Kind.CAPTION
        return "caption-of-paragraph" if may_be_caption else "duplicate-paragraph"
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
        return sheet.is_plain or len(copy.words) >= CAPTION_WORDS
    if not sheet.is_plain or copy.end == ":":
        return False  # where the kinds are known, a label of every entry is no caption
    return not copy.stopped and not first.stopped and len(copy.words) >= CAPTION_WORDS


def _copies(sheet: Sheet) -> Iterator[Pair]:
    """Each line that says what another says, with the place of that other.

    The first one is the original; but a line without a full stop is the copy of the same words
    with one, wherever it is: a caption was taken from the paragraph, not the reverse.
    """
    if not _may_have_copies(sheet):
        return
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


def _may_have_copies(sheet: Sheet) -> bool:
    """Whether two lines begin alike, or one breaks off: a look that costs little."""
    seen: set[bytes] = set()
    for _, line in sheet.kept():
        bare = without_label(line.text)
        beginnings = {line.beginning}
        if bare != line.text:
            beginnings.add(key_of(bare)[:BEGINNING])
        beginnings.discard(b"")
        if not seen.isdisjoint(beginnings) or _is_cut(line.text):
            return True
        seen |= beginnings
    return False


def _is_cut(text: str) -> bool:
    return ("…" in text or "..." in text) and _CUT.search(text) is not None


def _forms(line: Line) -> tuple[bytes, ...]:
    """The line's key, and that of a caption without its label and its credit."""
    text = without_label(line.text)
    if not line.stopped:
        text, _ = line.parts if text == line.text else split_credit(text)
    bare = line.key if text == line.text else key_of(text)
    return (line.key, bare) if bare != line.key and len(bare) >= CUT_LETTERS else (line.key,)


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
        cut = _CUT.search(text) if _is_cut(text) else None
        key = key_of(text[: cut.start()]) if cut else b""
        whole, place = self._places.get(key[:CUT_LETTERS], (b"", at))
        return place if place != at and key and whole.startswith(key) else None


def _ranks(sheet: Sheet) -> dict[int, int]:
    """The number of each kept line among the kept: advertisements part no run."""
    return {i: rank for rank, (i, _) in enumerate(sheet.kept())}


def _runs(copies: Iterable[Pair], ranks: dict[int, int]) -> Iterator[list[Pair]]:
    """The copies in groups that follow each other as their originals do."""
    run: list[Pair] = []
    for at, original in copies:
        if run:
            steps = (ranks[at] - ranks[run[-1][0]], ranks[original] - ranks[run[-1][1]])
            if steps != (1, 1):
                yield run
                run = []
        run.append((at, original))
    if run:
        yield run


def _mended(runs: Iterable[list[Pair]], sheet: Sheet) -> Iterator[list[Pair]]:
    """The runs, two of them joined where the one line between was changed a little.

    So an article that stands twice, the second time corrected, is seen as one copy.
    """
    last: list[Pair] = []
    for run in runs:
        between = _between(last, run, sheet) if last else None
        if between is not None:
            last = [*last, between, *run]
        else:
            if last:
                yield last
            last = run
    if last:
        yield last


def _between(before: list[Pair], after: list[Pair], sheet: Sheet) -> Pair | None:
    """The one line between two runs with its original, if they are nearly the same."""
    (at, original), (next_at, next_original) = before[-1], after[0]
    if next_at - at != 2 or next_original - original != 2:
        return None
    if at + 1 in sheet.findings or original + 1 in sheet.findings:
        return None
    words, others = sheet.lines[at + 1].words, sheet.lines[original + 1].words
    alike = is_abridged(words, others, CHANGED_SHARE) or is_abridged(others, words, CHANGED_SHARE)
    return (at + 1, original + 1) if alike or shared_share(words, others) >= CHANGED_SHARE else None
