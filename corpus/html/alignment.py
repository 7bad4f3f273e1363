"""Finds the texts of one list in those of another that is cut in other places."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

SHORT = 16
"""Characters of a text that may be anywhere by chance."""

SHORT_REACH = 256
REACH = 1 << 14
"""Characters that a short and a longer text may be away from the end of the one before it."""


BEGINNING = 24
"""Characters that find a text with something else within it, as a button in a line."""


def places_within(parts: Sequence[str], wholes: Sequence[str]) -> list[int]:
    """By part the number of the whole in which it begins, -1 where it is in none.

    White space does not count. Both lists are in the order of the page; a short part that is out
    of order is not found.
    """
    packed = ["".join(whole.split()) for whole in wholes]
    text = "".join(packed)
    starts = [0, *accumulate(map(len, packed))]
    at, found = 0, []
    for part in parts:
        wanted = "".join(part.split())
        place, end = _place(wanted, text, at) if wanted else (-1, at)
        found.append(bisect_right(starts, place) - 1 if place >= 0 else -1)
        at = max(at, end)
    return found


def _place(wanted: str, text: str, at: int) -> tuple[int, int]:
    """Where it begins and ends, near the end `at` of the part before it; (-1, 0) for nowhere."""
    if len(wanted) >= SHORT:
        for sought in dict.fromkeys((wanted, wanted[:BEGINNING])):
            for low, high in ((at, at + REACH + len(sought)), (max(at - REACH, 0), at)):
                place = text.find(sought, low, high)
                if place >= 0:
                    return place, place + len(sought)
    sought = wanted[:SHORT]
    place = text.find(sought, at, at + SHORT_REACH)
    return place, place + len(sought) if place >= 0 else 0
