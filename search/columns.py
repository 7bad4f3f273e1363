"""Some stored values of a paragraph, without reading the others."""

from collections.abc import Sequence
from typing import Any

from whoosh.reading import IndexReader


def stored_value(reader: IndexReader, field: str, docnum: int) -> Any:
    """What one field stores with a paragraph, or None."""
    return stored_values(reader, (field,), docnum)[field]


def stored_values(reader: IndexReader, fields: Sequence[str], docnum: int) -> dict[str, Any]:
    """What each of some fields stores with a paragraph, or None."""
    leaf, local = _place(reader, docnum)
    if hasattr(leaf, "stored_value"):
        return {field: leaf.stored_value(field, local) for field in fields}
    stored = leaf.stored_fields(local)
    return {field: stored.get(field) for field in fields}


def _place(reader: IndexReader, docnum: int) -> tuple[Any, int]:
    """The reader of the segment that holds a paragraph, and the number it has there."""
    leaves = reader.leaf_readers()
    leaf, offset = next(each for each in reversed(leaves) if docnum >= each[1])
    return leaf, docnum - offset
