"""Calls the methods of an object, in this process or in worker processes."""

import sys
from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any, Generic, TypeVar

from pressmark.index.workers.process_pool import ProcessPool

Runner = TypeVar("Runner")


class WorkerPool(Generic[Runner]):
    """Calls the methods of `runner`, here or in up to `count` processes.

    Nothing is started before `start`, and not even then where `count` is less than two.
    """

    def __init__(self, runner: Runner, count: int) -> None:
        self.runner = runner
        self.count = count
        self._processes: ProcessPool | None = None

    @property
    def ahead(self) -> int:
        """How many tasks to submit before waiting for the first, so that no process is idle."""
        return 2 * self.processes

    @property
    def processes(self) -> int:
        """How many processes there are, 0 where tasks run in this one."""
        return self.count if self._processes else 0

    def start(self) -> None:
        """Run what is submitted from now on in processes."""
        if self._processes is None and self.count > 1 and sys.executable:  # none where embedded
            self._processes = ProcessPool(self.runner, self.count)

    def submit(self, name: str, *args: Any, tries: int = 1) -> "Future[Any]":
        """Call the method `name`; its result, what it raised, or WorkerLost after `tries`."""
        if self._processes:
            return self._processes.submit(name, *args, tries=tries)
        future: Future[Any] = Future()
        try:
            future.set_result(getattr(self.runner, name)(*args))
        except Exception as error:  # raised again by `Future.result`
            future.set_exception(error)
        return future

    def stream(self, name: str, *args: Any) -> Iterator[Any]:
        """What the method `name` yields."""
        if self._processes:
            return self._processes.stream(name, *args)
        return iter(getattr(self.runner, name)(*args))

    def close(self) -> None:
        """End every process."""
        if self._processes:
            self._processes.close()
