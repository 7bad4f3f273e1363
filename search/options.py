"""How a query is answered: order, unit of a hit, copies, page, and what comes with it."""

from dataclasses import dataclass
from typing import Literal, get_args

from pressmark.corpus.errors import AskError

Sort = Literal["relevance", "recent", "newest", "oldest"]
"""Best first; the same with recent articles favoured; or by time of publication."""


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """A hit is an article, or with `paragraphs` each paragraph; with `copies` near-copies are hits
    of their own.

    `facets` also counts all hits, `explain` adds the parts of each score. Raises AskError for a
    value that is not one of these.
    """

    limit: int = 10
    offset: int = 0
    sort: Sort = "relevance"
    paragraphs: bool = False
    copies: bool = False
    facets: bool = False
    explain: bool = False

    def __post_init__(self) -> None:
        for name, number in (("limit", self.limit), ("offset", self.offset)):
            check_count(name, number)
        if self.sort not in get_args(Sort):
            raise AskError(
                f"There is no order {self.sort!r}.", f"Choose {', '.join(get_args(Sort))}."
            )


def check_count(name: str, number: int) -> None:
    """Raises AskError unless `number` is a whole number of 0 or more."""
    if not isinstance(number, int) or number < 0:
        raise AskError(f"{name} must be 0 or more, and is {number!r}.", "Give a whole number.")
