"""Repeated headlines, captions, paragraphs and passages of an article."""

import re
from collections.abc import Iterable, Iterator

from pressmark.corpus.cleaning.line import BEGINNING, Line
from pressmark.corpus.cleaning.state import RUNNING_KINDS, State
from pressmark.corpus.duplicates.near_duplicates import is_abridged, shared_share
from pressmark.corpus.model import Kind
from pressmark.corpus.text.caption_labels import without_label
from pressmark.corpus.text.credits import split_credit
from pressmark.corpus.text.keys import key_of

LONG_WORDS = 12
"""A line of so many words that recurs verbatim is a copy. Shorter ones recur in ordinary
prose: "He did not reply.", "No comment", a refrain."""

CAPTION_WORDS = 4
"""A line without a full stop that recurs is a caption from so many words on; below, it may be a
sub-heading of a list ("Pros", "The verdict") or the name of a source."""

RUN_LINES = 3
"""So many lines that recur in the same order are a passage that was saved twice."""

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


def drop_title_copies(state: State) -> None:
    """Removes later copies of the headline, verbatim, abridged or with a site's name."""
    if state.title is None:
        return
    title = state.lines[state.title]
    for i, line in state.kept():
        if i == state.title or not line.beginning:
            continue
        if line.has_key(title.key):
            state.drop(i, "duplicate-title", state.title)
        elif not line.stopped and _is_near_title(line.words, title.words):
            state.drop(i, "near-duplicate-title", state.title)


def _is_near_title(words: tuple[str, ...], title: tuple[str, ...]) -> bool:
    if min(len(words), len(title)) < TITLE_WORDS:
        return False
    with_site = words[: len(title)] == title and len(words) - len(title) <= TITLE_EXTRA_WORDS
    return with_site or is_abridged(words, title, TITLE_SHARE)


def drop_repeats(state: State) -> None:
    """Removes lines that are in the article already, whole, without their credit or cut short."""
    for run in _joined(_runs(_copies(state), _ranks(state)), state):
        is_piece = len(run) >= RUN_LINES
        if is_piece and not any(_is_prose(state.lines[i]) for i, _ in run):
            continue  # a list of the same points under another heading
        for i, original in run:
            rule = "duplicate-paragraph" if is_piece else _rule_for(i, original, state)
            if rule:
                state.drop(i, rule, original)


def _is_prose(line: Line) -> bool:
    return line.stopped and line.kind in RUNNING_KINDS and len(line.words) >= LONG_WORDS


def _rule_for(at: int, original: int, state: State) -> str:
    copy, first = state.lines[at], state.lines[original]
    if copy.kind not in RUNNING_KINDS and Kind.CAPTION not in (first.kind, copy.kind):
        return ""
    if at < original:
        if state.kind(original) is Kind.CAPTION:
            return "duplicate-caption"
        may_be_caption = state.is_plain or state.kind(at) is Kind.CAPTION
        return "caption-of-paragraph" if may_be_caption else "duplicate-paragraph"
    if _is_caption(at, original, state):
        state.kinds[at] = Kind.CAPTION
        if first.kind in RUNNING_KINDS and not (first.stopped and not copy.stopped):
            state.kinds[original] = Kind.CAPTION
        return "duplicate-caption"
    if len(copy.words) >= LONG_WORDS or at == original + 1:
        return (
            "duplicate-paragraph" if copy.stopped or not first.stopped else "caption-of-paragraph"
        )
    return ""


def _is_caption(at: int, original: int, state: State) -> bool:
    copy, first = state.lines[at], state.lines[original]
    if Kind.CAPTION in (state.kind(at), state.kind(original)):
        return state.is_plain or len(copy.words) >= CAPTION_WORDS
    if not state.is_plain or copy.end == ":":
        return False  # where the kinds are known, a label of every entry is no caption
    return not copy.stopped and not first.stopped and len(copy.words) >= CAPTION_WORDS


def _copies(state: State) -> Iterator[Pair]:
    """Each copy of a line, with the place of its original.

    The first one is the original; but a line without a full stop is the copy of the same words
    with one, wherever it is: a caption was taken from the paragraph, not the reverse. So was a
    standfirst.
    """
    if not _may_have_copies(state):
        return
    forms = {i: _forms(line) for i, line in state.kept() if line.key}
    first: dict[bytes, int] = {}
    for i, keys in forms.items():
        for key in keys:
            known = first.setdefault(key, i)
            if known != i and _is_taken_from(state.lines[known], state.lines[i]):
                first[key] = i
    whole = _Beginnings(first)
    for i, keys in forms.items():
        places = [first[key] for key in keys if first[key] != i]
        original = min(places) if places else whole.find(i, state.lines[i].text)
        if original is not None:
            yield i, original


def _may_have_copies(state: State) -> bool:
    """Whether two lines begin alike, or one breaks off: a cheap test."""
    seen: set[bytes] = set()
    for _, line in state.kept():
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


def _is_taken_from(first: Line, later: Line) -> bool:
    """Whether a line is the original of one above it with the same words."""
    if first.kind is Kind.STANDFIRST:
        return later.kind is Kind.PARAGRAPH
    return (
        later.end == "."
        and not first.stopped
        and first.key == later.key
        and len(first.words) >= LONG_WORDS
    )


class _Beginnings:
    """Finds the full line of a copy that breaks off with dots."""

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


def _ranks(state: State) -> dict[int, int]:
    """The number of each kept line among the kept: advertisements interrupt no run."""
    return {i: rank for rank, (i, _) in enumerate(state.kept())}


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


def _joined(runs: Iterable[list[Pair]], state: State) -> Iterator[list[Pair]]:
    """The runs, two of them joined where the one line between was changed a little.

    So an article that was saved twice, the second time corrected, is one copy.
    """
    last: list[Pair] = []
    for run in runs:
        between = _between(last, run, state) if last else None
        if between is not None:
            last = [*last, between, *run]
        else:
            if last:
                yield last
            last = run
    if last:
        yield last


def _between(before: list[Pair], after: list[Pair], state: State) -> Pair | None:
    """The one line between two runs with its original, if they are nearly the same."""
    (at, original), (next_at, next_original) = before[-1], after[0]
    if next_at - at != 2 or next_original - original != 2:
        return None
    if at + 1 in state.findings or original + 1 in state.findings:
        return None
    words, others = state.lines[at + 1].words, state.lines[original + 1].words
    alike = is_abridged(words, others, CHANGED_SHARE) or is_abridged(others, words, CHANGED_SHARE)
    return (at + 1, original + 1) if alike or shared_share(words, others) >= CHANGED_SHARE else None
