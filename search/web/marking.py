"""A text cut at its marks, so that templates print plain strings and put `<mark>` around some."""

from collections.abc import Iterable
from dataclasses import dataclass

from pressmark.search.results.models import Span


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A stretch of text that is marked throughout or not at all."""

    text: str
    marked: bool


def pieces(text: str, marks: Iterable[Span]) -> tuple[MarkedPiece, ...]:
    """Cut `text` at `marks` (in any order, may overlap or reach outside); joined, the pieces are
    `text` again."""
    cut: list[MarkedPiece] = []
    done = 0
    for start, end in sorted((mark.start, mark.end) for mark in marks):
        start, end = max(start, done), min(end, len(text))
        if start < end:
            cut += (MarkedPiece(text[done:start], False), MarkedPiece(text[start:end], True))
            done = end
    cut.append(MarkedPiece(text[done:], False))
    return tuple(piece for piece in cut if piece.text)
