"""Files become clean articles: readers, the cleaner, and a reason for everything removed."""

from pressmark.corpus.model import Article, Block, CleanArticle, Kind, Removal

__all__ = ["Article", "Block", "CleanArticle", "Kind", "Removal"]
