"""A query becomes ranked, highlighted paragraphs; and the faces that show them."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pressmark.search.completion import Suggestion, suggest
    from pressmark.search.exports import export
    from pressmark.search.pipeline import search
    from pressmark.search.results import ArticleInfo, Hit, Results, Snippet, Span
    from pressmark.search.similarity import similar

__all__ = [
    "ArticleInfo",
    "Hit",
    "Results",
    "Snippet",
    "Span",
    "Suggestion",
    "export",
    "search",
    "similar",
    "suggest",
]

_HOMES = {
    "ArticleInfo": "results",
    "Hit": "results",
    "Results": "results",
    "Snippet": "results",
    "Span": "results",
    "Suggestion": "completion",
    "export": "exports",
    "search": "pipeline",
    "similar": "similarity",
    "suggest": "completion",
}


def __getattr__(name: str) -> Any:
    # The engine takes longer to load than most commands take to run, and few of them need it.
    if name in _HOMES:
        return getattr(import_module(f"pressmark.search.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
