"""The list of files, line counts and learned lines of an index in a cluster, commit by commit.

Each commit appends documents to the side index: the lines that it adds to the list of files, and
the changes of line counts. Their sums over all commits are the state, so writers need not know of
each other. The learned lines are one document, replaced by each commit that changes them.
"""

import base64
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import zstandard
from numpy.typing import NDArray

from pressmark.corpus.errors import IndexCorrupt
from pressmark.index.boilerplate.known_lines import Boilerplate
from pressmark.index.boilerplate.line_counts import Runs
from pressmark.index.opensearch import state
from pressmark.index.opensearch.cluster import Cluster, Missing
from pressmark.index.opensearch.state import Names, State, side_document

SOURCES, COUNTS, LEARNED, SUPERSEDED = "sources", "counts", "learned", "superseded"
"""Kinds of documents of the side index."""

LINES_A_DOCUMENT = 1_000
COUNTS_A_DOCUMENT = 1 << 17
IDS_A_DOCUMENT = 10_000
_FETCHED_AT_ONCE = 20
_TRIES = 20
"""How often the learned lines are asked for while others commit."""

Keys = NDArray[np.uint64]
Totals = NDArray[np.int64]


def of_kind(
    cluster: Cluster, names: Names, present: State, kind: str, *, after: int = -1
) -> Iterator[dict[str, Any]]:
    """The documents of a kind of all commits later than generation `after`, in their order."""
    clauses = [{"term": {"kind": kind}}, {"range": {"generation": {"gt": after}}}]
    hidden = {"must_not": [{"terms": {"commit": present.unseen}}]} if present.unseen else {}
    body: dict[str, Any] = {
        "size": _FETCHED_AT_ONCE,
        "query": {"bool": {"filter": clauses, **hidden}},
        "sort": [{"generation": "asc"}, {"commit": "asc"}, {"number": "asc"}],
        "track_total_hits": False,
    }
    params = {"allow_partial_search_results": "false"}
    while True:
        answer = cluster.request("POST", f"/{names.side}/_search", body, params)
        hits = answer["hits"]["hits"]
        yield from hits
        if len(hits) < _FETCHED_AT_ONCE:
            return
        body["search_after"] = hits[-1]["sort"]


def source_lines(
    cluster: Cluster, names: Names, present: State, *, after: int = -1
) -> Iterator[list[Any]]:
    """The lines of the list of files."""
    for hit in of_kind(cluster, names, present, SOURCES, after=after):
        yield from hit["_source"]["data"]["lines"]


def learned(cluster: Cluster, names: Names, present: State) -> Boilerplate:
    """The learned, allowed and blocked lines."""
    for _ in range(_TRIES):
        if not present.learned:
            return Boilerplate()
        try:
            found = cluster.request("GET", f"/{names.side}/_doc/{present.learned}")
        except Missing:  # replaced meanwhile
            present = state.read(cluster, names).state
            continue
        return Boilerplate.from_json(found["_source"]["data"], _corrupt)
    raise _corrupt("its learned lines are gone")


class ClusterCounts:
    """The line counts of an index, fetched when they are first asked for, with the changes of one
    commit."""

    def __init__(self, folder: Path, cluster: Cluster, names: Names, present: State) -> None:
        self._cluster = cluster
        self._names = names
        self._present = present
        self._runs = Runs(folder, [], 0)
        self._fetched = -1
        self._changes: list[tuple[Keys, Totals]] = []

    def counts(self, keys: Keys) -> Totals:
        """The count of each of ascending `keys`, int64[keys]."""
        self._fetch()
        return self._runs.counts(keys)

    def add(self, counts: Mapping[int, int]) -> None:
        """Add `counts` by fingerprint."""
        self._fetch()  # later it would be fetched again with this commit
        changed = {key: count for key, count in counts.items() if count}
        if not changed:
            return
        keys = np.fromiter(changed.keys(), dtype=np.uint64, count=len(changed))
        values = np.fromiter(changed.values(), dtype=np.int64, count=len(changed))
        order = np.argsort(keys)
        self._changes.append((keys[order], values[order]))
        self._runs.append(keys[order], values[order])

    def follow(self, present: State) -> None:
        """Add what others committed since."""
        before, self._present = self._present.generation, present
        if self._fetched >= 0:
            self._add_committed(before)

    def documents(self) -> Iterator[dict[str, Any]]:
        """The changes since the last commit, as data of documents."""
        for keys, values in self._changes:
            for start in range(0, len(keys), COUNTS_A_DOCUMENT):
                part = slice(start, start + COUNTS_A_DOCUMENT)
                yield {"keys": _packed(keys[part]), "counts": _packed(values[part])}

    def committed(self, present: State) -> None:
        """The changes were committed with that state."""
        self._changes = []
        self._present = present

    def _fetch(self) -> None:
        if self._fetched < 0:
            self._fetched = self._present.generation
            self._add_committed(-1)

    def _add_committed(self, after: int) -> None:
        hits = of_kind(self._cluster, self._names, self._present, COUNTS, after=after)
        for hit in hits:
            data = hit["_source"]["data"]
            keys, values = _unpacked(data["keys"], "<u8"), _unpacked(data["counts"], "<i8")
            if len(keys) != len(values):
                raise _corrupt("its line counts do not match their lines")
            self._runs.append(keys.astype(np.uint64), values.astype(np.int64))


def _packed(values: NDArray[Any]) -> str:
    content = values.astype(values.dtype.newbyteorder("<")).tobytes()
    return base64.b64encode(zstandard.compress(content)).decode()


def _unpacked(text: object, dtype: str) -> NDArray[Any]:
    try:
        content = zstandard.decompress(base64.b64decode(str(text)))
        return np.frombuffer(content, dtype=dtype)
    except (ValueError, zstandard.ZstdError):
        raise _corrupt("its line counts cannot be read") from None


def _corrupt(how: str) -> IndexCorrupt:
    return IndexCorrupt(f"The index in the cluster is damaged: {how}.")


def numbered(
    kind: str, parts: Iterable[object], commit: str, generation: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Documents of a kind with their ids; to write them again replaces them."""
    for number, data in enumerate(parts):
        document = side_document(kind, data, commit=commit, generation=generation, number=number)
        yield f"{kind}-{commit}-{number}", document


def in_parts(values: list[Any], size: int) -> Iterator[list[Any]]:
    """The values in lists of so many."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
