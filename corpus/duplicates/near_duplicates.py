"""Near-duplicate texts: verbatim, abridged or paraphrased.

All functions take words as `words_of` gives them. They are language-free: two word forms count as
one word when they begin alike, so a plural, a case ending or another spelling does no harm.
"""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from math import ceil

SAME_BEGINNING = 3
"""Two words are forms of one when they share at least so many first letters …"""

SAME_SHARE = 0.6
"""… and these are this much of the longer word: retake/retaken, Ukraine/Ukrainian, but not
London/long."""

PARAPHRASE_SHARE = 0.7
"""So much of the letters of both texts must be in words they share. The one labelled paraphrase has
0.75; two captions of different photos in one report, with numbers and names alike, reach 0.6."""

SAME_FORM_SHARE = 0.7
"""Captions that agree in so many words in order are of one form; a paraphrase changes the order
(the labelled one keeps 0.5)."""

OWN_WORD_LETTERS = 4
"""Shorter words are articles and prepositions, which a paraphrase exchanges freely."""

PARAPHRASE_WORDS = range(8, 61)
"""Shorter texts agree by chance, longer ones are no captions."""

_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")


def is_abridged(short: Sequence[str], full: Sequence[str], share: float) -> bool:
    """Whether `short` is `full` with words left out, `share` of them at least still there."""
    if not share * len(full) <= len(short) <= len(full):
        return False
    rest = iter(full)
    return all(word in rest for word in short)


def is_paraphrase(one: Sequence[str], other: Sequence[str], one_text: str, other_text: str) -> bool:
    """Whether two texts have the same numbers and names and most of their other words in common.

    Names are known by their capitals, so in scripts without capitals nothing is a paraphrase.
    """
    if not (_is_cased(one_text) and _is_cased(other_text)):
        return False
    if len(one) not in PARAPHRASE_WORDS or len(other) not in PARAPHRASE_WORDS:
        return False
    if _numbers(one_text) != _numbers(other_text):
        return False
    if not (_has_names_of(one_text, other) and _has_names_of(other_text, one)):
        return False
    if min(shared_share(one, other), shared_share(other, one)) < PARAPHRASE_SHARE:
        return False
    return not _is_same_form_of_another(one, other)


def _is_same_form_of_another(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the texts agree word for word but for words that only one of them has.

    So captions of different pictures are written: "The mayor attends …", "The mayor leaves …".
    """
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    same = sum(block.size for block in blocks)
    if same < SAME_FORM_SHARE * max(len(one), len(other)):
        return False
    return _has_own_word(one, other) and _has_own_word(other, one)


def _has_own_word(words: Sequence[str], others: Sequence[str]) -> bool:
    return any(len(word) >= OWN_WORD_LETTERS and not _has_form(word, others) for word in words)


def is_form_of(word: str, other: str) -> bool:
    """Whether two words begin alike enough to be forms of one."""
    if word == other:
        return True
    if word[:SAME_BEGINNING] != other[:SAME_BEGINNING]:
        return False
    alike = max(SAME_BEGINNING, ceil(SAME_SHARE * max(len(word), len(other))))
    return word[:alike] == other[:alike]


def shared_share(words: Sequence[str], others: Sequence[str]) -> float:
    """The share of the letters of `words` that are in words with a form among `others`."""
    shared = sum(len(word) for word in words if _has_form(word, others))
    return shared / max(1, sum(map(len, words)))


def _has_form(word: str, others: Iterable[str]) -> bool:
    return any(is_form_of(word, other) for other in others)


def _is_cased(text: str) -> bool:
    return text.upper() != text.lower()


def _numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(text))


def _has_names_of(text: str, words: Sequence[str]) -> bool:
    return all(_has_form(name.casefold(), words) for name in _names(text))


def _names(text: str) -> list[str]:
    """The capitalised words but the first, which is capitalised anyway."""
    return [word for word in _WORD.findall(text)[1:] if word[0].isupper()]
