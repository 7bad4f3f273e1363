"""The article's text where the page shows little of it and its data holds the whole."""

import re

from pressmark.corpus.html.leaves import Outline

MARKUP = re.compile(r"<[a-zA-Z/][^<>]*>")
PARAGRAPH_END = re.compile(r"\s*(?:\n\s*\n|\r|\n|</p>|<br\s*/?>)\s*", re.IGNORECASE)

MUCH_LONGER = 1.5
"""So many times the body's prose must the data's text be; many pages repeat their text there."""


def paragraphs_of_data(page: Outline, body: range, text: str) -> list[str]:
    """The paragraphs of the data's text, where it is much longer than what the page shows."""
    shown = sum(page.leaves[order].prose for order in body)
    if len(text) < MUCH_LONGER * shown or not text:
        return []
    paragraphs = (" ".join(MARKUP.sub(" ", part).split()) for part in PARAGRAPH_END.split(text))
    return [paragraph for paragraph in paragraphs if paragraph]
