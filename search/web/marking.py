"""A text cut at its marks, so that templates print plain strings and put `<mark>` around some."""

from collections.abc import Iterable
from dataclasses import dataclass

from pressmark.search.results import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is marked throughout or not at all."""

    text: str
    marked: bool


def pieces(text: str, marks: Iterable[Span]) -> tuple[Piece, ...]:
    """Cut `text` at `marks` (in any order, may overlap or reach outside); joined, the pieces are
    `text` again."""
    cut: list[Piece] = []
    done = 0
    for start, end in sorted((mark.start, mark.end) for mark in marks):
        start, end = max(start, done), min(end, len(text))
        if start < end:
            cut += (Piece(text[done:start], False), Piece(text[start:end], True))
            done = end
    cut.append(Piece(text[done:], False))
    return tuple(piece for piece in cut if piece.text)
