"""Where JSON is asked for, an error is one line of JSON on standard error."""

import json

import pytest

pytestmark = pytest.mark.slow


def error_of(done):
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    return json.loads(line)["error"]


def test_a_query_that_cannot_be_read_has_its_place(run, sample_index):
    done = run("search", "--json", "ferry titel:red", "--index", sample_index)
    error = error_of(done)
    assert done.returncode == 2
    assert (error["kind"], error["query"]) == ("QueryError", "ferry titel:red")
    assert error["query"][error["start"] : error["end"]] == "titel"
    assert error["hint"] == "Did you mean “title:”?"


@pytest.mark.parametrize(
    ("asked", "kind", "status"),
    [
        (("show", "nowhere", "--json"), "ArticleNotFound", 1),
        (("count", "ferry", "--by", "nothing", "--as", "json"), "AskError", 2),
        (("new", "nothing", "--json"), "AskError", 2),
    ],
)
def test_each_error_has_its_kind_and_a_hint(run, sample_index, asked, kind, status):
    done = run(*asked, "--index", sample_index)
    error = error_of(done)
    assert (error["kind"], done.returncode) == (kind, status)
    assert error["message"]
    assert error["hint"]


def test_a_missing_index_is_an_error_in_json_too(run, tmp_path):
    error = error_of(run("stats", "--json", "--index", tmp_path / "none"))
    assert error["kind"] == "IndexMissing"
