"""A query becomes ranked, highlighted paragraphs; and the faces that show them."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from pressmark.search.results import ArticleInfo, Hit, Results, Snippet, Span, Suggestion

if TYPE_CHECKING:
    from pressmark.search.completion import suggest
    from pressmark.search.exports import export
    from pressmark.search.pipeline import search
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
