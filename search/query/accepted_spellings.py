"""Which groups of spellings a search uses, and the notes about them."""

from collections.abc import Iterator, Mapping

from pressmark.index.spellings import NO_SPELLINGS, Group, Spellings
from pressmark.search.engine import Dictionary
from pressmark.search.options import SpellingUse
from pressmark.search.query.query_word import SURFACE


def accepted_spellings(terms: Dictionary, use: SpellingUse | Spellings) -> Spellings:
    """The groups kept with the index, with those given, or none."""
    if use == "none":
        return NO_SPELLINGS
    return terms.spellings.with_all(use) if isinstance(use, Spellings) else terms.spellings


def also_searched(terms: Dictionary, other_spellings: Mapping[str, Group]) -> Iterator[str]:
    """Notes about other spellings of the words of a query that the index has."""
    for typed, others in other_spellings.items():
        known = [each for each in others if _is_known(terms, each)]
        if known:
            yield f"“{typed}” also finds {', '.join(known)}."


def _is_known(terms: Dictionary, text: str) -> bool:
    words = [token.text for token in terms.schema[SURFACE].analyzer(text, mode="query")]
    return all(terms.frequencies(SURFACE, words))
