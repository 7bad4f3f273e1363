"""Which page links are under the results."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

NEIGHBOURS = 2
"""Pages named on each side of the present one: five links fit a phone."""


@dataclass(frozen=True, slots=True)
class Paging:
    """`page` of `pages`, both counted from 1; `pages` is 0 where nothing was found."""

    page: int
    pages: int

    @property
    def previous(self) -> int | None:
        """The page before, or the last one there is for a page beyond the end."""
        return min(self.page - 1, self.pages) or None

    @property
    def next(self) -> int | None:
        """The page after this one."""
        return self.page + 1 if self.page < self.pages else None

    @property
    def near(self) -> Sequence[int]:
        """This page and its neighbours, as many as there are."""
        return range(max(1, self.page - NEIGHBOURS), min(self.pages, self.page + NEIGHBOURS) + 1)


def paging(page: int, hits: int, size: int) -> Paging:
    """Where `page` is among `hits` results, `size` to a page."""
    return Paging(page, ceil(hits / size))
