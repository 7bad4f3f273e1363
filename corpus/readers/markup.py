"""Fields of records and feeds that should be text, but hold a little HTML."""

import re
from html import unescape

from pressmark.corpus.text.elements import HTML_BLOCKS, LINE_TAGS, PLAIN_INLINE

_UNSHOWN = (
    "audio", "br", "button", "embed", "iframe", "link", "meta", "noscript", "object", "picture",
    "script", "select", "source", "style", "svg", "textarea", "title", "video",
)  # fmt: skip
BLOCK_TAG = re.compile(
    rf"</?(?:{'|'.join(sorted({*HTML_BLOCKS, *_UNSHOWN}))})\b[^<>]*+>", re.IGNORECASE
)
"""Tags that begin lines or hide text: only a parser of HTML knows what is shown."""

_INLINE_TAG = re.compile(
    rf"</?(?:{'|'.join(sorted(LINE_TAGS | PLAIN_INLINE))})(?:\s[^<>]*+|/)?>", re.IGNORECASE
)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});")


def has_blocks(text: str) -> bool:
    """Whether the text is HTML of several lines."""
    return "<" in text and BLOCK_TAG.search(text) is not None


def once_unescaped(text: str) -> str:
    """HTML again where HTML was escaped once too often, else the same text."""
    if "<" not in text and "&lt;" in text:
        markup = plain(text)
        return markup if has_blocks(markup) else text
    return text


def plain(text: str) -> str:
    """The text without the inline tags, comments and character references of HTML in it.

    What only looks like one, as `a < b`, `AT&T` or `?a=1&section=2`, is text.
    """
    if "<" in text:
        text = _INLINE_TAG.sub("", _without_comments(text))
    if "&" in text:
        text = _REFERENCE.sub(lambda reference: unescape(reference[0]), text)
    return text


def one_line(text: str) -> str:
    """A title as a person reads it: without tags and references, its white space collapsed."""
    if has_blocks(text):
        text = BLOCK_TAG.sub(" ", text)
    return " ".join(plain(text).split())


def _without_comments(text: str) -> str:
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts.append(text[at:start])
        at = end + 3
    return "".join([*parts, text[at:]])
