"""Wraps paragraphs to the columns of a terminal."""

import os
import re
import unicodedata
from functools import cache
from typing import TextIO

from pressmark.search.results.models import Span

DEFAULT_WIDTH = 80
"""Columns of a terminal of unknown width."""

_WIDE = "\u2e80-\ua4cf\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
_CLOSING = "、。，．：；！？）」』】〉》"
_WORD = re.compile(r"\S+")
_ZERO_WIDTH = frozenset({"Mn", "Me", "Cf"})


@cache
def _unit() -> re.Pattern[str]:
    # takes 10 ms to compile, and few texts need it
    return re.compile(f"[{_WIDE}][{_CLOSING}]*|[^\\s{_WIDE}]+")


def width_of(stream: TextIO) -> int | None:
    """The columns of a terminal, or of the variable `COLUMNS`; None for other streams."""
    stated = os.environ.get("COLUMNS", "")
    if stated.isdecimal() and int(stated):
        return int(stated)
    if not stream.isatty():
        return None
    try:
        return os.get_terminal_size(stream.fileno()).columns or DEFAULT_WIDTH
    except OSError:
        return DEFAULT_WIDTH


def columns(text: str) -> int:
    """The number of terminal columns that `text` takes."""
    if text.isascii():
        return len(text)
    return sum(map(_columns_of, text))


def _columns_of(character: str) -> int:
    if unicodedata.category(character) in _ZERO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def line_spans(text: str, width: int | None) -> list[Span]:
    """The lines of `text` at `width` columns; one line if `width` is None.

    Lines break at white space and between ideographs. A longer word is not broken, so that a URL
    can be clicked.
    """
    if width is None:
        return [Span(0, len(text))]
    spans: list[Span] = []
    wide = max(text, default="") >= _WIDE[0]
    for unit in (_unit() if wide else _WORD).finditer(text):
        if spans and columns(text[spans[-1].start : unit.end()]) <= width:
            spans[-1] = Span(spans[-1].start, unit.end())
        else:
            spans.append(Span(unit.start(), unit.end()))
    return spans
