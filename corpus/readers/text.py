"""Plain text and Markdown become blocks: paragraphs stand apart by blank lines or by lines.

Lines that were wrapped at a column are joined again. A line was wrapped where the first word of
the next one would not have fitted; a line that broke earlier was meant to end there.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from pressmark.corpus.model import Block, Kind

WRAP_COLUMNS = range(40, 133)
"""Text is wrapped at a width a person can read; a longer longest line means one paragraph a line,
a shorter one a list, verse or an address."""

WRAPPED_SHARE = 0.8
"""Of the line breaks within a chunk so many must be forced by the width for it to be wrapped prose;
an editor's own short lines and ragged ends make up the rest."""

_ODD_SPACES = ("  ", *"\t\x1f\xa0\u1680\u202f\u205f\u3000", *map(chr, range(0x2000, 0x200B)))
"""What may part words besides a single space, and does not end a line."""

_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*$")
_LIST_ITEM = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s+(.*)")
_QUOTE = re.compile(r">\s?(.*)")
_RULE = re.compile(r"(?:=+|-{3,}|\*{3,}|_{3,})$")
_FENCE = re.compile(r"(?:```|~~~)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_EMPHASIS = re.compile(r"(\*\*|__|\*|(?<!\w)_)(?=\S)(.+?)(?<=\S)\1(?!\w)")


def text_blocks(text: str) -> tuple[Block, ...]:
    """The paragraphs of plain text in order, all of the kind paragraph."""
    paragraphs = _paragraphs(text)
    return tuple(Block(line, Kind.PARAGRAPH, i) for i, line in enumerate(paragraphs))


def markdown_blocks(text: str) -> tuple[Block, ...]:
    """The paragraphs of Markdown; headings, list items and quotes are known by their marks."""
    pieces = (piece for chunk in _markdown_chunks(text) for piece in _markdown_pieces(chunk))
    plain = ((_without_marks(piece), kind) for piece, kind in pieces)
    kept = [(piece, kind) for piece, kind in plain if piece]
    return tuple(Block(piece, kind, i) for i, (piece, kind) in enumerate(kept))


def _paragraphs(text: str) -> Iterator[str]:
    has_odd_spaces = any(space in text for space in _ODD_SPACES)
    spaced = _evenly_spaced if has_odd_spaces else str.strip
    lines = list(map(spaced, text.splitlines()))
    width = max(map(len, lines), default=0)
    for chunk in _chunks(lines):
        if len(chunk) > 1 and _is_wrapped(chunk, width):
            yield " ".join(chunk)
        else:
            yield from chunk


def _evenly_spaced(line: str) -> str:
    return " ".join(line.split())


def _chunks(lines: list[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    for line in lines:
        if line:
            chunk.append(line)
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _is_wrapped(chunk: list[str], width: int) -> bool:
    if width not in WRAP_COLUMNS:
        return False
    forced = sum(
        len(line) + 1 + len(following.partition(" ")[0]) > width
        for line, following in pairwise(chunk)
    )
    return forced >= WRAPPED_SHARE * (len(chunk) - 1)


def _markdown_chunks(text: str) -> Iterator[list[str]]:
    """Chunks of lines, a heading, an item or a quoted line starting one of its own."""
    for chunk in _chunks([line.strip() for line in text.splitlines()]):
        part: list[str] = []
        for line in chunk:
            if part and _starts_piece(line):
                yield part
                part = []
            part.append(line)
            if _HEADING.match(line):
                yield part
                part = []
        if part:
            yield part


def _starts_piece(line: str) -> bool:
    return any(mark.match(line) for mark in (_HEADING, _LIST_ITEM, _FENCE))


def _markdown_pieces(chunk: list[str]) -> Iterator[tuple[str, Kind]]:
    first = chunk[0]
    if len(chunk) == 2 and _RULE.match(chunk[1]) and not _LIST_ITEM.match(first):
        yield first, Kind.HEADING
    elif match := _HEADING.match(first):
        yield match[1], Kind.HEADING
    elif match := _LIST_ITEM.match(first):
        yield " ".join([match[1], *chunk[1:]]), Kind.LIST_ITEM
    elif _QUOTE.match(first):
        yield " ".join(_QUOTE.sub(r"\1", line) for line in chunk), Kind.QUOTE
    elif not (_RULE.match(first) or _FENCE.match(first)):
        yield " ".join(chunk), Kind.PARAGRAPH


def _without_marks(text: str) -> str:
    text = _LINK.sub(r"\1", text)
    text = _EMPHASIS.sub(r"\2", text)
    return " ".join(text.replace("`", "").split())
