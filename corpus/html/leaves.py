"""The leaves of a page: its text, cut where a browser starts a new line of prose."""

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

INLINE = frozenset({"a", "b", "em", "i", "img", "strong", "time"})
BREAK = "br"

ONE_LINE = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption", "td", "th"})
"""A break in these is typography: a headline set in two lines is one headline."""

LONG_LINE = 80
"""Characters from which a line before a single break is a paragraph, not a line of verse."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One run of text; `owner` is the closest block around it, the counts are characters."""

    owner: Tag
    text: str
    linked: int
    bold: int
    italic: int
    link: Tag | None

    @property
    def plain(self) -> int:
        """Characters outside links."""
        return len(self.text) - self.linked


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text under one set of inline tags; a break is a piece without text."""

    text: str
    bold: bool = False
    italic: bool = False
    link: Tag | None = None

    def under(self, tag: Tag) -> "_Piece":
        """The style of a piece within `tag`."""
        name = tag.name
        return _Piece(
            "",
            self.bold or name in ("b", "strong"),
            self.italic or name in ("i", "em"),
            tag if name == "a" else self.link,
        )


_BREAK = _Piece("\n")
_PLAIN = _Piece("")


def leaves(soup: BeautifulSoup) -> list[Leaf]:
    """Every run of text of the page, in order."""
    return list(_runs(soup))


def _runs(soup: BeautifulSoup) -> Iterator[Leaf]:
    # An explicit stack: a hostile page nests deeper than Python recurses.
    ahead: list[tuple[PageElement | None, Tag, _Piece]] = [(soup, soup, _PLAIN)]
    pieces: list[_Piece] = []
    while ahead:
        node, owner, style = ahead.pop()
        if isinstance(node, NavigableString):
            pieces.append(_Piece(str(node), style.bold, style.italic, style.link))
        elif isinstance(node, Tag) and node.name == BREAK:
            pieces.append(_BREAK)
        elif isinstance(node, Tag) and node.name in INLINE:
            inner = style.under(node)
            ahead.extend((child, owner, inner) for child in reversed(node.contents))
        else:
            if pieces:
                yield from _lines(owner, pieces)
                pieces = []
            if isinstance(node, Tag):
                ahead.append((None, node, style))
                ahead.extend((child, node, style) for child in reversed(node.contents))


def _lines(owner: Tag, pieces: list[_Piece]) -> Iterator[Leaf]:
    lines: list[list[_Piece]] = [[]]
    for piece in pieces:
        if piece is _BREAK:
            lines.append([])
        else:
            lines[-1].append(piece)
    found = [_leaf(owner, line) for line in lines]
    if len(found) > 1:
        found = _joined(owner, found)
    return (leaf for leaf in found if leaf.text)


def _joined(owner: Tag, lines: list[Leaf]) -> list[Leaf]:
    """Lines that single breaks part within one paragraph become one leaf again."""
    spaced = any(not line.text for line in lines[1:-1])
    joined = lines[:1]
    for line in lines[1:]:
        before = joined[-1]
        if owner.name in ONE_LINE or (
            before.text
            and line.text
            and (spaced or len(before.text) < LONG_LINE)
            and _alike(before, line)
        ):
            joined[-1] = _together(before, line)
        else:
            joined.append(line)
    return joined


def _alike(before: Leaf, after: Leaf) -> bool:
    """Whether two lines are set the same: a linked or a bold line stands for itself."""
    return (before.plain < before.linked) == (after.plain < after.linked) and (
        before.bold * 2 > len(before.text)
    ) == (after.bold * 2 > len(after.text))


def _together(before: Leaf, after: Leaf) -> Leaf:
    return Leaf(
        before.owner,
        f"{before.text} {after.text}".strip(),
        before.linked + after.linked,
        before.bold + after.bold,
        before.italic + after.italic,
        before.link or after.link,
    )


def _leaf(owner: Tag, pieces: list[_Piece]) -> Leaf:
    text = " ".join("".join(piece.text for piece in pieces).split())
    linked = bold = italic = 0
    link = None
    for piece in pieces:
        size = len(" ".join(piece.text.split()))
        if piece.link is not None:
            linked += size
            link = link or piece.link
        bold += size * piece.bold
        italic += size * piece.italic
    return Leaf(owner, text, min(linked, len(text)), bold, italic, link)
