"""Folding: forms of a word that only its spelling distinguishes become one.

`plain_form` and `written_form` run before a stemmer and lose no letter that one needs: case,
compatibility forms (`ﬁ`, full-width), marks that running text omits (Arabic vowels, Hebrew points,
Hindi nukta, stress), tatweel, ё, Greek accents, Persian letters, digits of any script. `fold` runs
after it: the accents of Latin letters, hamza.
"""

import re
import unicodedata
from functools import cache

from pressmark.index.analysis.word_pattern import APOSTROPHES, LETTER, UNSEEN

LONGEST = 100
"""Longer words (encoded data, mostly) count by their first so many characters."""

SPELLINGS = dict.fromkeys(map(ord, APOSTROPHES), "'") | dict.fromkeys(map(ord, UNSEEN), "")
NEEDLESS = re.compile(rf"(?<={LETTER})\.(?={LETTER})|(?<=\d),(?=\d{{3}}(?!\d))")

_FIRST_VARIANT = "\u0300"
_COMBINING = range(0x300, 0x370)
"""Accents that NFC left apart, so that no letter of an alphabet has them."""
_POINTS = (range(0x591, 0x5C8), range(0x610, 0x61B), range(0x64B, 0x653), range(0x6D6, 0x6EE))
_NUKTAS = (0x93C, 0x9BC, 0xA3C, 0xABC, 0xB3C, 0xCBC)
_TATWEEL, _SMALL_ALEF = 0x640, 0x670
_LETTERS = dict(zip("ёςѐѝکیىہھەۀۂۃٱێے", "еσеиكييهههههةايي", strict=True))
_LETTERS |= dict(zip("ൺൻർൽൾൿৎ", ["ണ്", "ന്", "ര്", "ല്", "ള്", "ക്", "ত্"], strict=True))
"""Variants of one letter: Russian and Greek, Persian and Urdu for Arabic, Malayalam and Bengali."""
_VIRAMA, _ANUSVARA = "\u094d", "\u0902"
_NASAL = re.compile("ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])")
"""A nasal of Devanagari before a consonant of its own kind, which is also written as anusvara:
हिन्दी, हिंदी."""
_GREEK = (*range(0x386, 0x3D0), *range(0x1F00, 0x2000))
_HAMZA = {"أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "و", "ئ": "ي", "ة": "ه", "ٔ": "", "ٕ": "", "ٓ": ""}


def plain_form(word: str) -> str:
    """The word as terms are before stemming, for queries by prefix, wildcard or likeness."""
    word = written_form(word)
    return word if word.isalnum() else NEEDLESS.sub("", word)


def written_form(word: str) -> str:
    """The same with the points and commas that are written in it, as `surface` has words."""
    if word.isascii():
        return word[:LONGEST].lower()
    word = word[:LONGEST].translate(SPELLINGS)
    lower = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).lower())
    if max(lower, default="") < _FIRST_VARIANT:
        return lower
    lower = lower.translate(variants()) or lower or word
    return _NASAL.sub(_ANUSVARA, lower) if _VIRAMA in lower else lower


def fold(word: str) -> str:
    """The lower-case word without the accents of its Latin letters, and without hamza."""
    return word if word.isascii() else word.translate(without_accents()) or word


@cache
def variants() -> dict[int, str]:
    """What each letter and mark is before stemming, for those that change."""
    dropped = (*_COMBINING, *_NUKTAS, _TATWEEL, _SMALL_ALEF, *(c for each in _POINTS for c in each))
    digits = {code: str(unicodedata.decimal(chr(code))) for code in _digits()}
    greek = {code: unicodedata.normalize("NFD", chr(code))[0] for code in _GREEK}
    return dict.fromkeys(dropped, "") | digits | greek | {ord(k): v for k, v in _LETTERS.items()}


@cache
def compatibility_forms() -> dict[int, str]:
    """What NFKC makes of each letter and digit that NFC leaves."""
    letters = (chr(code) for code in range(0xA0, 0x20000) if chr(code).isalnum())
    changed = ((each, unicodedata.normalize("NFKC", each)) for each in letters)
    return {ord(each): plain for each, plain in changed if each != plain}


def _digits() -> list[int]:
    return [code for code in range(0x600, 0x20000) if chr(code).isdecimal()]


@cache
def without_accents() -> dict[int, str]:
    """Latin letters and what they are without accents, and Arabic letters without hamza; in other
    scripts marks distinguish words."""
    table = {ord("ß"): "ss", ord("æ"): "ae", ord("œ"): "oe", ord("ø"): "o", ord("ł"): "l"}
    table |= {ord("đ"): "d", ord("ð"): "d", ord("þ"): "th", ord("ı"): "i"}
    table |= {ord(letter): plain for letter, plain in _HAMZA.items()}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii():
            table.setdefault(code, base)
    return table
