"""One stored value of a paragraph, without reading the others."""

from typing import Any

from whoosh.searching import Searcher


def stored_value(searcher: Searcher, field: str, docnum: int) -> Any:
    """What one field stores with a paragraph, or None."""
    for leaf, offset in reversed(searcher.leaf_searchers()):
        if docnum >= offset:
            reader = leaf.reader()
            if hasattr(reader, "stored_value"):
                return reader.stored_value(field, docnum - offset)
            return reader.stored_fields(docnum - offset).get(field)
    return None
