"""A piece of a text, as highlights and lines are told."""

from typing import NamedTuple


class Span(NamedTuple):
    """Characters `start` (included) to `end` (excluded) of a stored paragraph."""

    start: int
    end: int
