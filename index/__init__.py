"""Clean paragraphs become a Whoosh index on disk."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from pressmark.index.index import Index

if TYPE_CHECKING:
    from pressmark.index.documents import StoredArticle
    from pressmark.index.report import IngestReport, Progress
    from pressmark.index.tally import IndexStats

__all__ = ["Index", "IndexStats", "IngestReport", "Progress", "StoredArticle"]

_HOMES = {
    "IndexStats": "tally",
    "IngestReport": "report",
    "Progress": "report",
    "StoredArticle": "documents",
}


def __getattr__(name: str) -> Any:
    # A search needs none of these records, and should not wait for what they are made of.
    if name in _HOMES:
        return getattr(import_module(f"pressmark.index.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
