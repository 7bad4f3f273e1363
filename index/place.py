"""Where an index is: in a directory, or in a cluster at an address."""

from typing import TYPE_CHECKING

from pressmark.index.analysis.analyzers import AUTO
from pressmark.index.index import WAIT_SECONDS, Index
from pressmark.index.opensearch.address import Place, is_address

if TYPE_CHECKING:  # a directory needs no client of a cluster
    from pressmark.index.opensearch.index import ClusterIndex


def open_index(place: Place, *, wait: float | None = None) -> "Index | ClusterIndex":
    """The index at a place; raises IndexMissing, IndexVersion or another IndexStateError.

    `wait` is that of an `Index`; in a cluster, writers need not wait for each other.

    >>> open_index(index.path).stats().articles
    27
    """
    if is_address(place):
        from pressmark.index.opensearch.index import ClusterIndex

        return ClusterIndex.open(str(place))
    return Index.open(place, wait=WAIT_SECONDS if wait is None else wait)


def create_index(
    place: Place,
    *,
    language: str = AUTO,
    shards: int | None = None,
    replicas: int | None = None,
    wait: float | None = None,
) -> "Index | ClusterIndex":
    """Make an empty index at a place; raises IndexExists, or AskError for an unknown language.

    `shards` and `replicas` are those of a cluster.
    """
    if is_address(place):
        from pressmark.index.opensearch.index import REPLICAS, SHARDS, ClusterIndex

        copies = REPLICAS if replicas is None else replicas
        return ClusterIndex.create(
            str(place), language=language, shards=shards or SHARDS, replicas=copies
        )
    return Index.create(place, language=language, wait=WAIT_SECONDS if wait is None else wait)
