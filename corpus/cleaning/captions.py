"""Captions in running text: what marks a line as one, and the same caption in other words."""

from pressmark.corpus.cleaning.line import Line
from pressmark.corpus.cleaning.worksheet import RUNNING_KINDS, Sheet
from pressmark.corpus.duplicates.near_duplicates import is_abridged, is_paraphrase
from pressmark.corpus.model import Kind
from pressmark.corpus.text.caption_labels import is_labelled
from pressmark.corpus.text.credits import has_signed_credit

PARAPHRASE_DISTANCE = 3
"""A caption comes again in other words where its picture does: within so many kept lines."""

LONG_HEADING_WORDS = 13
"""A line of so many words without a full stop is no sub-heading; beside a caption it is one."""

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


def mark_credited(sheet: Sheet) -> None:
    """Makes captions of lines with a photo credit at their end or below them.

    Where a page's structure was read, only if it says that it is one: other names are text.
    """
    for i, line in enumerate(sheet.lines):
        may_be = sheet.is_plain or is_labelled(line.text) or _is_signed(line)
        if line.kind is not Kind.PARAGRAPH or i in sheet.findings or not may_be:
            continue
        if _is_credited(i, line, sheet):
            sheet.kinds[i] = Kind.CAPTION


def mark_beside_captions(sheet: Sheet) -> None:
    """Makes captions of long lines without a full stop beside a caption."""
    if not sheet.is_plain:
        return
    for i, line in enumerate(sheet.lines):
        if _may_be_caption(i, line, sheet) and _has_caption_beside(i, sheet):
            sheet.kinds[i] = Kind.CAPTION


def _is_signed(line: Line) -> bool:
    return not line.stopped and has_signed_credit(line.text)


def _is_credited(at: int, line: Line, sheet: Sheet) -> bool:
    if len(line.text) > MAX_CAPTION_CHARACTERS or sheet.kind(at) is Kind.TITLE:
        return False
    if is_labelled(line.text):
        return True
    below = sheet.findings.get(at + 1)
    if below is not None and below.rule == "photo-credit":
        return len(line.words) >= MIN_CREDITED_WORDS
    text, credit = ("", "") if line.stopped else line.parts
    if not credit or len(text.split()) < MIN_CREDITED_WORDS:
        return False
    return len(line.words) >= MIN_CREDITED_WORDS


def _may_be_caption(at: int, line: Line, sheet: Sheet) -> bool:
    if sheet.kind(at) is not Kind.PARAGRAPH or line.end or at in sheet.findings:
        return False
    return len(line.words) >= LONG_HEADING_WORDS


def _has_caption_beside(at: int, sheet: Sheet) -> bool:
    return any(sheet.kind(i) is Kind.CAPTION for i in sheet.neighbours(at))


def drop_paraphrases(sheet: Sheet) -> None:
    """Removes a line close below a caption that says the same in other words.

    Of two lines in running text without a full stop, neither of them is reporting: they may be
    captions even if nothing else says so.
    """
    recent: list[int] = []
    for i, line in list(sheet.kept()):
        original = _paraphrased(line, recent, sheet)
        if original is None:
            recent = [*recent, i][-PARAPHRASE_DISTANCE:]
        else:
            sheet.kinds[i] = sheet.kinds[original] = Kind.CAPTION
            sheet.drop(i, "near-duplicate-caption", original)


def _paraphrased(line: Line, recent: list[int], sheet: Sheet) -> int | None:
    if line.kind not in RUNNING_KINDS or len(line.text) > MAX_CAPTION_CHARACTERS:
        return None
    for at in recent:
        caption = sheet.lines[at]
        if _may_be_captions(at, line, sheet) and is_paraphrase(
            caption.words, line.words, caption.text, line.text
        ):
            return at
    return None


def _may_be_captions(at: int, line: Line, sheet: Sheet) -> bool:
    if sheet.kind(at) is Kind.CAPTION:
        return True
    above = sheet.lines[at]
    plain = above.kind is line.kind is Kind.PARAGRAPH and at != sheet.title
    return sheet.is_plain and plain and not above.end and not line.end


def drop_descriptions(sheet: Sheet) -> None:
    """Removes a line amid page furniture that is a paragraph of the text with something added."""
    for i, line in list(sheet.kept()):
        if line.kind in RUNNING_KINDS and i - 1 in sheet.findings:
            original = _described(i, sheet)
            if original is not None and (original == i + 1 or i + 1 in sheet.findings):
                sheet.kinds[i] = Kind.CAPTION
                sheet.drop(i, "caption-of-paragraph", original)


def _described(at: int, sheet: Sheet) -> int | None:
    words = sheet.lines[at].words
    reach = range(max(0, at - DESCRIPTION_DISTANCE), at + DESCRIPTION_DISTANCE)
    for i, line in enumerate(sheet.lines[reach.start : reach.stop], reach.start):
        length = len(line.words)
        if i != at and i not in sheet.findings and LONG_HEADING_WORDS <= length <= len(words):
            head = words[: length + DESCRIPTION_EXTRA_WORDS]
            if is_abridged(line.words, head, DESCRIPTION_SHARE):
                return i
    return None
