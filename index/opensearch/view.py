"""What a reader sees of an index in a cluster: one commit, all of it, for as long as it is open."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from pressmark.corpus.errors import ClusterUnavailable, PressmarkError
from pressmark.index.articles.documents import Document
from pressmark.index.opensearch import state
from pressmark.index.opensearch.article_body import rows_of
from pressmark.index.opensearch.cluster import Cluster
from pressmark.index.opensearch.failures import ViewLost
from pressmark.index.opensearch.state import Names, State, Versioned

KEEP_ALIVE = "5m"
"""How long the cluster keeps a point in time after the last request for it."""

WRITER_KEEP_ALIVE = "1h"
"""The same for writers, which may read a large file in between."""

FETCHED_AT_ONCE = 200
"""Articles read together: their texts are some megabyte."""

CLOSE_SECONDS = 5.0
"""Seconds that a node has to forget a point in time: who ends a search need not wait for it."""

VALUES_AT_ONCE = 5_000
"""Values of a field listed by one request."""

_PAUSES = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""Seconds between the tries of a writer that has lost a node."""

_TRIES = 20
"""How often a view is opened while others commit."""

Clause = Mapping[str, Any]


class View:
    """One commit of the articles; `pit` is the id of the point in time, and `hidden` the clauses of
    a query whose documents are no part of the commit."""

    def __init__(
        self,
        cluster: Cluster,
        names: Names,
        present: Versioned,
        pit: str,
        hidden: Sequence[Clause],
        keep_alive: str = KEEP_ALIVE,
    ) -> None:
        self._keep_alive = keep_alive
        self.cluster = cluster
        self.names = names
        self.state = present.state
        self._seq_no = present.seq_no
        self.pit = pit
        self.hidden = hidden

    def is_newest(self) -> bool:
        """Whether nothing was committed since, and no commit was begun."""
        path = f"/{self.names.side}/_doc/{state.STATE}"
        found = self.cluster.request("GET", path, None, {"_source": "false"})
        return bool(found["_seq_no"] == self._seq_no)

    def close(self) -> None:
        """Have the cluster forget the point in time."""
        with suppress(PressmarkError):  # it does so by itself
            self.cluster.request(
                "DELETE",
                "/_search/point_in_time",
                {"pit_id": [self.pit]},
                retry_for=0.0,
                seconds=CLOSE_SECONDS,
            )

    def search(self, query: Clause | None = None, **body: Any) -> Any:
        """The answer to a search of this commit; without a query, of all articles."""
        pit = {"id": self.pit, "keep_alive": self._keep_alive}
        whole = {"pit": pit, "query": self.only_seen(query), **body}
        params = {"allow_partial_search_results": "false"}
        return self.cluster.request("POST", "/_search", whole, params)

    def only_seen(self, query: Clause | None) -> Clause:
        """The query without what is no part of the commit."""
        must_not = {"must_not": list(self.hidden)} if self.hidden else {}
        if query is None:
            return {"bool": {**must_not}} if must_not else {"match_all": {}}
        return {"bool": {"must": [query], **must_not}} if must_not else query

    def having(self, field: str, values: Sequence[str], **body: Any) -> Iterator[dict[str, Any]]:
        """The hits of all articles with one of the values in an exact field."""
        for start in range(0, len(values), VALUES_AT_ONCE):
            some = values[start : start + VALUES_AT_ONCE]
            yield from self.hits({"bool": {"filter": [{"terms": {field: list(some)}}]}}, **body)

    def hits(
        self, query: Clause | None = None, *, by: str = "sequence", **body: Any
    ) -> Iterator[dict[str, Any]]:
        """All hits of a query, in the order in which articles were added, or of their ids."""
        after: dict[str, Any] = {}
        while True:
            found = self.search(
                query,
                size=FETCHED_AT_ONCE,
                sort=[{by: "asc"}, {"article": "asc"}],
                track_total_hits=False,
                **after,
                **body,
            )["hits"]["hits"]
            yield from found
            if len(found) < FETCHED_AT_ONCE:
                return
            after = {"search_after": found[-1]["sort"]}

    def is_empty(self) -> bool:
        """Whether there is no article."""
        answer = self.search(size=0, terminate_after=1)
        return not answer["hits"]["total"]["value"]

    def has(self, field: str, value: str) -> bool:
        """Whether any article has a value in an exact field."""
        query = {"bool": {"filter": [{"term": {field: value}}]}}
        answer = self.search(query, size=0, terminate_after=1)
        return bool(answer["hits"]["total"]["value"])

    def rows(self, field: str, value: str) -> dict[str, list[Document]]:
        """The stored documents of the articles with a value in a field, by id."""
        sources = (hit["_source"] for hit in self.having(field, [value]))
        return {source["article"]: rows_of(source) for source in sources}

    def everything(self) -> Iterator[list[Document]]:
        """The stored documents of all articles, in the order in which they were added."""
        return (rows_of(hit["_source"]) for hit in self.hits())

    def values(self, field: str, start: str) -> Iterator[str]:
        """The values of an exact field that begin so, in order."""
        after: dict[str, Any] = {}
        while True:
            sources = [{"value": {"terms": {"field": field}}}]
            composite = {"size": VALUES_AT_ONCE, "sources": sources, **after}
            query = {"bool": {"filter": [{"prefix": {field: start}}]}}
            answer = self.search(query, size=0, aggs={"values": {"composite": composite}})
            found = answer["aggregations"]["values"]
            values = [bucket["key"]["value"] for bucket in found["buckets"]]
            yield from (value for value in values if value.startswith(start))
            if len(values) < VALUES_AT_ONCE:
                return
            after = {"after": found["after_key"]}


class WriterView(View):
    """A view that goes on where a node is lost: with a point in time of the newest commit. `state`
    stays, so that what others have committed since is still to be settled."""

    def search(self, query: Clause | None = None, **body: Any) -> Any:
        """The answer to a search of this commit, or of a newer one."""
        for pause in _PAUSES:
            try:
                return super().search(query, **body)
            except ViewLost:
                time.sleep(pause)
            newest = opened(self.cluster, self.names, keep_alive=self._keep_alive)
            self.pit, self.hidden = newest.pit, newest.hidden
        return super().search(query, **body)


@contextmanager
def open_view(cluster: Cluster, names: Names) -> Iterator[View]:
    """The newest commit, until the end of the `with` block; raises IndexMissing."""
    view = opened(cluster, names)
    try:
        yield view
    finally:
        view.close()


@contextmanager
def open_writer_view(cluster: Cluster, names: Names) -> Iterator[View]:
    """The same for a writer."""
    view = opened(cluster, names, WriterView, keep_alive=WRITER_KEEP_ALIVE)
    try:
        yield view
    finally:
        view.close()


def opened(
    cluster: Cluster, names: Names, kind: type[View] = View, *, keep_alive: str = KEEP_ALIVE
) -> View:
    """The newest commit, until the view is closed or not used for as long as `keep_alive`."""
    for _ in range(_TRIES):
        before = state.read(cluster, names)
        path = f"/{names.articles}/_search/point_in_time"
        pit = cluster.request("POST", path, None, {"keep_alive": keep_alive})["pit_id"]
        hidden = hidden_by(before.state, superseded(cluster, names, before.state))
        view = kind(cluster, names, before, pit, hidden, keep_alive)
        if view.is_newest():
            return view
        view.close()
    raise ClusterUnavailable("The index is changing all the time.", "Try again in a moment.")


def hidden_by(present: State, superseded_ids: Sequence[str]) -> list[Clause]:
    """The clauses of what is in the index and no part of its newest commit."""
    hidden: list[Clause] = []
    if present.unseen:
        hidden.append({"terms": {"commit": present.unseen}})
    if superseded_ids:
        hidden.append({"ids": {"values": list(superseded_ids)}})
    return hidden


def superseded(cluster: Cluster, names: Names, present: State) -> list[str]:
    """The ids of the versions that the last commits replaced and that may still be there."""
    ids = [
        superseded_id(commit, number)
        for commit, count in present.superseding.items()
        for number in range(count)
    ]
    if not ids:
        return []
    found = cluster.request("POST", f"/{names.side}/_mget", {"ids": ids})["docs"]
    return [id_ for each in found if each.get("found") for id_ in each["_source"]["data"]["ids"]]


def superseded_id(commit: str, number: int) -> str:
    """The id of a document with ids of versions that a commit replaced."""
    return f"superseded-{commit}-{number}"
