"""Lines that name the authors of an article: "By SALAH NASRAWI, Associated Press Writer"."""

import re

from pressmark.corpus.text.vocabulary import (
    AGENCIES,
    BYLINE_LINKS,
    BYLINE_STARTS,
    JOURNALIST_ROLES,
    META_WORDS,
    NAME_PARTICLES,
    TIME_WORDS,
    WEEKDAYS,
)

MAX_CHARACTERS = 160
"""No byline of the measured pages has more than 70 characters."""

MAX_WORDS = 16
"""A byline with two authors, their roles and their agency; prose is longer or ends in a stop."""

MAX_ROLE_WORDS = 5
"""Words of the longest role: "chief political correspondent", "Associated Press Writer"."""

_KNOWN = NAME_PARTICLES | JOURNALIST_ROLES | BYLINE_LINKS | META_WORDS | TIME_WORDS
"""Words that may be in lower case in a byline."""

_PREFIX = re.compile(rf"(?:{'|'.join(BYLINE_STARTS)})(?:\s++|\s*+:\s++)(?=[^\W\d_])", re.IGNORECASE)
_HANDLE = re.compile(r"(?<!\s)\s*+@\w+")
_CLOCK_END = re.compile(r"(?<=\d) ?[ap]\.m\.$")
_NAME_WORD = re.compile(r"[^\W\d_]\.?|[^\W\d_][\w’'`.-]*[\w.]")
_BREAKS = re.compile(r"[,;&|/]|\b(?:and|und|et|y|e|та|і|и)\b")
_AFTER_NAME = re.compile(
    r"(?<!\s)(?:\s++(?:(?:for|für|pour|para|per|in|at|of|on|from|[-–—|•·])\s|\d)|\s*+\().*",
    re.DOTALL,
)


def is_byline(text: str) -> bool:
    """Whether the line is nothing but authors after a "by", or a name with a journalist's role.

    One word after a "by" is no name but that of an agency: "By train".
    """
    if len(text) > MAX_CHARACTERS:
        return False
    if "@" in text and is_name(_HANDLE.sub("", text).rstrip(" -–|,/")):
        return True
    text = _CLOCK_END.sub("", _HANDLE.sub("", text)).rstrip(" -–|,/")
    words = text.split()
    if not 1 < len(words) <= MAX_WORDS or text.endswith((".", "!", "?", "…", ":")):
        return False
    match = _PREFIX.match(text)
    if match:
        return _is_signature(text[match.end() :])
    name, comma, role = text.partition(",")
    return bool(comma) and is_name(name) and _is_role_phrase(role)


def is_name(text: str) -> bool:
    """Whether the line can be nothing but a person's or an agency's name, two to four words."""
    return len(text) <= MAX_CHARACTERS and 2 <= len(text.split()) <= 4 and _is_name(text)


def is_role(text: str) -> bool:
    """Whether the line is a journalist's role alone, as "Senior Reporter"."""
    words = text.casefold().split()
    return 1 <= len(words) <= 3 and bool(JOURNALIST_ROLES & set(words)) and text[-1].isalpha()


def begins_as_byline(text: str) -> bool:
    """Whether the line is a "by", or begins with one."""
    return _PREFIX.match(f"{text} x") is not None


def names_in(text: str) -> tuple[str, ...]:
    """The parts of a line of names."""
    return tuple(_BREAKS.split(text))


def authors_of(text: str) -> tuple[str, ...]:
    """The names in a byline."""
    match = _PREFIX.match(text)
    named = text[match.end() :] if match else text
    parts = (_AFTER_NAME.sub("", part.strip()).strip() for part in _BREAKS.split(named))
    return tuple(part for part in parts if is_name(part) and not _has_role(part))


def _is_signature(text: str) -> bool:
    """Whether what follows a "by" begins with a name and goes on with nothing but meta words."""
    first, *others = map(str.strip, _BREAKS.split(text))
    name = _AFTER_NAME.sub("", first)
    is_one_word = len(name.split()) == 1
    if is_one_word and not (name.casefold() in AGENCIES or is_role(name) or "@" in text):
        return False
    if not _is_name(name) or name.split()[0].casefold() in WEEKDAYS:
        return False
    rest = [first.removeprefix(name), *others]
    return all(_is_role_phrase(part) or all(map(_is_meta, part.split())) for part in rest)


def _is_role_phrase(text: str) -> bool:
    words = text.casefold().split()
    return len(words) <= MAX_ROLE_WORDS and bool(JOURNALIST_ROLES & set(words))


def _is_meta(word: str) -> bool:
    bare = word.strip(".,:;()[]|•·–—-/")
    return not bare or not bare[0].islower() or bare in _KNOWN


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        bool(words)
        and words[0][:1].isupper()
        and all(
            _NAME_WORD.fullmatch(word) and (word[0].isupper() or word.casefold() in NAME_PARTICLES)
            for word in words
        )
    )


def _has_role(text: str) -> bool:
    return bool(JOURNALIST_ROLES & set(text.casefold().split()))
