import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pressmark.corpus.errors import IndexMissing
from pressmark.index import Index, commit
from pressmark.index.ingest import sources
from pressmark.index.segment.thresholds import TIER

pytestmark = pytest.mark.slow

FAULTS = Path(__file__).with_name("faults.py")
unix = pytest.mark.skipif(
    sys.platform == "win32", reason="needs fork and SIGKILL, as Unix has them"
)


@pytest.fixture(autouse=True)
def small_corpus():
    """Not here: what fails runs in a process of its own, with the real readers."""


@pytest.fixture
def prepared(tmp_path):
    """A folder with an index of several files, of which one is to go, one to change, one to come.

    As many segments are there as the next one is merged with.
    """
    news = tmp_path / "news"
    news.mkdir()
    index = Index.create(tmp_path / "before")
    for name in ("going", "changing", *(f"staying {number}" for number in range(TIER - 3))):
        (news / f"{name}.txt").write_text(f"Ferry {name}\n\nThe ferry named {name} sails.")
        index.add(news)
    (news / "going.txt").unlink()
    (news / "changing.txt").write_text("Ferry changed\n\nThe ferry sails no more.")
    (news / "coming.txt").write_text("Bus coming\n\nThe bus drives in its place.")
    return tmp_path


def rows_of(mode, change, folder, step=1):
    command = [sys.executable, str(FAULTS), mode, change, str(folder), str(step)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


EXPECTED = {
    "kill": "killed",
    "power": "killed",
    "interrupt": "KeyboardInterrupt",
    "full": "IndexWriteFailed",
    "broken": "IndexWriteFailed",
}
COMPLETED = {"completed", "completed despite the fault"}


@unix
@pytest.mark.long
@pytest.mark.parametrize(
    ("mode", "change"),
    [
        *((mode, "add") for mode in EXPECTED),
        *((mode, change) for mode in ("kill", "power") for change in ("remove", "compact")),
    ],
)
def test_whatever_step_fails_a_change_happened_or_did_not(prepared, mode, change):
    before, *rows = rows_of(mode, change, prepared)
    after = rows[-1]["seen"]
    assert len(rows) > 10
    assert rows[0]["seen"] == before and rows[0]["outcome"] == EXPECTED[mode]
    assert {row["outcome"] for row in rows} <= {EXPECTED[mode], *COMPLETED}
    for row in rows:
        assert row["seen"] in (before, after)
        assert row["then"] == after
        assert row["orphans"] == []
        if row["outcome"] in COMPLETED:
            assert row["seen"] == after
        if row["outcome"] == "IndexWriteFailed":
            assert row["seen"] == before
    for found in {row["found"] for row in rows}:
        seen = [row["seen"] for row in rows if row["found"] == found]
        assert seen == sorted(seen, key=before.__ne__)


@unix
@pytest.mark.long
@pytest.mark.parametrize("mode", ["kill", "power", "full"])
def test_whatever_step_fails_a_run_goes_on_from_a_checkpoint(prepared, mode):
    (prepared / "news" / "later.txt").write_text("Tram\n\nThe tram waits for the bus.")
    # a run makes the same commit again and again, so each third step meets all kinds of steps
    before, *rows = rows_of(mode, "checkpoints", prepared, step=3)
    after = rows[-1]["seen"]
    assert rows[0]["seen"] == before
    assert {row["outcome"] for row in rows} <= {EXPECTED[mode], *COMPLETED}
    for row in rows:
        assert row["then"] == after
        assert row["orphans"] == []
    between = [row["seen"] for row in rows if row["seen"] not in (before, after)]
    assert len({str(seen) for seen in between}) >= 2


def test_a_commit_of_nothing_leaves_every_file_as_it_was(index):
    before = {path: path.stat().st_mtime_ns for path in index.path.iterdir()}
    with commit.changing(index.path, index.schema, 0):
        pass
    del before[index.path / "writer.lock"]
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_changing_a_deleted_index_raises_index_missing(index):
    shutil.rmtree(index.path)
    with pytest.raises(IndexMissing), commit.changing(index.path, index.schema, 0):
        pass


@unix
def test_every_name_is_on_the_disk_before_a_manifest_counts(tmp_path, news, monkeypatch):
    directory = tmp_path / "index"
    on_disk, too_early = set(), []
    sync, move = os.fsync, os.replace

    def fsync(handle):
        sync(handle)
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            on_disk.update(directory.iterdir())

    def replace(path, target, **folders):
        too_early.append(set(directory.iterdir()) - on_disk)
        return move(path, target, **folders)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(sources, "REWRITE_THRESHOLD", -1000)
    (news / "a.txt").write_text("Ferry\n\nThe ferry sails.")
    index = Index.create(directory)
    index.add(news)
    assert (directory / "sources-1.jsonl").exists()
    assert too_early == [set(), set()]
