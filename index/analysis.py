"""How text becomes terms: one tokenizer for every language, and Snowball for those that have it.

A term is the word in lower case, stemmed, and with the accents of Latin letters taken off. What
only spelling varies is one term (folding.py): `don’t` and `don't`, `U.S.` and `US`, `1,000` and
`1000`; the words as written, which are not stemmed, keep their points and commas.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, Self

from Stemmer import Stemmer, algorithms
from whoosh.analysis import Filter, RegexTokenizer, Token

from pressmark.corpus.errors import AskError
from pressmark.index.folding import LONGEST, fold, plain_form, written_form
from pressmark.index.word_pattern import WordPattern

NO_STEMMING = "none"
LANGUAGES = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
"""Code of a language → what it is called in English, for those with a stemmer."""
ACCENTLESS = frozenset({"en"})
"""Languages whose stemmer knows no accents: there they go first, for Straße to be Strasse."""

_REMEMBERED = 1 << 15
"""Size of the term cache, some 7 MB: 97 of 100 words of press releases hit it."""


def languages() -> tuple[str, ...]:
    """The codes an index may be given: those Snowball stems here, and `none`."""
    stemmed = set(algorithms())
    return (*(code for code, name in LANGUAGES.items() if name in stemmed), NO_STEMMING)


def check_language(code: str) -> str:
    """`code` itself; raises AskError where no index can have it."""
    if code not in languages():
        raise AskError(
            f"There is no stemming for the language {code!r}.",
            f"Use one of {', '.join(languages())} ({NO_STEMMING}: words are indexed as they are).",
        )
    return code


class TermFilter(Filter):
    """Turns each word into its term; safe to share between threads, and to pickle.

    `term(word)` is the term of `word`, a whole match of a WordPattern.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._stemmer = _Stemmer(language)
        self.term: Callable[[str], str] = lru_cache(_REMEMBERED)(self._term)

    def __reduce__(self) -> tuple[type[Self], tuple[str]]:
        return type(self), (self.language,)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TermFilter) and other.language == self.language

    def __hash__(self) -> int:
        return hash(self.language)

    def __call__(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """The same tokens, each with its term for text."""
        term = self.term
        for token in tokens:
            token.text = term(token.text)
            yield token

    def plain_terms(self, words: Sequence[str]) -> list[str]:
        """The term of each of `words`, which are lower-case letters and digits of ASCII alone."""
        return self._stemmer.stem_all([word[:LONGEST] for word in words])

    def _term(self, word: str) -> str:
        plain = plain_form(word)
        if self.language in ACCENTLESS:
            return self._stemmer.stem(fold(plain))
        return fold(self._stemmer.stem(plain))


class WrittenFilter(TermFilter):
    """Turns each word into itself, in lower case and without accents."""

    def __init__(self) -> None:
        super().__init__(NO_STEMMING)

    def __reduce__(self) -> Any:
        return type(self), ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WrittenFilter)

    def __hash__(self) -> int:
        return hash(type(self))

    def _term(self, word: str) -> str:
        return fold(written_form(word))


class _Stemmer(threading.local):
    """Snowball's function, one for each thread, since it keeps state while it works."""

    def __init__(self, language: str) -> None:
        self.stem: Callable[[str], str] = str
        self.stem_all: Callable[[Sequence[str]], list[str]] = list
        if language != NO_STEMMING:
            # its own cache costs more than stemming, and frequent words are cached above
            stemmer = Stemmer(LANGUAGES[language], 0)
            self.stem, self.stem_all = stemmer.stemWord, stemmer.stemWords


def words_in(analyzer: Any, text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each term of `text` with its first character and the one after its last, in order.

    The same as the tokens of `analyzer`, which is of this module, without token objects.
    """
    tokenizer, terms = analyzer.items
    for match in tokenizer.expression.finditer(text):
        yield terms.term(match[0]), match.span()


_WHOLE = itemgetter(0)
"""The whole of a match."""

Place = tuple[int, tuple[int, int]]
"""A word's position, and its first character and the one after its last."""


def places_of(analyzer: Any, text: str, terms: Iterable[str]) -> dict[str, list[Place]]:
    """The places of each of `terms` in `text`, in order."""
    tokenizer, term_filter = analyzer.items
    matches = list(tokenizer.expression.finditer(text))
    places: dict[str, list[Place]] = {each: [] for each in terms}
    for position, term in enumerate(map(term_filter.term, map(_WHOLE, matches))):
        if term in places:
            places[term].append((position, matches[position].span()))
    return places


def text_analyzer(language: str) -> Any:
    """Whoosh's analyzer for running text in `language`."""
    return RegexTokenizer(WordPattern()) | TermFilter(language)


def surface_analyzer() -> Any:
    """The words of `text_analyzer` in the same places, as they are written."""
    return RegexTokenizer(WordPattern()) | WrittenFilter()


def name_analyzer() -> Any:
    """Whoosh's analyzer for names of people and papers: the same words, not stemmed."""
    return RegexTokenizer(WordPattern()) | TermFilter(NO_STEMMING)
