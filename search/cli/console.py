"""The standard output: its width, colours and encoding, and how commands print to it."""

import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypedDict

import click

from pressmark.search.cli.wrap import line_spans, width_of
from pressmark.search.escape import harmless, harmless_json
from pressmark.search.results.models import Span

if TYPE_CHECKING:
    from pressmark.index.opensearch.address import Place

_PAIR_OF_OFFSETS = re.compile(r"\[\n\s+(\d+),\n\s+(\d+)\n\s+\]")

MEASURE = 100
"""The longest line of text: longer ones are hard to read."""


class Style(TypedDict, total=False):
    """The style of a piece of text, in click's terms."""

    bold: bool
    dim: bool
    italic: bool
    fg: str


PLAIN: Style = {}
STRONG: Style = {"bold": True}
UNTITLED: Style = {"italic": True}
MARK: Style = {"bold": True, "fg": "yellow"}
QUIET: Style = {"dim": True}
DROPPED: Style = {"fg": "red"}
ADDED: Style = {"fg": "green"}
RULE: Style = {"fg": "cyan"}


@dataclass(frozen=True, slots=True)
class Console:
    """Standard output with `width` columns, None for unlimited."""

    width: int | None
    color: bool

    def print(self, text: str = "") -> None:
        """Print one line that is already styled."""
        # With `file`, since click would replace an ASCII stdout by one of UTF-8.
        click.echo(text, file=sys.stdout, color=self.color)

    def styled(self, text: str, style: Style) -> str:
        """`text` escaped for a terminal, in that style if colours are on."""
        return self._paint(harmless(text), style)

    def paragraph(
        self,
        text: str,
        *,
        indent: str = "",
        marks: Sequence[Span] = (),
        style: Style = PLAIN,
        first: str | None = None,
    ) -> None:
        """Print a paragraph with `marks` (offsets into `text`) highlighted.

        `indent` begins each line, `first` the first one instead.
        """
        text = harmless(text)
        width = None if self.width is None else max(20, min(self.width, MEASURE) - len(indent))
        before = indent if first is None else first
        for line in line_spans(text, width):
            self.print(before + self._line(text, line, marks, style))
            before = indent

    def json(self, data: Mapping[str, Any]) -> None:
        """Print one JSON document."""
        text = json.dumps(data, ensure_ascii=not can_write_unicode(sys.stdout), indent=2)
        text = _PAIR_OF_OFFSETS.sub(r"[\1, \2]", text)
        click.echo(harmless_json(text), file=sys.stdout)

    def _line(self, text: str, line: Span, marks: Sequence[Span], style: Style) -> str:
        pieces = []
        place = line.start
        for mark in marks:
            start, end = max(mark.start, place), min(mark.end, line.end)
            if start >= end:
                continue
            pieces.append(self._paint(text[place:start], style))
            pieces.append(self._paint(text[start:end], MARK))
            place = end
        pieces.append(self._paint(text[place : line.end], style))
        return "".join(pieces)

    def _paint(self, text: str, style: Style) -> str:
        return click.style(text, **style) if text and style and self.color else text


def console(color: str = "auto") -> Console:
    """The current standard output; `color` is auto, always or never."""
    return Console(width=width_of(sys.stdout), color=_wants_color(color, sys.stdout))


def short_path(path: "Place") -> "Place":
    """`path` relative to the current folder if it is below that; an address as it is."""
    if isinstance(path, str):
        return path
    try:
        here = Path.cwd()
    except FileNotFoundError:  # the current folder was deleted
        return path
    return path.relative_to(here) if path.is_relative_to(here) else path


def short_name(example: str) -> str:
    """A full path as `short_path` has it; an address, or what else is named, as it is."""
    path = Path(example)
    return str(short_path(path)) if path.is_absolute() else example


def _wants_color(color: str, stream: TextIO) -> bool:
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def can_write_unicode(stream: TextIO) -> bool:
    """Whether the encoding of the stream has all characters."""
    return (stream.encoding or "").lower().replace("-", "").startswith("utf")
