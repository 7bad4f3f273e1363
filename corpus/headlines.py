"""Where the headline stands in a text that does not mark it."""

from pressmark.corpus.bylines import is_byline
from pressmark.corpus.model import Block, Kind
from pressmark.corpus.timestamps import is_timestamp

HEAD_BLOCKS = 24
"""How far down a headline may stand: below a section label and a share bar, one button a line."""

HEADLINE_WORDS = range(4, 36)
"""Shorter ones are section labels and buttons, longer ones paragraphs."""

PARAGRAPH_WORDS = 20
"""A line that ends in a stop and has so many words is a paragraph: the head is over."""

SHORT_HEADLINE_WORDS = 3
"""At the very top a headline may have fewer words if nothing else claims to be one."""

_STOPS = (".", ":", ";", ",")
_ENDS = (".", "!", "?", "…", "”", '"', "»")


def headline_of(blocks: tuple[Block, ...]) -> Block | None:
    """The block that is the headline, if one of the first blocks looks like it."""
    head = blocks[:HEAD_BLOCKS]
    for block, following in zip(head, (*blocks[1:], None), strict=False):
        if block.kind is Kind.HEADING:
            return block
        if _is_headline(block.text, following):
            return block
        if _is_paragraph(block.text):
            break
    return _short_headline(head)


def _is_headline(text: str, following: Block | None) -> bool:
    if len(text.split()) not in HEADLINE_WORDS or _is_furniture(text):
        return False
    return not text.endswith(_STOPS) or (following is not None and _is_furniture(following.text))


def _short_headline(head: tuple[Block, ...]) -> Block | None:
    """A headline of few words is one only as the first line, with an article below it."""
    if len(head) < 2 or _is_furniture(head[0].text) or head[0].text.endswith(_STOPS):
        return None
    is_short = len(head[0].text.split()) <= SHORT_HEADLINE_WORDS
    is_followed = len(head[1].text) > len(head[0].text) and head[1].text.endswith(_ENDS)
    return head[0] if is_short and is_followed else None


def _is_paragraph(text: str) -> bool:
    return len(text.split()) >= PARAGRAPH_WORDS and text.endswith(_ENDS)


def _is_furniture(text: str) -> bool:
    return is_url(text) or is_timestamp(text) or is_byline(text)


def is_url(text: str) -> bool:
    """Whether the line is a web address and nothing else."""
    return text.startswith(("http://", "https://")) and " " not in text
