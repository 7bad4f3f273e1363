"""The parts of a score, as every face shows them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One part of a score: what it is `worth`, and a sentence why.

    `name` is `words` for what is asked for, `title` and `surface` for the same words in the
    headline and as they are written, `near` for two that stand together, `opening` for the first
    paragraph of an article without a title, `best-paragraph` for the best one alone, `kind` for
    what a caption or heading loses, `recency` for what a new one gains where that is asked for;
    `words` are as the index's `field` holds them.
    """

    name: str
    field: str
    words: str
    worth: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A score and the parts that add up to it."""

    score: float
    parts: tuple[ScorePart, ...]
