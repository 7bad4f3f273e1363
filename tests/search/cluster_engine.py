"""The cluster engine over a list of paragraphs, for tests: indexes of its own, filled at once.

PRESSMARK_TEST_CLUSTER names a cluster, as `127.0.0.1:9200`, whose indexes `test-…` are the tests'
own. Without it, no test of the cluster is collected.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import count, groupby
from typing import Any

import pytest

CLUSTER = os.environ.get("PRESSMARK_TEST_CLUSTER", "")

ENGINES = ["local", *([pytest.param("cluster", marks=pytest.mark.cluster)] if CLUSTER else [])]
"""The engines that tests of searches are run on."""

SHARDS = 2
"""More than one, so that what each shard counts is added up."""


POOL = 3
"""Indexes that one test compares, at most."""


class ClusterRows:
    """One index of the cluster, whose articles are replaced by those of each example."""

    def __init__(self, name: str, language: str = "en") -> None:
        from pressmark.corpus.errors import IndexMissing
        from pressmark.index.opensearch.index import ClusterIndex

        address = f"opensearch://{CLUSTER}/{name}"
        self._engines: list[Any] = []
        with suppress(IndexMissing):
            self.index = ClusterIndex.open(address)
            self.delete()
        self.index = ClusterIndex.create(address, language=language, shards=SHARDS, replicas=0)

    def delete(self) -> None:
        """Delete the index."""
        delete_index(self.index)

    def engine(
        self,
        rows: Iterable[Mapping[str, Any]],
        stories: Mapping[str, object] | None = None,
    ) -> Any:
        """The engine over some paragraphs, those of an article in order; `stories` has the
        duplicate group of each article that is in one."""
        from pressmark.index.opensearch import state
        from pressmark.index.opensearch.article_body import ArticleAnalyzer
        from pressmark.search.opensearch.engine import ClusterEngine

        cluster, names = self.index.cluster, self.index.names
        everything = {"query": {"match_all": {}}}
        path = f"/{names.articles}/_delete_by_query"
        cluster.request("POST", path, everything, {"refresh": "true", "conflicts": "proceed"})
        lines = list(_lines(ArticleAnalyzer(self.index.schema), rows, stories or {}))
        if lines:
            path = f"/{names.articles}/_bulk"
            answer = cluster.request("POST", path, lines, {"refresh": "true"})
            assert not answer["errors"], answer
        state.replace_state(
            cluster, names, lambda old: replace(old, generation=old.generation + 1), 5.0
        )
        for engine in self._engines:
            engine.close()
        self._engines = [ClusterEngine(self.index)]
        return self._engines[0]


def delete_index(index: Any) -> None:
    """Delete an index of the cluster."""
    for name in index.names:
        index.cluster.request("DELETE", f"/{name}")


def _lines(
    analyzer: Any, rows: Iterable[Mapping[str, Any]], stories: Mapping[str, object]
) -> Iterable[Mapping[str, Any]]:
    """The requests of one bulk."""
    listed = list(stories.values())
    for number, (article, group) in enumerate(groupby(rows, key=lambda row: row["article"])):
        documents = [{"record": "{}", **row} for row in group]
        body = analyzer.body(documents, article, documents[0].get("origin", ""))
        if listed.count(stories.get(article)) > 1:
            body["family"] = f"story {stories[article]}"
        yield {"index": {"_id": f"{article}-{number}"}}
        yield {**body, "commit": "test", "sequence": number}


def index_maker() -> tuple[Callable[..., Any], Callable[[], None]]:
    """What makes engines over paragraphs, and deletes their indexes.

    Only the last POOL of them can be searched: to make an index takes longer than to refill one.
    """
    pool: list[ClusterRows] = []
    numbers = count()

    def make(rows: Iterable[Mapping[str, Any]]) -> Any:
        number = next(numbers)
        if number < POOL:
            pool.append(ClusterRows(f"test-pool-{os.getpid()}-{number}"))
        return pool[number % POOL].engine(rows)

    def delete() -> None:
        for each in pool:
            each.delete()

    return make, delete
