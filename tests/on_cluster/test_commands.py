"""The commands on an index in a cluster, as a user runs them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
MAIN = "from pressmark.search.cli import main; main()"


@pytest.fixture(scope="module")
def place(make_address):
    """The address of an index of the samples, made by the command."""
    address = make_address()
    made = run("index", SAMPLES, "--index", address, "--shards", "2", "--replicas", "0")
    assert (made.returncode, made.stderr) == (0, "")
    return address


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-c", MAIN, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={"LC_ALL": "C.UTF-8", "PATH": "", **environment},
    )


def test_stats_show_the_counts_and_the_state_of_the_cluster(place):
    stats = json.loads(run("stats", "--json", PRESSMARK_INDEX=place).stdout)
    assert (stats["articles"], stats["path"]) == (27, place)
    assert (stats["health"], stats["shards"], stats["replicas"]) == ("green", 2, 0)
    assert "Health" in run("stats", "--index", place).stdout


def test_files_that_did_not_change_are_not_read_again(place):
    done = run("index", SAMPLES, "--index", place, "--json")
    assert json.loads(done.stdout)["unchanged"] == 27


def test_an_article_is_removed_and_restored(place):
    path = next((SAMPLES / "skerrin-lamp").iterdir())
    assert run("remove", path, "--index", place).stdout.startswith("Removed 1 article.")
    assert run("remove", path, "--index", place).returncode == 1
    assert json.loads(run("index", path, "--index", place, "--json").stdout)["kept_out"] == 1
    restored = run("index", path, "--restore", "--index", place, "--json")
    assert json.loads(restored.stdout)["added"] == 1
    assert run("verify", "--index", place).returncode == 0


def test_lines_and_spellings_are_kept(place):
    run("boilerplate", "--block", "Never show this line.", "--index", place)
    assert "Never show this line." in run("boilerplate", "--index", place).stdout


def test_an_index_is_copied_to_a_folder_and_compacted(place, tmp_path):
    copied = run("copy", place, tmp_path / "copy", "--json")
    assert json.loads(copied.stdout) == {"copied": 27, "unchanged": 0}
    assert run("copy", place, place).returncode == 2
    assert run("compact", "--index", place).returncode == 0


def test_what_only_a_directory_can_is_refused_with_a_sentence(place):
    for arguments in (["verify", "--repair"], ["export", "--as", "whoosh", "x", "ferry"]):
        refused = run(*arguments, "--index", place)
        assert refused.returncode == 2
        assert "in a cluster" in refused.stderr
        assert "Traceback" not in refused.stderr
