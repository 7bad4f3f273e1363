"""Captions in running text: what marks a line as one, and the same caption in other words."""

from pressmark.corpus.cleaning.sheet import RUNNING_KINDS, Line, Sheet
from pressmark.corpus.model import Kind
from pressmark.corpus.near_copies import is_paraphrase

PARAPHRASE_DISTANCE = 3
"""A caption comes again in other words where its picture does: within so many kept lines."""

LONG_HEADING_WORDS = 13
"""A line of so many words without a full stop is no sub-heading; beside a caption it is one."""


def mark_captions(sheet: Sheet) -> None:
    """Gives lines without a full stop beside a caption the kind they show by that."""
    for i, line in enumerate(sheet.lines):
        if _may_be_caption(i, line, sheet) and _has_caption_beside(i, sheet):
            sheet.kinds[i] = Kind.CAPTION


def _may_be_caption(at: int, line: Line, sheet: Sheet) -> bool:
    if line.kind is not Kind.PARAGRAPH or line.stopped or at in sheet.findings:
        return False
    return len(line.words) >= LONG_HEADING_WORDS


def _has_caption_beside(at: int, sheet: Sheet) -> bool:
    return any(sheet.kind(i) is Kind.CAPTION for i in sheet.neighbours(at))


def drop_paraphrases(sheet: Sheet) -> None:
    """Removes a line close below a caption that says the same in other words."""
    recent: list[int] = []
    for i, line in list(sheet.kept()):
        original = _paraphrased(line, recent, sheet)
        if original is None:
            recent = [*recent, i][-PARAPHRASE_DISTANCE:]
        else:
            sheet.kinds[i] = Kind.CAPTION
            sheet.drop(i, "near-duplicate-caption", original)


def _paraphrased(line: Line, recent: list[int], sheet: Sheet) -> int | None:
    if line.kind not in RUNNING_KINDS:
        return None
    for at in recent:
        caption = sheet.lines[at]
        if sheet.kind(at) is Kind.CAPTION and is_paraphrase(
            caption.words, line.words, caption.text, line.text
        ):
            return at
    return None
