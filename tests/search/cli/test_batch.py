import csv
import json

import pytest

pytestmark = pytest.mark.slow


def test_each_line_of_a_file_is_a_row(run, sample_index, tmp_path):
    (tmp_path / "names.txt").write_text("\ufeffCorra Lind\n\n  Gull Holm\nNobody Here\n", "utf-8")
    asked = ["batch", tmp_path / "names.txt", "--phrases", "--index", sample_index]
    done = run(*asked)
    rows = list(csv.DictReader(done.stdout.splitlines()))
    assert [row["query"] for row in rows] == ["Corra Lind", "Gull Holm", "Nobody Here"]
    assert [row["hits"] for row in rows] == ["3", "2", "0"]
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(run(*asked, "--as", "json").stdout)["rows"]
    assert [str(row["hits"]) for row in found] == ["3", "2", "0"]


def test_a_mistake_is_a_row_and_an_exit_status(run, sample_index):
    done = run("batch", "-", "--index", sample_index, input="titel:red\nferry\n")
    first, second = csv.DictReader(done.stdout.splitlines())
    assert done.returncode == 1
    assert "titel" in first["error"]
    assert second["hits"] == "6"


def test_excel_gets_a_byte_order_mark_and_its_line_ends(run, sample_index):
    asked = run("batch", "-", "--excel", "--index", sample_index, input="ferry\n", encoding="utf-8")
    assert asked.stdout.startswith("\ufeffquery,hits,")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_a_file_is_read_in_its_own_encoding(run, sample_index, tmp_path, encoding):
    asked = ["Fähre über den Fluss", "Café Größe", "ferry"]
    (tmp_path / "names.txt").write_bytes("\r\n".join(asked).encode(encoding))
    done = run("batch", tmp_path / "names.txt", "--index", sample_index)
    assert [row["query"] for row in csv.DictReader(done.stdout.splitlines())] == asked
    assert (done.returncode, done.stderr) == (0, "")


def test_counts_and_batches_take_the_spellings_of_a_file(run, sample_index, tmp_path):
    (tmp_path / "names.toml").write_text('both_ways = [["ferry", "bridge"]]\n', "utf-8")
    found = {}
    for use in ("none", tmp_path / "names.toml"):
        asked = ["--spellings", use, "--index", sample_index]
        (row,) = csv.DictReader(run("batch", "-", *asked, input="ferry\n").stdout.splitlines())
        counts = json.loads(run("count", "ferry", "--as", "json", *asked).stdout)
        assert [int(row["hits"])] == counts["totals"]
        found[use] = int(row["hits"])
    assert found["none"] < found[tmp_path / "names.toml"]
