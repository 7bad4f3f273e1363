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
        self._read: set[str] = set()
        self._wanted: dict[str, tuple[str, ...]] = {}

    def places(self, text: str) -> dict[str, list[Place]]:
        """The places of each of the terms in `text`, in order."""
        places: dict[str, list[Place]] = {term: [] for term in self._terms}
        wanted = self._wanted
        words = set(self._expression.findall(text))
        self._learn(words - self._read)
        if wanted.keys().isdisjoint(words):
            return places
        for position, match in enumerate(self._expression.finditer(text)):
            for term in wanted.get(match[0], ()):
                places[term].append((position, match.span()))
        return places

    def _learn(self, words: set[str]) -> None:
        """Note which of `words` are any of the terms."""
        for word in words:
            forms = self._forms_of(word)
            if not self._by_form.keys().isdisjoint(forms):
                found = (term for form in forms for term in self._by_form.get(form, ()))
                self._wanted[word] = tuple(dict.fromkeys(found))
        self._read |= words
