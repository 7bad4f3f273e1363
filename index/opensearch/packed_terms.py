"""All terms of an article in one value of a column, so that candidates are scored in the client.

A column is read without the blocks of stored fields, whose decompression would take most of the
time of a search. The value is zstd, in base64, of lines: the kinds of the paragraphs; the terms of
title, source and author; those of the text of each paragraph; and the words as written of each.
"""

import base64
from collections.abc import Sequence
from typing import NamedTuple, Self

import zstandard

_LEVEL = 3
_BETWEEN_KINDS = " "


class PackedTerms(NamedTuple):
    """Terms with blanks between, as `article_body` sends them; of lists one text a paragraph."""

    kinds: Sequence[str]
    title: str
    source: str
    author: str
    text: Sequence[str]
    surface: Sequence[str]

    def packed(self) -> str:
        """The value of the column."""
        kinds = _BETWEEN_KINDS.join(self.kinds)
        lines = (kinds, self.title, self.source, self.author, *self.text, *self.surface)
        return base64.b64encode(zstandard.compress("\n".join(lines).encode(), _LEVEL)).decode()

    @classmethod
    def of(cls, value: str) -> Self:
        """The terms in such a value."""
        # columns come without padding
        text = zstandard.decompress(base64.b64decode(value + "==")).decode()
        kinds, title, source, author, *texts = text.split("\n")
        half = len(texts) // 2
        return cls(kinds.split(_BETWEEN_KINDS), title, source, author, texts[:half], texts[half:])
