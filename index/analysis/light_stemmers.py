"""Light stemmers, which remove endings alone, where Snowball has none or a worse one.

Arabic: Larkey's light10, with a longer rest after `و`; it joins 20 of 20 pairs of forms in
`tests/search/test_languages.py`, Snowball 13. Ukrainian, which Snowball lacks: the endings of
nouns, adjectives and verbs; it joins 19 of 20, none without it. Spanish plurals that Snowball
misses, as `ciudades` and `voces`, are made singular before it; British stems become American.
"""

import re
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

_SHORTEST_VERB = 5
"""Letters of a longer stem in -is are those of a verb: `organis`, not `pari`, `davi`, `basi`."""
_OUR = re.compile(
    "(?<=^arm)our|(?<=^behavi)our|(?<=^col)our|(?<=^endeav)our|(?<=^fav)our|(?<=^flav)our"
    "|(?<=^harb)our|(?<=^hon)our|(?<=^hum)our|(?<=^lab)our|(?<=^neighb)our|(?<=^od)our"
    "|(?<=^rig)our|(?<=^rum)our|(?<=^savi)our|(?<=^splend)our|(?<=^tum)our|(?<=^vap)our"
    "|(?<=^vig)our"
)
_AMERICAN = {
    "centr": "center",
    "theatr": "theater",
    "metr": "meter",
    "litr": "liter",
    "fibr": "fiber",
    "kilometr": "kilomet",
    "centimetr": "centimet",
    "defenc": "defens",
    "offenc": "offens",
    "licenc": "licens",
    "programm": "program",
    "grey": "gray",
    "aluminium": "aluminum",
    "aeroplan": "airplan",
    "plough": "plow",
    "sceptic": "skeptic",
    "mould": "mold",
    "jewelleri": "jewelri",
    "catalogu": "catalog",
    "dialogu": "dialog",
    "recognis": "recogn",
    "recogniz": "recogn",
    "counsellor": "counselor",
}
"""Stems of British spellings and of the American ones."""


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


def american(stem: str) -> str:
    """The stem of the American spelling of an English word, given that of the British one."""
    if stem in _AMERICAN:
        return _AMERICAN[stem]
    if stem.endswith(("is", "ys")) and len(stem) > _SHORTEST_VERB:  # organis(e), analys(e)
        return f"{stem[:-1]}z"
    return _OUR.sub("or", stem) if "our" in stem else stem


def spanish_singular(word: str) -> str:
    """The word with the ending of the singular, if it has that of one of these plurals."""
    if word.endswith("dades"):
        return word[:-2]
    return f"{word[:-3]}z" if word.endswith("ces") else word


LIGHT: Mapping[str, Callable[[str], str]] = {"ar": arabic, "uk": ukrainian}
"""By language, in place of Snowball."""
BEFORE: Mapping[str, Callable[[str], str]] = {"es": spanish_singular}
"""By language, before Snowball."""
AFTER: Mapping[str, Callable[[str], str]] = {"en": american}
"""By language, after Snowball."""
