"""The local engine: one commit of an index on disk, read from its segments."""

from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

from whoosh.query import Query

from pressmark.index.segment.evaluate.evaluator import Evaluator
from pressmark.search.engine import Asked, Found, Passage, Tally
from pressmark.search.local.collapse import copies_of
from pressmark.search.local.dictionary import LocalDictionary
from pressmark.search.local.passages import passages_of
from pressmark.search.local.result_set import ResultSet
from pressmark.search.options import SearchOptions, Unit
from pressmark.search.ranking import units
from pressmark.search.ranking.matching import matched
from pressmark.search.ranking.scoring_terms import PressmarkSimilarity

if TYPE_CHECKING:
    from pressmark.index.articles.documents import StoredArticle

FETCHED_AT_ONCE = 1_000
"""Passages in memory at a time, some two megabytes: chosen so many because they are read in the
order in which they are stored, and the more there are the closer together they are."""


class LocalSnapshot(LocalDictionary):
    """A reader on one commit, which is closed at the end of the `with` block."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.reader.close()

    def find(self, asked: Asked, options: SearchOptions) -> Found:
        """One page of what matches, with all totals."""
        found = ResultSet(self.arrays, asked, options)
        page = found.page(options.offset, options.limit)
        return Found(
            passages_of(found, page, explained=options.explain),
            total_paragraphs=found.ranking.total_paragraphs,
            total_articles=found.ranking.total_articles,
            total_stories=found.ranking.total_articles - found.stories.collapsed,
            total_other=None if asked.other is None else found.count(asked.other),
            facets=found.facets() if options.facet_names else (),
        )

    def find_all(self, asked: Asked, options: SearchOptions) -> Iterator[Sequence[Passage]]:
        """All that matches, in order."""
        found = ResultSet(self.arrays, asked, options)
        ranked = found.page(0, found.total)
        for start in range(0, found.total, FETCHED_AT_ONCE):
            yield passages_of(found, ranked.part(start, start + FETCHED_AT_ONCE))

    def tally(self, asked: Asked, by: str, of: Unit) -> Tally:
        """What matches, counted by the values of a field."""
        from pressmark.search.local.tally import tally  # few searches ask for it

        return tally(self.arrays, asked, by, of)

    def matches(self, tree: Query, *, paragraphs: bool = False) -> bool:
        """Whether any live article or paragraph does."""
        make = units.paragraphs if paragraphs else units.articles
        evaluators = (Evaluator(leaf, PressmarkSimilarity(())) for leaf in self.arrays.leaves)
        return any(matched(each, make(each.leaf, 0), tree).units.any() for each in evaluators)

    def article(self, target: str) -> "StoredArticle":
        """The one article that `target` means."""
        from pressmark.index.articles import article_lookup  # a search has no use for it

        return article_lookup.article(article_lookup.ReaderArticles(self.reader), target)

    def copies_of(self, article: str) -> list[str]:
        """The other articles of its duplicate group."""
        return copies_of(self.arrays, article)

    def removed_by(self, rule: str, limit: int) -> list[str]:
        """Articles with a line that the rule removed, in the order of the index."""
        from pressmark.search.local.removed_lines import removed_by  # a search has no use for it

        return removed_by(self.reader, rule, limit)
