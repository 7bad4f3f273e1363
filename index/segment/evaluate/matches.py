"""What a query matches in a segment, and the algebra of such sets."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressmark.index.segment.packing import Ints
from pressmark.index.segment.ranks import flags_of

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_LOOKED_AT = 1 << 12
"""Paragraphs among which the first few matches are looked for; then in eight times as many."""
_FEW = 256
"""So few scores are sorted sooner than the best of them are told apart, which takes ten calls."""
_SPARSE = 16
"""Sets of fewer than a 16th of all paragraphs are united by sorting, which is then the quicker."""


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Paragraphs in ascending order, int64[n], and the score of each, float64[n]."""

    numbers: Ints
    scores: Floats

    def __len__(self) -> int:
        return len(self.numbers)

    def only(self, kept: Flags | Ints) -> "Matches":
        """Those that `kept` flags or places say."""
        return Matches(self.numbers[kept], self.scores[kept])

    def flags_of(self, count: int) -> Flags:
        """bool[count]: which of so many paragraphs they are."""
        return flags_of(self.numbers, count)

    def times(self, boost: float) -> "Matches":
        """The same with every score multiplied."""
        return self if boost == 1.0 else Matches(self.numbers, self.scores * boost)


@dataclass(frozen=True, slots=True, eq=False)
class Alike:
    """Paragraphs that all have one score: `flags` bool[paragraphs] of the segment."""

    flags: Flags
    score: float

    def __len__(self) -> int:
        return int(np.count_nonzero(self.flags))

    def matches(self) -> Matches:
        """Each with the score."""
        return found(np.flatnonzero(self.flags), self.score)

    def flags_of(self, count: int) -> Flags:  # noqa: ARG002
        """bool[count]: which they are."""
        return self.flags

    def first(self, limit: int) -> Matches:
        """The first few, without looking for the others."""
        end = _LOOKED_AT
        while len(numbers := np.flatnonzero(self.flags[:end])) < limit and end < len(self.flags):
            end *= 8
        return found(numbers[:limit], self.score)


NOTHING = Matches(np.zeros(0, dtype=np.int64), np.zeros(0))


def found(numbers: Ints, score: float = 0.0) -> Matches:
    """All of `numbers` with one score."""
    return Matches(numbers, np.full(len(numbers), score))


def top_of(matches: Matches, limit: int) -> Matches:
    """The `limit` best, best first and of equal ones the one with the lower number."""
    best = lowest(-matches.scores, limit)
    return Matches(matches.numbers.take(best), matches.scores.take(best))


def lowest(keys: NDArray[Any], limit: int) -> Ints:
    """int64[at most limit]: where the lowest of `keys` are, lowest first, equal ones in order."""
    step = isqrt(len(keys) // limit)
    if step < 2 or len(keys) <= _FEW:
        return _lowest(keys, limit)
    # no fewer than are wanted are below the last of as many of a sample; about step times as many
    among = _up_to(keys[::step], keys, limit)
    return among.take(_lowest(keys.take(among), limit))


def _lowest(keys: NDArray[Any], limit: int) -> Ints:
    if len(keys) <= max(limit, _FEW):
        return keys.argsort(kind="stable")[:limit]
    among = _up_to(keys, keys, limit)
    return among.take(keys.take(among).argsort(kind="stable")[:limit])


def _up_to(sample: NDArray[Any], keys: NDArray[Any], limit: int) -> Ints:
    """int64[n]: where `keys` are no higher than the last of the `limit` lowest of a sample."""
    among: Ints = (keys <= np.partition(sample, limit - 1)[limit - 1]).nonzero()[0]
    return among


def top_of_two(best: Matches, more: Matches, limit: int) -> Matches:
    """The `limit` best of two that `top_of` gave."""
    if not len(best) or not len(more):
        return more if len(more) else best
    both = Matches(
        np.concatenate((best.numbers, more.numbers)), np.concatenate((best.scores, more.scores))
    )
    return both.only(np.lexsort((both.numbers, -both.scores))[:limit])


def places(numbers: Ints, among: Ints) -> tuple[Ints, Flags]:
    """Where each of `numbers` stands in `among`, and whether it does; both ascending."""
    if not len(among):
        return np.zeros(len(numbers), dtype=np.int64), np.zeros(len(numbers), dtype=bool)
    at = np.minimum(among.searchsorted(numbers), len(among) - 1)
    return at, among[at] == numbers


def both(first: Matches, second: Matches) -> Matches:
    """What both match; scores add up."""
    if len(first) > len(second):
        first, second = second, first
    at, same = places(first.numbers, second.numbers)
    return Matches(first.numbers[same], first.scores[same] + second.scores[at[same]])


def either(parts: Sequence[Matches], count: int) -> Matches:
    """What any of `parts` matches, of `count` paragraphs; scores add up."""
    parts = [part for part in parts if len(part)]
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    if sum(map(len, parts)) * _SPARSE > count:
        return _either_dense(parts, count)
    numbers, firsts, scores = _sorted_together(parts)
    return Matches(numbers, np.add.reduceat(scores, firsts))


def _either_dense(parts: Sequence[Matches], count: int) -> Matches:
    matched = np.zeros(count, dtype=bool)
    scores = np.zeros(count)
    for part in parts:
        matched[part.numbers] = True
        scores[part.numbers] += part.scores
    numbers = np.flatnonzero(matched)
    return Matches(numbers, scores[numbers])


def _sorted_together(parts: Sequence[Matches]) -> tuple[Ints, Ints, Floats]:
    """Distinct numbers, where each begins among all scores sorted by number, those scores."""
    numbers = np.concatenate([part.numbers for part in parts])
    order = np.argsort(numbers, kind="stable")
    numbers = numbers[order]
    firsts = np.flatnonzero(np.append(True, numbers[1:] != numbers[:-1]))
    return numbers[firsts], firsts, np.concatenate([part.scores for part in parts])[order]


def best_of(parts: Sequence[Matches], tiebreak: float) -> Matches:
    """What any of `parts` matches with its best score, and `tiebreak` of the others."""
    parts = [part for part in parts if len(part)]
    if not parts:
        return NOTHING
    numbers, firsts, scores = _sorted_together(parts)
    best = np.maximum.reduceat(scores, firsts)
    rest = np.add.reduceat(scores, firsts) - best
    return Matches(numbers, best + tiebreak * rest)


def without(wanted: Matches, unwanted: Matches) -> Matches:
    """What the first matches and the second does not."""
    return wanted.only(~places(wanted.numbers, unwanted.numbers)[1])


def required(wanted: Matches, condition: Matches) -> Matches:
    """What both match, with the scores of the first."""
    return wanted.only(places(wanted.numbers, condition.numbers)[1])


def perhaps(wanted: Matches, bonus: Matches) -> Matches:
    """What the first matches, with the score of the second added where that matches too."""
    at, same = places(wanted.numbers, bonus.numbers)
    scores = wanted.scores.copy()
    scores[same] += bonus.scores[at[same]]
    return Matches(wanted.numbers, scores)
