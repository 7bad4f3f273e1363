import json

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(run, tmp_path):
    """A folder with an index of one article, in which `pressmark` runs."""

    def pressmark(*args):
        return run(*args, cwd=tmp_path)

    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "1.txt").write_text("Ferry sails\n\nThe ferry sails at noon.\n")
    pressmark("index", "news")
    return pressmark, tmp_path


def test_a_saved_search_shows_what_comes_later_once(folder):
    pressmark, place = folder
    saved = pressmark("save", "boats", "ferry", "OR", "tram")
    assert (saved.returncode, saved.stdout) == (0, "Saved the search boats.\n")
    nothing = pressmark("new", "boats")
    assert (nothing.returncode, nothing.stdout, nothing.stderr) == (1, "", "")
    (place / "news" / "2.txt").write_text("Tram late\n\nThe tram came an hour late.\n")
    pressmark("index", "news")
    assert pressmark("saved").stdout == "boats      1 new  ferry OR tram\n"
    shown = pressmark("new")
    assert shown.returncode == 0
    assert shown.stdout.startswith("boats: 1 new hit\n\n  1  Tram late\n")
    assert pressmark("new").returncode == 1
    assert json.loads(pressmark("saved", "--json").stdout)["searches"][0]["new"] == 0


def test_new_hits_as_json_have_the_search(folder):
    pressmark, place = folder
    pressmark("save", "boats", "tram")
    (place / "news" / "2.txt").write_text("Tram late\n\nThe tram came an hour late.\n")
    pressmark("index", "news")
    found = json.loads(pressmark("new", "--json").stdout)
    assert (found["name"], found["query"]) == ("boats", "tram")
    assert [hit["article"]["title"] for hit in found["hits"]] == ["Tram late"]


def test_a_search_is_replaced_and_forgotten(folder):
    pressmark, _ = folder
    pressmark("save", "boats", "ferry")
    assert pressmark("save", "boats", "tram").stdout == "Replaced the search boats.\n"
    assert pressmark("forget", "boats").stdout == "Forgot the search boats.\n"
    forgotten = pressmark("forget", "boats")
    assert forgotten.returncode == 2
    assert "There is no saved search 'boats'." in forgotten.stderr
    assert (pressmark("saved").returncode, pressmark("new").returncode) == (1, 1)


def test_a_query_that_cannot_be_read_is_not_saved(folder):
    pressmark, _ = folder
    refused = pressmark("save", "boats", "titel:ferry")
    assert refused.returncode == 2
    assert "^^^^^" in refused.stderr
    assert "No search is saved." in pressmark("saved").stderr
