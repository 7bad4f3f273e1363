"""A folder without readable files: the report lists their kinds and the readable ones."""

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture
def here(tmp_path):
    (tmp_path / "pile" / "below").mkdir(parents=True)
    return tmp_path


def test_files_of_other_kinds_are_named_by_their_endings(run, here):
    for name in ("a.MP3", "b.mp3", "below/c.jpg"):
        (here / "pile" / name).write_bytes(b"\x00\x01")
    answer = run("index", "pile", cwd=here)
    assert answer.returncode == 1
    assert "No article in pile, only 3 files of other kinds: .mp3, .jpg" in answer.stderr
    assert "Readable: web pages, text" in answer.stderr


def test_a_folder_without_a_file_is_reported(run, here):
    answer = run("index", "pile", cwd=here)
    assert answer.returncode == 1
    assert "There is no file in pile." in answer.stderr


def test_a_folder_that_was_read_before_is_nothing_to_worry_about(run, here):
    (here / "pile" / "a.txt").write_text("Ferry\n\nThe ferry sails again since Monday.\n")
    assert run("index", "pile", cwd=here).returncode == 0
    again = run("index", "pile", cwd=here)
    assert (again.returncode, again.stderr) == (0, "")


def test_the_index_is_named_as_it_would_be_written_here(run, here):
    (here / "pile" / "a.txt").write_text("Ferry\n\nThe ferry sails again since Monday.\n")
    assert run("index", "pile", cwd=here).stdout.splitlines()[0].endswith(", .pressmark")
    assert "\nIndex         .pressmark\n" in "\n" + run("stats", cwd=here).stdout
    assert run("verify", cwd=here).stdout == ".pressmark is undamaged.\n"
    elsewhere = run("stats", "--index", here / ".pressmark", cwd=here / "pile").stdout
    assert f"Index         {here / '.pressmark'}\n" in elsewhere
