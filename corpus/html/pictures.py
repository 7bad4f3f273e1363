"""Marks what is beside pictures as captions, where a page has no tag for them."""

import re
from itertools import islice

from lxml import etree

from pressmark.corpus.html.element_text import is_shorter, visible_text
from pressmark.corpus.text.elements import BLOCKS

CAPTION = 400
"""Characters in the longest figure set as a table."""

SET_CAPTION = 160
"""Characters of the longest line under a picture that is a caption by its typography alone."""

MOST_WRAPPERS = 4
"""Elements around a picture that hold nothing else."""

LINE_TAGS = frozenset({"p", "div", "span"})
SLANTED = frozenset({"em", "i", "small", "cite"})
BOLD = ("b", "strong")
CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
QUOTES = ("", *"\"'“”„‘«»‹›「『")
"""What a caption does not begin with; where somebody is quoted, quotations are set apart."""

SMALL_NAME = re.compile(r"(?<![a-z])(?:small|smaller|fine-?print|legend)(?![a-z])", re.IGNORECASE)
OUTER = frozenset({"html", "body", "main", "article"})


def mark_pictures(root: etree._Element) -> None:
    """Changes the tags of pictures and their captions to `figure` and `figcaption`."""
    seen: set[etree._Element] = set()
    wordless: dict[etree._Element, bool] = {}
    for image in list(root.iter("img")):
        table = next(image.iterancestors("table"), None)
        part = _holder(image, wordless) if table is None else table
        if part in seen:
            continue
        seen.add(part)
        if table is None:
            _mark_line_below(part)
        elif is_shorter(table, CAPTION):
            table.tag = "figure"


def _holder(image: etree._Element, wordless: dict[etree._Element, bool]) -> etree._Element:
    """The outermost part around a picture that has no text; `wordless` caches the answers."""
    holder = image
    for parent in islice(image.iterancestors(), MOST_WRAPPERS):
        if parent not in wordless:
            wordless[parent] = parent.tag not in OUTER and is_shorter(parent, 1)
        if not wordless[parent]:
            break
        holder = parent
    return holder


def _mark_line_below(holder: etree._Element) -> None:
    """A short line below a picture, in italics, centred or small, is its caption."""
    line = holder.getnext()
    if line is None or holder.tag not in BLOCKS or (holder.tail or "").strip():
        return
    if _may_be_caption(line) and not _may_be_caption(line.getnext()):  # more lines are a text
        line.tag = "figcaption"


def _may_be_caption(line: etree._Element | None) -> bool:
    if line is None or line.tag not in LINE_TAGS:
        return False
    return is_shorter(line, SET_CAPTION) and _is_set_as_caption(line)


def _is_set_as_caption(line: etree._Element) -> bool:
    if visible_text(line)[:1] in QUOTES or next(line.iter("img", "a", *BOLD), None) is not None:
        return False
    if CENTRED.search(line.get("style") or "") or (line.get("align") or "").lower() == "center":
        return True
    if SMALL_NAME.search(line.get("class") or ""):
        return True
    first = line[0] if len(line) == 1 else None
    has_no_more = first is not None and not f"{line.text or ''}{first.tail or ''}".strip()
    return has_no_more and first is not None and first.tag in SLANTED
