"""Other spellings of the names in a query: `Zelenskiy` and `Zelenskyy` for `Zelensky`.

They are words of the index that transliteration rules make equal, or that differ in one letter, and
that the names of articles confirm (`name_contexts`). They are offered for words typed with a
capital or alone, and searched only when requested or accepted: then they are groups of `Spellings`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from pressmark.index.analysis.analyzers import ALTERNATIVES, words_in
from pressmark.index.analysis.folding import fold, written_form
from pressmark.index.analysis.word_pattern import WordPattern
from pressmark.index.spellings import Group, Spellings
from pressmark.search.engine import Dictionary
from pressmark.search.query.query_word import SURFACE
from pressmark.search.results.models import Spelling
from pressmark.search.suggestions.name_contexts import contexts_of, mistyped, sound_as_one
from pressmark.search.suggestions.spelling import Spelled

MIN_LETTERS = 5
"""Letters of the shortest word: most shorter ones with one sound are different names."""

EDITS = 2
"""Letters that differ at most: `Zelenskyy` differs from `Zelensky` in one."""

COMMON = 0.02
"""The share of paragraphs that have an ordinary word: `Health Shuler`, misprinted for Heath Shuler,
makes no spelling of `health`, which 5 % have; the names of senators are in 0.6 %."""

SHOWN = 4
"""Spellings offered of a word."""

MAX_NAMES = 4
"""Words with a capital in a query whose spellings are offered: a query with more is a pasted text,
and to find the words alike of each takes as long as a search for it."""

_RULES = (
    (re.compile(r"[iy]+[iyj]*"), "i"),
    (re.compile(r"dh"), "d"),
    (re.compile(r"kh|gh"), "h"),
    (re.compile(r"tz|cz|tc"), "ts"),
    (re.compile(r"ou|oo"), "u"),
    (re.compile(r"w"), "v"),
    (re.compile(r"q|ck"), "k"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"([^aeiou])\1"), r"\1"),
    (re.compile(r"(?<=\w)(?:ie|ye)(?=\w)"), "e"),
)


def also_written(terms: Dictionary, query: str, spelled: Sequence[Spelled]) -> tuple[Spelling, ...]:
    """Other spellings of the names in a query, those in most paragraphs first."""
    found: list[Spelling] = []
    names = [word for word in spelled if query[word.start : word.start + 1].isupper()]
    if len(spelled) == 1:  # `zelensky` alone is a name as well
        names = list(spelled)
    for word in names if len(names) <= MAX_NAMES else ():
        for other in _not_searched(terms, word)[:SHOWN]:
            typed = query[word.start : word.end]
            both = f"({typed} OR {other.title()})"
            (count,) = terms.frequencies(SURFACE, [other])
            with_it = query[: word.start] + both + query[word.end :]
            found.append(Spelling(typed, other.title(), count, with_it))
    return tuple(found)


def _not_searched(terms: Dictionary, word: Spelled) -> list[str]:
    """The other spellings of a word that the query does not find already."""
    searched = {*word.stem.split(ALTERNATIVES)}
    analyzer = terms.schema["text"].analyzer

    def is_searched(other: str) -> bool:
        return all({*term.split(ALTERNATIVES)} <= searched for term, _ in words_in(analyzer, other))

    return [each for each in other_spellings(terms, word.surface) if not is_searched(each)]


def offered_spellings(terms: Dictionary, texts: Iterable[str]) -> Spellings:
    """The words of `texts`, each with its other spellings, as groups for a query."""
    return Spellings(one_way=tuple(_offered(terms, texts)))


def _offered(terms: Dictionary, texts: Iterable[str]) -> Iterator[Group]:
    words = {word: written_form(word) for text in texts for word in WordPattern().findall(text)}
    for word, written in words.items():
        others = other_spellings(terms, written)[:SHOWN]
        if others:
            yield (word, *(each.title() for each in others))


def other_spellings(terms: Dictionary, word: str) -> list[str]:
    """The words of the index that are spellings of `word`, a word of `surface`; those in most
    paragraphs first."""
    if len(word) < MIN_LETTERS or not word.isalpha():
        return []
    heard = sound(word)
    as_heard = [each for each in terms.alike(SURFACE, word, EDITS) if sound(each) == heard]
    candidates = _spelled_out(word, as_heard)
    misprints = _misprints(terms, word) - candidates
    if not candidates and not misprints:
        return []
    contexts = contexts_of(terms, {word, *candidates, *misprints})
    own = contexts.pop(word, None)
    if own is None:
        return []
    found = [
        each
        for each, context in contexts.items()
        if (
            mistyped(own, context, terms)
            if each in misprints
            else sound_as_one(word, each, own, context)
        )
    ]
    counts = dict(zip(found, terms.frequencies(SURFACE, found), strict=True))
    return sorted(found, key=lambda each: (-counts[each], each))


def _misprints(terms: Dictionary, word: str) -> set[str]:
    """The words that differ in one letter; none of an ordinary word, nor ordinary ones."""
    most = COMMON * terms.paragraphs
    if terms.frequencies(SURFACE, [word])[0] > most:
        return set()
    closest = sorted(_spelled_out(word, terms.alike(SURFACE, word, 1)))
    counts = zip(closest, terms.frequencies(SURFACE, closest), strict=True)
    return {each for each, count in counts if count <= most}


def _spelled_out(word: str, others: Iterable[str]) -> set[str]:
    """Those that are other words, and no forms of the word."""
    return {each for each in others if each.isalpha() and each != word and not _is_form(each, word)}


def sound(word: str) -> str:
    """What transliterations of one name have in common."""
    plain = fold(word)
    for pattern, letters in _RULES:
        plain = pattern.sub(letters, plain)
    return plain


def _is_form(one: str, other: str) -> bool:
    """Whether two words are a word and its plural or genitive, or a country and its adjective:
    Israeli, Russian."""
    if one.rstrip("s'’") == other.rstrip("s'’"):
        return True
    short, long = sorted((one, other), key=len)
    return long == short + ("n" if short[-1:] == "a" else "i")
