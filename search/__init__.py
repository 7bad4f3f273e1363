"""Searches an index, and shows the results in the terminal, on a web page, in Python and over MCP.

>>> from pressmark.search import search
>>> search(index, "ferry inquiry", limit=1).hits[0].article.title
'Forty minutes about chairs: the ferry inquiry begins'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from pressmark.corpus.errors import AskError, PressmarkError, QueryError

if TYPE_CHECKING:
    from pressmark.search.counting import count
    from pressmark.search.options import SearchOptions
    from pressmark.search.pipeline import search
    from pressmark.search.query_batch import BatchRow, batch
    from pressmark.search.results.counts import Bucket, Counts
    from pressmark.search.results.export import export
    from pressmark.search.results.models import ArticleInfo, Hit, Results, Snippet, Span
    from pressmark.search.results.whoosh_export import export_whoosh
    from pressmark.search.saved import SavedNews, new_hits, save_search, saved_news
    from pressmark.search.similar_articles import more_like_this
    from pressmark.search.suggestions.completion import Suggestion, suggest

__all__ = [
    "ArticleInfo",
    "AskError",
    "BatchRow",
    "Bucket",
    "Counts",
    "Hit",
    "PressmarkError",
    "QueryError",
    "Results",
    "SavedNews",
    "SearchOptions",
    "Snippet",
    "Span",
    "Suggestion",
    "batch",
    "count",
    "export",
    "export_whoosh",
    "more_like_this",
    "new_hits",
    "save_search",
    "saved_news",
    "search",
    "suggest",
]

_MODULES = {
    "ArticleInfo": "results.models",
    "BatchRow": "query_batch",
    "Bucket": "results.counts",
    "Counts": "results.counts",
    "Hit": "results.models",
    "Results": "results.models",
    "SavedNews": "saved",
    "SearchOptions": "options",
    "Snippet": "results.models",
    "Span": "results.models",
    "Suggestion": "suggestions.completion",
    "batch": "query_batch",
    "count": "counting",
    "export": "results.export",
    "export_whoosh": "results.whoosh_export",
    "more_like_this": "similar_articles",
    "new_hits": "saved",
    "save_search": "saved",
    "saved_news": "saved",
    "search": "pipeline",
    "suggest": "suggestions.completion",
}


def __getattr__(name: str) -> Any:
    # The engine takes longer to load than most commands run.
    if name in _MODULES:
        return getattr(import_module(f"pressmark.search.{_MODULES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
