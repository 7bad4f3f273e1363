"""What the output can take, and the few ways of writing to it that every command shares."""

import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO, TypedDict

import click

from pressmark.search.cli.wrap import line_spans, width_of
from pressmark.search.escape import harmless, harmless_json
from pressmark.search.results.models import Span

_PAIR_OF_OFFSETS = re.compile(r"\[\n\s+(\d+),\n\s+(\d+)\n\s+\]")

MEASURE = 100
"""No line of prose is longer: the eye loses its place on longer ones."""


class Look(TypedDict, total=False):
    """How a piece of text is set, in click's terms."""

    bold: bool
    dim: bool
    italic: bool
    fg: str


PLAIN: Look = {}
STRONG: Look = {"bold": True}
UNTITLED: Look = {"italic": True}
MARK: Look = {"bold": True, "fg": "yellow"}
QUIET: Look = {"dim": True}
DROPPED: Look = {"fg": "red"}
ADDED: Look = {"fg": "green"}
RULE: Look = {"fg": "cyan"}


@dataclass(frozen=True, slots=True)
class Console:
    """Standard output: `width` in columns, None where lines are not to be broken."""

    width: int | None
    color: bool

    def say(self, text: str = "") -> None:
        """Write one line that is already set."""
        # Named, since click replaces an ASCII stdout by one of UTF-8 that its reader cannot read.
        click.echo(text, file=sys.stdout, color=self.color)

    def set(self, text: str, look: Look) -> str:
        """`text` made harmless, in that look where colour is wanted."""
        return self._paint(harmless(text), look)

    def prose(
        self,
        text: str,
        *,
        indent: str = "",
        marks: Sequence[Span] = (),
        look: Look = PLAIN,
        first: str | None = None,
    ) -> None:
        """Write a paragraph, its `marks` (offsets into `text`) standing out.

        `indent` is before each line, `first` instead of it before the first one.
        """
        text = harmless(text)
        width = None if self.width is None else max(20, min(self.width, MEASURE) - len(indent))
        before = indent if first is None else first
        for line in line_spans(text, width):
            self.say(before + self._line(text, line, marks, look))
            before = indent

    def json(self, data: Mapping[str, Any]) -> None:
        """Write one JSON document."""
        text = json.dumps(data, ensure_ascii=not speaks_unicode(sys.stdout), indent=2)
        text = _PAIR_OF_OFFSETS.sub(r"[\1, \2]", text)
        click.echo(harmless_json(text), file=sys.stdout)

    def _line(self, text: str, line: Span, marks: Sequence[Span], look: Look) -> str:
        pieces = []
        place = line.start
        for mark in marks:
            start, end = max(mark.start, place), min(mark.end, line.end)
            if start >= end:
                continue
            pieces.append(self._paint(text[place:start], look))
            pieces.append(self._paint(text[start:end], MARK))
            place = end
        pieces.append(self._paint(text[place : line.end], look))
        return "".join(pieces)

    def _paint(self, text: str, look: Look) -> str:
        return click.style(text, **look) if text and look and self.color else text


def console(color: str = "auto") -> Console:
    """The standard output as it is now; `color` is auto, always or never."""
    return Console(width=width_of(sys.stdout), color=_wants_color(color, sys.stdout))


def short_path(path: Path) -> Path:
    """As a person here would write it: below the present folder, or whole."""
    try:
        here = Path.cwd()
    except FileNotFoundError:  # the present folder was deleted
        return path
    return path.relative_to(here) if path.is_relative_to(here) else path


def _wants_color(color: str, stream: TextIO) -> bool:
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def speaks_unicode(stream: TextIO) -> bool:
    """Whether every character can be written there."""
    return (stream.encoding or "").lower().replace("-", "").startswith("utf")
