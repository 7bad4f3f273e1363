"""Files become clean articles: readers, the cleaner, and a reason for everything removed."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pressmark.corpus.errors import InputError, PressmarkError, RulesError

if TYPE_CHECKING:
    from pressmark.corpus.cleaner import clean
    from pressmark.corpus.kinds import Kind
    from pressmark.corpus.model import Article, Block, CleanArticle, Removal
    from pressmark.corpus.read_options import ReadOptions
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
    "ReadOptions",
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
    "samples_path",
]

_LOADED_WHEN_USED = {
    "Article": "model",
    "Block": "model",
    "CleanArticle": "model",
    "Kind": "kinds",
    "Removal": "model",
    "clean": "cleaner",
    "find_files": "readers",
    "ReadOptions": "read_options",
    "read": "readers",
    "read_bytes": "readers",
    "read_stream": "readers",
    "Recurring": "recurring_lines",
    "Rule": "rules",
    "RuleSet": "rules",
    "default_rules": "rules",
    "load_rules": "rules",
}


def samples_path() -> Path:
    """The folder of sample articles in the package: four newspapers of an imaginary region.

    Each has its own addresses, markup and noise. Two are HTML pages, one is plain text, and an
    agency's stories are in one JSON Lines file and, a little reworded, in the papers.
    """
    return Path(__file__).with_name("samples")


def __getattr__(name: str) -> Any:
    # A search needs only the errors of this package; the cleaner takes long to import.
    if name in _LOADED_WHEN_USED:
        return getattr(import_module(f"pressmark.corpus.{_LOADED_WHEN_USED[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
