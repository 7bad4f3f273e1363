"""A query becomes ranked, highlighted paragraphs; and the faces that show them."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pressmark.search.pipeline import search
    from pressmark.search.results.export import export
    from pressmark.search.results.models import ArticleInfo, Hit, Results, Snippet, Span
    from pressmark.search.similar_articles import similar
    from pressmark.search.suggestions.completion import Suggestion, suggest

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
    "ArticleInfo": "results.models",
    "Hit": "results.models",
    "Results": "results.models",
    "Snippet": "results.models",
    "Span": "results.span",
    "Suggestion": "suggestions.completion",
    "export": "results.export",
    "search": "pipeline",
    "similar": "similar_articles",
    "suggest": "suggestions.completion",
}


def __getattr__(name: str) -> Any:
    # The engine takes longer to load than most commands take to run, and few of them need it.
    if name in _HOMES:
        return getattr(import_module(f"pressmark.search.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
