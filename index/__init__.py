"""The index, on disk or in a cluster: adds, replaces, deletes and reads clean articles."""

from typing import TYPE_CHECKING, Any

from pressmark.corpus.errors import (
    ArticleNotFound,
    ClusterUnavailable,
    IndexBusy,
    IndexCorrupt,
    IndexExists,
    IndexMissing,
    IndexStateError,
    IndexVersion,
    IndexWriteFailed,
    InputError,
    PressmarkError,
)

if TYPE_CHECKING:
    from pressmark.index.articles.documents import StoredArticle
    from pressmark.index.index import Index
    from pressmark.index.ingest.report import IngestReport, Progress
    from pressmark.index.place import create_index, open_index
    from pressmark.index.statistics import IndexStats

__all__ = [
    "ArticleNotFound",
    "ClusterUnavailable",
    "Index",
    "IndexBusy",
    "IndexCorrupt",
    "IndexExists",
    "IndexMissing",
    "IndexStateError",
    "IndexStats",
    "IndexVersion",
    "IndexWriteFailed",
    "IngestReport",
    "InputError",
    "PressmarkError",
    "Progress",
    "StoredArticle",
    "create_index",
    "open_index",
]

_MODULES = {
    "Index": "index",
    "IndexStats": "statistics",
    "IngestReport": "ingest.report",
    "Progress": "ingest.report",
    "StoredArticle": "articles.documents",
    "create_index": "place",
    "open_index": "place",
}


def __getattr__(name: str) -> Any:
    # loaded on first use: a worker process needs no reader
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = value
    return value
