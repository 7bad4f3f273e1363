"""Duplicate groups: the near-copies of one article, in one file per generation.

Articles are numbered from 0 over all segments in order, those of deleted paragraphs included.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from pressmark.corpus.errors import IndexCorrupt
from pressmark.index.segment.array_file import SectionFile, SectionWriter
from pressmark.index.segment.int_codec import Ints

_NONE: Ints = np.zeros(0, dtype=np.int64)


class DuplicateGroups(NamedTuple):
    """`members` int64[m] ascending, the articles that have copies; parallel to them `firsts`
    int64[m], the lowest number in the group of each."""

    members: Ints = _NONE
    firsts: Ints = _NONE

    @classmethod
    def of(cls, links: Ints) -> Self:
        """The groups that int64[n, 2] links of two articles form, over however many steps."""
        members, ends = np.unique(links, return_inverse=True)
        ends = ends.reshape(-1, 2)
        least = np.arange(len(members))
        while True:
            lower = least[ends].min(axis=1)
            before = least.copy()
            for end in ends.T:
                np.minimum.at(least, end, lower)
            least = least[least]
            if np.array_equal(least, before):
                return cls(members, members[least])

    def within(self, articles: int) -> Self:
        """The same; raises IndexCorrupt unless all are of so many articles."""
        if len(self.members) and self.members[-1] >= articles:
            raise IndexCorrupt(
                "The index names copies among articles that it does not have.",
                "See what can be saved: pressmark verify --repair",
            )
        return self

    @property
    def links(self) -> Ints:
        """int64[m, 2]: each member with the first of its group."""
        return np.stack([self.members, self.firsts], axis=1)

    def moved(self, to: Ints) -> "DuplicateGroups":
        """The groups where article n is now number `to[n]`, or gone where that is -1."""
        members = to[self.members]
        there = members >= 0
        members, old = members[there], self.firsts[there]
        _, group = np.unique(old, return_inverse=True)
        firsts = np.full(len(members), np.iinfo(np.int64).max)
        np.minimum.at(firsts, group, members)
        alone = np.bincount(group)[group] == 1
        links = np.stack([members, firsts[group]], axis=1)[~alone]
        return DuplicateGroups.of(links)

    def joined(self, links: Ints) -> "DuplicateGroups":
        """The groups with more links, int64[n, 2]."""
        return DuplicateGroups.of(np.concatenate([self.links, links.reshape(-1, 2)]))


def write_duplicate_groups(path: Path, groups: DuplicateGroups) -> int:
    """Write the file; the checksum of its header."""
    with SectionWriter(path) as target:
        for name, values in (("members", groups.members), ("firsts", groups.firsts)):
            target.add(name, values.astype(np.uint32))
        return target.finish({})


def read_duplicate_groups(path: Path, checksum: int) -> DuplicateGroups:
    """What `write_duplicate_groups` wrote; raises IndexCorrupt."""
    file = SectionFile(path)
    file.check_identity(checksum)
    section = file.of_type("members", np.uint32)
    members = section.all().astype(np.int64)
    firsts = file.of_type("firsts", np.uint32).sized(len(members)).all().astype(np.int64)
    if (members[1:] <= members[:-1]).any() or (firsts > members).any():
        raise file.corrupt("its articles are out of order")
    return DuplicateGroups(members, firsts)


def joined(parts: Sequence[NDArray[np.bool_]]) -> NDArray[np.bool_]:
    """The concatenation of masks of the articles of each segment."""
    return np.concatenate([np.zeros(0, dtype=bool), *parts])
