"""What a process is set to before its command runs."""

import json
import subprocess
import sys

import pytest

from pressmark.search.cli.app import COMMANDS, SHORT

PROBE = """
import gc, json, os, sys
from pressmark.search.cli import main
frozen = gc.get_freeze_count()
try:
    main()
except SystemExit:
    pass
threads = os.environ["OPENBLAS_NUM_THREADS"]
print("\\n" + json.dumps([gc.isenabled(), gc.get_freeze_count() > frozen, threads]))
"""


def settings(*arguments: object, **environment: str) -> list[object]:
    """Whether garbage is looked for, whether none at the end, and the threads of matrices."""
    probe = subprocess.run(
        [sys.executable, "-c", PROBE, *map(str, arguments)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return list(json.loads(probe.stdout.splitlines()[-1]))


def test_the_brief_commands_are_commands():
    assert set(COMMANDS) > SHORT


def test_a_brief_command_looks_for_no_garbage_and_starts_no_threads(sample_index):
    assert settings("search", "ferry", "--index", sample_index) == [False, True, "1"]


@pytest.mark.parametrize("command", [["clean"], ["verify", "--index"]])
def test_a_command_that_may_run_for_long_looks_for_garbage(sample_index, command):
    assert settings(*command, sample_index) == [True, True, "1"]


def test_who_wants_threads_for_matrices_gets_them(sample_index):
    found = settings("stats", "--index", sample_index, OPENBLAS_NUM_THREADS="3")
    assert found == [False, True, "3"]
