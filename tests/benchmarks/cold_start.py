"""How long a command takes from the Enter key to its answer, against a Python that only imports.

Run it as `python tests/benchmarks/cold_start.py`; the console script must be installed next to that
Python. Times are medians of wall-clock time; only the ratios mean something elsewhere. Modules
are compiled before they are timed, as an installer compiles them, whatever the environment says.
"""

import os
import subprocess
import sys
from functools import partial
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from harness import arguments, in_turns, median_and_p95, save

DEPENDENCIES = "numpy, click, whoosh.index, whoosh.qparser"
"""What no search can do without."""
SCRIPT = str(Path(sys.executable).with_name("pressmark"))

run = partial(subprocess.run, check=True, capture_output=True)


def main() -> None:
    """Print a table of commands, milliseconds and ratios."""
    options = arguments(__doc__, rounds=15)
    samples = str(files("pressmark.corpus") / "samples")
    with TemporaryDirectory() as folder:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = f"{folder}/compiled"
        index = ["--index", f"{folder}/index"]
        run([SCRIPT, "index", samples, *index])
        commands = {
            "python -c 'import …'": [sys.executable, "-c", f"import {DEPENDENCIES}"],
            "python -c pass": [sys.executable, "-c", "pass"],
            "pressmark --help": [SCRIPT, "--help"],
            "pressmark stats": [SCRIPT, "stats", *index],
            "pressmark search": [SCRIPT, "search", "ferry", *index],
        }
        calls = {name: partial(run, command) for name, command in commands.items()}
        times = in_turns(calls, options.rounds)
    figures = {name: median_and_p95(taken) for name, taken in times.items()}
    bare = next(iter(figures.values()))["median"]
    for name, of in figures.items():
        print(f"{name:<26} {of['median']:6.0f} ms  {of['median'] / bare:5.1f}x")
    save(figures, options)


if __name__ == "__main__":
    main()
