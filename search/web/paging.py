"""The page links below the results."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

NEIGHBOURS = 2
"""Links on each side of the current page: five fit on a phone."""


@dataclass(frozen=True, slots=True)
class Paging:
    """`page` of `pages`, counted from 1; `pages` is 0 without hits."""

    page: int
    pages: int

    @property
    def previous(self) -> int | None:
        """The page before, or the last one for a page beyond the end."""
        return min(self.page - 1, self.pages) or None

    @property
    def next(self) -> int | None:
        """The page after this one."""
        return self.page + 1 if self.page < self.pages else None

    @property
    def near(self) -> Sequence[int]:
        """This page and its neighbours."""
        return range(max(1, self.page - NEIGHBOURS), min(self.pages, self.page + NEIGHBOURS) + 1)


def paging(page: int, hits: int, size: int) -> Paging:
    """The position of `page` among `hits` results, `size` on each page."""
    return Paging(page, ceil(hits / size))
