"""A node that answers as a test says: by HTTP, so that the real client is tried."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

Answer = tuple[int, Any]


class Request(NamedTuple):
    """A request as it arrived."""

    method: str
    path: str
    body: bytes
    headers: dict[str, str]

    @property
    def lines(self) -> list[Any]:
        """The lines of a body of JSON lines."""
        return [json.loads(line) for line in self.body.splitlines()]


class FakeNode:
    """`requests` are those that came; `answer` makes the status and the body of each answer."""

    def __init__(self, answer: Callable[[Request], Answer], port: int = 0) -> None:
        self.requests: list[Request] = []
        self._answer = answer
        node = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                length = int(self.headers.get("content-length") or 0)
                body = self.rfile.read(length)
                request = Request(self.command, self.path, body, dict(self.headers))
                node.requests.append(request)
                status, answer = node._answer(request)
                content = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        self.host = f"127.0.0.1:{self._server.server_address[1]}"

    def start(self) -> None:
        """Answer in a thread of its own."""
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        """Refuse connections from now on."""
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def answering(answer: Callable[[Request], Answer]) -> Iterator[FakeNode]:
    """A node until the end of the `with` block."""
    node = FakeNode(answer)
    node.start()
    try:
        yield node
    finally:
        node.stop()


def in_turn(*answers: Answer) -> Callable[[Request], Answer]:
    """These answers, one after the other, the last one again and again."""
    left = list(answers)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def error(status: int, kind: str, reason: str = "") -> Answer:
    """An answer that is an error of OpenSearch."""
    return status, {"error": {"type": kind, "reason": reason}, "status": status}
