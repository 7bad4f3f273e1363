"""The leaves of a page: its text, cut where a browser starts a new line of prose."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from pressmark.corpus.html.tree import CUT
from pressmark.corpus.model import Kind

INLINE = frozenset({"a", "b", "em", "i", "img", "strong", "time"})
BREAK = "br"

ROLES = {
    "figure": Kind.CAPTION,
    "figcaption": Kind.CAPTION,
    "caption": Kind.CAPTION,
    "post": Kind.EMBED,
    "byline": Kind.BYLINE,
    "address": Kind.BYLINE,
    "h1": Kind.TITLE,
    "h2": Kind.HEADING,
    "h3": Kind.HEADING,
    "h4": Kind.HEADING,
    "h5": Kind.HEADING,
    "h6": Kind.HEADING,
    "standfirst": Kind.STANDFIRST,
    "blockquote": Kind.QUOTE,
    "tr": Kind.TABLE_ROW,
    "li": Kind.LIST_ITEM,
    "dt": Kind.LIST_ITEM,
    "dd": Kind.LIST_ITEM,
}
RANKS = {kind: rank for rank, kind in enumerate(dict.fromkeys(ROLES.values()))}
"""Where parts lie in each other the kind named first holds: a list of captions is captions."""

ONE_LINE = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption", "tr"})
"""A break in these is typography: a headline set in two lines is one headline."""

CELLS = frozenset({"td", "th"})
NOT_IN_DATA = ("table", "p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", CUT)
"""A table that holds one of these is there for the layout of the page."""

LONG_CELL = 300
"""Characters from which a cell is not data but the page itself."""

LONG_LINE = 80
"""Characters from which a line before a single break is a paragraph, not a line of verse."""

LINK_SHARE = 0.8
"""Share of a text in links from which it is a link; punctuation often stays outside."""

SENTENCE_ENDS = frozenset(".!?…:;。！？؟।۔")
SHORT_PROSE = 25
LONG_PROSE = 100
"""Characters from which a text with, or even without, a sentence's end in it is prose."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One run of text; `owner` is the closest block around it, the counts are characters."""

    owner: Tag
    kind: Kind
    text: str
    linked: int
    bold: int
    italic: int
    link: Tag | None

    @property
    def plain(self) -> int:
        """Characters outside links."""
        return len(self.text) - self.linked

    @property
    def is_link(self) -> bool:
        """Whether the text as good as wholly leads elsewhere."""
        return self.linked > LINK_SHARE * len(self.text)

    @property
    def rule(self) -> str:
        """The rule that cut this text, if any did."""
        return str(self.owner["rule"]) if self.owner.name == CUT else ""

    @property
    def prose(self) -> int:
        """Characters outside links where they make sentences, else 0."""
        size = len(self.text)
        if (
            size < SHORT_PROSE
            or self.linked * 2 > size
            or self.kind not in PROSE_KINDS
            or self.owner.name == CUT
        ):
            return 0
        return self.plain if size >= LONG_PROSE or not SENTENCE_ENDS.isdisjoint(self.text) else 0


PROSE_KINDS = frozenset({Kind.PARAGRAPH, Kind.QUOTE, Kind.LIST_ITEM, Kind.EMBED, Kind.STANDFIRST})


@dataclass(slots=True)
class Outline:
    """A page's leaves in order, and by a block's `id()` the first of its leaves and the one after.

    The key is no `Tag`, since Beautiful Soup hashes a tag by writing out all that is in it.
    """

    leaves: list[Leaf] = field(default_factory=list)
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text under one set of inline tags."""

    text: str
    bold: bool = False
    italic: bool = False
    link: Tag | None = None

    def within(self, tag: Tag) -> "_Piece":
        """The style of a piece in `tag`."""
        name = tag.name
        return _Piece(
            "",
            self.bold or name in ("b", "strong"),
            self.italic or name in ("i", "em"),
            tag if name == "a" else self.link,
        )


_BREAK = _Piece("\n")
_CELL = _Piece("\t")
_PLAIN = _Piece("")


def outline(soup: BeautifulSoup) -> Outline:
    """Every run of text of the page, in order."""
    walk = _Walk()
    walk.through(soup)
    return walk.page


@dataclass(slots=True)
class _Walk:
    """One pass over the page, with a stack of its own: a page can nest deeper than Python."""

    page: Outline = field(default_factory=Outline)
    pieces: list[_Piece] = field(default_factory=list)

    def through(self, soup: BeautifulSoup) -> None:
        ahead: list[tuple[PageElement | None, Tag, Kind, _Piece]] = []
        ahead.append((soup, soup, Kind.PARAGRAPH, _PLAIN))
        opened: list[tuple[Tag, int]] = []
        while ahead:
            node, owner, kind, style = ahead.pop()
            if isinstance(node, NavigableString):
                self.pieces.append(_Piece(str(node), style.bold, style.italic, style.link))
            elif not isinstance(node, Tag):
                self.flush(owner, kind)
                tag, first = opened.pop()
                self.page.spans[id(tag)] = (first, len(self.page.leaves))
            elif node.name == BREAK:
                self.pieces.append(_BREAK)
            elif node.name in INLINE:
                inner = style.within(node)
                ahead.extend((child, owner, kind, inner) for child in reversed(node.contents))
            elif node.name in CELLS and kind is Kind.TABLE_ROW and owner.name == "tr":
                self.pieces.append(_CELL)
                ahead.extend((child, owner, kind, style) for child in reversed(node.contents))
            else:
                self.flush(owner, kind)
                opened.append((node, len(self.page.leaves)))
                inner_kind = _inner(kind, node)
                ahead.append((None, node, inner_kind, style))
                ahead.extend((child, node, inner_kind, style) for child in reversed(node.contents))

    def flush(self, owner: Tag, kind: Kind) -> None:
        if self.pieces:
            self.page.leaves.extend(_lines(owner, kind, self.pieces))
            self.pieces = []


def _inner(kind: Kind, tag: Tag) -> Kind:
    own = ROLES.get(tag.name)
    if (
        own is None
        or (own is Kind.TABLE_ROW and not _is_data(tag))
        or (kind in RANKS and RANKS[kind] < RANKS[own])
    ):
        return kind
    return own


def _is_data(row: Tag) -> bool:
    """Whether a table's row holds data; many old pages lay out their columns as one."""
    cells = [cell for cell in row.children if isinstance(cell, Tag) and cell.name in CELLS]
    return len(cells) > 1 and not any(
        cell.find(NOT_IN_DATA) or len(cell.get_text()) > LONG_CELL for cell in cells
    )


def _lines(owner: Tag, kind: Kind, pieces: list[_Piece]) -> Iterator[Leaf]:
    lines: list[list[_Piece]] = [[]]
    for piece in pieces:
        if piece is _BREAK:
            lines.append([])
        else:
            lines[-1].append(piece)
    found = [_leaf(owner, kind, line) for line in lines]
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
        before.kind,
        f"{before.text} {after.text}".strip(),
        before.linked + after.linked,
        before.bold + after.bold,
        before.italic + after.italic,
        before.link or after.link,
    )


def _leaf(owner: Tag, kind: Kind, pieces: list[_Piece]) -> Leaf:
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
    return Leaf(owner, kind, text, min(linked, len(text)), bold, italic, link)
