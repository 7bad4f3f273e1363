"""The words of a text, without case and punctuation, in any script."""

import re
from collections.abc import Iterable

_SIGNS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u0900-\u0963\u0966-\u096f\u0971-\u0df3\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ebc\u0ec8-\u0ece"
    "\u0f71-\u0f84\u102b-\u103e\u1056-\u109d\u17b4-\u17d3\u200c\u200d\u3099\u309a"
)
"""Vowel signs, accents and joiners: part of a word, though no letters to `re`. Hindi, Thai and
vocalised Arabic and Hebrew would fall to single consonants without them."""

_IDEOGRAPHS = "\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_UNSPACED = "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u1000-\u103f\u1780-\u17d3"
"""Thai, Lao, Burmese and Khmer letters and signs."""

_SPACED_WORD = re.compile(rf"[^\W_]+(?:[{_SIGNS}]+[^\W_]*)*")
_NO_SPACES = re.compile(f"[{_IDEOGRAPHS}{_UNSPACED}]")
_LETTER = rf"[^\W_{_IDEOGRAPHS}{_UNSPACED}]"
_WORD = re.compile(rf"{_LETTER}+(?:[{_SIGNS}]+{_LETTER}*)*|[{_IDEOGRAPHS}]|[{_UNSPACED}]{{1,4}}")
"""Where no spaces part the words a character of Chinese or Japanese, or four of Thai, count as one:
so thresholds in words mean about the same in every language."""

LONG_LETTERS = 4
_EAST_ASIAN = "\u3000"
"""The scripts of Chinese, Japanese and Korean come after this character."""


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case; an apostrophe parts words.

    Where a language has no spaces, pieces of about a word's length.
    """
    text = text.casefold()
    is_spaced = text.isascii() or _NO_SPACES.search(text) is None
    return tuple((_SPACED_WORD if is_spaced else _WORD).findall(text))


def content_words(words: Iterable[str]) -> list[str]:
    """The words that carry sense: longer ones, and East Asian ones of any length."""
    return [word for word in words if len(word) >= LONG_LETTERS or word > _EAST_ASIAN]
