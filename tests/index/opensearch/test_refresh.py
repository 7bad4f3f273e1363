"""A refresh ends when the replicas have followed."""

import pytest
from fake_node import answering

from pressmark.corpus.errors import ClusterUnavailable
from pressmark.index.opensearch import refresh as refresh_module
from pressmark.index.opensearch.address import Address
from pressmark.index.opensearch.cluster import Cluster
from pressmark.index.opensearch.credentials import Credentials
from pressmark.index.opensearch.refresh import refresh


def asked(*behind):
    """The paths asked for by a refresh, where two replicas are so many checkpoints behind in turn,
    at last without end."""
    left = list(behind)

    def answer(request):
        if request.path.endswith("_refresh"):
            return 200, {}
        counts = left.pop(0) if len(left) > 1 else left[0]
        return 200, [{"checkpoints_behind": str(count)} for count in counts]

    with answering(answer) as node:
        cluster = Cluster(Address.parse(f"opensearch://{node.host}/news"), Credentials())
        try:
            refresh(cluster, "news", "news-state")
        finally:
            paths = [request.path.partition("?")[0] for request in node.requests]
    assert paths[0] == "/news,news-state/_refresh"
    assert set(paths[1:]) == {"/_cat/segment_replication/news,news-state"}
    return len(paths) - 1


@pytest.mark.parametrize("copies", [(), (0, 0)])
def test_copies_that_have_all_are_asked_once(copies):
    assert asked(copies) == 1


def test_every_replica_is_waited_for():
    assert asked((2, 0), (0, 1), (0, 0), (1, 1)) == 3


def test_a_replica_that_does_not_follow_is_an_error(monkeypatch):
    monkeypatch.setattr(refresh_module, "REFRESH_SECONDS", 0.05)
    with pytest.raises(ClusterUnavailable, match="does not follow"):
        asked((0, 1))
