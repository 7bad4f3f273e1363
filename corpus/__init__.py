"""Files become clean articles: readers, the cleaner, and a reason for everything removed."""

from pressmark.corpus.cleaner import clean
from pressmark.corpus.model import Article, Block, CleanArticle, Kind, Removal
from pressmark.corpus.readers import find_files, read, read_bytes
from pressmark.corpus.rules import Rule, RuleSet, default_rules, load_rules

__all__ = [
    "Article",
    "Block",
    "CleanArticle",
    "Kind",
    "Removal",
    "Rule",
    "RuleSet",
    "clean",
    "default_rules",
    "find_files",
    "load_rules",
    "read",
    "read_bytes",
]
