"""Whether two similar words are spellings of one name, by the names of articles that have them.

Two words have a neighbour in common if the same word precedes or follows both in names: Paul
Gillmor and Paul Gilmore. `tests/evaluation/spellings.py` has 200 pairs that were labelled by hand,
of which every second one was used to choose these rules.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pressmark.search.engine import Dictionary
from pressmark.search.query.exact_values import spaced_name, spaced_names

_COMMON = frozenset(
    (
        *("a", "al", "am", "an", "and", "at", "bin", "by", "d", "da", "de", "del", "den", "der"),
        *("des", "di", "du", "el", "en", "for", "ibn", "in", "la", "le", "les", "los", "of", "on"),
        *("the", "to", "und", "van", "von", "y"),
    )
)
"""Words between the words of names, which say nothing about these."""

RARE_NEIGHBOUR = 120
"""Most names with a neighbour that confirms words that do not sound alike: with `police` 300 have,
also those of Dallas and The Dalles; with `Edmund`, of Edmund Pettus and Pettis Bridge, 3."""

SHARED = 0.2
"""The least share of the names with the rarer one of two such words that have a common neighbour:
of those with `capitol`, which has `capital gains` by mistake, it is 0.13."""

LONG = 7
"""Letters of the shortest word of which a name alone is a spelling with another i, y or j."""

_IOTAS = re.compile("[iyj]+")


class Context(NamedTuple):
    """The names that have a word: how many, those of the word alone, and the number with each
    neighbour, which has a blank where the word is: `paul ` before it, ` gillmor` behind it."""

    names: int
    alone: int
    neighbours: Counter[str]

    @property
    def is_only_alone(self) -> bool:
        """Whether no name has another word besides it."""
        return self.names == self.alone


def contexts_of(terms: Dictionary, words: Iterable[str]) -> dict[str, Context]:
    """The contexts of those words that are in names."""
    found = ((word, _context(word, terms.names_with(spaced_name(word)))) for word in words)
    return {word: context for word, context in found if context.names}


def _context(word: str, names: Sequence[str]) -> Context:
    alone, neighbours = 0, Counter[str]()
    for name in spaced_names(names):
        parts = name.split()
        alone += len(parts) == 1
        for at, part in enumerate(parts):
            if part == word:
                near = {f"{each} " for each in parts[max(0, at - 1) : at]}
                near |= {f" {each}" for each in parts[at + 1 : at + 2]}
                neighbours.update(each for each in near if each.strip() not in _COMMON)
    return Context(len(names), alone, neighbours)


def sound_as_one(word: str, other: str, one: Context, two: Context) -> bool:
    """Whether words that sound alike are one name.

    Names alone have no neighbours. Then both are only alone (Izyum, Izium), or one is and they
    differ only in how an i is written in a long word (Volodymyr Zelensky, Zelenskiy); Briana is not
    Brianna Bergman, and Blumenfeld not Bob Blumenfield.
    """
    if one.neighbours.keys() & two.neighbours.keys():
        return True
    if one.is_only_alone and two.is_only_alone:
        return True
    is_long = min(len(word), len(other)) >= LONG
    is_same = _IOTAS.sub("i", word) == _IOTAS.sub("i", other)
    return is_long and is_same and (one.is_only_alone or two.is_only_alone)


def mistyped(one: Context, two: Context, terms: Dictionary) -> bool:
    """Whether words that differ in one letter are one name, with a rare neighbour in common."""
    rarer = min(one, two, key=lambda context: context.names)
    shared = one.neighbours.keys() & two.neighbours.keys()
    if not shared or sum(rarer.neighbours[each] for each in shared) < SHARED * rarer.names:
        return False
    # a neighbour in so many names of one of the two is in no fewer of all
    rare = [each for each in shared if one.neighbours[each] <= RARE_NEIGHBOUR]
    rare = [each for each in rare if two.neighbours[each] <= RARE_NEIGHBOUR]
    return any(len(terms.names_with(spaced_name(each))) <= RARE_NEIGHBOUR for each in rare)
