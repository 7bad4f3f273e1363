"""Files become clean articles: readers, the cleaner, and a reason for everything removed."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from pressmark.corpus.errors import InputError, PressmarkError, RulesError

if TYPE_CHECKING:
    from pressmark.corpus.cleaner import clean
    from pressmark.corpus.kinds import Kind
    from pressmark.corpus.model import Article, Block, CleanArticle, Removal
    from pressmark.corpus.readers import find_files, read, read_bytes, read_stream
    from pressmark.corpus.recurring_lines import Recurring
    from pressmark.corpus.rules import Rule, RuleSet, default_rules, load_rules

__all__ = [
    "Article",
    "Block",
    "CleanArticle",
    "InputError",
    "Kind",
    "PressmarkError",
    "Recurring",
    "Removal",
    "Rule",
    "RuleSet",
    "RulesError",
    "clean",
    "default_rules",
    "find_files",
    "load_rules",
    "read",
    "read_bytes",
    "read_stream",
]

_LOADED_WHEN_USED = {
    "Article": "model",
    "Block": "model",
    "CleanArticle": "model",
    "Kind": "kinds",
    "Removal": "model",
    "clean": "cleaner",
    "find_files": "readers",
    "read": "readers",
    "read_bytes": "readers",
    "read_stream": "readers",
    "Recurring": "recurring_lines",
    "Rule": "rules",
    "RuleSet": "rules",
    "default_rules": "rules",
    "load_rules": "rules",
}


def __getattr__(name: str) -> Any:
    # A search needs the errors of this room, and must not wait for the cleaner.
    if name in _LOADED_WHEN_USED:
        return getattr(import_module(f"pressmark.corpus.{_LOADED_WHEN_USED[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
