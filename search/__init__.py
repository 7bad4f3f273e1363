"""A query becomes ranked, highlighted paragraphs; and the faces that show them."""

from typing import TYPE_CHECKING, Any

from pressmark.search.results import ArticleInfo, Hit, Results, Snippet, Span

if TYPE_CHECKING:
    from pressmark.search.pipeline import search

__all__ = ["ArticleInfo", "Hit", "Results", "Snippet", "Span", "search"]


def __getattr__(name: str) -> Any:
    # The engine takes longer to load than most commands take to run, and few of them need it.
    if name == "search":
        from pressmark.search.pipeline import search

        return search
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
