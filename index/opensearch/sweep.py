"""Deletes what no reader sees: versions that a commit replaced, and what ended writers left."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from pressmark.index.opensearch import state, writers
from pressmark.index.opensearch.bulk import BulkWriter
from pressmark.index.opensearch.cluster import WRITER_RETRY_SECONDS, Cluster
from pressmark.index.opensearch.refresh import refresh
from pressmark.index.opensearch.state import Names, State
from pressmark.index.opensearch.view import Clause, superseded_id

FENCED = timedelta(days=1)
"""So long readers leave out what a writer adds that was taken for ended, and was only paused."""

DELETED_AT_ONCE = 5_000
"""Articles deleted by one request, each with its paragraphs: so few that it answers in time,
whatever a run has left."""

DELETE_SECONDS = 600.0


def give_up_ended(cluster: Cluster, names: Names) -> None:
    """Delete what writers left that have ended, and what commits have replaced."""
    present = state.read(cluster, names).state
    ended = set(writers.ended(cluster, names, present))
    now = cluster.now()
    outdated = _outdated(present, now)
    if ended:  # one that has committed meanwhile is not fenced, and its documents stay
        ended &= _replace(cluster, names, lambda newest: _fenced(newest, ended, now)).fenced.keys()
    if ended or outdated:
        _delete_commits(cluster, names, sorted(ended | outdated))
    if outdated:
        _replace(cluster, names, lambda newest: _unfenced(newest, outdated))
    for commit in present.superseding:
        if commit.partition("-")[0] not in _runs(present):
            delete_superseded(cluster, names, commit)


def _runs(present: State) -> set[str]:
    """The runs that have a pending commit; they delete by themselves what they replaced."""
    return {str(entry.get("run")) for entry in present.pending.values()}


def _replace(cluster: Cluster, names: Names, change: "state.Change") -> State:
    return state.replace_state(cluster, names, change, WRITER_RETRY_SECONDS)


def _fenced(present: State, ended: set[str], now: datetime) -> State | None:
    gone = ended & present.pending.keys()
    if not gone:
        return None
    return replace(
        present,
        pending={k: v for k, v in present.pending.items() if k not in gone},
        fenced={**present.fenced, **dict.fromkeys(sorted(gone), now.isoformat())},
    )


def _outdated(present: State, now: datetime) -> set[str]:
    times = present.fenced.items()
    return {commit for commit, time in times if now - datetime.fromisoformat(time) > FENCED}


def _unfenced(present: State, outdated: set[str]) -> State | None:
    kept = {k: v for k, v in present.fenced.items() if k not in outdated}
    return None if kept == present.fenced else replace(present, fenced=kept)


def _delete_commits(cluster: Cluster, names: Names, commits: Sequence[str]) -> None:
    """Delete all documents that these commits added."""
    for index in (names.articles, names.side):
        _delete_matching(cluster, index, {"terms": {"commit": list(commits)}})


def _delete_matching(cluster: Cluster, index: str, query: Clause) -> None:
    """Delete what matches, DELETED_AT_ONCE by one request until it finds none.

    A request that is sent again after a lost answer does no harm; a task in the cluster would be
    lost with its node.
    """

    def post(action: str, *request: Any) -> Any:
        path = f"/{index}/{action}"
        return cluster.request(
            "POST", path, *request, retry_for=WRITER_RETRY_SECONDS, seconds=DELETE_SECONDS
        )

    refresh(cluster, index)
    # on primary shards: to a replica that is behind, deleted documents would be there again
    params = {"conflicts": "proceed", "refresh": "true", "max_docs": DELETED_AT_ONCE}
    params |= {"preference": "_primary"}
    while post("_delete_by_query", {"query": query}, params)["deleted"]:
        pass


def delete_superseded(cluster: Cluster, names: Names, commit: str) -> None:
    """Delete the versions that a commit replaced or removed."""
    count = state.read(cluster, names).state.superseding.get(commit)
    if count is None:
        return
    lists = [superseded_id(commit, number) for number in range(count)]
    found = cluster.request("POST", f"/{names.side}/_mget", {"ids": lists})["docs"]
    ids = [id_ for each in found if each.get("found") for id_ in each["_source"]["data"]["ids"]]
    _delete(cluster, names.articles, ids)
    refresh(cluster, names.articles)

    def change(present: State) -> State | None:
        kept = {k: v for k, v in present.superseding.items() if k != commit}
        return None if kept == present.superseding else replace(present, superseding=kept)

    _replace(cluster, names, change)
    delete_side(cluster, names, lists)


def delete_side(cluster: Cluster, names: Names, ids: Iterable[str]) -> None:
    """Delete documents of the side index."""
    _delete(cluster, names.side, ids)


def _delete(cluster: Cluster, index: str, ids: Iterable[str]) -> None:
    bulk = BulkWriter(cluster, index)
    try:
        for id_ in ids:
            bulk.delete(id_)
        bulk.finish()
    finally:
        bulk.close()
