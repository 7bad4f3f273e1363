"""The options of a search."""

from dataclasses import dataclass
from typing import Literal, get_args

from pressmark.corpus.errors import AskError
from pressmark.index.spellings import Spellings

FACETS = ("source", "author", "kind", "language", "month", "names", "column")
"""The facets of every index; `names` has the names in the text of hits, `column` the further
columns that hits have."""

Sort = Literal["relevance", "recent", "newest", "oldest", "added"]


Unit = Literal["stories", "articles", "paragraphs"]
"""What is counted. A story is an article with its near-copies."""

SpellingUse = Literal["accepted", "all", "none"]


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """The options of a search; raises `AskError` for an invalid value."""

    limit: int = 10
    """Most hits on a page."""

    offset: int = 0
    """Hits before the page."""

    sort: Sort = "relevance"
    """Best first, best first with recent articles favoured, by date of publication, or indexed last
    first."""

    paragraphs: bool = False
    """Whether each matching paragraph is a hit, instead of each article by its best one."""

    copies: bool = False
    """Whether each near-copy of an article is a hit, instead of the best one only."""

    all_words: bool = False
    """Whether loose words must all match, instead of any of them."""

    spellings: SpellingUse | Spellings = "accepted"
    """Other spellings of words that are searched: accepted ones, those kept with the index and in
    the default list; all, those too that results offer; or none. In Python also further groups."""

    facets: bool = False
    """Whether to count all hits by source, author, kind, language, month, names and column."""

    facet: tuple[str, ...] = ()
    """Further columns, or any of these fields, to count all hits by."""

    explain: bool = False
    """Whether each hit has the parts of its score."""

    @property
    def facet_names(self) -> tuple[str, ...]:
        """All that hits are counted by."""
        return tuple(dict.fromkeys((*(FACETS if self.facets else ()), *self.facet)))

    def __post_init__(self) -> None:
        for name, number in (("limit", self.limit), ("offset", self.offset)):
            check_count(name, number)
        if self.sort not in get_args(Sort):
            raise AskError(
                f"There is no order {self.sort!r}.", f"Choose {', '.join(get_args(Sort))}."
            )
        uses = get_args(SpellingUse)
        if not isinstance(self.spellings, Spellings) and self.spellings not in uses:
            raise AskError(f"spellings cannot be {self.spellings!r}.", f"Choose {', '.join(uses)}.")


def check_count(name: str, number: int) -> None:
    """Raises AskError unless `number` is a whole number of 0 or more."""
    if not isinstance(number, int) or number < 0:
        raise AskError(f"{name} must be 0 or more, and is {number!r}.", "Give a whole number.")
