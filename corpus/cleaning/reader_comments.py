"""What readers wrote below the article: each under a name and a date, with a button to answer."""

import re

from pressmark.corpus.cleaning.worksheet import Sheet
from pressmark.corpus.text.timestamps import is_timestamp

MAX_LINES = 12
"""The button is within so many lines of the name; without it nothing is taken for a comment."""

_SAID = re.compile(
    r".{2,60}\b(?:says?|said|wrote|schreibt|schrieb|sagte?|meint|dit|écrit|dice|dijo|disse|diz|"
    r"scrive|ha detto|пише|каже|написав|пишет|говорит|написал)\s*:$",
    re.IGNORECASE,
)


def drop_answers(sheet: Sheet) -> None:
    """Removes readers' comments, each from the line with its author's name to the button."""
    for at, line in list(sheet.kept()):
        if _is_author(at, line.text, sheet):
            end = _button(at, sheet)
            for i in range(at, end + 1):
                sheet.drop(i, "comments")


def _is_author(at: int, text: str, sheet: Sheet) -> bool:
    """Whether a line says who wrote, and it or the next one when."""
    if not text.endswith(":") or not _SAID.fullmatch(text):
        return False
    said = text.rstrip(": ").rpartition(" ")[0]
    below = sheet.lines[at + 1].text if at + 1 < len(sheet.lines) else ""
    return is_timestamp(below) or any(map(str.isdigit, said))


def _button(at: int, sheet: Sheet) -> int:
    """The place of the button below; `at` - 1 where there is none."""
    for i in range(at + 1, min(at + MAX_LINES, len(sheet.lines))):
        if sheet.rules.weak.get(sheet.lines[i].wording) == "comments":
            return i
    return at - 1
