"""Writes documents in bounded batches, some of them under way while the next one is filled."""

import json
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from pressmark.corpus.errors import ClusterUnavailable, IndexStateError, PressmarkError
from pressmark.index.opensearch import failures
from pressmark.index.opensearch.cluster import WRITER_RETRY_SECONDS, Cluster

BATCH_BYTES = 1 << 22
"""Bytes of a request: some 400 press releases, a 25th of what a node accepts by default."""

UNDER_WAY = 2
"""Requests under way: the cluster is busy while one is made, and memory is bounded."""

BULK_SECONDS = 120.0
"""Seconds that a node has for a batch; a busy one may need tens."""

_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 15.0

Lines = tuple[bytes, ...]
"""An operation of a batch, as its lines of JSON."""


class BulkWriter:
    """Puts and deletes documents of one index by their ids, so that to repeat it does no harm."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster = cluster
        self._index = index
        self._batch: list[Lines] = []
        self._bytes = 0
        self._threads = ThreadPoolExecutor(UNDER_WAY, thread_name_prefix="bulk")
        self._under_way: list[Future[None]] = []
        self._closed = threading.Event()

    def put(self, id_: str, document: Mapping[str, Any]) -> None:
        """Put a document in place of the one with that id."""
        action = json.dumps({"index": {"_id": id_}}).encode()
        self._add((action, json.dumps(document).encode()))

    def delete(self, id_: str) -> None:
        """Delete a document, if there is one with that id."""
        self._add((json.dumps({"delete": {"_id": id_}}).encode(),))

    def _add(self, lines: Lines) -> None:
        self._batch.append(lines)
        self._bytes += sum(map(len, lines))
        if self._bytes >= BATCH_BYTES:
            self._send()

    def _send(self) -> None:
        batch, self._batch, self._bytes = self._batch, [], 0
        while len(self._under_way) >= UNDER_WAY:
            self._under_way.pop(0).result()
        self._under_way.append(self._threads.submit(self._write, batch))

    def finish(self) -> None:
        """Wait until all is written; raises what a request raised."""
        if self._batch:
            self._send()
        while self._under_way:
            self._under_way.pop(0).result()

    def close(self) -> None:
        """Forget what is not under way yet, and try nothing again."""
        self._batch = []
        self._closed.set()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _write(self, batch: Sequence[Lines]) -> None:
        until = time.monotonic() + WRITER_RETRY_SECONDS
        pause = _FIRST_PAUSE
        while True:
            batch, error = self._sent(batch)
            if not batch:
                return
            if time.monotonic() + pause > until or self._closed.wait(pause):
                raise error or ClusterUnavailable("The OpenSearch cluster is overloaded.")
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _sent(self, batch: Sequence[Lines]) -> tuple[Sequence[Lines], PressmarkError | None]:
        """Send a batch once; the operations to try again, and the error if that does not help."""
        content = b"".join(line + b"\n" for lines in batch for line in lines)
        path = f"/{self._index}/_bulk"
        try:
            # tried again above: a thread that waits there ends as soon as this is closed
            answer = self._cluster.request(
                "POST", path, content, retry_for=0.0, seconds=BULK_SECONDS
            )
        except ClusterUnavailable as error:
            return batch, error
        return self._refused(batch, answer)

    def _refused(
        self, batch: Sequence[Lines], answer: Any
    ) -> tuple[Sequence[Lines], PressmarkError | None]:
        """The operations to try again, and the error if that does not help; raises another one."""
        if not answer.get("errors"):
            return [], None
        again, error = [], None
        for lines, item in zip(batch, answer["items"], strict=True):
            result = next(iter(item.values()))
            status = result["status"]
            if status < 300 or (status == 404 and "error" not in result):
                continue
            error = failures.error_of(status, result, self._cluster.address.name)
            if not isinstance(error, ClusterUnavailable):
                raise self._told(error, result)
            again.append(lines)
        return again, error

    def _told(self, error: PressmarkError, result: Mapping[str, Any]) -> PressmarkError:
        """The error, with the article where one document is refused."""
        if type(error) is not IndexStateError:
            return error
        article = str(result.get("_id", "")).partition(".")[0]
        return IndexStateError(f"{error.message} It was about the article {article}.", error.hint)
