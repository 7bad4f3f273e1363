"""Batches to a node that refuses some of what they hold."""

import threading

import pytest
from fake_node import answering, in_turn

from pressmark.corpus.errors import ClusterUnavailable, IndexStateError, IndexWriteFailed
from pressmark.index.opensearch import bulk as bulk_module
from pressmark.index.opensearch import cluster as cluster_module
from pressmark.index.opensearch.address import Address
from pressmark.index.opensearch.bulk import BulkWriter
from pressmark.index.opensearch.cluster import Cluster
from pressmark.index.opensearch.credentials import Credentials


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch):
    monkeypatch.setattr(cluster_module, "_FIRST_PAUSE", 0.001)
    monkeypatch.setattr(bulk_module, "_FIRST_PAUSE", 0.001)


def item(status, kind="", reason="", id_="a.run-1"):
    error = {"error": {"type": kind, "reason": reason}} if kind else {}
    return {"index": {"_id": id_, "status": status, **error}}


def answer(*items):
    errors = any("error" in each for one in items for each in one.values())
    return 200, {"errors": errors, "items": list(items)}


def written(node, *documents):
    address = Address.parse(f"opensearch://{node.host}/news")
    writer = BulkWriter(Cluster(address, Credentials()), "news")
    try:
        for id_ in documents:
            writer.put(id_, {"text": id_})
        writer.finish()
    finally:
        writer.close()


def ids(request):
    return [line["index"]["_id"] for line in request.lines[::2]]


def test_only_what_was_refused_for_overload_is_sent_again():
    busy = item(429, "rejected_execution_exception")
    answers = in_turn(answer(item(201), busy, busy), answer(busy, item(201)), answer(item(201)))
    with answering(answers) as node:
        written(node, "a", "b", "c")
    assert list(map(ids, node.requests)) == [["a", "b", "c"], ["b", "c"], ["b"]]


def test_a_storm_ends_in_a_sentence(monkeypatch):
    monkeypatch.setattr(bulk_module, "WRITER_RETRY_SECONDS", 0.05)
    storm = in_turn(answer(item(429, "rejected_execution_exception")))
    with answering(storm) as node, pytest.raises(ClusterUnavailable, match="overloaded"):
        written(node, "a")


def test_a_writer_that_is_closed_tries_nothing_again(monkeypatch):
    monkeypatch.setattr(bulk_module, "_FIRST_PAUSE", 60.0)
    sent = threading.Event()

    def busy(_):
        sent.set()
        return answer(item(429, "rejected_execution_exception"))

    with answering(busy) as node:
        address = Address.parse(f"opensearch://{node.host}/news")
        writer = BulkWriter(Cluster(address, Credentials()), "news")
        writer.put("a", {"text": "a"})
        writer._send()
        assert sent.wait(30.0)
        closing = threading.Thread(target=writer.close, daemon=True)
        closing.start()
        closing.join(30.0)
        assert not closing.is_alive()
        assert len(node.requests) == 1


def test_a_document_that_is_refused_is_named_and_not_sent_again():
    refused = item(400, "mapper_parsing_exception", "secret", id_="abc.run-1")
    with answering(in_turn(answer(refused))) as node:
        with pytest.raises(IndexStateError, match="article abc") as caught:
            written(node, "abc.run-1")
        assert len(node.requests) == 1
    assert "secret" not in str(caught.value)


def test_a_full_disk_is_an_error_at_once():
    full = item(429, "cluster_block_exception", "disk usage exceeded flood-stage watermark")
    with answering(in_turn(answer(full))) as node, pytest.raises(IndexWriteFailed):
        written(node, "a")


def test_to_delete_what_is_not_there_is_no_error():
    gone = {"delete": {"_id": "a", "status": 404, "result": "not_found"}}
    with answering(in_turn(answer(gone))) as node:
        address = Address.parse(f"opensearch://{node.host}/news")
        writer = BulkWriter(Cluster(address, Credentials()), "news")
        writer.delete("a")
        writer.finish()
        writer.close()


def test_batches_are_bounded(monkeypatch):
    monkeypatch.setattr(bulk_module, "BATCH_BYTES", 100)

    def accept(request):
        return answer(*(item(201) for _ in request.lines[::2]))

    with answering(accept) as node:
        written(node, *(f"{number}" * 10 for number in range(9)))
    assert len(node.requests) > 3
    assert sorted(id_ for each in node.requests for id_ in ids(each)) == [
        f"{number}" * 10 for number in range(9)
    ]
