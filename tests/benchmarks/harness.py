"""What the benchmarks share: arguments, timing in turns, percentiles, JSON, memory, a server."""

import argparse
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from types import TracebackType
from typing import Any, Self

SERVE = "from pressmark.search.cli import main; main()"
_SAMPLED_EVERY = 0.02


def arguments(doc: str, *paths: str, **numbers: float) -> argparse.Namespace:
    """Parse the command line: positional paths, and an option for each number with its default."""
    parser = argparse.ArgumentParser(description=doc.partition("\n")[0])
    for name in paths:
        parser.add_argument(name, type=Path)
    for name, default in numbers.items():
        parser.add_argument(f"--{name}", type=type(default), default=default)
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    return parser.parse_args()


def save(figures: object, options: argparse.Namespace) -> None:
    """Write the figures to the file of `--json`, if one was given."""
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1))


def milliseconds(call: Callable[[], object]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - start)


def in_turns(calls: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each call in each round, after one round to warm up.

    All calls take turns, so that a busy moment of the machine slows all alike.
    """
    times: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(rounds + 1):
        for name, call in calls.items():
            taken = milliseconds(call)
            if number:
                times[name].append(taken)
    return times


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def median_and_p95(values: Sequence[float]) -> dict[str, float]:
    """The figures that are reported of a list of times."""
    return {"median": round(median(values), 2), "p95": round(percentile(values, 0.95), 2)}


class PeakMemory:
    """Watches from `with` on; `megabytes` is the largest sum of resident memory seen (Linux).

    Memory shared between processes, as the code of a library, counts once for each of them. A
    process between fork and exec has all its parent's memory, and is not counted.
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
        while not self._ended.wait(_SAMPLED_EVERY):
            self.megabytes = max(self.megabytes, resident(Path("/proc/self")))


def resident(process: Path = Path("/proc/self")) -> float:
    """Megabytes of a process and of those below it, now."""
    try:
        own = status_megabytes(process, "VmRSS")
        command = (process / "cmdline").read_bytes()
        children = [
            Path("/proc") / child
            for task in (process / "task").iterdir()
            for child in (task / "children").read_text().split()
        ]
        begun = [child for child in children if (child / "cmdline").read_bytes() != command]
    except (OSError, ProcessLookupError):
        return 0.0
    return own + sum(map(resident, begun))


def status_megabytes(process: Path, name: str) -> float:
    """A figure of /proc/PID/status, 0 where it is missing."""
    lines = (process / "status").read_text(encoding="ascii").splitlines()
    sizes = (int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))
    return next(sizes, 0) / 1024


@contextmanager
def serving(index: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A `pressmark serve` process and its port."""
    command = [sys.executable, "-c", SERVE, "serve", "--port", "0", "--index", str(index)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            yield process, int(line.split("//")[1].split("/")[0].rpartition(":")[2])
        finally:
            process.terminate()


def answer_of(command: Sequence[str], data: bytes = b"", timeout: float | None = None) -> Any:
    """The JSON that a process of its own prints; raises TimeoutExpired."""
    done = subprocess.run(command, input=data, capture_output=True, check=True, timeout=timeout)
    return json.loads(done.stdout)
