"""What the shell offers where Tab is pressed, asked as bash asks it."""

import json

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture
def offered(run, sample_index):
    def complete(*words):
        asked = {
            "_PRESSMARK_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(("pressmark", *words)),
            "COMP_CWORD": str(len(words)),
            "PRESSMARK_INDEX": str(sample_index),
        }
        done = run(env=asked)
        assert done.stderr == ""
        return [line.partition(",")[2] for line in done.stdout.splitlines()]

    return complete


def test_an_id_is_completed(run, sample_index, offered):
    line, *_ = run("export", "*", "--index", sample_index).stdout.splitlines()
    id_ = json.loads(line)["article"]["id"]
    assert offered("show", id_[:6]) == [id_]
    assert id_ in offered("similar", id_[:2])


def test_fields_and_then_their_values_are_completed(offered):
    assert offered("search", "sou") == ["source:"]
    assert "source:=northshorewire.example" in offered("search", "source:north")
    assert offered("search", "language:e") == ["language:=en"]


def test_what_hits_are_counted_by_and_topics_of_help(offered):
    assert offered("count", "--by", "so") == ["source"]
    assert "counts" in offered("help", "co")
    assert "count" in offered("help", "co")


def test_without_an_index_nothing_is_offered(run, tmp_path):
    asked = {
        "_PRESSMARK_COMPLETE": "bash_complete",
        "COMP_WORDS": "pressmark show a",
        "COMP_CWORD": "2",
    }
    done = run(env=asked, cwd=tmp_path)
    assert (done.stdout.strip(), done.stderr) == ("", "")
