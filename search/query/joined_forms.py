"""Words that are written joined, with a hyphen or apart: `covid-19`, `covid19`; `e-mail`, `email`.

A word finds its other forms as well. A hyphen or a number says where to join or part it; a plain
word is parted only after the beginnings of a table: `only` is not `on-ly`.
"""

import re
from collections.abc import Iterator, Sequence

from pressmark.search.query.spelling_groups import Run, Word

NUMBER_GROUPS = r"[1-9]\d{0,2}(?:[ \xa0\u202f]\d{3})+(?!\w)"
"""A number whose thousands are apart: `8 000`."""

_PIECES = re.compile(rf"{NUMBER_GROUPS}|\S+")

_HYPHENATED = re.compile(r"\W*+(?=[\d\W]*+[^\W\d])(\w++(?:[-\u2010\u2011]\w++)++)\W*+")
"""With a letter: `2022-10-02` is no word."""
_HYPHENS = re.compile(r"[-\u2010\u2011]")
_LETTERS_DIGITS = re.compile(r"([^\W\d_]{2,})(\d+)|(\d+)([^\W\d_]{2,})")
_NUMBER = re.compile(r"[1-9]\d{3,8}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_HALVES = re.compile(
    r"(e)(mails?|books?|commerce|bikes?|scooters?|sports?|learning|government|cigarettes?|voting)"
    r"|(co)(op\w+|ord\w+|owners?|authors?|workers?|founders?|pilots?|exist\w*)"
    r"|(on)(line|site|screen|going)|(off)(line|shore|site|screen)|(wi|hi|sci)(fi)"
    r"|(pre)(empt\w*|war|school|election)|(re)(elect\w*|enter\w*|open\w*)"
    r"|(non)(profit|stop|fiction)|(anti)(war|semit\w+|trust|virus)|(multi)(national\w*|lateral\w*)"
    r"|(health)(care)|(web)(sites?|pages?)|(data)(bases?|sets?)|(cease)(fires?)|(air)(strikes?|lines?)"
)


def other_forms(word: str) -> Iterator[str]:
    """The other forms of a word: joined, or its parts with a blank between them."""
    hyphenated = _HYPHENATED.fullmatch(word)
    if hyphenated:
        yield _HYPHENS.sub("", hyphenated[1])
        return
    if re.fullmatch(NUMBER_GROUPS, word):
        yield "".join(filter(str.isdigit, word))
        return
    parts = _LETTERS_DIGITS.fullmatch(word) or _HALVES.fullmatch(word.lower())
    if parts:
        yield " ".join(filter(None, parts.groups()))
    elif _NUMBER.fullmatch(digits := word.replace(",", "")) and not _YEAR.fullmatch(word):
        yield f"{int(digits):,}".replace(",", " ")


def joined_runs(words: Sequence[Word], text: str) -> Iterator[Run]:
    """The words of a phrase that are written in another form too, each with its other forms."""
    at = 0
    for piece in _PIECES.finditer(text):
        first = at
        while at < len(words) and words[at].end <= piece.end():
            at += 1
        others = tuple(other_forms(piece[0])) if at > first else ()
        if others:
            yield Run(first, at, others)
