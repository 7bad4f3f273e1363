"""Words that were divided at the end of a line are put together again.

A hyphen at the end of a line either divides a word ("tim-/ber") or belongs to it ("well-/known").
The rest of the text shows which: the whole word, the compound, or its parts occur elsewhere. If
they do not, the hyphen is taken away only in a text that divides many words.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

MIN_DIVIDED = 2
"""One hyphen at the end of a line may be that of a compound."""

DIVIDED_SHARE = 0.1
"""Texts that divide words do so in every third to tenth line; compounds end every fiftieth."""

_HYPHENS = ("-", "\u2010")
_SOFT_HYPHEN = re.compile("\u00ad[ \t]*(?:\r?\n[ \t]*)?")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_BEFORE = "([{\"'“‘«„"
_AFTER = ".,;:!?…)]}\"'”’»"


def without_soft_hyphens(text: str) -> str:
    """The text without the marks where a word may be divided, and the breaks that did divide it."""
    return _SOFT_HYPHEN.sub("", text) if "\u00ad" in text else text


def line_joiner(lines: Sequence[str]) -> Callable[[Sequence[str]], str]:
    """A function that joins lines of a text to one, given all lines of the text."""
    divided = [pair for before, after in pairwise(lines) if (pair := _halves(before, after))]
    if not divided:
        return " ".join
    counts = Counter(_WORD.findall("\n".join(lines).casefold()))
    counts.subtract(half.casefold() for pair in divided for half in pair)
    is_usual = len(divided) >= max(MIN_DIVIDED, DIVIDED_SHARE * len(lines))

    def gap(before: str, after: str) -> tuple[str, str]:
        """The first line as it is joined, and what goes between it and the next."""
        if not (pair := _halves(before, after)):
            return before, " "
        return (before[:-1], "") if _is_divided(*pair, counts, is_usual) else (before, "")

    def join(chunk: Sequence[str]) -> str:
        return "".join(_pieces(chunk, gap))

    return join


def _pieces(chunk: Sequence[str], gap: Callable[[str, str], tuple[str, str]]) -> Iterator[str]:
    for before, after in pairwise(chunk):
        yield from gap(before, after)
    yield from chunk[-1:]


def _halves(before: str, after: str) -> tuple[str, str] | None:
    """The parts of a word on both sides of a line's end, if the first one ends in a hyphen."""
    if not before.endswith(_HYPHENS) or not after[:1].islower():
        return None
    first = before[:-1].split()[-1:]
    second = after.split(maxsplit=1)[0].rstrip(_AFTER)
    if (
        not first
        or before[-2].isspace()
        or not first[0].lstrip(_BEFORE).isalpha()
        or not second.isalpha()
    ):
        return None
    return first[0].lstrip(_BEFORE), second


def _is_divided(first: str, second: str, counts: Counter[str], is_usual: bool) -> bool:
    first, second = first.casefold(), second.casefold()
    if any(counts[f"{first}{hyphen}{second}"] > 0 for hyphen in _HYPHENS):
        return False
    if counts[first + second] > 0:
        return True
    return is_usual and not (counts[first] > 0 and counts[second] > 0)
