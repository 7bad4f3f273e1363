"""The parts of a score, as every face shows them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One part of a score."""

    name: str
    """`words`, `title` or `surface` for matches of the query in the text, in the title and in
    unstemmed form; `near` for proximity; `opening` for the first paragraph of an article without a
    title; `best-paragraph`; `kind` for captions and headings; `recency` for recent articles."""

    field: str
    """The field of the index."""

    words: str
    """The terms, as the field has them; those that count as one word with / in between."""

    score: float
    """Points, negative if they are subtracted."""

    sentence: str
    """The reason for the points."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A score and its parts."""

    score: float
    """The sum of the parts."""

    parts: tuple[ScorePart, ...]
