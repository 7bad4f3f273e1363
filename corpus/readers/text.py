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

FEWEST_LINES = 3
"""Lines that show by their ends what they are: of 22,343 line breaks in wrapped press releases
3.7 % are between sentences, so that two in a row are by chance in one of 700 paragraphs."""

_SENTENCE_ENDS = (".", "!", "?", "…", "”", "»", '"', "。", "！", "？", "」", "؟", "।")

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
    parts = list(chunks(lines))
    for chunk in parts:
        is_alone = len(parts) == 1
        if len(chunk) > 1 and _is_wrapped(chunk, width) and not _is_of_sentences(chunk, is_alone):
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


def _is_of_sentences(chunk: list[str], is_alone: bool) -> bool:
    """Whether each line ends a sentence, as wrapped lines hardly do. Of two lines that shows
    something only where no blank line in the text parts any."""
    is_shown = is_alone or len(chunk) >= FEWEST_LINES
    return is_shown and all(line.endswith(_SENTENCE_ENDS) for line in chunk[:-1])


def _is_wrapped(chunk: list[str], width: int) -> bool:
    if width not in WRAP_COLUMNS:
        return False
    forced = sum(
        len(line) + 1 + len(following.partition(" ")[0]) > width
        for line, following in pairwise(chunk)
    )
    return forced >= WRAPPED_SHARE * (len(chunk) - 1)
