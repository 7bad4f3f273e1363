"""The cluster engine: one commit of an index in an OpenSearch cluster."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from whoosh.query import Query

from pressmark.search.engine import Asked, Found, Passage, Tally
from pressmark.search.opensearch.clauses import Clause
from pressmark.search.opensearch.dictionary import ClusterDictionary
from pressmark.search.opensearch.find import Search
from pressmark.search.opensearch.matching import Matching
from pressmark.search.options import SearchOptions, Unit
from pressmark.search.query.limits import COPIES_LISTED

if TYPE_CHECKING:
    from pressmark.index.articles.documents import StoredArticle


class ClusterSnapshot(ClusterDictionary):
    """The questions of `search.engine`, answered by a cluster."""

    def find(self, asked: Asked, options: SearchOptions) -> Found:
        """One page of what matches, with all totals."""
        view = self.commit.view
        found = Search(self.commit, asked, options).find()
        if self.commit.view is view:
            return found
        # the view was lost on the way, so that the round trips may be of two commits
        return Search(self.commit, asked, options).find()

    def find_all(self, asked: Asked, options: SearchOptions) -> Iterator[Sequence[Passage]]:
        """All that matches, in order."""
        return Search(self.commit, asked, options).find_all()

    def tally(self, asked: Asked, by: str, of: Unit) -> Tally:
        """What matches, counted by the values of a field."""
        from pressmark.search.opensearch.tally import tally  # few searches count

        return tally(self.commit, asked, by, of)

    def matches(self, tree: Query, *, paragraphs: bool = False) -> bool:
        """Whether any article or paragraph does."""
        query = self.commit.seen(Matching.of(tree, paragraphs=paragraphs).articles)
        answer = self.commit.one({"size": 0, "query": query, "track_total_hits": 1})
        return bool(answer["hits"]["total"]["value"])

    def article(self, target: str) -> "StoredArticle":
        """The one article that `target` means."""
        from pressmark.index.articles import article_lookup  # a search has no use for it

        return article_lookup.article(self.commit.view, target)

    def copies_of(self, article: str) -> list[str]:
        """The other articles of its duplicate group."""
        families = self._articles({"term": {"article": article}})
        if not families or families[0][1] is None:
            return []
        others = self._articles({"term": {"family": families[0][1]}})
        return [id_ for id_, _ in others if id_ != article][:COPIES_LISTED]

    def _articles(
        self, query: Clause, limit: int = COPIES_LISTED + 1
    ) -> list[tuple[str, str | None]]:
        """The ids of some articles and their families, in the order of the index."""
        request = {
            "size": limit,
            "query": self.commit.seen(query),
            "sort": [{"sequence": "asc"}],
            "_source": False,
            "docvalue_fields": ["article", "family"],
        }
        fields = [hit["fields"] for hit in self.commit.one(request)["hits"]["hits"]]
        return [(each["article"][0], next(iter(each.get("family", ())), None)) for each in fields]

    def removed_by(self, rule: str, limit: int) -> list[str]:
        """Articles with a line that the rule removed, in the order of the index."""
        return [id_ for id_, _ in self._articles({"term": {"rules": rule}}, limit)]
