"""How text becomes terms: one tokenizer for every language, and a stemmer for those that have one.

A term is the word in lower case, stemmed, and with the accents of Latin letters taken off. What
only spelling varies is one term (folding.py): `don’t` and `don't`, `U.S.` and `US`, `1,000` and
`1000`; the words as written, which are not stemmed, keep their points and commas.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from itertools import chain
from typing import Any, Self

from Stemmer import Stemmer, algorithms
from whoosh.analysis import Filter, RegexTokenizer, Token

from pressmark.corpus.errors import AskError
from pressmark.index.analysis.folding import LONGEST, fold, plain_form, written_form
from pressmark.index.analysis.light_stemmers import AFTER, BEFORE, LIGHT
from pressmark.index.analysis.word_pattern import WordPattern

NO_STEMMING = "none"
LANGUAGES = {
    "ar": "arabic",
    "bg": "bulgarian",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
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
    "sk": "slovak",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "uk": "ukrainian",
    "yi": "yiddish",
}
"""Code of a language → what it is called in English, for those with a stemmer."""
ACCENTLESS = frozenset({"en"})
"""Languages whose stemmer knows no accents: there they go first, for Straße to be Strasse."""

TRANSLITERATED = frozenset({"da", "de", "en", "fi", "nl", "no", "none", "sv"})
"""Languages in whose texts `Müller` is also written `Mueller`."""
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})

ALTERNATIVES = "\x1e"
"""Between the terms of one word in a query."""
_TAG = "\x1f"
"""Between a stem and its language, where that is not the default of the index."""
AUTO = "auto"
"""Each article is analyzed in its own language; `auto-de`: in German where that is unknown."""
_SAME_STEMMER = {"nb": "no", "nn": "no", "bs": "sr", "hr": "sr", "sh": "sr"}

_REMEMBERED = 1 << 15
"""Size of the term cache, some 7 MB: 97 of 100 words of press releases hit it."""


@cache
def _known_languages() -> frozenset[str]:
    stemmed = set(algorithms())
    return frozenset(code for code, name in LANGUAGES.items() if name in stemmed or code in LIGHT)


def languages() -> tuple[str, ...]:
    """The codes of the languages that are stemmed here, and `none`."""
    return (*sorted(_known_languages()), NO_STEMMING)


def check_language(code: str) -> str:
    """`code` itself; raises AskError where no index can have it."""
    if not is_language(code):
        raise AskError(
            f"There is no stemming for the language {code!r}.",
            f"Use one of {', '.join(languages())} ({NO_STEMMING}: words are indexed as they are), "
            f"or {AUTO}, {AUTO}-de and so on: each article in its own.",
        )
    return code


def is_language(code: str) -> bool:
    """Whether an index can have this language."""
    return default_of(code) in {*_known_languages(), NO_STEMMING}


class TermFilter(Filter):
    """Turns each word into its terms; safe to share between threads, and to pickle.

    `terms(word)` are the terms of `word`, a whole match of a WordPattern: first its stem, then,
    where an accent makes a difference, the stems of the forms without it. All have one position. A
    `tag` distinguishes them from those of other languages.
    """

    def __init__(self, language: str, tag: str = "") -> None:
        self.language = language
        self.tag = tag
        self._stemmer = _Stemmer(language)
        self.terms: Callable[[str], tuple[str, ...]] = lru_cache(_REMEMBERED)(self._terms)

    def __reduce__(self) -> tuple[type[Self], tuple[str, ...]]:
        return type(self), (self.language, self.tag)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TermFilter) and other.__reduce__() == self.__reduce__()

    def __hash__(self) -> int:
        return hash(self.__reduce__())

    def __call__(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """The same tokens, each with its terms for text; in a query with the first of them."""
        terms = self.terms
        for token in tokens:
            forms = terms(token.text)
            for form in forms[:1] if token.mode == "query" else forms:
                token.text = form
                yield token

    def of_language(self, language: str) -> "TermFilter":  # noqa: ARG002
        """The filter for articles in a language: the same for all."""
        return self

    def query_term(self, word: str) -> str:
        """All terms of a word, as alternatives."""
        return ALTERNATIVES.join(self.terms(word))

    def plain_terms(self, words: Sequence[str]) -> list[str]:
        """The term of each of `words`, which are lower-case letters and digits of ASCII alone."""
        stems = self._stemmer.stem_all([word[:LONGEST] for word in words])
        return [stem + self.tag for stem in stems] if self.tag else stems

    def _terms(self, word: str) -> tuple[str, ...]:
        plain = plain_form(word)
        stem, tag = self._stemmer.stem, self.tag
        if plain.isascii():
            return (stem(plain) + tag,)
        folded = fold(plain)
        forms = [folded] if self.language in ACCENTLESS else [plain, folded]
        if self.language in TRANSLITERATED:
            forms.append(fold(plain.translate(_UMLAUTS)))
        return tuple(dict.fromkeys(fold(stem(form)) + tag for form in forms))


class LanguageFilter(TermFilter):
    """Turns each word into its terms in the language of its article, `language` where unknown.

    A query has the terms of every language that the index holds: `held` and `language`.
    """

    def __init__(self, language: str, held: tuple[str, ...] = ()) -> None:
        super().__init__(language)
        self.held = held
        self._of_language = cache(partial(_tagged, self.language))
        self.query_term = lru_cache(_REMEMBERED)(self._query_term)  # type: ignore[method-assign]

    def __reduce__(self) -> tuple[type[Self], tuple[Any, ...]]:
        return type(self), (self.language, self.held)

    def of_language(self, language: str) -> TermFilter:
        """The filter for articles in a language."""
        return self._of_language(language)

    def _query_term(self, word: str) -> str:
        filters = (self, *map(self.of_language, self.held))
        every = chain.from_iterable(each.terms(word) for each in filters)
        return ALTERNATIVES.join(dict.fromkeys(every))


def _tagged(default: str, language: str) -> TermFilter:
    language = language or default
    return TermFilter(language, "" if language == default else f"{_TAG}{language}")


class WrittenFilter(TermFilter):
    """Turns each word into itself in lower case: without accents, and with those that it has."""

    def __init__(self) -> None:
        super().__init__(NO_STEMMING)

    def __reduce__(self) -> tuple[type[Self], tuple[Any, ...]]:
        return type(self), ()

    def query_term(self, word: str) -> str:
        """The word as it is written."""
        return self.terms(word)[-1]

    def _terms(self, word: str) -> tuple[str, ...]:
        written = written_form(word)
        return tuple(dict.fromkeys((fold(written), written)))


class _Stemmer(threading.local):
    """Snowball's function, one for each thread, since it keeps state while it works."""

    def __init__(self, language: str) -> None:
        self.stem: Callable[[str], str] = str
        self.stem_all: Callable[[Sequence[str]], list[str]] = list
        if language in LIGHT:
            self.stem = LIGHT[language]
            self.stem_all = lambda words: list(map(LIGHT[language], words))
        elif language != NO_STEMMING:
            # its own cache costs more than stemming, and frequent words are cached above
            stemmer = Stemmer(LANGUAGES[language], 0)
            self.stem, self.stem_all = stemmer.stemWord, stemmer.stemWords
            before, after = BEFORE.get(language), AFTER.get(language)
            if before:
                self.stem = lambda word: stemmer.stemWord(before(word))
                self.stem_all = lambda words: stemmer.stemWords(list(map(before, words)))
            elif after:
                self.stem = lambda word: after(stemmer.stemWord(word))
                self.stem_all = lambda words: list(map(after, stemmer.stemWords(words)))


def words_in(analyzer: Any, text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The query term of each word of `text` with its first character and the one after its last."""
    tokenizer, term_filter = analyzer.items
    for match in tokenizer.expression.finditer(text):
        yield term_filter.query_term(match[0]), match.span()


def readable_term(term: str) -> str:
    """The alternatives of a query term without their languages: `kyiv/kiev`."""
    stems = (each.partition(_TAG)[0] for each in term.split(ALTERNATIVES))
    return "/".join(dict.fromkeys(stems))


def by_language(analyzer: Any) -> bool:
    """Whether the terms of an analyzer depend on the language of the article."""
    return isinstance(analyzer.items[1], LanguageFilter)


def held_by(analyzer: Any) -> tuple[str, ...]:
    """The languages, besides the default, in which an analyzer has the terms of a query."""
    return analyzer.items[1].held if by_language(analyzer) else ()


def language_of(stated: str) -> str:
    """The language whose stemmer an article gets, given what it states: "" where it is unknown."""
    if not stated:
        return ""
    code = stated.lower().replace("_", "-").partition("-")[0]
    code = _SAME_STEMMER.get(code, code)
    return code if code in _known_languages() else NO_STEMMING


def text_analyzer(language: str, held: tuple[str, ...] = ()) -> Any:
    """Whoosh's analyzer for running text in `language`, or by article where it is `auto`."""
    default = default_of(language)
    if default == language:
        return RegexTokenizer(WordPattern()) | TermFilter(language)
    return RegexTokenizer(WordPattern()) | LanguageFilter(default, held)


def default_of(language: str) -> str:
    """The language of articles whose own is unknown: `de` for `auto-de`, `en` for `auto`."""
    own, _, default = language.partition("-")
    return (default or "en") if own == AUTO else language


def surface_analyzer() -> Any:
    """The words of `text_analyzer` in the same places, as they are written."""
    return RegexTokenizer(WordPattern()) | WrittenFilter()


def name_analyzer() -> Any:
    """Whoosh's analyzer for names of people and papers: the same words, not stemmed."""
    return RegexTokenizer(WordPattern()) | TermFilter(NO_STEMMING)
