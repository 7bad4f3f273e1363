"""What a transaction changes in a cluster: new versions of articles under a pending commit."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from pressmark.index.articles.documents import Document, from_documents
from pressmark.index.ingest.prepared_article import prepare
from pressmark.index.opensearch.article_body import ArticleAnalyzer, rows_of
from pressmark.index.opensearch.bulk import BulkWriter
from pressmark.index.opensearch.cluster import Cluster
from pressmark.index.opensearch.state import Names
from pressmark.index.opensearch.view import View
from pressmark.index.workers.worker_pool import WorkerPool

_COUNTED = 1 << 20
"""Articles of one run that have their numbers between those of two microseconds' runs."""


class ClusterChanges:
    """The articles of one commit in the making; `begin` starts the next one.

    A document's id is that of the article and the commit that added this version, so that versions
    are beside each other until the commit is made, and writing one again changes nothing.
    """

    def __init__(
        self, cluster: Cluster, names: Names, analyzer: ArticleAnalyzer, bulk: BulkWriter
    ) -> None:
        self._cluster = cluster
        self._names = names
        self._analyzer = analyzer
        self._bulk = bulk
        self._workers: WorkerPool[Any] | None = None
        self._numbers = count(time.time_ns() // 1_000_000 * _COUNTED)

    def begin(self, commit: str, view: View) -> None:
        """Start a commit on top of what `view` shows."""
        self.commit = commit
        self.added: dict[str, bytes] = {}
        """Articles put in and not removed since, with their fingerprints."""
        self.origins: dict[str, str] = {}
        """Their origins."""
        self._rewritten: set[str] = set()
        self.superseded: dict[str, str] = {}
        """Articles that were committed and are removed or replaced, with the ids of these
        versions."""
        self.families: dict[str, str] = {}
        """The families of articles that were written again to join them."""
        self.follow(view)

    def follow(self, view: View) -> None:
        """Go on on top of what others have committed since."""
        self.view = view
        self._known: dict[str, dict[str, Any] | None] = {}
        self._is_empty = view.is_empty()

    @property
    def any_removed(self) -> bool:
        """Whether any article was."""
        return bool(self.superseded or self._rewritten)

    def expect(self, articles: Iterable[str]) -> None:
        """Look up together which of these ids are committed; they are asked for next."""
        self._known = {}
        wanted = list(dict.fromkeys(articles))
        if not wanted:
            return
        found = {} if self._is_empty else self._committed(wanted)
        self._known = {article: found.get(article) for article in wanted}

    def _committed(self, articles: Sequence[str]) -> dict[str, dict[str, Any]]:
        return {hit["_source"]["article"]: hit for hit in self.view.having("article", articles)}

    def _hit(self, article: str) -> dict[str, Any] | None:
        """The committed version of an article, removed or not."""
        if self._is_empty:
            return None
        if article not in self._known:
            self._known[article] = self._committed([article]).get(article)
        return self._known[article]

    def with_id(self, article: str) -> Sequence[Document]:
        """The documents of the article with that id, committed or put in; none if it is removed."""
        if article in self.added:
            return rows_of(next(self.put_in([article])))
        hit = self._hit(article)
        return [] if hit is None or article in self.superseded else rows_of(hit["_source"])

    def having(self, field: str, value: str) -> Mapping[str, list[Document]]:
        """Committed articles by id that have `value` in `field` and are not removed."""
        if self._is_empty:
            return {}
        hits: Iterable[dict[str, Any]]
        if field == "article":
            hit = self._hit(value)
            hits = [hit] if hit else []
        else:
            hits = self.view.having(field, [value])
        found = {}
        for hit in hits:
            article = hit["_source"]["article"]
            if article not in self.superseded:
                self._known[article] = hit
                found[article] = rows_of(hit["_source"])
        return found

    def remaining(self) -> Iterator[list[Document]]:
        """All committed articles that are not removed."""
        for hit in self.view.hits():
            if hit["_source"]["article"] not in self.superseded:
                yield rows_of(hit["_source"])

    def origin_of(self, article: str) -> str | None:
        """The origin of a committed article, removed or not; None if there is none."""
        hit = self._hit(article)
        return None if hit is None else str(hit["_source"].get("origin", ""))

    def put(self, id_: str, article: Iterable[Document]) -> None:
        """Add the documents of the article with that id."""
        rows = list(article)
        origin = rows[0]["origin"]
        self._settle(id_)
        self.write(self._analyzer.body(rows, id_, origin), next(self._numbers))
        self.added[id_] = rows[0].get("fingerprint", b"")
        self.origins[id_] = origin

    def put_again(self, article: str, rows: Sequence[Document]) -> None:
        """Put an article, given its stored documents, under another id."""
        self.put(article, _as_new(rows, article))

    def write_again(self, source: Mapping[str, Any], family: str) -> None:
        """Write an article, given its `_source`, as a member of a duplicate group, or of none."""
        rows, article = rows_of(source), source["article"]
        body = self._analyzer.body(_as_new(rows, article), article, rows[0]["origin"])
        self.write({**body, **({"family": family} if family else {})}, source["sequence"])

    def leave_families(self) -> None:
        """Take back what was written again of articles that others may have changed since, and
        have those that were put in join families again."""
        for article in self.families.keys() - self.added.keys():
            del self.superseded[article]
            self._bulk.delete(self.version_id(article))
        own = [article for article in self.families if article in self.added]
        for source in list(self.put_in(own)):
            self.write_again(source, "")
        self.families = {}
        self._bulk.finish()

    def write(self, body: Mapping[str, Any], number: int) -> None:
        """Write a version of an article under this commit."""
        own = {**body, "commit": self.commit, "sequence": number}
        self._bulk.put(self.version_id(body["article"]), own)

    def remove(self, article: str) -> None:
        """Remove the article with that id, committed or put in."""
        hit = self._hit(article)
        if article in self.added:
            self.discard(article)
        elif hit is not None:
            self.superseded[article] = hit["_id"]

    def supersede(self, hit: Mapping[str, Any]) -> bool:
        """Remove a committed version; False if it is removed already."""
        article = hit["_source"]["article"]
        if article in self.superseded:
            return False
        self.superseded[article] = hit["_id"]
        return True

    def discard(self, article: str) -> None:
        """Take back an article that was put in."""
        self._settle(article)
        self._rewritten.add(article)
        del self.added[article], self.origins[article]
        self._bulk.delete(self.version_id(article))

    def _settle(self, article: str) -> None:
        """Wait for what was written of an article: requests may overtake each other."""
        if article in self.added or article in self._rewritten:
            self._bulk.finish()

    def version_id(self, article: str) -> str:
        """The id of the document of this commit's version of an article."""
        return f"{article}.{self.commit}"

    def put_in(self, articles: Sequence[str]) -> Iterator[dict[str, Any]]:
        """The `_source` of articles that were put in and not removed; all are to be written."""
        self._bulk.finish()
        for start in range(0, len(articles), _READ_AT_ONCE):
            ids = [self.version_id(each) for each in articles[start : start + _READ_AT_ONCE]]
            path = f"/{self._names.articles}/_mget"
            answer = self._cluster.request("POST", path, {"ids": ids}, {"preference": "_primary"})
            yield from (each["_source"] for each in answer["docs"] if each.get("found"))

    def flush(self) -> None:
        """Wait until all is written."""
        self._bulk.finish()

    def use(self, workers: WorkerPool[Any]) -> None:
        """Have `workers` closed at the end; they write nothing."""
        self._workers = workers

    def close(self) -> None:
        """Close the workers."""
        if self._workers:
            self._workers.close()


_READ_AT_ONCE = 200


def _as_new(rows: Sequence[Document], article: str) -> list[Document]:
    """The documents of an article as they were when it was put in, given its stored ones."""
    own = {"article": article, "origin": rows[0]["origin"]}
    own |= {"added": rows[0]["added"]} if "added" in rows[0] else {}
    return [{**each, **own} for each in prepare(from_documents(rows).as_cleaned()).documents]
