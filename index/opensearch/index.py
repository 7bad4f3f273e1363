"""An index in a cluster, used like one in a directory."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Self

from pressmark.corpus.errors import (
    IndexCorrupt,
    IndexExists,
    IndexMissing,
    IndexStateError,
    IndexVersion,
)
from pressmark.index.analysis.analyzers import AUTO, check_language, is_language
from pressmark.index.ingest.unread_files import from_rows
from pressmark.index.opensearch import kept_spellings, mapping, state
from pressmark.index.opensearch.address import Address
from pressmark.index.opensearch.cluster import WRITER_RETRY_SECONDS, Cluster, Conflict, Missing
from pressmark.index.opensearch.credentials import Credentials
from pressmark.index.opensearch.failures import missing
from pressmark.index.opensearch.state import Names, State
from pressmark.index.opensearch.view import View, open_view
from pressmark.index.schema import make_schema
from pressmark.index.spellings import Spellings
from pressmark.index.statistics import IndexStats, Tally, stats_of
from pressmark.index.writable_index import WritableIndex

if TYPE_CHECKING:
    from pressmark.index.boilerplate.known_lines import Boilerplate
    from pressmark.index.ingest.transaction import Transaction
    from pressmark.index.saved.saved_searches import SavedSearches

SHARDS, REPLICAS = 1, 1
"""A shard of ten million paragraphs has some 12 GB, and shards work best between 10 and 50 GB; with
one replica a node can be lost."""


class ClusterIndex(WritableIndex):
    """An index in a cluster, made by `create` or `open`; safe to share between threads."""

    def __init__(self, cluster: Cluster, language: str) -> None:
        self.cluster = cluster
        self.names = Names.of(cluster.address.name)
        self.language = language
        self.schema = make_schema(language)
        self.path = str(cluster.address)

    def __repr__(self) -> str:
        return f"<ClusterIndex {self.path!r}, {self.language}>"

    @classmethod
    def create(
        cls,
        address: str,
        *,
        language: str = AUTO,
        shards: int = SHARDS,
        replicas: int = REPLICAS,
    ) -> Self:
        """Make an empty index; raises IndexExists, or AskError for a language without stemming."""
        cluster = _connected(address)
        index = cls(cluster, check_language(language))
        found = _meta(cluster, index.names.articles)
        if found is not None:
            _language_of(found, index.names.articles)
            raise _exists(index.names.articles)
        _make(cluster, index.names, language, shards, replicas)
        return index

    @classmethod
    def open(cls, address: str) -> Self:
        """Use the index at an address; raises IndexMissing, IndexVersion or IndexStateError."""
        cluster = _connected(address)
        names = Names.of(cluster.address.name)
        found = _meta(cluster, names.articles)
        if found is None:
            raise missing(names.articles)
        return cls(cluster, _language_of(found, names.articles))

    @contextmanager
    def view(self) -> Iterator[View]:
        """The newest commit, until the end of the `with` block."""
        with open_view(self.cluster, self.names) as view:
            yield view

    def _file_lines(self) -> list[list[Any]]:
        from pressmark.index.ingest import sources
        from pressmark.index.opensearch import side_documents

        present = state.read(self.cluster, self.names).state
        lines = side_documents.source_lines(self.cluster, self.names, present)
        with TemporaryDirectory(prefix="pressmark-") as folder:
            position = sources.restore(Path(folder), lines)
            return sources.Sources(Path(folder), position).lines()

    def _articles(self) -> AbstractContextManager[View]:
        return open_view(self.cluster, self.names)

    def _changing(self) -> "AbstractContextManager[Transaction]":
        from pressmark.index.opensearch import commit  # loaded for writing only

        return commit.changing(self.cluster, self.names, self.schema)

    def kept_spellings(self) -> Spellings:
        """The words and phrases that mean one thing, as the user accepted them."""
        return kept_spellings.read(self.cluster, self.names)

    def keep_spellings(self, spellings: Spellings) -> None:
        """Replace them; searches from now on find all of a group. Nothing is indexed again."""
        self.change_spellings(lambda _: spellings)

    def change_spellings(self, change: Callable[[Spellings], Spellings]) -> Spellings:
        """Replace them by what `change` makes of them, whoever else does so; the new ones."""
        return kept_spellings.change(self.cluster, self.names, change)

    def boilerplate(self) -> "Boilerplate":
        """The lines that recur in the sources, and those allowed and blocked."""
        from pressmark.index.opensearch import side_documents

        present = state.read(self.cluster, self.names).state
        return side_documents.learned(self.cluster, self.names, present)

    @property
    def saved_searches(self) -> "SavedSearches":
        """The searches that were saved for this index, in the cluster."""
        from pressmark.index.opensearch.saved_document import SavedDocument
        from pressmark.index.saved.saved_searches import SavedSearches

        return SavedSearches(SavedDocument(self.cluster, self.names))

    def compact(self) -> bool:
        """Merge the segments of each shard into one; False if they are."""
        from pressmark.index.opensearch import upkeep

        return upkeep.compact(self.cluster, self.names)

    def verify(self) -> tuple[IndexCorrupt, ...]:
        """Compare counts, and read a sample of the articles; an error for each damage."""
        from pressmark.index.opensearch import upkeep

        with self.view() as view:
            return tuple(upkeep.damages(view))

    def version(self) -> str:
        """A stamp that changes with every commit and with the kept spellings; one small request."""
        ids = [state.STATE, kept_spellings.SPELLINGS]
        params = {"_source_includes": "data.generation,data.committed"}
        path = f"/{self.names.side}/_mget"
        found, spellings = self.cluster.request("POST", path, {"ids": ids}, params)["docs"]
        if not found.get("found"):
            raise missing(self.names.articles)
        data = found["_source"]["data"]
        return f"{data['generation']}-{data['committed']}-{spellings.get('_version', 0)}"

    def storage(self) -> Mapping[str, str | int]:
        """Health, nodes, shards and replicas of the index in the cluster."""
        health = self.cluster.request("GET", f"/_cluster/health/{self.names.articles}")
        found = self.cluster.request("GET", f"/{self.names.articles}/_settings")
        settings = next(iter(found.values()))["settings"]["index"]
        return {
            "health": str(health["status"]),
            "nodes": int(health["number_of_data_nodes"]),
            "shards": int(settings["number_of_shards"]),
            "replicas": int(settings["number_of_replicas"]),
        }

    def stats(self) -> IndexStats:
        """Counts over the whole index."""
        present = state.read(self.cluster, self.names).state
        size = self.cluster.request("GET", f"/{self.names.articles}/_stats/store")
        return stats_of(
            Tally.from_json(present.tally),
            path=self.path,
            language=self.language,
            committed=datetime.fromisoformat(present.committed),
            unread=from_rows(present.unread),
            size_bytes=size["_all"]["total"]["store"]["size_in_bytes"],
        )


def _connected(address: str) -> Cluster:
    cluster = Cluster(Address.parse(address), Credentials.read(os.environ))
    cluster.check_version()
    return cluster


def _meta(cluster: Cluster, name: str) -> dict[str, Any] | None:
    """The `_meta` of an index, None where there is no such index."""
    try:
        answer = cluster.request("GET", f"/{name}/_mapping")
    except (IndexMissing, Missing):
        return None
    mappings: dict[str, Any] = next(iter(answer.values()))["mappings"]
    return dict(mappings.get("_meta", {}))


def _language_of(meta: dict[str, Any], name: str) -> str:
    """The language of an index with that `_meta`; raises IndexStateError, where it is not ours."""
    own = meta.get(mapping.OWNER)
    if not isinstance(own, dict):
        raise IndexStateError(
            f"The index {name} of the OpenSearch cluster is not one of Pressmark.",
            "Choose another name for the index.",
        )
    if own.get("format") != mapping.FORMAT:
        raise IndexVersion(
            f"The index {name} has format {own.get('format')!r}; this Pressmark has"
            f" {mapping.FORMAT}.",
            "Use the Pressmark that made it, or index your files again under another name.",
        )
    language = own.get("language")
    if not isinstance(language, str) or not is_language(language):
        raise IndexCorrupt(f"The index {name} states no known language.")
    return language


def _make(cluster: Cluster, names: Names, language: str, shards: int, replicas: int) -> None:
    """Make the indexes: the side index first, whose state makes the other one usable."""
    found = _meta(cluster, names.side)
    if found is not None:
        _language_of(found, names.side)
    side = {"number_of_shards": 1, "number_of_replicas": replicas, "refresh_interval": "-1"}
    body = {
        "settings": {"index": side},
        "mappings": mapping.owned(state.SIDE_MAPPING, {"language": language}),
    }
    _put_index(cluster, names.side, body)
    empty = State(generation=0, committed=now(), tally=Tally().to_json())
    document = state.side_document(state.STATE, empty.to_json())
    try:
        path = f"/{names.side}/_create/{state.STATE}"
        cluster.request("PUT", path, document, retry_for=WRITER_RETRY_SECONDS)
    except Conflict:  # made by another process at the same time, if there is the other one too
        if _meta(cluster, names.articles) is not None:
            raise _exists(names.articles) from None
        if state.read(cluster, names).state.generation:
            raise _half_gone(names) from None
    body = {
        "settings": mapping.settings(shards, replicas),
        "mappings": mapping.mappings({"language": language}),
    }
    if not _put_index(cluster, names.articles, body):
        raise _exists(names.articles)


def _put_index(cluster: Cluster, name: str, body: dict[str, Any]) -> bool:
    """Make an index; False where there is one of that name."""
    try:
        cluster.request("PUT", f"/{name}", body, retry_for=WRITER_RETRY_SECONDS)
    except IndexExists:
        return False
    return True


def _half_gone(names: Names) -> IndexStateError:
    return IndexStateError(
        f"The index {names.side} is in the OpenSearch cluster, {names.articles} is gone.",
        f"Restore both from a snapshot, or delete {names.side} too.",
    )


def _exists(name: str) -> IndexExists:
    return IndexExists(
        f"There is an index {name} in the OpenSearch cluster already.",
        "Add to it, or choose another name.",
    )


def now() -> str:
    """The time of a commit."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
