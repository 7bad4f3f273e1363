"""Text of mails in format=flowed (RFC 3676): a space at the end of a line joins it to the next."""

from collections.abc import Iterable, Iterator

from pressmark.corpus.model import Block, Kind
from pressmark.corpus.readers.text import text_blocks

_SIGNATURE = "-- "
"""The line above a signature; its space joins nothing."""


def flowed_blocks(text: str, *, delete_spaces: bool = False) -> tuple[Block, ...]:
    """The paragraphs and the quotations; `delete_spaces` joins lines without the space.

    A text in which no line is marked was wrapped in the usual way on its journey.
    """
    lines = [_parted(line) for line in text.splitlines()]
    if not any(_is_flowed(line) for line, _ in lines):
        return text_blocks(text)
    paragraphs = _paragraphs(lines, delete_spaces)
    spaced = ((" ".join(line.split()), depth) for line, depth in paragraphs)
    kept = [(line, Kind.QUOTE if depth else Kind.PARAGRAPH) for line, depth in spaced if line]
    return tuple(Block(line, kind, order) for order, (line, kind) in enumerate(kept))


def _parted(line: str) -> tuple[str, int]:
    """A line without its quotation marks and the space behind them, and how many marks it has."""
    text = line.lstrip(">")
    return text.removeprefix(" "), len(line) - len(text)


def _is_flowed(line: str) -> bool:
    return line.endswith(" ") and line != _SIGNATURE and bool(line.strip())


def _paragraphs(lines: Iterable[tuple[str, int]], delete_spaces: bool) -> Iterator[tuple[str, int]]:
    """Each paragraph with the depth of its quotation; a change of the depth ends it."""
    parts: list[str] = []
    depth = 0
    for line, quoted in lines:
        if parts and quoted != depth:
            yield "".join(parts), depth
            parts = []
        depth = quoted
        is_flowed = _is_flowed(line)
        parts.append(line[:-1] if is_flowed and delete_spaces else line)
        if not is_flowed:
            yield "".join(parts), depth
            parts = []
    if parts:
        yield "".join(parts), depth
