"""The article's text in a page's data, where the page shows little of it."""

import json
import re
from collections.abc import Iterator, Sequence
from html import unescape

from lxml import etree

from pressmark.corpus.html.leaves import Outline

MARKUP = re.compile(r"<[a-zA-Z/][^<>]*>")
PARAGRAPH_END = re.compile(r"[\r\n]|</(?:p|div|li|h[1-6]|blockquote)>|<br\s*/?>", re.IGNORECASE)

LEAST_SHOWN = 200
"""Characters of prose on the page from which nothing is looked for in what its scripts hold."""

MUCH_LONGER = 1.5
"""So many times the body's prose must the data's text be; many pages repeat their text there."""


def data_scripts(root: etree._Element) -> list[etree._Element]:
    """The scripts that hold a page's data for a program that draws it, as Next.js has them."""
    return [script for script in root.iter("script") if script.get("type") == "application/json"]


def paragraphs_of_data(
    page: Outline, body: range, text: str, scripts: Sequence[etree._Element]
) -> list[str]:
    """The paragraphs of the data's text, where it is much longer than what the page shows."""
    shown = sum(page.leaves[order].prose for order in body)
    if shown < LEAST_SHOWN and not text:
        text = max(
            (found for script in scripts for found in _marked_up(script)), key=len, default=""
        )
    if len(text) < MUCH_LONGER * shown or not text:
        return []
    if "</p>" in text:
        text = " ".join(text.split())  # in markup a line's end is no paragraph's
    paragraphs = (
        " ".join(unescape(MARKUP.sub("", part)).split()) for part in PARAGRAPH_END.split(text)
    )
    return [paragraph for paragraph in paragraphs if paragraph]


def _marked_up(script: etree._Element) -> Iterator[str]:
    """The strings in a script's JSON that are paragraphs of HTML."""
    try:
        ahead = [json.loads(script.text or "")]
    except (ValueError, RecursionError):
        return
    while ahead:
        value = ahead.pop()
        if isinstance(value, dict):
            ahead.extend(value.values())
        elif isinstance(value, list):
            ahead.extend(value)
        elif isinstance(value, str) and "</p>" in value:
            yield value
