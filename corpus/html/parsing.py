"""Markup becomes an lxml tree, whatever the markup; hostile pages cost no more than their size."""

import re

from lxml import etree

from pressmark.corpus.text.elements import BLOCKS
from pressmark.corpus.text.hyphenation import without_soft_hyphens

FLOOD_CHARACTERS = 16384
FLOOD = re.compile(rf"<([a-zA-Z][\w:-]*+)[^<>]{{{FLOOD_CHARACTERS},}}")
"""A tag with so many characters of attributes; libxml2 compares each with all before it."""

DROPPED = re.compile(
    r"(?is)<(script|style|noscript|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)"
)
BREAKS = re.compile(r"<br>(?:\s*+<br>){2,}")
BREAKS_IN_A_ROW = re.compile(r"<[bB][rR]\s*/?>(?:\s*+<[bB][rR]\s*/?>){2,}")
"""Spelled out, since an expression that ignores case is not searched by its first character."""

ANY_TAG = re.compile(r"</?([a-zA-Z][^\s<>/]*+)[^<>]*+>")
OPEN_TITLE = re.compile(r"(?i)<title\b[^<>]*+>[^<\n]*+")
"""A title, up to the end of its line or the next tag."""

TITLE_END = re.compile(r"</[tT][iI][tT][lL][eE]")

FRAMES = re.compile(r"(?i)</?(?:frameset|frame|noframes)\b[^<>]*>")
"""The text that pages of frames hold for browsers without; libxml2 would not parse it."""

HEAD_TAGS = frozenset(
    {"base", "basefont", "isindex", "link", "meta", "noscript", "object", "script", "style",
     "template", "title"}
)  # fmt: skip

SOFT_HYPHEN = re.compile(r"&(?:shy|#173|#[xX][aA][dD]);")
"""A soft hyphen, where a browser may divide a word; it is no part of the word."""


def parse(text: str) -> etree._Element | None:
    """The page's root; None where there is nothing to read.

    lxml stops where tags nest too deep and would lose the rest: such a page is read again as
    plain lines.
    """
    if _may_have_floods(text):
        text = FLOOD.sub(r"<\1", text)
    text = BREAKS_IN_A_ROW.sub("<br><br>", text)
    text = without_soft_hyphens(SOFT_HYPHEN.sub("\u00ad", text))
    if "<frameset" in text or "<FRAMESET" in text:
        text = FRAMES.sub("", text)
    root, stopped = _parsed(_with_closed_title(text))
    if stopped:
        root, _ = _parsed(_flattened(text))
    if root is not None:
        _split_head(root)
    return root


def _may_have_floods(text: str) -> bool:
    """Whether no tag begins in some window, so that one may be longer than two windows."""
    window = FLOOD_CHARACTERS // 2
    starts = range(0, len(text), window)
    return any(text.find("<", start, start + window) < 0 for start in starts)


def _with_closed_title(text: str) -> str:
    """The page; a title that nothing closes would hold all of it."""
    opened = OPEN_TITLE.search(text)
    if opened is None or TITLE_END.search(text, opened.end()):
        return text
    return f"{text[: opened.end()]}</title>{text[opened.end() :]}"


def _parsed(text: str) -> tuple[etree._Element | None, bool]:
    """The root, and whether the parser stopped at one of its limits."""
    parser = etree.HTMLParser(
        remove_comments=True, remove_pis=True, huge_tree=True, encoding="utf-8"
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    last = parser.error_log.last_error
    return root, last is not None and last.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT


def _split_head(root: etree._Element) -> None:
    """Moves what does not belong in the head to a body of its own.

    In a page without a `<body>` tag libxml2, which knows no HTML 5, takes `<article>` and its
    like for part of the head. (Texts are not moved: lxml refuses to write what it has read.)
    """
    stray = root.find("head")
    if stray is None or all(child.tag in HEAD_TAGS for child in stray):
        return
    stray.tag = "body"
    head = etree.Element("head")
    root.insert(0, head)
    head.extend([child for child in stray if child.tag in HEAD_TAGS])


def _flattened(text: str) -> str:
    """The page with a line break for every tag of a block and no other tags."""
    lines = ANY_TAG.sub(_line_break, DROPPED.sub("", text))
    return f"<html><body>{BREAKS.sub('<br><br>', lines)}</body></html>"


def _line_break(tag: re.Match[str]) -> str:
    name = tag[1].lower()
    return "<br>" if name in BLOCKS or name == "br" else ""
