"""Engines that are closed, and processes that end without closing theirs; without a cluster."""

import subprocess
import sys

import pytest

from pressmark.search.opensearch.engine import ClusterEngine


class Place:
    """What an engine is made of."""

    language, schema = "en", None


class Stuck:
    """A commit whose view cannot be closed."""

    def __init__(self):
        self.view = self

    def close(self):
        """Be interrupted."""
        raise KeyboardInterrupt


def test_an_interruption_while_an_engine_is_closed_is_told():
    engine = ClusterEngine(Place())
    engine._commits.append(Stuck())
    with pytest.raises(KeyboardInterrupt):
        engine.close()


END = """
from test_engine import ClusterEngine, Place, Stuck
engine = ClusterEngine(Place())
engine._commits.append(Stuck())
"""


@pytest.mark.slow
def test_a_process_that_ends_prints_no_traceback_of_a_view_that_stays_open(request):
    folder = request.path.parent
    ended = subprocess.run(
        [sys.executable, "-c", END], cwd=folder, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
