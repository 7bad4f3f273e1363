"""The time of the server for a page, as a ratio to the Python call behind it.

    python tests/benchmarks/page_time.py DIRECTORY [--paragraphs N] [--rounds N]

DIRECTORY is made by releases.py where it is not there yet. The application is called in this
process, without a network, in turns with `search` and `count`; prints milliseconds of wall time and
the median over the queries (words of titles) of the ratio of their shortest times.
"""

import asyncio
from collections.abc import Callable
from statistics import median
from typing import Any
from urllib.parse import urlencode

from harness import arguments, in_turns, save
from releases import index_of

from pressmark.index import Index
from pressmark.search import count, search
from pressmark.search.web import create_app

QUERIES = 10


def queries_of(index: Index) -> list[str]:
    """Two words of the title of each of some articles, so that every index finds something."""
    titles = (hit.article.title for hit in search(index, "*", sort="oldest", limit=QUERIES))
    return [" ".join(sorted(title.split(), key=len)[-2:]) for title in titles]


class Server:
    """The application and the loop that it runs on."""

    def __init__(self, index: Index) -> None:
        self._app = create_app(index)
        self._loop = asyncio.new_event_loop()

    def get(self, path: str, *params: tuple[str, str]) -> None:
        """Answer one request as to a browser, compressed."""
        self._loop.run_until_complete(self._get(path, urlencode(params).encode()))

    async def _get(self, path: str, query: bytes) -> None:
        answered = asyncio.Event()
        incoming = iter([{"type": "http.request", "body": b"", "more_body": False}])

        async def receive() -> dict[str, Any]:
            request = next(incoming, None)
            if request is None:
                await answered.wait()
            return request or {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            assert message.get("status", 200) == 200

        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": query,
            "headers": [(b"host", b"localhost"), (b"accept-encoding", b"gzip")],
            "client": ("127.0.0.1", 1),
            "server": ("localhost", 80),
        }
        await self._app(scope, receive, send)  # type: ignore[arg-type]
        answered.set()


def ratio(calls: dict[str, Callable[[], object]], rounds: int) -> tuple[float, float]:
    """The shortest times of two calls, made in turns."""
    times = in_turns(calls, rounds)
    first, second = (min(taken) for taken in times.values())
    return first, second


def main() -> None:
    """Print a row for the results and for trends."""
    options = arguments(__doc__, "directory", paragraphs=100_000, rounds=8)
    index = index_of(options.directory, options.paragraphs)
    server, figures = Server(index), {}
    pages: dict[str, list[tuple[float, float]]] = {"results": [], "trends": []}
    for query in queries_of(index):
        results = {
            "search": lambda query=query: search(index, query, facets=True),
            "page": lambda query=query: server.get("/", ("q", query)),
        }
        trends = {
            "count": lambda query=query: count(index, [query, "war"], by="year"),
            "page": lambda query=query: server.get(
                "/trends", ("q", query), ("q", "war"), ("by", "year")
            ),
        }
        pages["results"].append(ratio(results, options.rounds))
        pages["trends"].append(ratio(trends, options.rounds))
    for name, times in pages.items():
        figures[name] = {
            "python": median(python for python, _ in times),
            "page": median(page for _, page in times),
            "ratio": median(page / python for python, page in times),
        }
        of = figures[name]
        print(
            f"{name:8} Python {of['python']:6.1f} ms  page {of['page']:6.1f} ms  {of['ratio']:.2f}"
        )
    save(figures, options)


if __name__ == "__main__":
    main()
