"""Raised numbers and formulas, which only typography separates, become plain text.

Without their tags `pier<sup>1</sup>` would read "pier1" and a fraction of 1 and 2 "12".
"""

import re
from itertools import islice

from lxml import etree

from pressmark.corpus.text.elements import BLOCKS

_DIGITS = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_EXPONENT = re.compile(r"[+−-]?\d{1,3}[+−-]?")
_MARK = re.compile(r"[\[(]?(?:\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,9}|[a-z])[\])]?", re.IGNORECASE)
_MARK_ENDS = "0123456789])"
_WORD_END = re.compile(r"(?<![^\W\d_])([^\W\d_]+)$")
_CLOSING = ")]”’\"'»"
_POINTS = tuple(".,;:!?…。、")
_UNITS = frozenset(
    ("sin", "cos", "tan", "cot", "log", "exp", "det", "feet", "inch", "yards", "miles", "metres")
)
"""Words that a raised number is a power of; those of one letter are, too."""

_MOST_TEXT = 40
_MOST_TEXTS = 8
_CHARACTERS_BEFORE = 20
_SHORTEST_WORD = 3

_BETWEEN_PARTS = {"mfrac": "/", "msup": "^", "mroot": "√"}
_CELLS = ("mtd", "mtr")


def spell_out(root: etree._Element) -> None:
    """Changes the tree's texts so that they read without their tags."""
    for raised in list(root.iter("sup")):
        _spell_raised(raised)
    for parts in root.iter(*_BETWEEN_PARTS):
        if len(parts) > 1:
            parts[0].tail = _BETWEEN_PARTS[parts.tag]
    for cell in root.iter(*_CELLS):
        cell.tail = f" {cell.tail or ''}"


def _spell_raised(raised: etree._Element) -> None:
    """Separates a footnote's mark from the word before it; writes a power in raised digits."""
    text, before = _text_of(raised), _text_before(raised)
    if not text or not before or before[-1].isspace():
        return
    is_mark = _MARK.fullmatch(text) is not None
    if is_mark and (_is_link(raised, text) or (text[-1] in _MARK_ENDS and _ends_a_word(before))):
        raised.text = f" {raised.text or ''}"
    elif len(raised) == 0 and _EXPONENT.fullmatch(text):
        raised.text = text.translate(_DIGITS)


def _ends_a_word(before: str) -> bool:
    """Whether no power is written behind it: it ends with a word or a sentence's point."""
    inside = before.rstrip(_CLOSING)
    word = _WORD_END.search(inside)
    if word is None:
        return inside[-1:] in _POINTS
    is_cased = word[1].lower() != word[1].upper()
    return not is_cased or (len(word[1]) >= _SHORTEST_WORD and word[1].lower() not in _UNITS)


def _is_link(raised: etree._Element, text: str) -> bool:
    """Whether the raised text and no more is a link, as to a footnote."""
    around = raised.getparent()
    return raised.find(".//a[@href]") is not None or (
        around is not None and around.tag == "a" and _text_of(around) == text
    )


def _text_of(element: etree._Element) -> str:
    """Its text where that is short, else nothing."""
    text = "".join(islice(map(str, element.itertext()), _MOST_TEXTS)).strip()
    return text if len(text) <= _MOST_TEXT else ""


def _text_before(element: etree._Element) -> str:
    """The last characters of the line before it."""
    while True:
        before = element.getprevious()
        if before is not None:
            while not before.tail and len(before):
                before = before[-1]
            return str(before.tail or before.text or "")[-_CHARACTERS_BEFORE:]
        parent = element.getparent()
        if parent is None:
            return ""
        if parent.text:
            return str(parent.text)[-_CHARACTERS_BEFORE:]
        if parent.tag in BLOCKS:
            return ""
        element = parent
