"""A field of several exact values, each on a line: the names in an article."""

from collections.abc import Iterator, Mapping
from typing import Any

from whoosh.analysis import RegexTokenizer
from whoosh.fields import ID

MOST_WEIGHT = 9
"""Weights order the values of few articles; more would only take space."""

_BEFORE_WEIGHT = "\t"
_BETWEEN = "\n"

Posting = tuple[bytes, int, float, bytes]


class ValueList(ID):
    """Whoosh's ID with one term a line, whose weight is its term frequency."""

    separator = _BETWEEN

    def __init__(self) -> None:
        super().__init__(analyzer=RegexTokenizer(r"[^\n\t]+"))

    @staticmethod
    def weighted(line: str) -> tuple[str, int]:
        """The value on a line and its weight."""
        text, _, weight = line.partition(_BEFORE_WEIGHT)
        return text, int(weight or 1)

    def index(self, value: str, **_: Any) -> Iterator[Posting]:
        """The postings of a value, as Whoosh's fields give them."""
        for text, weight in values_of(value):
            yield text.encode(), weight, 1.0, b""


def joined_values(weights: Mapping[str, int]) -> str:
    """The field's text with these values and weights."""
    lines = (f"{text}{_BEFORE_WEIGHT}{min(n, MOST_WEIGHT)}" for text, n in weights.items())
    return _BETWEEN.join(lines)


def values_of(value: str) -> Iterator[tuple[str, int]]:
    """The values in a field's text with their weights."""
    return map(ValueList.weighted, value.split(_BETWEEN))
