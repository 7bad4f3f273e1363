"""Markup becomes an lxml tree, whatever the markup; hostile pages cost no more than their size."""

import re

from lxml import etree

FLOOD = re.compile(r"<([a-zA-Z][\w:-]*+)[^<>]{16384,}")
"""A tag with so many characters of attributes; libxml2 compares each with all before it."""

DROPPED = re.compile(
    r"(?is)<(script|style|noscript|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)"
)
INLINE_TAG = re.compile(
    r"(?i)</?(?:a|abbr|b|big|cite|code|em|font|i|mark|s|small|span|strong|sub|sup|tt|u)\b[^<>]*>"
)
BREAKS = re.compile(r"(?:\s*<br>\s*){3,}")
ANY_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def parse(text: str) -> etree._Element | None:
    """The page's root; None where there is nothing to read.

    lxml stops where tags nest too deep and would lose the rest: such a page is read again as
    plain lines.
    """
    root, stopped = _parsed(FLOOD.sub(r"<\1", text))
    return _parsed(_flattened(text))[0] if stopped else root


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


def _flattened(text: str) -> str:
    """The page with a line break for every tag but those within a line."""
    lines = ANY_TAG.sub("<br>", INLINE_TAG.sub("", DROPPED.sub("", text)))
    return f"<html><body>{BREAKS.sub('<br><br>', lines)}</body></html>"
