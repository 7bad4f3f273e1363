"""The leaves of a page: its text, cut where a browser starts a new line of prose."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from pressmark.corpus.html.tree import CUT
from pressmark.corpus.model import Kind
from pressmark.corpus.text.elements import LINE_TAGS

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
    "summary": Kind.HEADING,
    "standfirst": Kind.STANDFIRST,
    "blockquote": Kind.QUOTE,
    "tr": Kind.TABLE_ROW,
    "li": Kind.LIST_ITEM,
    "dt": Kind.LIST_ITEM,
    "dd": Kind.LIST_ITEM,
}
RANKS = {kind: rank for rank, kind in enumerate(dict.fromkeys(ROLES.values()))}
"""For nested parts the kind with the lower rank counts: a list of captions is captions."""

ONE_LINE = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption", "tr"})
"""A break in these is typography: a headline set in two lines is one headline."""

CELLS = frozenset({"td", "th"})
NOT_IN_DATA = frozenset(
    {"table", "p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", CUT}
)
"""A table that holds one of these is there for the layout of the page."""

PREFORMATTED = "pre"
NEW_PARAGRAPH = re.compile(r"\n[ \t]*\n|\n(?=[ \t]{2,}[\"“'(«]?[^\W\d_a-zа-яёіїєґ])")
"""An empty line, or the indented capital with which a wire story begins a paragraph."""

LONG_CELL = 300
MOST_BREAKS = 2
"""Characters and line breaks from which a cell is not data but the page itself."""

LONG_LINE = 80
"""Characters from which a line before a single break is a paragraph, not a line of verse."""

LINK_SHARE = 0.8
"""Share of a text in links from which it is a link; punctuation often stays outside."""

SENTENCE_ENDS = frozenset(".!?…:;。！？؟।۔")
SHORT_PROSE = 25
LONG_PROSE = 100
"""Characters from which a text with, or even without, a sentence's end in it is prose."""


@dataclass(frozen=True, slots=True)
class TextLeaf:
    """One run of text; `owner` is the closest block around it, the counts are characters.

    `prose` counts those outside links where they make sentences, and is 0 elsewhere.
    """

    owner: Tag
    kind: Kind
    text: str
    linked: int
    bold: int
    link: Tag | None
    prose: int

    @property
    def plain(self) -> int:
        """Characters outside links."""
        return len(self.text) - self.linked

    @property
    def is_link(self) -> bool:
        """Whether nearly all of the text is a link."""
        return self.linked > LINK_SHARE * len(self.text)

    @property
    def stays_on_page(self) -> bool:
        """Whether its link leads to a place on the same page."""
        return self.link is not None and str(self.link.get("href", "")).startswith("#")

    @property
    def leads_away(self) -> bool:
        """Whether it is a link, and not one to a place on the same page."""
        return self.link is not None and self.is_link and not self.stays_on_page

    @property
    def rule(self) -> str:
        """The rule that cut this text, if any did."""
        return str(self.owner["rule"]) if self.owner.name == CUT else ""


PROSE_KINDS = frozenset({Kind.PARAGRAPH, Kind.QUOTE, Kind.LIST_ITEM, Kind.EMBED, Kind.STANDFIRST})


@dataclass(slots=True)
class Outline:
    """A page's leaves in order, and by a block's `id()` the first of its leaves and the one after.

    The key is no `Tag`, since Beautiful Soup hashes a tag by writing out all that is in it.
    """

    leaves: list[TextLeaf] = field(default_factory=list)
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)


class _Style(NamedTuple):
    """The inline tags around a piece of text."""

    bold: bool = False
    link: Tag | None = None

    def within(self, tag: Tag) -> "_Style":
        name = tag.name
        return _Style(
            self.bold or name in ("b", "strong"),
            tag if name == "a" else self.link,
        )


_PLAIN = _Style()
_BREAK = ("\n", _PLAIN)
_CELL = ("\t", _PLAIN)
_Piece = tuple[str, _Style]


def outline(soup: Tag) -> Outline:
    """Every run of text of the page, in order."""
    walk = _Walk()
    walk.through(soup)
    return walk.page


@dataclass(slots=True)
class _Walk:
    """One pass over the page, with a stack of its own: a page can nest deeper than Python."""

    page: Outline = field(default_factory=Outline)
    pieces: list[_Piece] = field(default_factory=list)

    def through(self, soup: Tag) -> None:
        ahead: list[tuple[PageElement | None, Tag, Kind, _Style]] = []
        ahead.append((soup, soup, Kind.PARAGRAPH, _PLAIN))
        opened: list[tuple[Tag, int]] = []
        while ahead:
            node, owner, kind, style = ahead.pop()
            if isinstance(node, NavigableString) and owner.name == PREFORMATTED:
                first, *others = NEW_PARAGRAPH.split(node)
                self.pieces.append((first, style))
                for part in others:
                    self.pieces += [_BREAK, _BREAK, (part, style)]
            elif isinstance(node, NavigableString):
                self.pieces.append((node, style))
            elif not isinstance(node, Tag):
                self.flush(owner, kind)
                tag, first = opened.pop()
                self.page.spans[id(tag)] = (first, len(self.page.leaves))
            elif node.name == BREAK:
                self.pieces.append(_BREAK)
            elif node.name == CUT and node.has_attr("within"):
                self.page.leaves.extend(_lines(node, kind, [(str(node.string or ""), _PLAIN)]))
                self.pieces.append((str(node["within"]), _PLAIN))
            elif node.name in LINE_TAGS:
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
    cells = [cell for cell in row.contents if isinstance(cell, Tag) and cell.name in CELLS]
    return len(cells) > 1 and all(map(_is_short_cell, cells))


def _is_short_cell(cell: Tag) -> bool:
    size = breaks = 0
    for node in cell.descendants:
        if not isinstance(node, Tag):
            size += len(str(node))
        elif node.name in NOT_IN_DATA and not node.has_attr("within"):
            return False
        breaks += isinstance(node, Tag) and node.name == BREAK
        if size > LONG_CELL or breaks > MOST_BREAKS:
            return False
    return True


def _lines(owner: Tag, kind: Kind, pieces: list[_Piece]) -> list[TextLeaf]:
    """The leaves of one block: one, or several where breaks separate them."""
    if _BREAK not in pieces:
        return [leaf for leaf in (_leaf(owner, kind, pieces),) if leaf.text]
    lines: list[list[_Piece]] = [[]]
    for piece in pieces:
        if piece is _BREAK:
            lines.append([])
        else:
            lines[-1].append(piece)
    found = [_leaf(owner, kind, line) for line in lines]
    spaced = any(not line.text for line in found[1:-1])
    paragraphs: list[list[_Piece]] = []
    before: TextLeaf | None = None
    for line, leaf in zip(lines, found, strict=True):
        if before is not None and _goes_on(before, leaf, spaced):
            paragraphs[-1] += [_BREAK, *line]
        else:
            paragraphs.append(line)
        before = leaf
    return [leaf for leaf in (_leaf(owner, kind, part) for part in paragraphs) if leaf.text]


def _goes_on(before: TextLeaf, line: TextLeaf, spaced: bool) -> bool:
    """Whether a line belongs to the same paragraph as the line before it.

    Where empty lines separate paragraphs, single breaks do not. A linked or bold line and one
    that is not are separate.
    """
    if before.owner.name in ONE_LINE:
        return True
    if not before.text or not line.text or (len(before.text) >= LONG_LINE and not spaced):
        return False
    return (before.plain < before.linked) == (line.plain < line.linked) and (
        before.bold * 2 > len(before.text)
    ) == (line.bold * 2 > len(line.text))


def _leaf(owner: Tag, kind: Kind, pieces: list[_Piece]) -> TextLeaf:
    text = " ".join("".join([piece for piece, _ in pieces]).split())
    size = len(text)
    linked = bold = 0
    link = None
    for piece, style in pieces:
        if style is not _PLAIN:
            characters = len(" ".join(piece.split()))
            if style.link is not None:
                linked += characters
                link = link or style.link
            bold += characters * style.bold
    linked = min(linked, size)
    prose = size - linked if _is_prose(owner, kind, text, linked) else 0
    return TextLeaf(owner, kind, text, linked, bold, link, prose)


def _is_prose(owner: Tag, kind: Kind, text: str, linked: int) -> bool:
    size = len(text)
    if size < SHORT_PROSE or linked * 2 > size or kind not in PROSE_KINDS or owner.name == CUT:
        return False
    return size >= LONG_PROSE or not SENTENCE_ENDS.isdisjoint(text)
