"""A text with its highlights, as HTML."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from pressmark.search.escape import harmless
from pressmark.search.results.models import Span


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A piece of text that is wholly highlighted or not at all."""

    text: str
    marked: bool


def pieces(text: str, marks: Iterable[Span]) -> tuple[MarkedPiece, ...]:
    """Split `text` at `marks`, which may be unordered, overlap or exceed the text."""
    cut: list[MarkedPiece] = []
    done = 0
    for start, end in sorted((mark.start, mark.end) for mark in marks):
        start, end = max(start, done), min(end, len(text))
        if start < end:
            cut += (MarkedPiece(text[done:start], False), MarkedPiece(text[start:end], True))
            done = end
    cut.append(MarkedPiece(text[done:], False))
    return tuple(piece for piece in cut if piece.text)


def marked(text: str, marks: Iterable[Span]) -> Markup:
    """The text as HTML, harmless, with what is highlighted in `<mark>`."""
    parts = []
    for piece in pieces(text, marks):
        written = escape(harmless(piece.text))
        parts.append(f"<mark>{written}</mark>" if piece.marked else written)
    return Markup("".join(parts))
