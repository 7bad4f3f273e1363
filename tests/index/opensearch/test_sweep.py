"""Deleting what ended writers left, on a node that deletes some documents at a time."""

import json
from urllib.parse import parse_qs, urlsplit

from fake_node import answering

from pressmark.index.opensearch import sweep
from pressmark.index.opensearch.address import Address
from pressmark.index.opensearch.cluster import Cluster
from pressmark.index.opensearch.credentials import Credentials
from pressmark.index.opensearch.state import Names


def test_what_a_run_left_is_deleted_in_requests_of_limited_size():
    names = Names.of("news")
    left = {names.articles: 2 * sweep.DELETED_AT_ONCE + 1, names.side: 0}
    asked = []

    def answer(request):
        url = urlsplit(request.path)
        if url.path.startswith("/_cat/"):
            return 200, []
        index, action = url.path.strip("/").split("/")
        if action == "_refresh":
            return 200, {}
        asked.append(json.loads(request.body)["query"])
        most = int(parse_qs(url.query)["max_docs"][0])
        gone = min(left[index], most)
        left[index] -= gone
        return 200, {"deleted": gone, "version_conflicts": 0}

    with answering(answer) as node:
        cluster = Cluster(Address.parse(f"opensearch://{node.host}/news"), Credentials())
        sweep._delete_commits(cluster, names, ["a-1", "b-1"])
    assert set(left.values()) == {0}
    assert all(query == {"terms": {"commit": ["a-1", "b-1"]}} for query in asked)
