"""When a long run commits: at intervals, and so seldom that it costs little."""

import time
from collections.abc import Callable

CHECKPOINT_SECONDS = 120.0
"""Seconds of work that a crash or an interrupt loses at most, where a commit is quick."""

LEAST_WORK = 50
"""Work between two checkpoints as a multiple of the time that the last one took: 2 % of a run."""


class Checkpoints:
    """Measures the time since the last commit; without `seconds` no checkpoint is ever due."""

    def __init__(self, seconds: float | None) -> None:
        self._seconds = seconds
        self._last = time.monotonic()
        self._took = 0.0

    def is_due(self) -> bool:
        """Whether to commit now."""
        if self._seconds is None:
            return False
        return time.monotonic() - self._last >= max(self._seconds, LEAST_WORK * self._took)

    def commit(self, commit: Callable[[], None]) -> None:
        """Call `commit`, and start to measure again."""
        started = time.monotonic()
        commit()
        self._last = time.monotonic()
        self._took = self._last - started
