"""The installed `pressmark`, and a home and an index for it."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

SCRIPT = Path(sys.executable).with_name("pressmark")
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2
PR_CAPBSET_DROP = 24


def as_an_ordinary_person() -> None:
    """Let file permissions hold for root too, as a container's tests often run as root."""
    if os.geteuid() == 0:
        for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def environment(**more: str) -> dict[str, str]:
    """What the process sees: a plain UTF-8 world without the tester's own settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return kept | {"LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "error"} | more


@pytest.fixture(autouse=True)
def no_width(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unset the width that a shell or the workers of pytest-xdist export."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture(scope="session")
def script() -> Path:
    return SCRIPT


@pytest.fixture(scope="session")
def run() -> Run:
    """Runs the installed console script and returns what it printed and its status."""

    def run_script(*args: str | Path, **more: Any) -> subprocess.CompletedProcess[str]:
        more["env"] = environment(**more.get("env", {}))
        return subprocess.run(
            [SCRIPT, *args],
            capture_output=True,
            encoding=more.pop("encoding", "utf-8"),
            timeout=120,
            preexec_fn=as_an_ordinary_person,
            check=False,
            **more,
        )

    return run_script


@pytest.fixture(scope="session")
def samples() -> Path:
    """The sample articles that ship with Pressmark."""
    return Path(str(files("pressmark.corpus"))) / "samples"


@pytest.fixture(scope="session")
def sample_index(run, samples, tmp_path_factory) -> Path:
    """An index of the samples, made by the console script; tests only read it."""
    path = tmp_path_factory.mktemp("samples") / "index"
    made = run("index", samples, "--index", path)
    assert (made.returncode, made.stderr) == (0, "")
    return path
