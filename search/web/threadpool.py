"""The threads that run searches, with bounded queues.

A search that takes too long keeps its thread, so it counts until it ends. Patterns, which may match
hundreds of words, have a thread of their own, and so have exports, which are many searches: they
delay each other, and no other search.
"""

import asyncio
import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import TypeVar

from pressmark.corpus.errors import PressmarkError
from pressmark.search.web.limits import (
    EXPORTS_AT_ONCE,
    PATTERNS_WAITING,
    SEARCH_SECONDS,
    SEARCHES_AT_ONCE,
    SEARCHES_WAITING,
)

Answer = TypeVar("Answer")


class ThreadPoolFull(PressmarkError):  # noqa: N818  (a state, not a fault)
    """All threads are busy and the queue is full, or a search took too long."""


_PATTERN = re.compile(r"\w[*~]|[*?]\w|\?\*|\*\?")


class ThreadPool:
    """Runs blocking work in `at_once` threads, with at most `waiting` more in the queue."""

    def __init__(
        self,
        at_once: int = SEARCHES_AT_ONCE,
        waiting: int = SEARCHES_WAITING,
        seconds: float = SEARCH_SECONDS,
    ) -> None:
        self._queue = _Queue(at_once, waiting, seconds)
        self._for_patterns = _Queue(1, min(waiting, PATTERNS_WAITING), seconds)
        self._for_exports = _Queue(1, EXPORTS_AT_ONCE, seconds)
        self._exports = BoundedSemaphore(EXPORTS_AT_ONCE)

    async def run(self, work: Callable[[], Answer], query: str = "") -> Answer:
        """The result of `work()`, which searches for `query`, if given.

        Raises what `work` raises, or `ThreadPoolFull`.
        """
        queue = self._for_patterns if _PATTERN.search(query) else self._queue
        return await queue.run(work)

    @contextmanager
    def exporting(self) -> Iterator["_Queue"]:
        """The queue for the parts of one export; they are never refused.

        Raises `ThreadPoolFull` if `EXPORTS_AT_ONCE` others are running.
        """
        if not self._exports.acquire(blocking=False):
            raise ThreadPoolFull("Too many exports are running.", "Try again in a moment.")
        try:
            yield self._for_exports
        finally:
            self._exports.release()


class _Queue:
    """Threads and their queue."""

    def __init__(self, at_once: int, waiting: int, seconds: float) -> None:
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="search")
        self._places = BoundedSemaphore(at_once + waiting)
        self._seconds = seconds

    async def run(self, work: Callable[[], Answer]) -> Answer:
        """The result of `work()`; raises what it raises, or `ThreadPoolFull`."""
        if not self._places.acquire(blocking=False):
            raise ThreadPoolFull("Too many searches are running.", "Try again in a moment.")
        future = self._threads.submit(work)
        future.add_done_callback(lambda _: self._places.release())
        return await self._wait_for(future)

    async def _wait_for(self, future: Future[Answer]) -> Answer:
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), self._seconds)
        except TimeoutError:
            raise ThreadPoolFull(
                "This search takes too long.", "Use fewer or less common words."
            ) from None
