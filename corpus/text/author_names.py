"""The names of authors, as pages, records and feeds write them.

One parser reads them all: "By Ann Lee and Ben Roe, Ph.D.", `['Ann Lee', 'Ben Roe']`,
`ann@paper.example (Ann Lee)` and `{"givenName": "Ann", "familyName": "Lee"}`.
Its time grows with the length of the text.
"""

import json
import re
from ast import literal_eval
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from itertools import chain

from pressmark.corpus.text.dates import find_date
from pressmark.corpus.text.keys import letters
from pressmark.corpus.text.months import month_number
from pressmark.corpus.text.vocabulary import (
    AGENCIES,
    JOB_WORDS,
    JOURNALIST_ROLES,
    NAME_PARTICLES,
    RANKS,
    WEEKDAYS,
)

_BY = re.compile(
    r"(?:(?:written|authored|contributed|submitted|posted|published|updated|sponsored|reported"
    r"|story|text|words)\s+)?"
    r"(?:(by|par|por|door|автор|oleh)|von|di)\b\s*+(?::\s*+)?",
    re.IGNORECASE,
)
"""The first group is a word that begins no surname."""

_OPEN_END = re.compile(r"(?:\b(?:by|von|par|por|di|and|und|et|y|e|і|и)|[,&:])$", re.IGNORECASE)
_OPEN_START = re.compile(r"^(?:and|und|et|y|e|і|и|,|&)(?:\s|$)", re.IGNORECASE)
"""How a line ends, or the next begins, where a name is still to come."""

_DATED = re.compile(r"\d\D{0,20}?\s(?:by|von|par|por|oleh)\s(?=\S)", re.IGNORECASE)
"""The end of a date and the word before an author: `Posted on 27 May 2015 by Ada Bell`."""

_REPORTER = re.compile(r"([가-힣]{2,4})\s?(?:선임기자|기자|특파원|칼럼니스트|논설위원)(?![가-힣])")
"""How Korean papers sign, mostly next to an e-mail address."""

_AGENCY_NAMES = ("press association", "bloomberg news", *AGENCIES)

_TAG = re.compile(r"<[^<>]*>")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NO_BRACKETS = str.maketrans("()[]", "    ")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.?)*+(?:\"|\Z)|'(?:[^'\\]|\\.?)*+(?:'|\Z)", re.DOTALL)
_KEYED = re.compile(r"[\"']\s?:")
_STRONG_BREAK = re.compile(r"[;|•·/；]")
_COMMA = re.compile(r"[,،，、]")
_AND = re.compile(r"(?:^| )(&|and|und|et|y|e|і|и|with)(?= )", re.IGNORECASE)
_WITHIN_SURNAMES = frozenset({"y", "e"})
"""`José Ortega y Gasset` is one person."""

_AT_WORK = re.compile(r" (?:for|in|at|für|pour|para|per) ")
_ARTICLES = frozenset({"the", "der", "die", "das", "la", "le", "el", "il", "o"})

_LINK = re.compile(r"https?:|www\.")
_NOT_A_NAME = re.compile(
    r"""[@\d<>{}\[\]#=()©+] | \.com\b
        | \b(?:writers?|editors?|reporters?|correspondents?|columnist|redakteur|redakteurin)\b
        | \b(?:copyright|archives?|special\ to)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ALL_POSTS = re.compile(
    r"(?:view|see|read|show)\s+(?:all|more|my)\b|more\s+(?:about|from)\b"
    r"|.*\b(?:all|more)\s+(?:posts|articles|stories)\b",
    re.IGNORECASE,
)
"""What is printed on the link to an author's other articles."""

_BEFORE_DATES = frozenset(
    {"on", "at", "published", "updated", "posted", "-", "–", "|", "•", "·", "/"}
)
_EDGE = " .,-–—|:*\"“”„'‘’"

_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|júnior|filho|neto)\.?", re.IGNORECASE)
"""Suffixes of a name, also after a comma."""

_WORD_END = re.compile(r"[^\W\d_A-Z]{3}")
"""Letters that no abbreviation of a degree has in a row."""

_DEGREES = frozenset(
    {"PhD", "MD", "MBA", "MSc", "BSc", "DPhil", "JD", "RN", "Esq", "PharmD", "BPharm"}
)
"""Degrees that follow a name also without a comma."""

_DOTTED_END = re.compile(r"(?:^|[ .])(?:[^\W\d_]|jr|sr)$", re.IGNORECASE)
"""The dot after an initial or after `Jr` belongs to the name."""

_LEAST_CAPITALS = 2
_LONGEST_DEGREE = 6
_SHORTEST_WEEKDAY = 3
"""Letters: `So` and `Do` are surnames as well as German days."""

_PLACED_WORDS = (2, 3)
"""Words of a name before “in”; more are of an organisation: `Women of Colour in Science`."""

_MOST_WORDS = 6
"""Words of the longest name; more is a sentence."""

_TWO_LETTERS = 2
"""A Latin word of so many letters is no name but of a line that states nothing else."""

_MOST_HANDLE_WORDS = 3
"""Words of a name that is taken as it is stated, as `user123` or `Radio 4`."""

_NO_VALUES = frozenset({"nan", "none", "null", "na", "undefined", "author", "updated", "words"})
"""Values that programs write for no author, and labels."""

_LONGEST_LINE = 20_000
"""Characters of a line of authors that are read: a thousand names."""

_MOST_NAMES = 50
_MOST_LEVELS = 4
"""Entries of a list of authors that are read, and lists within lists."""

_FULL_NAME = ("name", "fullname", "displayname", "authorname", "@value", "original", "$t", "#text")
_PARTS_OF_NAMES = (("givenname", "familyname"), ("firstname", "lastname"), ("given", "family"),
                   ("first", "last"))  # fmt: skip
"""The keys under which data state a name, in lower case and without `_` and `-`."""


def author_texts(value: object, levels: int = _MOST_LEVELS) -> Iterator[str]:
    """The author lines in a value of a record or of JSON-LD: a text, an object or a list."""
    if isinstance(value, str):
        yield from value.splitlines()
    elif isinstance(value, Mapping):
        yield from author_texts(_name_of(value), levels - 1) if levels else ()
    elif isinstance(value, Iterable) and not isinstance(value, bytes) and levels:
        for item in list(value)[:_MOST_NAMES]:
            yield from author_texts(item, levels - 1)


def stated_authors(texts: Iterable[str], source: str = "") -> tuple[str, ...]:
    """The authors in texts that state nothing else; a name like `user123` is taken as it is."""
    lines = list(texts)
    if names := authors_in(lines, source):
        return names
    as_stated = (_plain(unescape(line[:_LONGEST_LINE])).strip(_EDGE) for line in lines)
    return tuple(dict.fromkeys(name for name in as_stated if _is_handle(name, source)))


def authors_in(texts: Iterable[str], source: str = "") -> tuple[str, ...]:
    """The people named in author lines, each once, in order; the site's own name is none."""
    found: dict[str, str] = {}
    for text in texts:
        for name in _names(text):
            if letters(name) != letters(source):
                found.setdefault(name.lower(), name)
    people = [name for name in found.values() if not _is_agency(name)]
    return tuple(people or found.values())


def authors_of_part(line: str, source: str) -> tuple[str, ...]:
    """The people in a part named as a byline; it may state something else, as `Filed under`."""
    names = authors_in([line], source)
    sure = _BY.match(line.strip()) or all(" " not in name or _has_capitals(name) for name in names)
    return names if sure else ()


def authors_of_line(line: str, source: str) -> tuple[str, ...]:
    """The people whom a line near the text names, if it begins or ends as author lines do.

    Such a line need not be about an author, so every name must look like one. After
    a date one word is enough; "By train" names nobody.
    """
    line = " ".join(line.split())
    by, dated = _BY.match(line), _DATED.search(line)
    names: tuple[str, ...] = ()
    if by:
        names = authors_in([line[by.end() :]], source)
        names = names if all(map(_is_surely_name, names)) else ()
    elif dated:
        names = authors_in([line[dated.end() :]], source)
        names = names if all(map(_has_capitals, names)) else ()
    return names or tuple(dict.fromkeys(_REPORTER.findall(line)))


def byline(pieces: Sequence[str]) -> str:
    """The first line of an author line whose words are in several tags."""
    line = ""
    for piece in (" ".join(piece.split()) for piece in pieces):
        if not piece or (not any(map(str.isalpha, piece)) and not line):
            continue
        if line and not (_OPEN_END.search(line) or _OPEN_START.match(piece)):
            break
        line = f"{line} {piece}"
    return line.strip()


def _name_of(node: Mapping[object, object]) -> object:
    """The name in an object about a person."""
    stated = {str(key).replace("_", "").replace("-", "").lower(): node[key] for key in node}
    for key in _FULL_NAME:
        if stated.get(key):
            return stated[key]
    for given, surname in _PARTS_OF_NAMES:
        parts = [stated.get(key) for key in (given, "middlename", surname)]
        if parts[0] or parts[2]:
            return " ".join(part.strip() for part in parts if isinstance(part, str))
    return ""


def _names(text: str) -> Iterator[str]:
    """The names in one author line."""
    for line in _listed(unescape(unescape(text[:_LONGEST_LINE])).strip()):
        plain = _plain(line)
        if _LINK.search(plain):
            continue
        by = _BY.match(plain)
        if by and (by[1] or _has_full_name(plain[by.end() :])):
            plain = plain[by.end() :]
        has_address = "@" in plain
        for name in _people(_before_date(_without_addresses(plain)), signed=by is not None):
            if _is_name(name) and (not has_address or _is_surely_name(name)):
                yield name


def _listed(text: str) -> list[str]:
    """The entries of a list or object written as text, as Python and JSON print them."""
    if len(text) < 2 or (text[0], text[-1]) not in (("[", "]"), ("(", ")"), ("{", "}")):
        return [text]
    if _KEYED.search(text):
        for read in (json.loads, literal_eval):
            try:
                return list(author_texts(read(text)))
            except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
                continue
        return []
    try:
        return list(author_texts(json.loads(text)))
    except (ValueError, RecursionError):  # as Python or NumPy prints it
        return [quoted[1:].rstrip(quoted[0]) for quoted in _QUOTED.findall(text)] or [text[1:-1]]


def _plain(text: str) -> str:
    return " ".join(_TAG.sub(" ", text).split())


def _without_addresses(text: str) -> str:
    """The text without what is in brackets, if names are before it, and without addresses."""
    outside = _BRACKETS.sub(" ", text)
    if any(map(str.isalpha, " ".join(word for word in outside.split() if "@" not in word))):
        text = outside
    kept = " ".join("," if "@" in word else word for word in text.split())
    return kept.translate(_NO_BRACKETS)


def _has_full_name(text: str) -> bool:
    """Whether more than a surname follows `von` or `di`, which surnames begin with, too."""
    words = _COMMA.split(text)[0].split()
    return len(words) > 1 and words[0].lower() not in NAME_PARTICLES


def _people(text: str, *, signed: bool) -> Iterator[str]:
    for group in _STRONG_BREAK.split(text):
        parts = [part.strip() for part in _COMMA.split(group)]
        if len(parts) == 2 and _is_inverted(*parts):
            yield f"{parts[1]} {_tidy(parts[0])}"
            continue
        found: list[str] = []
        for part in chain.from_iterable(map(_joined, parts)):
            if found and _SUFFIX.fullmatch(part):
                found[-1] = f"{found[-1]} {part}"
            elif not (found and " " in found[-1] and _is_degree(part)):
                found.append(_where_at_work(part) if signed or _is_placed(part) else part)
        yield from map(_tidy, map(_without_job, found))


def _joined(text: str) -> Iterator[str]:
    """The parts between words for "and"."""
    start = 0
    for joint in _AND.finditer(text):
        before = text[start : joint.start()]
        if joint[1].isupper() and joint[1] != "&" and not text.isupper():
            continue  # the initials of a paper, as in "ET Bureau"
        is_last_word = text.find(" ", joint.end() + 1) < 0
        if is_last_word and joint[1].lower() in _WITHIN_SURNAMES and " " in before.strip():
            continue
        yield before.strip()
        start = joint.end()
    yield text[start:].strip()


def _is_inverted(surname: str, given: str) -> bool:
    """Whether it is a surname and what goes before it: `Lee, Ann` or `Lee, Ann M.`."""
    first, *initials = given.split() or [""]
    return (
        " " not in surname
        and surname[:1].isupper()
        and first[:1].isupper()
        and all(len(initial.rstrip(".")) == 1 for initial in initials)
        and not any(_is_agency(part) or _NOT_A_NAME.search(part) for part in (surname, given))
        and not _SUFFIX.fullmatch(given)
        and not _is_degree(given)
        and letters(surname) not in JOURNALIST_ROLES | {"staff"}
    )


def _is_placed(name: str) -> bool:
    """Whether it is a full name and the place from which its bearer reports: `Ann Lee in Oslo`."""
    before, _, place = name.partition(" in ")
    words = before.split()
    return (
        len(words) in _PLACED_WORDS
        and place[:1].isupper()
        and words[0].lower() not in _ARTICLES
        and _has_capitals(before)
    )


def _where_at_work(name: str) -> str:
    """The name without where or for whom its bearer works: `Ann Lee in Oslo`."""
    at = _AT_WORK.search(name)
    before = name[: at.start()].split() if at else []
    return " ".join(before) if len(before) > 1 and before[0].lower() not in _ARTICLES else name


def _without_job(name: str) -> str:
    """A full name without the job behind it: `Ann Lee Senior Research Executive`."""
    words = name.split()
    lower = name.lower().split()
    ranks = (at for at, word in enumerate(lower) if at > 1 and word in RANKS)
    rank = next(ranks, len(words))
    is_job = not (JOB_WORDS | JOURNALIST_ROLES).isdisjoint(lower[rank:])
    return " ".join(words[:rank]) if is_job else name


def _is_degree(text: str) -> bool:
    """Whether it is an abbreviation with several capitals, of a degree or of a paper."""
    word = (text.replace(". ", "") if text.endswith(".") else text).replace(".", "")
    return word in _DEGREES or (
        word.isalpha()
        and sum(map(str.isupper, word)) >= _LEAST_CAPITALS
        and len(word) <= _LONGEST_DEGREE
        and not _WORD_END.search(word)
    )


def _tidy(name: str) -> str:
    words = name.strip(_EDGE).split()
    while len(words) > 2 and words[-1].replace(".", "") in _DEGREES:
        words.pop()
    tidy = " ".join(words).strip(_EDGE)
    dotted = f"{tidy}." in name and _DOTTED_END.search(tidy)
    return f"{tidy}." if dotted else tidy


def _before_date(text: str) -> str:
    """The part of an author line before its date."""
    words = text.split()
    end = next((at for at, word in enumerate(words) if any(map(str.isdigit, word))), len(words))
    while end < len(words) and end > 0 and _is_of_date(words[end - 1].strip(".,").lower()):
        end -= 1
    return " ".join(words[:end])


def _is_of_date(word: str) -> bool:
    is_weekday = len(word) >= _SHORTEST_WEEKDAY and word in WEEKDAYS
    return is_weekday or word in _BEFORE_DATES or month_number(word) is not None


def _is_name(name: str) -> bool:
    return (
        len(name) > 1
        and len(name.split()) <= _MOST_WORDS
        and not _NOT_A_NAME.search(name)
        and not _ALL_POSTS.match(name)
        and letters(name) not in _NO_VALUES
        and JOB_WORDS.isdisjoint(name.lower().split())
        and not (len(name) == _TWO_LETTERS and name.isascii())
    )


def _is_surely_name(name: str) -> bool:
    """Whether it is an agency, or more than one capitalised word, or in a script without case."""
    is_cased = name.lower() != name.upper()
    return _is_agency(name) or (_has_capitals(name) and (" " in name or not is_cased))


def _has_capitals(name: str) -> bool:
    """Whether no word is in lower case but those that may be within a name."""
    return all(not word[0].islower() or word.lower() in NAME_PARTICLES for word in name.split())


def _is_handle(name: str, source: str) -> bool:
    return (
        0 < len(name.split()) <= _MOST_HANDLE_WORDS
        and any(map(str.isalpha, name))
        and letters(name) != letters(source)
        and not (_LINK.search(name) or set("@[]{}+©") & set(name))
        and not JOURNALIST_ROLES & set(name.lower().split())
        and letters(name) not in _NO_VALUES
        and not _BY.fullmatch(name)
        and not _ALL_POSTS.match(name)
        and find_date(name) is None
    )


def _is_agency(name: str) -> bool:
    return letters(name) in _AGENCIES


_AGENCIES = frozenset(map(letters, _AGENCY_NAMES))
"""No authors where people are named, who write for them."""
