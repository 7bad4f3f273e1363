"""The record of one paragraph, as an index takes it."""

from typing import Any


def paragraph_record(
    text: str, *, article: str = "a", ordinal: int = 1, **more: Any
) -> dict[str, Any]:
    """The record of a paragraph; only its text is needed."""
    row = {"text": text, "surface": text, "article": article, "ordinal": ordinal}
    names = {
        "paper": more.get("source", ""),
        "byline": "\n".join(more.get("_stored_author", ())),
    }
    return (
        row | {name: value for name, value in names.items() if value} | {"kind": "paragraph"} | more
    )
