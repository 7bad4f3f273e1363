"""One value per matching document, read from the index's columns where a field has one."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.searching import Searcher


def column(searcher: Searcher, field: str, docnums: NDArray[np.int64]) -> list[Any]:
    """The value of `field` in each of `docnums` (ascending), None where it has none."""
    return [
        value for leaf, local in _by_leaf(searcher, docnums) for value in _read(leaf, field, local)
    ]


def _by_leaf(
    searcher: Searcher, docnums: NDArray[np.int64]
) -> Iterator[tuple[Any, NDArray[np.int64]]]:
    leaves = searcher.leaf_searchers()
    ends = np.searchsorted(docnums, [offset for _, offset in leaves[1:]])
    parts = np.split(docnums, ends)
    for (leaf, offset), part in zip(leaves, parts, strict=True):
        yield leaf.reader(), part - offset


def _read(reader: Any, field: str, docnums: NDArray[np.int64]) -> list[Any]:
    if not reader.has_column(field):
        return [reader.stored_fields(int(docnum)).get(field) for docnum in docnums]
    definition = reader.schema[field]
    raw = reader.column_reader(field, translate=False)
    missing = definition.column_type.default_value()
    values = (raw[int(docnum)] for docnum in docnums)
    return [None if value == missing else definition.from_column_value(value) for value in values]


def stored_value(searcher: Searcher, field: str, docnum: int) -> Any:
    """What one field stores with a paragraph, or None."""
    for leaf, offset in reversed(searcher.leaf_searchers()):
        if docnum >= offset:
            reader = leaf.reader()
            if hasattr(reader, "stored_value"):
                return reader.stored_value(field, docnum - offset)
            return reader.stored_fields(docnum - offset).get(field)
    return None
