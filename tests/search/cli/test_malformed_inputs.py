"""Files that cannot be read as articles: each has its plain message, and the others are indexed."""

import gzip
import json
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SENTENCE = "The ferry across the Lenn sails again since Monday, its owner said to the council.\n"


def make_readable(folder: Path) -> None:
    (folder / "good.txt").write_text(f"Ferry resumes\n\n{SENTENCE}")
    (folder / "broken.html").write_text(
        f"<html><body><p><b>{SENTENCE.replace('ferry', 'dredger')}<div></p></i"
    )
    (folder / "latin.txt").write_bytes(
        "Die Fähre fährt\n\nDer Fährmann über die Lenn fährt seit Montag für alle Bürger, "
        "die auf dem Rückweg vom Bahnhof nicht über die Brücke gehen mögen.\n".encode("latin-1")
    )
    (folder / "loop").symlink_to(folder)


def make_unreadable(folder: Path) -> None:
    (folder / "empty.txt").touch()
    (folder / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    (folder / "cut.txt.gz").write_bytes(gzip.compress(SENTENCE.encode() * 500)[:50])
    record = {"title": "Lighthouse", "text": SENTENCE.replace("ferry", "lighthouse")}
    (folder / "dump.jsonl").write_text(f"{json.dumps(record)}\n{{broken\n")
    (folder / "secret.txt").write_text(SENTENCE)
    (folder / "secret.txt").chmod(0)
    with (folder / "long.txt").open("w") as file:
        for _ in range(200):
            file.write("word " * 200_000)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("malformed") / "in"
    folder.mkdir()
    make_readable(folder)
    make_unreadable(folder)
    return folder


@pytest.fixture(scope="module")
def indexed(run, folder) -> subprocess.CompletedProcess[str]:
    made = run("index", folder, folder / "gone.txt", "--index", folder.parent / "index")
    (folder / "long.txt").unlink()
    return made


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("empty.txt", "empty"),
        ("photo.txt", "picture"),
        ("cut.txt.gz", "cut off"),
        ("dump.jsonl", "line 2"),
        ("secret.txt", "ermission"),
        ("long.txt", "64 MB"),
        ("gone.txt", "no such file"),
        ("loop", "link to a folder"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_cause(indexed, folder, name, cause):
    line = next(line for line in indexed.stderr.splitlines() if str(folder / name) in line)
    assert cause in line.replace(str(folder / name), "")


def test_no_other_file_is_complained_about(indexed):
    assert "Skipped 8 inputs" in indexed.stderr
    assert "Traceback" not in indexed.stderr


def test_that_files_were_skipped_shows_in_the_exit_status(indexed):
    assert indexed.returncode == 1


@pytest.mark.parametrize("word", ["ferry", "dredger", "lighthouse", "Fährmann"])
def test_what_can_be_read_is_indexed(indexed, folder, run, word):
    assert word in run("search", word, "--index", folder.parent / "index").stdout


def test_a_folder_that_contains_itself_is_read_once(indexed):
    assert indexed.stdout.startswith("4 articles added")


def test_where_no_path_exists_no_index_is_made(run, tmp_path):
    nothing = run("index", tmp_path / "gone", "--index", tmp_path / "index")
    assert nothing.returncode == 2
    assert not (tmp_path / "index").exists()
