import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pressmark.index import Index
from pressmark.search.cli.app import pressmark


@pytest.fixture
def index(tmp_path) -> Path:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"Story {name}\n\nThe ferry sailed {name} times.")
        made = asked("index", tmp_path / f"{name}.txt", index=tmp_path / "index")
        assert made.exit_code == 0
    return tmp_path / "index"


def asked(*arguments: object, index: Path):
    command = [*map(str, arguments), "--index", str(index)]
    return CliRunner().invoke(pressmark, command)


def test_a_whole_index_is_reported(index):
    result = asked("verify", index=index)
    assert (result.exit_code, result.stdout) == (0, f"{index} is undamaged.\n")


def test_damage_is_named_with_its_file(index):
    largest = max(index.iterdir(), key=lambda path: path.stat().st_size)
    data = bytearray(largest.read_bytes())
    data[len(data) // 2] ^= 0xFF
    largest.write_bytes(data)
    result = asked("verify", index=index)
    assert result.exit_code == 2
    assert largest.name in result.stderr


def spoil(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


def test_repairing_shows_what_was_saved_and_what_is_lost(index, tmp_path):
    assert "nothing to repair" in asked("verify", "--repair", index=index).stdout
    for path in index.glob("*.segment"):
        spoil(path)
    (tmp_path / "two.txt").unlink()
    result = asked("verify", "--repair", "--read-from", str(tmp_path), index=index)
    assert result.exit_code == 1
    assert "0 articles kept, 1 article read again" in result.stdout
    assert f"1 article of {tmp_path / 'two.txt'}" in result.stdout
    assert asked("verify", index=index).exit_code == 0


def test_a_whole_index_has_one_name_whether_repaired_or_checked(index, monkeypatch):
    monkeypatch.chdir(index.parent)
    for options in ((), ("--repair",)):
        result = asked("verify", *options, index=Path(index.name))
        assert result.stdout.startswith(f"{index.name} is undamaged")


def test_repairing_can_be_reported_in_json(index):
    for path in index.glob("*.segment"):
        path.unlink()
    result = asked("verify", "--repair", "--json", index=index)
    row = json.loads(result.stdout)
    assert (result.exit_code, row["kept"], row["reread"]["added"]) == (1, 0, 0)
    assert (len(row["damages"]), len(row["unread"]), row["lost"], row["unnamed"]) == (2, 2, [], 0)
    folder = str(Path(row["unread"][0]["path"]).parent)
    again = asked("verify", "--repair", "--read-from", folder, "--json", index=index)
    row = json.loads(again.stdout)
    assert (again.exit_code, row["reread"]["added"], row["unread"]) == (0, 2, [])


def test_what_was_not_read_again_is_reported_with_the_way_to_read_it(index, tmp_path):
    for path in index.glob("*.segment"):
        spoil(path)
    spoil(next(index.glob("learned-*.json")))
    result = asked("verify", "--repair", index=index)
    assert result.exit_code == 1
    assert f"Not read again: 1 article of {tmp_path / 'two.txt'}" in result.stdout
    assert "--read-from FOLDER" in result.stdout and "boilerplate --allow" in result.stdout
    again = asked("verify", "--repair", "--read-from", str(tmp_path), index=index)
    assert again.exit_code == 0 and "2 articles read again" in again.stdout
    assert asked("verify", "--read-from", str(tmp_path), index=index).exit_code == 2


def test_compacting_changes_nothing_that_can_be_found(index):
    before = asked("search", "ferry", "--json", index=index)
    assert asked("compact", index=index).exit_code == 0
    after = asked("search", "ferry", "--json", index=index)
    hits = [json.loads(answer.stdout)["hits"] for answer in (before, after)]
    assert hits[0] == hits[1]
    assert "Nothing to do" in asked("compact", index=index).stdout


def test_what_compacting_gained_is_reported(index, monkeypatch):
    monkeypatch.setattr(Index, "compact", lambda _: True)
    assert "Compacted: " in asked("compact", index=index).stdout
    result = json.loads(asked("compact", "--json", index=index).stdout)
    assert result["compacted"] is True
    assert result["bytes_before"] == result["bytes_after"] > 0
