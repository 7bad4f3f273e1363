"""A query becomes ranked, highlighted paragraphs; and the faces that show them."""

from pressmark.search.pipeline import search
from pressmark.search.results import ArticleInfo, Hit, Results, Snippet, Span

__all__ = ["ArticleInfo", "Hit", "Results", "Snippet", "Span", "search"]
