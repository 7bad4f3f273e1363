"""How text becomes terms: one tokenizer for every language, and Snowball for those that have it.

What counts as one word, decided by each character and its nearest neighbours alone:

- letters, digits and the marks that combine with them: `Müller`, `naïve`;
- an apostrophe or ampersand between two of those: `don't`, `O’Brien`, `AT&T`;
- a point or comma between two digits: `3.5`, `1,000`;
- a point between two single letters: `U.S.`;
- a soft hyphen or zero-width joiner between two of those, which no reader sees;
- `++` or `#` behind a single letter: `C++`, `F#`;
- a hyphen parts words: `covid-19` is the two words `covid 19`, and a query for it is that phrase;
- a Han character or kana is a word by itself, since those scripts put no spaces between words.

A term is the word in lower case, stemmed, and with the accents of Latin letters taken off. What
only spelling varies is one term: `don’t` and `don't`, `U.S.` and `US`, `1,000` and `1000`; the
words as written, which are not stemmed, keep their points and commas.
"""

import re
import threading
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from operator import itemgetter
from typing import Any, Self

from Stemmer import Stemmer, algorithms
from whoosh.analysis import Filter, RegexTokenizer, Token

from pressmark.corpus.errors import AskError

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
_ELIDING = frozenset({"ca", "fr", "it"})
"""Languages that write a short word before an apostrophe: `l'eau` is two words there."""
ACCENTLESS = frozenset({"en"})
"""Languages whose stemmer knows no accents: there they go first, for Straße to be Strasse."""

# Combining marks of the scripts news is written in; the `re` module counts none as a letter.
MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0903"
    "\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc\u09be-\u09c4"
    "\u09c7\u09c8\u09cb-\u09cd\u0b82\u0bbe-\u0bc2\u0bc6-\u0bc8\u0bca-\u0bcd\u0e31\u0e34-\u0e3a"
    "\u0e47-\u0e4e\u3099\u309a"
)
_UNSPACED = "\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_UNSEEN = "\u00ad\u200c\u200d\u2060"
_APOSTROPHES = "'’＇"
_LETTER = r"[^\W\d_]"

LONGEST = 100
"""Longer words (encoded data, mostly) count by their first so many characters."""
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


class WordPattern:
    """Finds one word after the other, by the rules at the top of this module, as `re` does.

    Of two expressions the plain one knows no marks, Han or kana: it is compiled in a tenth of the
    5 ms that the other takes, and where a text has none of those both find the same.
    """

    def __init__(self, language: str) -> None:
        self._joiners = "&" + _UNSEEN + ("" if language in _ELIDING else _APOSTROPHES)
        self._plain = re.compile(_expression(self._joiners, marks="", unspaced=""))

    @property
    def pattern(self) -> str:
        """The expression that knows all, by which Whoosh compares analyzers."""
        return _expression(self._joiners, MARKS, _UNSPACED)

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def _for(self, text: str) -> re.Pattern[str]:
        is_plain = text.isascii() or _beyond_plain().search(text) is None
        return self._plain if is_plain else self._whole

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches in order, each a word."""
        return self._for(text).finditer(text)

    def findall(self, text: str) -> list[str]:
        """The words in order."""
        return self._for(text).findall(text)


def _expression(joiners: str, marks: str, unspaced: str) -> str:
    word, single = rf"[^\W_{unspaced}]", rf"(?<![{marks}\w]){_LETTER}"
    # what a character is comes before what is behind it, since most are no joiner at all
    joined = (
        rf"(?:[{joiners}]"
        r"|[.,](?<=\d.)(?=\d)"
        rf"|\.(?<={single}\.)(?={_LETTER}(?![{marks}\w])))"
    )
    signs = rf"(?:\+\+(?<={single}\+\+)|#(?<={single}#))(?![{marks}\w+#])"
    # each set of so many letters takes 2 ms to compile: as few as can be
    marked = rf"[{marks}]+{word}*|" if marks else ""
    words = rf"{word}+(?:(?:{marked}{joined}{word}+)+|{signs})?"
    return (f"[{unspaced}]|" if unspaced else "") + words


@cache
def _beyond_plain() -> re.Pattern[str]:
    # letters of Latin script, and the signs and punctuation of any
    return re.compile("[^\x00-\u02ff\u2000-\u2bff]")


SPELLINGS = dict.fromkeys(map(ord, _APOSTROPHES + "ʼ"), "'") | dict.fromkeys(map(ord, _UNSEEN), "")
NEEDLESS = re.compile(rf"(?<={_LETTER})\.(?={_LETTER})|(?<=\d),(?=\d{{3}}(?!\d))")


def plain_form(word: str) -> str:
    """The word as terms are before stemming, for queries by prefix, wildcard or likeness."""
    word = written_form(word)
    return word if word.isalnum() else NEEDLESS.sub("", word)


def written_form(word: str) -> str:
    """The same with the points and commas that are written in it, as `surface` has words."""
    return unicodedata.normalize("NFC", word[:LONGEST].translate(SPELLINGS)).lower()


@cache
def without_accents() -> dict[int, str]:
    """Latin letters and what they are without accents; in other scripts marks distinguish words."""
    table = {ord("ß"): "ss", ord("æ"): "ae", ord("œ"): "oe", ord("ø"): "o", ord("ł"): "l"}
    table |= {ord("đ"): "d", ord("ð"): "d", ord("þ"): "th", ord("ı"): "i", 0x307: ""}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii():
            table.setdefault(code, base)
    return table


def fold(word: str) -> str:
    """The lower-case word without the accents of its Latin letters."""
    return word if word.isascii() else word.translate(without_accents())


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
    return RegexTokenizer(WordPattern(language)) | TermFilter(language)


def surface_analyzer(language: str) -> Any:
    """The words of `text_analyzer` in the same places, as they are written."""
    return RegexTokenizer(WordPattern(language)) | WrittenFilter()


def name_analyzer() -> Any:
    """Whoosh's analyzer for names of people and papers: the same words, not stemmed."""
    return RegexTokenizer(WordPattern(NO_STEMMING)) | TermFilter(NO_STEMMING)
