"""Where the words of a query are in texts as written, by the terms that the index has of them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from pressmark.index.analysis.analyzers import ALTERNATIVES, language_of

Place = tuple[int, tuple[int, int]]
"""A word's position, and its first character and the one after its last."""


class WordFinder:
    """Finds `terms` in texts of articles in one language; what was read is remembered, since the
    same words recur."""

    def __init__(self, analyzer: Any, terms: Iterable[str], language: str = "") -> None:
        tokenizer, term_filter = analyzer.items
        self._expression = tokenizer.expression
        self._forms_of = term_filter.of_language(language_of(language)).terms
        self._terms = tuple(dict.fromkeys(terms))
        self._by_form: dict[str, list[str]] = defaultdict(list)
        for term in self._terms:
            for form in term.split(ALTERNATIVES):
                self._by_form[form].append(term)
        self._by_word: dict[str, tuple[str, ...]] = {}

    def places(self, text: str) -> dict[str, list[Place]]:
        """The places of each of the terms in `text`, in order."""
        places: dict[str, list[Place]] = {term: [] for term in self._terms}
        known = self._by_word
        for position, match in enumerate(self._expression.finditer(text)):
            word = match[0]
            terms = known.get(word)
            if terms is None:
                terms = known[word] = self._terms_of(word)
            for term in terms:
                places[term].append((position, match.span()))
        return places

    def _terms_of(self, word: str) -> tuple[str, ...]:
        found = (term for form in self._forms_of(word) for term in self._by_form.get(form, ()))
        return tuple(dict.fromkeys(found))
