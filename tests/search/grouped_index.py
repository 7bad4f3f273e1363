"""A small index some of whose articles are known to be copies of each other."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from pressmark.index.segment.duplicate_groups import DuplicateGroups
from pressmark.index.spellings import Spellings


class GroupedIndex:
    """An index in which articles, numbered as they came, are in such groups."""

    language = "en"

    def __init__(self, index: Any, groups: DuplicateGroups) -> None:
        self._index = index
        self._groups = groups

    def reader(self):
        reader = self._index.reader()
        for leaf, _ in reader.leaf_readers():
            leaf.duplicate_groups = self._groups
        return reader

    def kept_spellings(self) -> Spellings:
        return Spellings()


def groups_of(story_of: Sequence[object]) -> DuplicateGroups:
    """The groups where article n has story `story_of[n]`."""
    firsts = [story_of.index(story) for story in story_of]
    links = [(n, first) for n, first in enumerate(firsts) if n != first]
    return DuplicateGroups.of(np.array(links, dtype=np.int64).reshape(-1, 2))
