"""A fixed sample of the crafted indexes; `.ci/whoosh_suite_and_damage` tries thousands."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

RUN = Path(__file__).with_name("crafted") / "run.py"


def test_a_crafted_index_is_answered_from_or_refused():
    done = subprocess.run(
        [sys.executable, RUN, "300"], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert ": refused" in done.stdout and ": answered" in done.stdout
