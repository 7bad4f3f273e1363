"""Readers' comments below the article, each between a name with a date and a reply button."""

import re

from pressmark.corpus.cleaning.state import State
from pressmark.corpus.text.timestamps import is_timestamp

MAX_LINES = 12
"""The button is within so many lines of the name; without it nothing is taken for a comment."""

_ATTRIBUTION = re.compile(
    r".{2,60}\b(?:says?|said|wrote|schreibt|schrieb|sagte?|meint|dit|écrit|dice|dijo|disse|diz|"
    r"scrive|ha detto|пише|каже|написав|пишет|говорит|написал)\s*:$",
    re.IGNORECASE,
)


def drop_reader_comments(state: State) -> None:
    """Removes readers' comments, each from the line with its author's name to the button."""
    for at, line in list(state.kept()):
        if _is_author(at, line.text, state):
            end = _button(at, state)
            for i in range(at, end + 1):
                state.drop(i, "comments")


def _is_author(at: int, text: str, state: State) -> bool:
    """Whether a line attributes a comment, and it or the next one has a date."""
    if not text.endswith(":") or not _ATTRIBUTION.fullmatch(text):
        return False
    author = text.rstrip(": ").rpartition(" ")[0]
    below = state.lines[at + 1].text if at + 1 < len(state.lines) else ""
    return is_timestamp(below) or any(map(str.isdigit, author))


def _button(at: int, state: State) -> int:
    """The place of the button below; `at` - 1 where there is none."""
    for i in range(at + 1, min(at + MAX_LINES, len(state.lines))):
        if state.rules.weak.get(state.lines[i].wording) == "comments":
            return i
    return at - 1
