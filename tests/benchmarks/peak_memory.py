"""The memory that a process and those it started take together, at its most."""

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

_PAUSE = 0.02


class PeakMemory:
    """Watches from `with` on; `megabytes` is the largest sum of resident memory seen (Linux).

    What processes share, as the code of a library, counts once for each of them. A process in the
    moment before it becomes another program is all its parent's memory, and is not counted.
    """

    def __init__(self) -> None:
        self.megabytes = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(_PAUSE):
            self.megabytes = max(self.megabytes, _resident(Path("/proc/self")))


def _resident(process: Path) -> float:
    """Megabytes of a process and of those below it."""
    try:
        lines = (process / "status").read_text().splitlines()
        own = next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0) / 1024
        command = (process / "cmdline").read_bytes()
        children = [
            Path("/proc") / child
            for task in (process / "task").iterdir()
            for child in (task / "children").read_text().split()
        ]
        begun = [child for child in children if (child / "cmdline").read_bytes() != command]
    except (OSError, ProcessLookupError):
        return 0.0
    return own + sum(map(_resident, begun))


def resident_now() -> float:
    """Megabytes of this process and those it started, at the moment."""
    return _resident(Path("/proc/self"))
