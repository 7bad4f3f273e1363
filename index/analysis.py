"""How text becomes terms: one tokenizer for every language, and Snowball for those that have it.

What counts as one word, decided by each character and its nearest neighbours alone:

- letters, digits and the marks that combine with them: `Müller`, `naïve`;
- an apostrophe or ampersand between two of those: `don't`, `O’Brien`, `AT&T`;
- a point or comma between two digits: `3.5`, `1,000`;
- a point between two single letters, which is then left out: `U.S.` and `US` are one term;
- a hyphen parts words: `covid-19` is the two words `covid 19`, and a query for it is that phrase;
- a Han character or kana is a word by itself, since those scripts put no spaces between words.

A term is the word in lower case, stemmed, and with the accents of Latin letters taken off.
"""

import re
import threading
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, Self

from Stemmer import Stemmer, algorithms
from whoosh.analysis import Filter, RegexTokenizer, Token

from pressmark.corpus.errors import AskError

NO_STEMMING = "none"
_LANGUAGES = {
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
_ELIDING = frozenset({"ca", "fr", "it"})
"""Languages that write a short word before an apostrophe: `l'eau` is two words there."""

# Combining marks of the scripts news is written in; the `re` module counts none as a letter.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0903"
    "\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc\u09be-\u09c4"
    "\u09c7\u09c8\u09cb-\u09cd\u0b82\u0bbe-\u0bc2\u0bc6-\u0bc8\u0bca-\u0bcd\u0e31\u0e34-\u0e3a"
    "\u0e47-\u0e4e\u3099\u309a"
)
_UNSPACED = "\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_WORD = rf"(?:[^\W_{_UNSPACED}]|[{_MARKS}])"


def languages() -> tuple[str, ...]:
    """The codes an index may be given: those Snowball stems here, and `none`."""
    stemmed = set(algorithms())
    return (*(code for code, name in _LANGUAGES.items() if name in stemmed), NO_STEMMING)


def check_language(code: str) -> str:
    """`code` itself; raises AskError where no index can have it."""
    if code not in languages():
        raise AskError(
            f"There is no stemming for the language {code!r}.",
            f"Use one of {', '.join(languages())} ({NO_STEMMING}: words are indexed as they are).",
        )
    return code


def word_pattern(language: str) -> re.Pattern[str]:
    """Matches one word after the other, by the rules at the top of this module."""
    joiner = "&" if language in _ELIDING else "['’&]"
    joined = (
        rf"(?:{joiner}(?={_WORD})"
        r"|(?<=\d)[.,](?=\d)"
        rf"|(?<=(?<!{_WORD}){_WORD})\.(?={_WORD}(?!{_WORD})))"
    )
    return re.compile(rf"[{_UNSPACED}]|{_WORD}+(?:{joined}{_WORD}+)*")


def plain_form(word: str) -> str:
    """The word as terms are before stemming, for queries by prefix, wildcard or likeness."""
    word = unicodedata.normalize("NFC", word).lower().replace("’", "'")
    return word.replace(".", "") if "." in word and not word[0].isdigit() else word


@cache
def _without_accents() -> dict[int, str]:
    """Latin letters and what they are without accents; other scripts' marks tell words apart."""
    table = {ord("ß"): "ss", ord("æ"): "ae", ord("œ"): "oe", ord("ø"): "o", ord("ł"): "l"}
    table |= {ord("đ"): "d", ord("ð"): "d", ord("þ"): "th", ord("ı"): "i", 0x307: ""}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii():
            table.setdefault(code, base)
    return table


def fold(word: str) -> str:
    """The lower-case word without the accents of its Latin letters."""
    return word if word.isascii() else word.translate(_without_accents())


class TermFilter(Filter):
    """Turns each word into its term; safe to share between threads, and to pickle."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._local = threading.local()

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

    def term(self, word: str) -> str:
        """The term that stands for `word`, a whole match of `word_pattern`."""
        return fold(self._stem(plain_form(word)))

    @property
    def _stem(self) -> Callable[[str], str]:
        """Snowball's function; each thread has its own, since a stemmer keeps state."""
        try:
            stem: Callable[[str], str] = self._local.stem
        except AttributeError:
            stem = self._local.stem = _stemmer(self.language)
        return stem


def _stemmer(language: str) -> Callable[[str], str]:
    if language == NO_STEMMING:
        return str
    stem: Callable[[str], str] = Stemmer(_LANGUAGES[language]).stemWord
    return stem


def text_analyzer(language: str) -> Any:
    """Whoosh's analyzer for running text in `language`."""
    return RegexTokenizer(word_pattern(language)) | TermFilter(language)


def name_analyzer() -> Any:
    """Whoosh's analyzer for names of people and papers: the same words, not stemmed."""
    return RegexTokenizer(word_pattern(NO_STEMMING)) | TermFilter(NO_STEMMING)
