"""Plain text becomes blocks: blank lines or lines part the paragraphs.

Lines that were wrapped at a column are joined again. A line was wrapped where the first word of
the next one would not have fitted; a line that broke earlier was meant to end there.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pressmark.corpus.model import Block, Kind
from pressmark.corpus.text.hyphenation import line_joiner, without_soft_hyphens

WRAP_COLUMNS = range(40, 133)
"""Text is wrapped at a width a person can read; a longer longest line means one paragraph a line,
a shorter one a list, verse or an address."""

WRAPPED_SHARE = 0.8
"""Of the line breaks within a chunk so many must be forced by the width for it to be wrapped prose;
an editor's own short lines and ragged ends make up the rest."""

_ODD_SPACES = ("  ", *"\t\x1f\xa0\u1680\u202f\u205f\u3000", *map(chr, range(0x2000, 0x200B)))
"""White space other than a single space that ends no line."""


def text_blocks(text: str) -> tuple[Block, ...]:
    """The paragraphs of plain text in order, all of the kind paragraph."""
    paragraphs = _paragraphs(without_soft_hyphens(text))
    return tuple(Block(line, Kind.PARAGRAPH, i) for i, line in enumerate(paragraphs))


def _paragraphs(text: str) -> Iterator[str]:
    has_odd_spaces = any(space in text for space in _ODD_SPACES)
    spaced = _evenly_spaced if has_odd_spaces else str.strip
    lines = list(map(spaced, text.splitlines()))
    width = max(map(len, lines), default=0)
    join = line_joiner(lines)
    for chunk in chunks(lines):
        if len(chunk) > 1 and _is_wrapped(chunk, width):
            yield join(chunk)
        else:
            yield from chunk


def _evenly_spaced(line: str) -> str:
    return " ".join(line.split())


def chunks(lines: Sequence[str]) -> Iterator[list[str]]:
    """Lines that no blank line parts."""
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
