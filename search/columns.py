"""Some stored values of a paragraph, without reading the others."""

from collections.abc import Sequence
from typing import Any

from whoosh.searching import Searcher


def stored_value(searcher: Searcher, field: str, docnum: int) -> Any:
    """What one field stores with a paragraph, or None."""
    return stored_values(searcher, (field,), docnum)[field]


def stored_values(searcher: Searcher, fields: Sequence[str], docnum: int) -> dict[str, Any]:
    """What each of some fields stores with a paragraph, or None."""
    reader, local = _place(searcher, docnum)
    if hasattr(reader, "stored_value"):
        return {field: reader.stored_value(field, local) for field in fields}
    stored = reader.stored_fields(local)
    return {field: stored.get(field) for field in fields}


def _place(searcher: Searcher, docnum: int) -> tuple[Any, int]:
    """The reader of the segment that holds a paragraph, and the number it has there."""
    leaves = searcher.leaf_searchers()
    leaf, offset = next(each for each in reversed(leaves) if docnum >= each[1])
    return leaf.reader(), docnum - offset
