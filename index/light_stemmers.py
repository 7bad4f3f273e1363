"""Light stemmers, which remove endings alone, where Snowball has none or a worse one.

Arabic: Larkey's light10, with a longer rest after `و`; it joins 20 of 20 pairs of forms in
`tests/search/test_languages.py`, Snowball 13. Ukrainian, which Snowball lacks: the endings of
nouns, adjectives and verbs; it joins 19 of 20, none without it. Spanish plurals that Snowball
misses, as `ciudades` and `voces`, are made singular before it.
"""

from collections.abc import Callable, Mapping

_ARABIC_PREFIXES = ("وال", "بال", "كال", "فال", "ال", "لل")
_ARABIC_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي")
_ARABIC_REST = 2
"""Letters left of an Arabic word, at least; of one that begins with `و` alone, twice as many."""

_UKRAINIAN_REFLEXIVE = ("ся", "сь")
_UKRAINIAN = (
    "уватиме увати ували ував ували ується ують ували юють ають яють уть ють ать ять ити ати яти "
    "іти ила или ило ала али ало яла яли яло ємо ємо имо ите ете "
    "ого ому ими іми ій ої ою их іх им ім ий ая "
    "ами ями ові еві єві ею єю ах ях ам ям ів їв ей ом ем єм "
    "а я у ю о е є и і ї й ь в"
)
_UKRAINIAN_ENDINGS = tuple(sorted(set(_UKRAINIAN.split()), key=len, reverse=True))
_UKRAINIAN_REST = 3
"""Letters left of a Ukrainian word, at least."""


def arabic(word: str) -> str:
    """The word without an article, a conjunction and endings."""
    for prefix in _ARABIC_PREFIXES:
        if word.startswith(prefix) and len(word) >= len(prefix) + _ARABIC_REST:
            word = word[len(prefix) :]
            break
    else:
        if word.startswith("و") and len(word) > 2 * _ARABIC_REST:
            word = word[1:]
    for suffix in _ARABIC_SUFFIXES:
        if word.endswith(suffix) and len(word) >= len(suffix) + _ARABIC_REST:
            word = word[: -len(suffix)]
    return word


def ukrainian(word: str) -> str:
    """The word without its longest ending, after that of a reflexive verb."""
    for suffix in _UKRAINIAN_REFLEXIVE:
        if len(word) > len(suffix) + _UKRAINIAN_REST:
            word = word.removesuffix(suffix)
    for ending in _UKRAINIAN_ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + _UKRAINIAN_REST:
            return word[: -len(ending)]
    return word


def spanish_singular(word: str) -> str:
    """The word with the ending of the singular, if it has that of one of these plurals."""
    if word.endswith("dades"):
        return word[:-2]
    return f"{word[:-3]}z" if word.endswith("ces") else word


LIGHT: Mapping[str, Callable[[str], str]] = {"ar": arabic, "uk": ukrainian}
"""By language, in place of Snowball."""
BEFORE: Mapping[str, Callable[[str], str]] = {"es": spanish_singular}
"""By language, before Snowball."""
