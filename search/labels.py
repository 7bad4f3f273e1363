"""What hits are called by: the title, said to be guessed where it is, else the first words."""

from typing import NamedTuple

import numpy as np
from whoosh.reading import IndexReader

from pressmark.corpus.kinds import Kind
from pressmark.index.guessed import has_guessed_title
from pressmark.search.arrays import Arrays, Ints
from pressmark.search.columns import stored_rows

LOOKED_AT = 8
"""Paragraphs of an article looked at for the first one of its body: captions and bylines may stand
before it."""


class Label(NamedTuple):
    """`guessed` says that the title is only a line of the text that looks like one; `opening` are
    the first words of an article without a title."""

    guessed: bool = False
    opening: str = ""


def labels_of(arrays: Arrays, docnums: Ints, titles: list[str]) -> list[Label]:
    """The label of the article of each of some paragraphs, beside their titles."""
    reader = arrays.reader
    spans = [arrays.article_span(docnum) for docnum in docnums.tolist()]
    firsts = np.array([first for first, _ in spans], dtype=np.int64)
    records = stored_rows(reader, ("record",), firsts)
    return [
        Label(has_guessed_title(row["record"] or ""))
        if title
        else Label(opening=_opening(reader, *span))
        for title, row, span in zip(titles, records, spans, strict=True)
    ]


def _opening(reader: IndexReader, first: int, end: int) -> str:
    from pressmark.corpus.first_words import opening_of  # most articles have a title

    docnums = np.arange(first, min(end, first + LOOKED_AT))
    rows = stored_rows(reader, ("kind", "text"), docnums)
    return opening_of((Kind(row["kind"]), row["text"]) for row in rows)
