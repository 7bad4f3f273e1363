"""Some stored values of paragraphs, without reading the others."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from whoosh.reading import IndexReader

from pressmark.corpus.errors import IndexCorrupt
from pressmark.index.segment.evaluate.postings_list import Ints

_REQUIRED = frozenset({"article", "kind", "ordinal", "text"})
"""Fields that each paragraph of an index has."""


def stored_value(reader: IndexReader, field: str, docnum: int) -> Any:
    """What one field stores with a paragraph, or None."""
    return stored_values(reader, (field,), docnum)[field]


def stored_values(reader: IndexReader, fields: Sequence[str], docnum: int) -> dict[str, Any]:
    """What each of some fields stores with a paragraph, or None."""
    leaf, offset = next(each for each in reversed(reader.leaf_readers()) if docnum >= each[1])
    return _rows_of(leaf, fields, np.array([docnum - offset]))[0]


def stored_rows(reader: IndexReader, fields: Sequence[str], docnums: Ints) -> list[dict[str, Any]]:
    """The same of each of some paragraphs, in their order."""
    rows: list[dict[str, Any]] = [{} for _ in docnums]
    # in the order of the index, since what is together is stored together
    order = np.argsort(docnums)
    ordered = docnums.take(order)
    for leaf, offset in reader.leaf_readers():
        first, last = ordered.searchsorted((offset, offset + leaf.doc_count_all())).tolist()
        for place, row in zip(
            order[first:last].tolist(),
            _rows_of(leaf, fields, ordered[first:last] - offset) if first < last else (),
            strict=True,
        ):
            rows[place] = row
    return rows


def _rows_of(leaf: Any, fields: Sequence[str], docnums: Ints) -> list[dict[str, Any]]:
    """The same of paragraphs of one segment."""
    columns = [_complete(field, leaf.stored_values(field, docnums)) for field in fields]
    return [dict(zip(fields, row, strict=True)) for row in zip(*columns, strict=True)]


def _complete(field: str, values: list[Any]) -> list[Any]:
    """The values of a field; raises IndexCorrupt where one is missing that each paragraph has."""
    if field in _REQUIRED and None in values:
        raise IndexCorrupt(
            f"A paragraph of the index has no {field}.",
            "See what can be saved: pressmark verify --repair",
        )
    return values
