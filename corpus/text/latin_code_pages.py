"""Which code page a text in Latin letters is in, by the letters that its language has.

The pages differ in few letters: what is `ğ` in Windows-1254 is `ð` in Windows-1252. No language has
`ð` beside `ç` and `ü`, and none has a capital within a word, so wrong pages give letters that are
in no one alphabet together.
"""

import re
from collections import Counter

CODE_PAGES = ("cp1252", "cp1254", "cp1250", "iso8859_2", "cp1257", "mac_roman", "cp850", "cp852")
"""Those of Windows first, in which most of such news was published."""

LESS = 4
"""Another page must leave so many times fewer letters outside an alphabet than Windows-1252: a
French text with a Spanish name in it is no Polish one."""

_READ = 1 << 16

_ALPHABETS = tuple(
    frozenset(letters + letters.upper())
    for letters in (
        "äöüßé",
        "àâæçéèêëîïôœùûüÿñ",
        "áéíñóúüç",
        "áâãàçéêíóôõúü",
        "àèéìíîòóùú",
        "éèêëïóöüáíú",
        "àçéèíïóòúüñ·",
        "æøåéüòèôó",
        "åäöéüàæø",
        "áðéíóúýþæö",
        "ąćęłńóśźżé",
        "áčďéěíňóřšťúůýžäöü",
        "áäčďéíľňóôšťúýžöü",
        "áéíóöőúüűäë",
        "ăâîșțşţé",
        "čćđšžé",
        "çğıöşüâîûé",
        "äõöüšžé",
        "āčēģīķļņšūžõ",
        "ąčęėįšųūž",
        "ëçéè",
    )
)
"""Letters beside a to z of German, French, Spanish, Portuguese, Italian, Dutch, Catalan, Danish and
Norwegian, Swedish and Finnish, Icelandic, Polish, Czech, Slovak, Hungarian, Romanian, Croatian and
Slovene, Turkish, Estonian, Latvian, Lithuanian and Albanian, with those of frequent loans."""

_INSIDE = re.compile(r"(?<=[^\W\d_])[^\x00-\x7f](?=[^\W\d_])")
_CONTROL = re.compile("[\x80-\x9f\ufffd]")
_CAPITAL = re.compile(r"(?<=[a-zß-öø-ÿ])[^\x00-\x7f]")


def code_page_of(data: bytes) -> str:
    """The code page of a text in Latin letters; Windows-1252 unless another fits much better."""
    pages = {page: _strange_letters(data[:_READ].decode(page, "replace")) for page in CODE_PAGES}
    best = min(pages, key=lambda page: pages[page])
    return best if LESS * pages[best] < pages[CODE_PAGES[0]] else CODE_PAGES[0]


def _strange_letters(text: str) -> int:
    """How many letters, and marks between letters, are in no one alphabet with the others."""
    letters = Counter(letter for letter in text if letter > "\x7f" and letter.isalpha())
    outside = min(sum(letters[x] for x in letters.keys() - known) for known in _ALPHABETS)
    marks = sum(not mark.isalpha() and mark not in "’·" for mark in _INSIDE.findall(text))
    capitals = sum(map(str.isupper, _CAPITAL.findall(text)))
    return outside + marks + capitals + len(_CONTROL.findall(text))
