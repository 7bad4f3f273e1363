"""Makes what was written visible on every copy of an index.

Replicas copy the segments of their primary and analyze nothing (`mapping.settings`), so they follow
a refresh later. A search may reach any copy, and a commit must be seen on all of them as soon as
the state says that it is made.
"""

import time

from pressmark.corpus.errors import ClusterUnavailable
from pressmark.index.opensearch.cluster import WRITER_RETRY_SECONDS, Cluster

REFRESH_SECONDS = 300.0
"""Seconds that a node has for a refresh after much was written, and then replicas to follow."""

_FIRST_PAUSE, _LONGEST_PAUSE = 0.02, 1.0


def refresh(cluster: Cluster, *indexes: str) -> None:
    """Refresh the indexes, and wait for their replicas; raises ClusterUnavailable where one does
    not follow in REFRESH_SECONDS."""
    path = f"/{','.join(indexes)}/_refresh"
    cluster.request("POST", path, retry_for=WRITER_RETRY_SECONDS, seconds=REFRESH_SECONDS)
    until, pause = time.monotonic() + REFRESH_SECONDS, _FIRST_PAUSE
    while _is_behind(cluster, indexes):
        if time.monotonic() > until:
            raise ClusterUnavailable(
                "A replica of the index does not follow its primary shard.",
                "Look at the health of the OpenSearch cluster, and run it again.",
            )
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)


def _is_behind(cluster: Cluster, indexes: tuple[str, ...]) -> bool:
    """Whether a replica has not yet all segments of its primary."""
    path = f"/_cat/segment_replication/{','.join(indexes)}"
    copies = cluster.request("GET", path, params={"format": "json"}, retry_for=WRITER_RETRY_SECONDS)
    return any(copy["checkpoints_behind"] != "0" for copy in copies)
