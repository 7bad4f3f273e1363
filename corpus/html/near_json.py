"""JSON as templates and people write it: comments, raw line ends, a comma too many, wrappers."""

import json
import re
from html import unescape

_STRING = r'("(?:[^"\\]|\\.?)*+(?:"|\Z))'
_NOT_JSON = re.compile(
    rf"""{_STRING} | (?://\s*+)? (?:<!\[CDATA\[|\]\]>|<!--|-->) | //[^\n]*+ | /\*.*?(?:\*/|\Z)""",
    re.DOTALL | re.VERBOSE,
)
_COMMAS = re.compile(rf"{_STRING}|,[\s,]*+([\]}}]?)", re.DOTALL)
_BAD_ESCAPE = re.compile(r'\\(?:(["\\/bfnrt]|u[0-9a-fA-F]{4})|)')
_BETWEEN = re.compile(r"[\s,;\ufeff]*+")
_DECODER = json.JSONDecoder(strict=False)


def values_in(text: str) -> list[object]:
    """The values that follow each other in the text; its time grows with its length."""
    return near_values(text if '"' in text else unescape(text))[0]


def near_values(text: str) -> tuple[list[object], bool]:
    """The same as far as there are values, and whether that is the end of the text."""
    found, whole = _decoded(text)
    if whole:
        return found, whole
    text = _NOT_JSON.sub(lambda match: match[1] or " ", text)
    text = _COMMAS.sub(_mended, text)
    mended, whole = _decoded(text)
    return mended or found, whole


def _mended(match: re.Match[str]) -> str:
    if match[1]:
        return _BAD_ESCAPE.sub(lambda escape: escape[0] if escape[1] else "", match[1])
    return match[2] or ","


def _decoded(text: str) -> tuple[list[object], bool]:
    """The values up to what is no JSON, and whether that is the end."""
    found: list[object] = []
    at = _end_of_gap(text, 0)
    while at < len(text):
        try:
            value, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return found, False
        found.append(value)
        at = _end_of_gap(text, at)
    return found, True


def _end_of_gap(text: str, at: int) -> int:
    gap = _BETWEEN.match(text, at)
    return gap.end() if gap else at
