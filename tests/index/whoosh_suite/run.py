"""Whoosh's own tests, over our segments instead of its own.

    python tests/index/whoosh_suite/run.py [pytest's options]

Fetches the source of the installed whoosh3 from PyPI, since its tests are not installed with it,
and runs those that read or search an index, whatever wrote it. `array_readers.py` says how ours
come in, and which tests cannot pass and why; one of these that passes after all is an error.
"""

import os
import subprocess
import sys
import tarfile
import tempfile
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
SUBJECTS = (
    "searching",
    "queries",
    "matching",
    "sorting",
    "spelling",
    "highlighting",
    "reading",
    "results",
    "spans",
    "collector",
    "quality",
    "nested",
    "weightings",
    "fields",
    "indexing",
    "classify",
    "misc",
    "compound",
    "flexible",
    "postings",
    "columns",
    "dateparse",
    "parsing",
    "parse_plugins",
)
"""What is asked of an index; the others are about how Whoosh itself writes one."""


def main(options: list[str]) -> int:
    """The exit status of pytest."""
    with tempfile.TemporaryDirectory() as folder:
        tests = _fetched(Path(folder)) / "tests"
        names = [f"test_{subject}.py" for subject in SUBJECTS]
        plugin = ["-p", "array_readers", "-p", "no:cacheprovider", "--import-mode=prepend"]
        quiet = ["-q", "-c", os.devnull, f"--rootdir={tests}", "-W", "ignore"]
        return subprocess.run(
            [sys.executable, "-m", "pytest", *plugin, *quiet, *options, *names],
            cwd=tests,
            env={**os.environ, "PYTHONPATH": str(HERE), "PYTEST_ADDOPTS": ""},
        ).returncode


def _fetched(folder: Path) -> Path:
    """The unpacked source of the installed whoosh3."""
    wanted = f"whoosh3=={version('whoosh3')}"
    fetch = ["download", "-q", "--no-deps", "--no-binary", "whoosh3", "-d", str(folder), wanted]
    subprocess.run([sys.executable, "-m", "pip", *fetch], check=True)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return folder / archive.name.removesuffix(".tar.gz")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
