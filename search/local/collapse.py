"""Collapsing: articles that are copies of each other, as far as they match one query.

The first of them in the requested order represents all; the others are listed with it.
"""

from collections.abc import Callable
from functools import cached_property

import numpy as np
from whoosh.reading import IndexReader

from pressmark.index.segment.duplicate_groups import DuplicateGroups
from pressmark.index.segment.evaluate.postings_list import Flags, run_starts
from pressmark.search.local.stored import stored_rows
from pressmark.search.query.limits import COPIES_LISTED
from pressmark.search.ranking.index_arrays import NO_INTS, Arrays, Ints, is_in
from pressmark.search.ranking.topk import Ranked


class CollapsedStories:
    """`members` int64[m] ascending: the articles that match and have copies in the index; beside
    them `firsts` int64[m], which are equal for those of one story."""

    def __init__(self, members: Ints = NO_INTS, firsts: Ints = NO_INTS) -> None:
        self.members = members
        self.firsts = firsts

    @classmethod
    def among(
        cls, groups: DuplicateGroups, matching: Callable[[Ints], Flags]
    ) -> "CollapsedStories":
        """The stories of the articles that match; `matching` says which of ascending ones do."""
        found = matching(groups.members)
        return cls(groups.members[found], groups.firsts[found])

    @property
    def collapsed(self) -> int:
        """How many articles are not shown since another of their story is."""
        return len(self.shared[1]) - len(run_starts(self.shared[1]))

    @cached_property
    def shared(self) -> tuple[Ints, Ints]:
        """int64[n], by story: the members that are not alone in theirs; beside them `firsts`."""
        order = np.argsort(self.firsts, kind="stable")
        members, firsts = self.members.take(order), self.firsts.take(order)
        same = firsts[1:] == firsts[:-1]
        shared = np.zeros(len(firsts), dtype=bool)
        shared[1:] |= same
        shared[:-1] |= same
        return members[shared], firsts[shared]

    def of(self, articles: Ints) -> Ints:
        """int64[n]: one number for all articles of a story."""
        stories = articles.copy()
        known = is_in(articles, self.members)
        stories[known] = self.firsts[self.members.searchsorted(articles[known])]
        return stories

    def others(self, article: int) -> Ints:
        """The other articles of its story, ascending."""
        place = int(self.members.searchsorted(article))
        if place == len(self.members) or self.members[place] != article:
            return NO_INTS  # as of most
        same = self.firsts == self.firsts[place]
        others: Ints = self.members[same & (self.members != article)]
        return others

    def first(self, limit: int, articles: int, rank: Callable[[int], Ranked]) -> Ranked:
        """The first `limit` stories, each by its first article; `rank` ranks so many `articles`."""
        asked = limit
        while True:
            ranked = rank(asked)
            stories: dict[int, int] = {}
            for place, story in enumerate(self.of(ranked.units).tolist()):
                stories.setdefault(story, place)
            if len(stories) >= limit or asked >= articles:
                kept = list(stories.values())[:limit]
                return Ranked(ranked.units[kept], ranked.scores[kept])
            asked += max(asked, limit)


def duplicate_groups_of(reader: IndexReader) -> DuplicateGroups:
    """The copies that the index knows."""
    leaves = (leaf for leaf, _ in reader.leaf_readers() if leaf.doc_count_all())
    return next((leaf.duplicate_groups for leaf in leaves), DuplicateGroups())


def copies_of(arrays: Arrays, article: str) -> list[str]:
    """The ids of the other articles in the duplicate group of one, COPIES_LISTED at most."""
    docnums = arrays.having("article", article)
    if not len(docnums):
        return []
    groups = duplicate_groups_of(arrays.reader).within(int(arrays.articles[-1]) + 1)
    stories = CollapsedStories(groups.members, groups.firsts)
    others = stories.others(int(arrays.articles[docnums[0]]))[:COPIES_LISTED]
    firsts = arrays.articles.searchsorted(others)
    return [row["article"] for row in stored_rows(arrays.reader, ("article",), firsts)]
