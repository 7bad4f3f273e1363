"""How long a command takes from the Enter key to its answer, against a Python that only imports.

Run it as `python tests/benchmarks/cold_start.py`; the console script must be installed beside that
Python. Times are medians of wall-clock seconds; only the ratios mean something elsewhere. Modules
are compiled before they are timed, as an installer compiles them, whatever the environment says.
"""

import os
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROUNDS = 15
DEPENDENCIES = "numpy, click, whoosh.index, whoosh.qparser"
"""What no search can do without."""
SCRIPT = str(Path(sys.executable).with_name("pressmark"))


def main() -> None:
    """Print a table of commands, milliseconds and ratios."""
    samples = str(files("pressmark.corpus") / "samples")
    with TemporaryDirectory() as folder:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = f"{folder}/compiled"
        index = ["--index", f"{folder}/index"]
        subprocess.run([SCRIPT, "index", samples, *index], check=True, capture_output=True)
        report(
            {
                "python -c 'import …'": [sys.executable, "-c", f"import {DEPENDENCIES}"],
                "python -c pass": [sys.executable, "-c", "pass"],
                "pressmark --help": [SCRIPT, "--help"],
                "pressmark stats": [SCRIPT, "stats", *index],
                "pressmark search": [SCRIPT, "search", "ferry", *index],
            }
        )


def report(commands: dict[str, list[str]]) -> None:
    """Time the commands in turn, so that a busy moment of the machine strikes all alike."""
    for command in commands.values():
        timed(command)  # compiles what it imports
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            seconds[name].append(timed(command))
    bare = median(next(iter(seconds.values())))
    for name, times in seconds.items():
        print(f"{name:<26} {median(times) * 1000:6.0f} ms  {median(times) / bare:5.1f}x")


def timed(command: list[str]) -> float:
    """The seconds that the command takes; it must succeed."""
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
