"""Worker processes, each with a copy of one object, whose methods are the tasks.

They are started as fresh interpreters: a fork would copy other threads' locks, and
`multiprocessing` would run the caller's script again in each of them. Starting one takes some
0.3 s of a processor, mostly for NumPy, Whoosh and the parsers; 0.2 s where it only inverts.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import LifoQueue
from threading import Lock
from typing import Any

from pressmark.corpus.errors import IndexWriteFailed
from pressmark.index.workers.worker_process import END, FAILED, receive, send

_KEEP_MEMORY = {
    "MALLOC_TRIM_THRESHOLD_": str(1 << 25),
    "MALLOC_MMAP_THRESHOLD_": str(1 << 25),
    "MALLOC_TOP_PAD_": str(1 << 23),
}
"""Settings of the C library of Linux: what arrays of a few megabytes leave is kept for the next
ones, which saves a worker a twelfth of its time."""

_START = """
import sys
sys.path[:] = {path!r}
from pressmark.index.workers.worker_process import main
main()
"""


class WorkerLost(IndexWriteFailed):
    """A process ended before it had replied; `how` gives the cause."""

    def __init__(self, how: str) -> None:
        super().__init__(
            f"A process that helped to write the index ended early: {how}.",
            "Try again with fewer --jobs.",
        )
        self.how = how


class _Process:
    """One worker: replies to one message at a time."""

    def __init__(self, runner: bytes) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_KEEP_MEMORY | os.environ,
            # Ctrl-C is for the parent, which ends this process
            process_group=0,
        )
        self._send(runner)

    def _send(self, message: bytes) -> None:
        assert self._process.stdin
        try:
            send(self._process.stdin, message)
        except OSError:
            raise self._lost() from None

    def replies(self, message: bytes) -> Iterator[Any]:
        """The values that the method returned or yielded; raises what it raised, or WorkerLost."""
        assert self._process.stdout
        self._send(message)
        failure: Exception | None = None
        while True:
            try:
                kind, value = pickle.loads(receive(self._process.stdout))
            except EOFError:
                raise self._lost() from None
            if kind == END:
                break
            if kind == FAILED:
                failure = value
            else:
                yield value
        if failure:
            raise failure

    def _lost(self) -> WorkerLost:
        code = self._process.wait()
        if code == -signal.SIGTERM or code == -getattr(signal, "SIGKILL", 9):
            return WorkerLost("it was killed, as systems do when memory runs out")
        return WorkerLost("it crashed" if code < 0 else f"it ended with status {code}")

    def kill(self) -> None:
        """End it at once; a thread that waits for a reply gets WorkerLost."""
        self._process.kill()

    def close(self) -> None:
        """Release it once no thread waits for a reply."""
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                assert pipe
                pipe.close()


class ProcessPool:
    """Up to `count` processes, started as they are needed, and one more for `stream`."""

    def __init__(self, runner: object, count: int) -> None:
        self.count = count
        self._runner = pickle.dumps(runner, pickle.HIGHEST_PROTOCOL)
        self._threads = ThreadPoolExecutor(count, "pressmark-worker")
        self._idle: LifoQueue[_Process | None] = LifoQueue()
        for _ in range(count):
            self._idle.put(None)
        self._streamer: _Process | None = None
        self._started: list[_Process] = []
        self._lock = Lock()
        self._closed = False

    def submit(self, name: str, *args: Any, tries: int = 1) -> Future[Any]:
        """Call the method `name`; its result, what it raised, or WorkerLost after `tries`."""
        message = pickle.dumps((name, args), pickle.HIGHEST_PROTOCOL)
        return self._threads.submit(self._try, message, tries)

    def _try(self, message: bytes, tries: int) -> Any:
        for _ in range(1, tries):
            with suppress(WorkerLost):
                return self._call(message)
        return self._call(message)

    def _call(self, message: bytes) -> Any:
        process = self._idle.get()
        try:
            process = process or self._start()
            (result,) = process.replies(message)
        except WorkerLost:
            process = None
            raise
        finally:
            self._idle.put(process)
        return result

    def _start(self) -> _Process:
        with self._lock:
            if self._closed:
                raise WorkerLost("it is no longer needed")
            process = _Process(self._runner)
            self._started.append(process)
            return process

    def stream(self, name: str, *args: Any) -> Iterator[Any]:
        """What the method `name` yields, no faster than it is consumed here."""
        process = self._streamer or self._start()
        self._streamer = None  # a stream that was broken off is not resumed
        yield from process.replies(pickle.dumps((name, args), pickle.HIGHEST_PROTOCOL))
        self._streamer = process

    def close(self) -> None:
        """End all processes at once, whatever they are doing."""
        with self._lock:
            self._closed = True
        for process in self._started:
            process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in self._started:
            process.close()
