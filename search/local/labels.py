"""What hits are called by: the title, said to be guessed where it is, else the first words."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from whoosh.reading import IndexReader

from pressmark.corpus.kinds import BODY_KINDS, Kind
from pressmark.index.schema import has_guessed_title
from pressmark.search.local.stored import stored_rows
from pressmark.search.ranking.index_arrays import Arrays, Ints

LOOKED_AT = 8
"""Paragraphs of an article looked at for the first one of its body: captions and author lines may
be before it."""


class Label(NamedTuple):
    """`guessed` says that the title is only a line of the text that looks like one; `opening` are
    the first words of an article without a title."""

    guessed: bool = False
    opening: str = ""


def labels_of(arrays: Arrays, docnums: Ints, titles: list[str]) -> list[Label]:
    """The label of the article of each of some paragraphs, beside their titles."""
    spans = [arrays.article_span(docnum) for docnum in docnums.tolist()]
    titled = np.array([bool(title) for title in titles], dtype=bool)
    firsts = np.array([first for first, _ in spans], dtype=np.int64)
    records = iter(stored_rows(arrays.reader, ("record",), firsts[titled]))
    openings = iter(stored_rows(arrays.reader, ("kind", "text"), firsts[~titled]))
    return [
        Label(has_guessed_title(next(records)["record"] or ""))
        if title
        else Label(opening=_opening(arrays.reader, next(openings), *span))
        for title, span in zip(titles, spans, strict=True)
    ]


def _opening(reader: IndexReader, row: Mapping[str, Any], first: int, end: int) -> str:
    """The first words of the article with these paragraphs, of which `row` is the first."""
    from pressmark.corpus.text.first_words import opening_of  # most articles have a title

    rows: Sequence[Mapping[str, Any]] = [row]
    if Kind(row["kind"]) not in BODY_KINDS:
        docnums = np.arange(first, min(end, first + LOOKED_AT))
        rows = stored_rows(reader, ("kind", "text"), docnums)
    return opening_of((Kind(row["kind"]), row["text"]) for row in rows)
