"""Splits words of a query, and removes stop words.

In a long query a hyphenated word is its parts, and stop words are ignored. In scripts without
spaces a whole question is one run of characters: its pieces are searched, and the run as well.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from whoosh.lang import NoStopWords, stopwords_for_language

from pressmark.index.analysis.word_pattern import WordPattern
from pressmark.search.query.nodes import WordNode

# Compiled by the queries that need them: the scripts take 4 ms of a program's start.
_HYPHENATED = r"\W*\w+(?:[-‐‑–/]\w+)+\W*"
_NO_HYPHEN = r"[^-‐‑–/]+"

_HAN = "\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_KATAKANA = "\u30a1-\u30fa\u30fc"
_HIRAGANA = "\u3041-\u3096"
_UNSPACED = rf"\W*[{_HAN}{_KATAKANA}{_HIRAGANA}]{{5,}}\W*"
"""At least five characters: names and single words have up to four."""
_PIECES = rf"[{_HAN}]+|[{_KATAKANA}]+|[{_HIRAGANA}]{{3,}}"
"""Hiragana only in runs of three: shorter ones are endings and particles."""
_SOUTHEAST_ASIAN = "[\u0e01-\u0ec6\u1000-\u103f\u1780-\u17b3]"
_LONGEST_WORD = 8
"""Letters with their marks of the longest run that is searched as one word only."""
_WINDOW = 4
"""Letters of a piece: about a syllable or two."""
_HAN_WORD = 4
"""Longest piece of Han characters that is one word; longer ones are split into bigrams."""


def with_pieces(part: Any) -> list[Any]:
    """A long run in a script without spaces and its pieces."""
    if not isinstance(part, WordNode) or part.text.isascii():
        return [part]
    if re.fullmatch(_UNSPACED, part.text):
        return [part, *(_word(part, *span) for span in _spans(part.text))]
    if re.match(_SOUTHEAST_ASIAN, part.text):
        return [part, *(_word(part, *span) for span in _windows(part.text))]
    return [part]


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Overlapping pieces of a run of Thai, Lao, Khmer or Burmese, none if it is short."""
    spans = [match.span() for match in WordPattern().finditer(text)]
    if len(spans) > _LONGEST_WORD:
        for first in range(0, len(spans) - _WINDOW + 1, _WINDOW // 2):
            yield spans[first][0], spans[first + _WINDOW - 1][1]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for piece in re.finditer(_PIECES, text):
        start, end = piece.span()
        if end - start > _HAN_WORD and not re.match(f"[{_KATAKANA}{_HIRAGANA}]", piece[0]):
            yield from ((one, other + 1) for one, other in pairwise(range(start, end)))
        else:
            yield start, end


def hyphen_parts(part: Any) -> list[Any]:
    """The parts of a hyphenated word."""
    if not isinstance(part, WordNode) or not re.fullmatch(_HYPHENATED, part.text):
        return [part]
    return [_word(part, *match.span()) for match in re.finditer(_NO_HYPHEN, part.text)]


def _word(whole: WordNode, start: int, end: int) -> WordNode:
    word = WordNode(whole.text[start:end])
    word.set_range(whole.startchar + start, whole.startchar + end)
    word.field, word.weight = whole.field, whole.weight
    return word


@cache
def stop_words(language: str) -> frozenset[str]:
    """The stop words of a language in lower case, empty if none are known."""
    try:
        return frozenset(stopwords_for_language(language))
    except NoStopWords:
        return frozenset()


def likely_language(text: str, languages: Sequence[str]) -> str:
    """The language of most stop words in `text`; the first of `languages` where several have as
    many."""
    words = text.lower().split()
    return max(languages, key=lambda code: sum(word in stop_words(code) for word in words))


def without_stop_words(parts: list[Any], parser: Any, *, may_be_empty: bool) -> list[Any]:
    """The parts without stop words, unless none would be left."""
    words = [part for part in parts if isinstance(part, WordNode)]
    stops = stop_words(parser.language)
    all_caps = is_all_caps(word.text for word in words)
    kept = [
        part
        for part in parts
        if not isinstance(part, WordNode) or not is_stop_word(part.text, stops, all_caps=all_caps)
    ]
    if not kept and not may_be_empty:
        return parts
    left_out = dict.fromkeys(word.text.lower() for word in words if word not in kept)
    if left_out:
        parser.note(f"Common words were not searched: {', '.join(left_out)}.")
    return kept


def is_stop_word(word: str, stops: frozenset[str], *, all_caps: bool) -> bool:
    """Whether a word is a stop word; `WHO` and `US` are names unless the query is in capitals."""
    if word.isupper() and len(word) > 1 and not all_caps:
        return False
    return word.lower().replace("’", "'").partition("'")[0].strip("?!.,;:…") in stops


def is_all_caps(words: Iterable[str]) -> bool:
    """Whether there is no lower-case letter."""
    return not any(letter.islower() for word in words for letter in word)
