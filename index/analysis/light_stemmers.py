"""Light stemmers, which remove endings alone, where Snowball has none or a worse one.

Arabic: Larkey's light10, with a longer rest after `و`; it joins 20 of 20 pairs of forms in
`tests/search/test_languages.py`, Snowball 13. Ukrainian, Bulgarian and Slovak, which Snowball
lacks: the endings of nouns, with their articles, of adjectives and verbs. Of 20 families of some
four forms each they join 19, 19 and 18, none without them; Snowball's Czech stemmer joins 14 of the
Slovak ones. Polish stems lose what Snowball leaves of case and number: 16 of 20 instead of 13.
Spanish plurals that Snowball misses, as `ciudades` and `voces`, are made singular before it;
British stems become American.
"""

import re
from collections.abc import Callable, Mapping, Sequence

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

_UKRAINIAN_OV = ("ов", "ев", "єв")
"""What the name of a place in -ів has in other cases: Харків, Харкова."""
_KYIV = {"киї": "києв"}

_BULGARIAN = (
    "овете евете ището ищата ище ища иите ията ите ета ове еве ата ята ото ето ете ът ят то те "
    "ия ии ий ие а я о е й ъ и"
)
_BULGARIAN_ENDINGS = tuple(sorted(set(_BULGARIAN.split()), key=len, reverse=True))

_SLOVAK = (
    "iach ovia eniam ených iami ami ách och iam ách ého emu ými ých ých mi ov om am em ím ým ou ej "
    "ia ie iu ii ám a e i o u y á é í ý ú ä ô"
)
_SLOVAK_ENDINGS = tuple(sorted(set(_SLOVAK.split()), key=len, reverse=True))
_SLOVAK_SOFT = str.maketrans("ľĺŕťďň", "llrtdn")
_REST = 3
"""Letters left of a Bulgarian or Slovak word, at least."""
_LONG = 4
"""Letters of a longer stem lose a vowel that other cases have not: `министър`, `poslanec`."""

_POLISH = (
    (re.compile(r"(?<=...[^aeiouy])ow$"), ""),
    (re.compile(r"(?<=...)ic$"), "ik"),
    (re.compile(r"(?<=...)nc$"), "nt"),
    (re.compile(r"(?<=...[^aeiouy])er$"), "r"),
    (re.compile(r"(?<=...[^aeiouy])i$"), ""),
)

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
    word = _without(word, _UKRAINIAN_ENDINGS, _UKRAINIAN_REST)
    word = _KYIV.get(word, word)
    return _without(word, _UKRAINIAN_OV, _UKRAINIAN_REST)


def bulgarian(word: str) -> str:
    """The word without its article and the endings of its number."""
    word = _without(word, _BULGARIAN_ENDINGS, _REST)
    if len(word) <= _LONG:
        return word
    word = word.removesuffix("и")
    if word.endswith("ц"):  # работници, работник
        word = f"{word[:-1]}к"
    return word[:-2] + word[-1] if word[-2] == "ъ" else word


def slovak(word: str) -> str:
    """The word without the longest ending of a case."""
    word = _without(word, _SLOVAK_ENDINGS, _REST).translate(_SLOVAK_SOFT)
    if len(word) <= _LONG:
        return word
    if word.endswith("ník"):  # pracovník, pracovníci
        return f"{word[:-1]}c"
    return word[:-2] + word[-1] if word[-2] == "e" and word[-1] in "rlckn" else word


def polish(stem: str) -> str:
    """A stem of Snowball without what it leaves of case and number."""
    for pattern, letters in _POLISH:
        stem = pattern.sub(letters, stem)
    return stem


def _without(word: str, endings: Sequence[str], rest: int) -> str:
    """The word without the first of these endings that leaves so many letters."""
    for ending in endings:
        if word.endswith(ending) and len(word) >= len(ending) + rest:
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


LIGHT: Mapping[str, Callable[[str], str]] = {
    "ar": arabic,
    "bg": bulgarian,
    "sk": slovak,
    "uk": ukrainian,
}
"""By language, in place of Snowball."""
BEFORE: Mapping[str, Callable[[str], str]] = {"es": spanish_singular}
"""By language, before Snowball."""
AFTER: Mapping[str, Callable[[str], str]] = {"en": american, "pl": polish}
"""By language, after Snowball."""
