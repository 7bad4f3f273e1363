"""Captions in running text: how they are recognised, and paraphrases of them."""

from pressmark.corpus.cleaning.line import Line
from pressmark.corpus.cleaning.state import RUNNING_KINDS, State
from pressmark.corpus.duplicates.near_duplicates import is_abridged, is_paraphrase
from pressmark.corpus.model import Kind
from pressmark.corpus.text.caption_labels import is_labelled
from pressmark.corpus.text.credits import has_signed_credit

PARAPHRASE_DISTANCE = 3
"""A paraphrase of a caption is within so many kept lines of it."""

LONG_HEADING_WORDS = 13
"""A line of so many words without a full stop is no sub-heading, but may be a caption."""

MAX_CAPTION_CHARACTERS = 400
"""The longest caption of the measured pages has 270 characters."""

MIN_CREDITED_WORDS = 4
"""Below so many words before it, a name at a line's end is part of a heading."""

DESCRIPTION_SHARE = 0.8
"""A video's description is a paragraph when it keeps so much of it; measured: 0.95."""

DESCRIPTION_DISTANCE = 24
"""A video is in or above the text it belongs to: so many lines away at most."""

DESCRIPTION_EXTRA_WORDS = 3
"""Words the description may have and the paragraph not ("on Monday" for "Monday")."""


def mark_credited(state: State) -> None:
    """Makes captions of lines with a photo credit at their end or below them.

    Where a page's structure was read, only if the line is labelled: other names are text.
    """
    for i, line in enumerate(state.lines):
        may_be = state.is_plain or is_labelled(line.text) or _is_signed(line)
        if line.kind is not Kind.PARAGRAPH or i in state.findings or not may_be:
            continue
        if _is_credited(i, line, state):
            state.kinds[i] = Kind.CAPTION


def mark_next_to_captions(state: State) -> None:
    """Makes captions of long lines without a full stop next to a caption."""
    if not state.is_plain:
        return
    for i, line in enumerate(state.lines):
        if _may_be_caption(i, line, state) and _is_next_to_caption(i, state):
            state.kinds[i] = Kind.CAPTION


def _is_signed(line: Line) -> bool:
    return not line.stopped and has_signed_credit(line.text)


def _is_credited(at: int, line: Line, state: State) -> bool:
    if len(line.text) > MAX_CAPTION_CHARACTERS or state.kind(at) is Kind.TITLE:
        return False
    if is_labelled(line.text):
        return True
    below = state.findings.get(at + 1)
    if below is not None and below.rule == "photo-credit":
        return len(line.words) >= MIN_CREDITED_WORDS
    text, credit = ("", "") if line.stopped else line.parts
    if not credit or len(text.split()) < MIN_CREDITED_WORDS:
        return False
    return len(line.words) >= MIN_CREDITED_WORDS


def _may_be_caption(at: int, line: Line, state: State) -> bool:
    if state.kind(at) is not Kind.PARAGRAPH or line.end or at in state.findings:
        return False
    return len(line.words) >= LONG_HEADING_WORDS


def _is_next_to_caption(at: int, state: State) -> bool:
    return any(state.kind(i) is Kind.CAPTION for i in state.neighbours(at))


def drop_paraphrases(state: State) -> None:
    """Removes a paraphrase close below a caption.

    Of two lines in running text without a full stop, neither of them is reporting: they may be
    captions without any other sign.
    """
    recent: list[int] = []
    for i, line in list(state.kept()):
        original = _paraphrased(line, recent, state)
        if original is None:
            recent = [*recent, i][-PARAPHRASE_DISTANCE:]
        else:
            state.kinds[i] = state.kinds[original] = Kind.CAPTION
            state.drop(i, "near-duplicate-caption", original)


def _paraphrased(line: Line, recent: list[int], state: State) -> int | None:
    if line.kind not in RUNNING_KINDS or len(line.text) > MAX_CAPTION_CHARACTERS:
        return None
    for at in recent:
        caption = state.lines[at]
        if _may_be_captions(at, line, state) and is_paraphrase(
            caption.words, line.words, caption.text, line.text
        ):
            return at
    return None


def _may_be_captions(at: int, line: Line, state: State) -> bool:
    if state.kind(at) is Kind.CAPTION:
        return True
    above = state.lines[at]
    plain = above.kind is line.kind is Kind.PARAGRAPH and at != state.title
    return state.is_plain and plain and not above.end and not line.end


def drop_descriptions(state: State) -> None:
    """Removes a line among removed ones that is a paragraph of the text with something added."""
    for i, line in list(state.kept()):
        if line.kind in RUNNING_KINDS and i - 1 in state.findings:
            original = _described(i, state)
            if original is not None and (original == i + 1 or i + 1 in state.findings):
                state.kinds[i] = Kind.CAPTION
                state.drop(i, "caption-of-paragraph", original)


def _described(at: int, state: State) -> int | None:
    words = state.lines[at].words
    reach = range(max(0, at - DESCRIPTION_DISTANCE), at + DESCRIPTION_DISTANCE)
    for i, line in enumerate(state.lines[reach.start : reach.stop], reach.start):
        length = len(line.words)
        if i != at and i not in state.findings and LONG_HEADING_WORDS <= length <= len(words):
            head = words[: length + DESCRIPTION_EXTRA_WORDS]
            if is_abridged(line.words, head, DESCRIPTION_SHARE):
                return i
    return None
