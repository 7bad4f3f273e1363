"""The names of people, places, organisations and other things that an article mentions.

No model and no list of names: names are the runs of capitalised words, with these rules.

- Particles and connectors join: `Ursula von der Leyen`, `Bashar al-Assad`, `Bank of England`.
- Titles are left out: `Governor Serhiy Gaidai` is `Serhiy Gaidai`.
- A possessive ends a name: `Ukraine’s Defense Ministry` are two.
- The first word of a sentence counts only where the word is a name elsewhere in the article.
- A last name alone counts for the one full name of the article that ends with it, an acronym for
  the one whose initials it has.
- Days, months, titles, peoples and parties are no names by themselves.
- Where every noun has a capital (German), only names of several words are found.

Scripts without capitals have no names here.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import dropwhile
from typing import NamedTuple

from pressmark.corpus.text.name_runs import CONNECTORS, PARTICLES, Runs, runs_in
from pressmark.corpus.text.name_words import (
    AMBIGUOUS,
    DATES,
    DIRECTIONS,
    GENERIC,
    HEADS,
    OPENERS,
    PEOPLES,
    SURNAMES,
    TITLE_PARTS,
    TITLES,
)

MAX_NAMES = 200
"""Names of one article: of 8,000 press releases 8 have more, lists of cosponsors."""

MAX_WORDS = 10
"""Words of one name; longer runs are headlines and lists."""

LONGEST_ACRONYM = 4
"""Letters of a word in capitals that begins a sentence and is no place of a dateline."""

GERMAN_SHARE, CHARACTERS_A_WORD = 0.02, 6.5
"""Least share of `und` and `der` among the words of German text."""

_NOUNS_CAPITALISED = frozenset({"de", "lb", "nds", "gsw"})
_CACHED = 1 << 15
"""Cached runs and names, some 10 MB: of the runs of press releases 8 of 10 recur."""

_SMALL = frozenset(f"{PARTICLES}|{CONNECTORS}".split("|"))
_JOINING = frozenset(CONNECTORS.split("|"))
_OF = frozenset({"of", "for", "on"})
_DETERMINERS = frozenset({"The", "A", "An", "I", "Our", "My", "His", "Her", "Their", "This"})
_SUFFIXES = frozenset({"Jr.", "Sr.", "Jr", "Sr", "II", "III", "IV"})
_SPECIAL = frozenset[str]().union(
    *(_SMALL, DATES, OPENERS, AMBIGUOUS, TITLES, GENERIC, PEOPLES, _DETERMINERS),
    (f"{title}." for title in TITLES),
)
"""Words that need a closer look; a run without any is a name as it is."""
_NO_NAMES = GENERIC | PEOPLES | OPENERS | _SMALL
_PARTY = re.compile(r"[DRI]-[A-Z].*")
_NO_NAME = re.compile(r"[IVXLCDM]+|[A-FH-Z]\.?\d*|[A-Z]{1,2}-?\d+")
_INITIAL = re.compile(r"[A-Z]\.?")

Words = tuple[str, ...]
"""The words of a run or of a name."""


def names_in(texts: Iterable[str], language: str = "") -> dict[str, int]:
    """The names in the paragraphs of one article with their weights, the largest first.

    The weight is the number of mentions, and one more for names of several words that are no place
    or institution, such as full names of people: they say more about an article.

    >>> names_in(["On Monday Liz Truss met President Macron.", "Truss left Paris."])
    {'Liz Truss': 3, 'Macron': 1, 'Paris': 1}
    """
    paragraphs = list(texts)
    counts, places = _counted(runs_in(paragraphs), "\n".join(paragraphs))
    if _is_german(paragraphs, language):
        counts = {name: count for name, count in counts.items() if _is_full(name)}
    weights: dict[str, int] = {}
    for name, count in _joined(counts).items():
        if " " in name and name not in places and _parts(name).is_specific:
            count += 1
        weights[name.replace("’", "'")] = count
    ranked = sorted(weights, key=lambda name: (-weights[name], " " in name))
    return {name: weights[name] for name in ranked[:MAX_NAMES]}


def _counted(runs: Runs, text: str) -> tuple[dict[str, int], Collection[str]]:
    """The names in the runs of a text with the number of mentions, and which of them are places."""
    counts: dict[str, int] = {}
    for run in runs.inner:
        for name in _names_of(run):
            counts[name] = counts.get(name, 0) + 1
    inner = frozenset(counts)
    last_words = {name.rpartition(" ")[2] for name in inner}
    for run in runs.first:
        doubtful, names = _opened(run)
        if doubtful and (certain := _certain(doubtful, inner, last_words, text)):
            counts[certain] = counts.get(certain, 0) + 1
        for name in names:
            counts[name] = counts.get(name, 0) + 1
    for run in runs.headlines:
        for name in _names_of(run):
            if name in inner:
                counts[name] += 1
    return counts, {name for run in runs.placed for name in _names_of(run)}


@lru_cache(_CACHED)
def _names_of(run: str) -> tuple[str, ...]:
    """The names in a run of capitalised words."""
    words = tuple(run.replace("\u00a0", " ").split(" "))
    is_code = run[1:2] in "-." or run.isupper()
    if not is_code and len(words) <= MAX_WORDS and _SPECIAL.isdisjoint(words):
        return (" ".join(words),)
    return tuple(" ".join(part) for part in map(_trimmed, _parted(words)) if _is_name(part))


def _parted(words: Words) -> Iterator[Words]:
    """A run cut at dates and titles, and at connectors that join nothing."""
    part: list[str] = []
    of_title = False
    for at, word in enumerate(words):
        if word not in _SPECIAL and word[1:2] != "-" and not of_title:
            part.append(word)
            continue
        if _PARTY.fullmatch(word):
            break
        if _is_title(words, at, part):
            yield _without_title_parts(part)
            part, of_title = [], words[at + 1 : at + 2] in (("of",), ("for",))
        elif of_title and (word in TITLE_PARTS or word in _OF or word == "and"):
            continue
        elif _is_cut(word, part):
            yield tuple(part)
            part, of_title = [], False
        elif part or word not in _SMALL:
            part.append(word)
            of_title = False
    yield tuple(part)


def _is_title(words: Words, at: int, part: Sequence[str]) -> bool:
    """Whether a word is a title here: `Justice Roberts`, but not `Department of Justice`."""
    word = words[at].removesuffix(".")
    if word not in TITLES or (part and part[-1] in _SMALL):
        return False
    if part and word in SURNAMES and at == len(words) - 1 and part[-1] not in TITLE_PARTS:
        return False
    return not any(behind in HEADS for behind in words[at + 1 : at + 3])


def _without_title_parts(part: Sequence[str]) -> Words:
    """What is before a title: of `Russian Prime`, followed by `Minister`, nothing."""
    end = len(part)
    while end and (part[end - 1] in TITLE_PARTS or part[end - 1] in PEOPLES):
        end -= 1
    return tuple(part[:end])


def _is_cut(word: str, part: Sequence[str]) -> bool:
    """Whether no name goes on with `word` after `part`."""
    if word in DATES:
        return True
    if word in _JOINING:
        return not (part and _joins(part, word))
    return word in _DETERMINERS and bool(part) and part[-1].endswith(".")


def _joins(part: Sequence[str], connector: str) -> bool:
    """Whether the connector after these words belongs to a name."""
    if connector == "&":
        return True
    if connector == "the":
        return part[-1] in _OF
    if connector == "and":
        return any(word in _OF for word in part)
    return part[-1] in HEADS or (connector == "of" and part[0] == "The")


def _trimmed(words: Words) -> Words:
    """Without determiners and connectors at its ends."""
    start, end = 0, len(words)
    while start < end and (words[start] in _DETERMINERS or words[start] in _SMALL):
        start += 1
    while end > start and words[end - 1] in _SMALL:
        end -= 1
    return words[start:end]


def _is_name(words: Words) -> bool:
    if not words or len(words) > MAX_WORDS:
        return False
    if len(words) == 1 and (words[0] in AMBIGUOUS or len(words[0]) < 2):
        return False
    if words[-1] in HEADS and len(words) > 1 and words[-1] != "Government":
        return words[0] not in OPENERS or words[0] in AMBIGUOUS
    return not all(map(_is_no_name, words))


def _is_no_name(word: str) -> bool:
    return word in _NO_NAMES or _NO_NAME.fullmatch(word) is not None


@lru_cache(_CACHED)
def _opened(run: str) -> tuple[str, tuple[str, ...]]:
    """Of a run that begins a sentence the name with its first word, which may be any word, or
    nothing; and its other names."""
    words = run.split(" ")
    opened = list(dropwhile(lambda word: word in OPENERS and word not in AMBIGUOUS, words))
    names = _names_of(" ".join(opened))
    if len(opened) == len(words) and names and names[0].split(" ", 1)[0] == words[0]:
        return names[0], names[1:]
    return "", names


def _certain(name: str, inner: Collection[str], last_words: Collection[str], text: str) -> str:
    """What of a name at the beginning of a sentence is one, given those inside of sentences and
    their last words; empty for nothing."""
    if name in inner:
        return name
    if name.isupper() and len(name) > 1:
        is_place = max(map(len, name.split(" "))) > LONGEST_ACRONYM
        return name.title() if is_place and name.replace(" ", "").isalpha() else name
    first, _, rest = name.partition(" ")
    if not rest:
        return name if first in last_words else ""
    if " " in rest and rest in inner:
        return rest
    words = name.split(" ")
    if first in DIRECTIONS or any(word in HEADS or word in _SMALL for word in words):
        return name
    common = f" {first.lower()}"
    if common in text and any(common + end in text for end in " ,.-"):
        return rest if _is_name(tuple(words[1:])) else ""
    return name


def _joined(counts: Mapping[str, int]) -> dict[str, int]:
    """With last names, acronyms and names with fewer initials counted for the one full name of the
    article that they mean; none where it may be one of several."""
    fuller: dict[str, str] = {}
    for name in counts:
        if " " in name and (bare := _parts(name).without_initials):
            fuller[bare] = "" if fuller.setdefault(bare, name) != name else name
    whole: dict[str, str] = {}
    for name in counts:
        full = (fuller and fuller.get(name)) or name
        if " " in full:
            for form in _parts(full).short_forms:
                whole[form] = "" if whole.setdefault(form, full) != full else full
    joined: dict[str, int] = {}
    for name, count in counts.items():
        full = (fuller.get(name) if " " in name else whole.get(name.replace(".", ""))) or name
        joined[full] = joined.get(full, 0) + count
    return joined


class _Parts(NamedTuple):
    """Of a name of several words: whether it is no place or institution; `John Kennedy` for `John
    F. Kennedy`, empty for others; its initials, and its last word where this is a last name."""

    is_specific: bool
    without_initials: str
    short_forms: tuple[str, ...]


@lru_cache(_CACHED)
def _parts(name: str) -> _Parts:
    words = name.split(" ")
    first, *others = words
    bare = " ".join((first, *(word for word in others if not _INITIAL.fullmatch(word))))
    is_specific = HEADS.isdisjoint(words) and DIRECTIONS.isdisjoint(words)
    return _Parts(is_specific, bare if bare != name else "", _short_forms(words))


def _short_forms(words: Sequence[str]) -> tuple[str, ...]:
    initials = "".join(word[0] for word in words if word not in _SMALL)
    if not _JOINING.isdisjoint(words):
        return initials, "".join(word[0].upper() for word in words)
    if words[0] in DIRECTIONS:
        return (initials,)
    return initials, words[-2] if len(words) > 2 and words[-1] in _SUFFIXES else words[-1]


def _is_full(name: str) -> bool:
    """Whether a name has several words and is no noun with a genitive (`Haushalt der Länder`)."""
    return " " in name and (" der " not in name or " von der " in name)


def _is_german(paragraphs: Sequence[str], language: str) -> bool:
    if language:
        return language.split("-")[0] in _NOUNS_CAPITALISED
    size = sum(map(len, paragraphs))
    german = sum(text.count(" und ") + text.count(" der ") for text in paragraphs)
    return german * CHARACTERS_A_WORD > GERMAN_SHARE * size
