"""Requests over HTTP, to nodes that fail in each way that has an error of its own."""

import logging
import socket
import sys
import time
from datetime import UTC, datetime

import pytest
from fake_node import FakeNode, answering, error, in_turn

from pressmark.corpus.errors import (
    AskError,
    ClusterUnavailable,
    IndexMissing,
    IndexStateError,
    IndexVersion,
    IndexWriteFailed,
)
from pressmark.index.opensearch import cluster as cluster_module
from pressmark.index.opensearch.address import Address
from pressmark.index.opensearch.cluster import Cluster, Conflict, Missing
from pressmark.index.opensearch.credentials import Credentials
from pressmark.index.opensearch.failures import ViewLost
from pressmark.index.opensearch.index import ClusterIndex

OK = 200, {"done": True}
VERSION = 200, {"version": {"number": "2.19.6", "distribution": "opensearch"}}
RED = error(503, "unavailable_shards_exception")
BUSY = error(429, "rejected_execution_exception")


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch):
    monkeypatch.setattr(cluster_module, "_FIRST_PAUSE", 0.001)


@pytest.fixture
def closed():
    """A port of this machine on which nothing listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{taken.getsockname()[1]}"


def connected(*hosts, credentials=None):
    address = Address.parse(f"opensearch://{','.join(hosts)}/news")
    return Cluster(address, credentials or Credentials())


def ask(*answers, retry_for=0.0):
    """What a node gives in answer to one request."""
    with answering(in_turn(*answers)) as node:
        return connected(node.host).request("GET", "/news/_doc/1", retry_for=retry_for)


def test_a_cluster_that_is_down_is_named_and_nothing_is_printed(closed, capfd):
    logging.getLogger("opensearch").handlers.clear()
    with pytest.raises(ClusterUnavailable, match=f"No node .* answers \\({closed}\\)"):
        connected(closed).request("GET", "/", retry_for=0.0)
    assert capfd.readouterr() == ("", "")


def test_any_number_of_connections_has_one_handler_of_the_log(closed):
    logger = logging.getLogger("opensearch")
    logger.handlers.clear()
    for _ in range(3):
        connected(closed)
    assert len(logger.handlers) == 1


def test_another_node_is_asked_where_one_is_down(closed):
    with answering(in_turn(OK)) as node:
        cluster = connected(closed, node.host)
        assert [cluster.request("GET", "/", retry_for=0.0) for _ in range(4)] == [OK[1]] * 4


def test_a_node_that_comes_back_is_waited_for():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    cluster = connected(f"127.0.0.1:{port}")
    with pytest.raises(ClusterUnavailable):
        cluster.request("GET", "/", retry_for=0.02)
    node = FakeNode(in_turn(OK), port)
    node.start()
    assert cluster.request("GET", "/", retry_for=10.0) == OK[1]
    node.stop()


@pytest.mark.parametrize("answer", [BUSY, RED, error(502, ""), error(504, "timeout")])
def test_overload_and_a_cluster_between_states_are_tried_again(answer):
    assert ask(answer, answer, answer, OK, retry_for=10.0) == OK[1]


def test_who_is_never_answered_is_told_after_a_while():
    with pytest.raises(ClusterUnavailable, match="overloaded"):
        ask(BUSY, retry_for=0.05)
    with pytest.raises(ClusterUnavailable, match="no running copy"):
        ask(RED, retry_for=0.05)


def test_a_writer_tries_again_for_longer(monkeypatch):
    monkeypatch.setattr(cluster_module, "RETRY_SECONDS", 0.0)
    monkeypatch.setattr(cluster_module, "WRITER_RETRY_SECONDS", 10.0)
    with answering(in_turn(BUSY, BUSY, OK)) as node:
        cluster = connected(node.host)
        with pytest.raises(ClusterUnavailable, match="overloaded"):
            cluster.request("GET", "/")
        assert cluster.for_writer().request("GET", "/") == OK[1]


def test_the_time_is_that_of_the_cluster():
    with answering(in_turn((200, [{"epoch": "1700000000"}]))) as node:
        assert connected(node.host).now() == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


def test_a_slow_answer_is_told_as_slow():
    def slow(_):
        time.sleep(0.5)
        return OK

    with answering(slow) as node, pytest.raises(ClusterUnavailable, match="within 0 s"):
        connected(node.host).request("GET", "/", retry_for=0.0, seconds=0.1)


READ_ONLY = "index [news] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage]"


@pytest.mark.parametrize("status", [403, 429])
def test_a_full_disk_is_an_error_at_once(status):
    with pytest.raises(IndexWriteFailed, match="read-only"):
        ask(error(status, "cluster_block_exception", READ_ONLY), OK, retry_for=10.0)


def test_a_cluster_that_starts_is_waited_for():
    starting = error(503, "cluster_block_exception", "blocked by: [state not recovered / init]")
    assert ask(starting, OK, retry_for=10.0) == OK[1]
    with pytest.raises(ClusterUnavailable, match="starting"):
        ask(starting)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (error(404, "index_not_found_exception"), IndexMissing),
        ((404, {"found": False}), Missing),
        (error(409, "version_conflict_engine_exception"), Conflict),
        (error(401, "security_exception"), AskError),
        (error(403, "security_exception"), AskError),
        (error(400, "parsing_exception", "secret"), IndexStateError),
        (error(404, "search_phase_execution_exception", "x"), IndexStateError),
        (error(404, "y", "search_context_missing_exception"), ViewLost),
        (error(500, "search_phase_execution_exception", "no node found for id: x"), ViewLost),
        (error(500, "y", "node_not_connected_exception"), ViewLost),
    ],
)
def test_other_errors_are_told_at_once_and_without_internals(answer, kind):
    with pytest.raises(kind) as caught:
        ask(answer, OK, retry_for=10.0)
    assert "secret" not in str(caught.value)


def test_credentials_are_sent_and_are_in_no_error(closed):
    secret = Credentials("me", "hunter2")
    with answering(in_turn(OK, error(401, "security_exception"))) as node:
        cluster = connected(node.host, credentials=secret)
        cluster.request("GET", "/")
        assert node.requests[0].headers["authorization"].startswith("Basic ")
        with pytest.raises(AskError) as caught:
            cluster.request("GET", "/")
    assert "hunter2" not in str(caught.value) + caught.value.hint + repr(cluster)
    with answering(in_turn(OK)) as node:
        connected(node.host, credentials=Credentials(api_key="k")).request("GET", "/")
        assert node.requests[0].headers["authorization"] == "ApiKey k"


@pytest.mark.parametrize(
    "version",
    [
        {"number": "7.10.2"},
        {"number": "1.3.0", "distribution": "opensearch"},
        {"number": "4.0.0", "distribution": "opensearch"},
        {"number": "?", "distribution": "opensearch"},
    ],
)
def test_a_cluster_of_another_kind_or_version_is_refused(version):
    with answering(in_turn((200, {"version": version}))) as node, pytest.raises(IndexVersion):
        ClusterIndex.open(f"opensearch://{node.host}/news")


def mapping(meta):
    return in_turn(VERSION, (200, {"news": {"mappings": {"_meta": meta} if meta else {}}}))


@pytest.mark.parametrize(
    ("meta", "kind"),
    [
        ({}, IndexStateError),
        ({"pressmark": 1}, IndexStateError),
        ({"pressmark": {"format": 99, "language": "en"}}, IndexVersion),
    ],
)
def test_an_index_of_something_else_or_of_another_format_is_refused(meta, kind):
    with answering(mapping(meta)) as node, pytest.raises(kind):
        ClusterIndex.open(f"opensearch://{node.host}/news")


def test_without_the_package_a_sentence_names_the_extra(monkeypatch, closed):
    monkeypatch.setitem(sys.modules, "opensearchpy", None)
    with pytest.raises(AskError) as caught:
        connected(closed)
    assert "pressmark[opensearch]" in caught.value.hint
