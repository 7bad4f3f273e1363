"""What all tests share: the skips a bare machine needs, none of which CI allows."""

import os
import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no fault of the code. What CI finds must be found again by the next run;
# elsewhere each run tries other examples.
_IN_CI = os.environ.get("CI") == "true"
settings.register_profile("untimed", deadline=None, derandomize=_IN_CI, max_examples=50)
settings.load_profile("untimed")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell's background job ignores Ctrl-C, and so would every command that a test starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)

REQUIRE_ALL = os.environ.get("PRESSMARK_REQUIRE_ALL") == "1"
SHARED = Path(__file__).resolve().parents[2] / "shared"


def _fail_where_nothing_may_be_skipped(report):
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    return _fail_where_nothing_may_be_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    return _fail_where_nothing_may_be_skipped((yield))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of measuring data beside the project."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the measuring data in {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium to drive."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("needs a browser: install Debian's chromium")
    return path


@pytest.fixture
def without_pdf(monkeypatch):
    """As if the extra `pdf` were not installed."""
    for module in ("files", "formats", "unread_formats"):
        monkeypatch.setattr(f"pressmark.corpus.readers.{module}.can_read_pdf", lambda: False)
