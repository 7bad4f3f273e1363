import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pressmark.corpus.errors import IndexMissing
from pressmark.index import Index, commit, sources

FAULTS = Path(__file__).with_name("faults.py")
unix = pytest.mark.skipif(
    sys.platform == "win32", reason="needs fork and SIGKILL, as Unix has them"
)


@pytest.fixture(autouse=True)
def small_corpus():
    """Not here: what fails runs in a process of its own, with the real readers."""


@pytest.fixture
def prepared(tmp_path):
    """A folder with an index of two files, of which one is to go, one to change, one to come."""
    news = tmp_path / "news"
    news.mkdir()
    for name in ("going", "changing"):
        (news / f"{name}.txt").write_text(f"Ferry {name}\n\nThe ferry named {name} sails.")
    Index.create(tmp_path / "before").add(news)
    (news / "going.txt").unlink()
    (news / "changing.txt").write_text("Ferry changed\n\nThe ferry sails no more.")
    (news / "coming.txt").write_text("Bus coming\n\nThe bus drives in its place.")
    return tmp_path


OLD = [
    [
        "Ferry changing",
        "Ferry going",
        "The ferry named changing sails.",
        "The ferry named going sails.",
    ],
    2,
    4,
]
NEW = [
    ["Bus coming", "Ferry changed", "The bus drives in its place.", "The ferry sails no more."],
    2,
    4,
]


def outcomes(mode, folder):
    command = [sys.executable, str(FAULTS), mode, str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


@unix
@pytest.mark.parametrize(
    ("mode", "told"),
    [("kill", "killed"), ("interrupt", "KeyboardInterrupt"), ("full", "IndexWriteFailed")],
)
def test_whatever_step_fails_a_commit_happened_or_did_not(prepared, mode, told):
    rows = outcomes(mode, prepared)
    assert len(rows) > 10
    assert {row["outcome"] for row in rows[:-1]} <= {told, "in spite of it"}
    assert rows[0]["outcome"] == told and rows[-1]["outcome"] == "through"
    for row in rows:
        assert row["seen"] in (OLD, NEW)
        assert row["then"] == NEW
        assert row["orphans"] == []
        if mode == "full":
            assert (row["seen"] == OLD) == (row["outcome"] == told)
    assert [row["seen"] for row in rows] == sorted((row["seen"] for row in rows), key=OLD.__ne__)


def test_a_commit_of_nothing_leaves_every_file_as_it_was(index):
    before = {path: path.stat().st_mtime_ns for path in index.path.iterdir()}
    with commit.changing(index.path, index.schema, 0):
        pass
    del before[index.path / "writer.lock"]
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_changing_an_index_that_was_deleted_says_so(index):
    shutil.rmtree(index.path)
    with pytest.raises(IndexMissing), commit.changing(index.path, index.schema, 0):
        pass


@unix
def test_every_name_is_on_the_disk_before_a_manifest_counts(tmp_path, news, monkeypatch):
    directory = tmp_path / "index"
    on_disk, too_early = set(), []
    sync, move = os.fsync, Path.replace

    def fsync(handle):
        sync(handle)
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            on_disk.update(directory.iterdir())

    def replace(path, target):
        too_early.append(set(directory.iterdir()) - on_disk)
        return move(path, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(sources, "_WORTH_REWRITING", -1000)
    (news / "a.txt").write_text("Ferry\n\nThe ferry sails.")
    index = Index.create(directory)
    index.add(news)
    assert (directory / "sources-1.jsonl").exists()
    assert too_early == [set(), set()]
