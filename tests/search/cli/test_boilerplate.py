import json

import pytest
from click.testing import CliRunner

from pressmark.search.cli.app import pressmark

SLOGAN = "The paper that knows which way the river runs on Sundays."
ARTICLES = 16
WORDS = "amber bridge copper dredger eel ferry gull harbour island jetty kelp lantern mast net oar"


def story(number: int) -> str:
    """Sentences that no other number's story shares, also where digits are not looked at."""
    name = "".join(chr(ord("a") + int(digit)) for digit in str(number))
    return " ".join(f"{word}{name} told {name}{word} nothing." for word in WORDS.split())


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("boilerplate")
    articles = [
        {"title": f"Story {n}", "source": "River", "url": f"https://river.example/{n}"}
        | {"text": f"{story(n * 100)}\n\n{SLOGAN}\n\n{story(n * 100 + 50)}"}
        for n in range(ARTICLES)
    ]
    (folder / "dump.jsonl").write_text("\n".join(map(json.dumps, articles)))
    asked(folder, "index", folder / "dump.jsonl")
    return folder


def asked(folder, *arguments: object):
    command = [*map(str, arguments), "--index", str(folder / "index")]
    return CliRunner().invoke(pressmark, command)


def found(folder) -> int:
    answer = asked(folder, "search", f'"{SLOGAN}"', "--json")
    return json.loads(answer.stdout)["total_articles"]


def test_a_line_that_keeps_coming_back_is_listed_with_its_count(made):
    listed = asked(made, "boilerplate")
    assert listed.exit_code == 0
    assert SLOGAN in listed.stdout
    result = json.loads(asked(made, "boilerplate", "--json").stdout)
    assert [(line["text"], line["count"]) for line in result["lines"]] == [(SLOGAN, ARTICLES)]


def test_cleaning_again_removes_what_was_learned_unless_it_is_allowed(made):
    assert found(made) == ARTICLES
    assert asked(made, "index", made / "dump.jsonl", "--reclean").exit_code == 0
    assert found(made) == 0
    assert asked(made, "boilerplate", "--allow", SLOGAN).exit_code == 0
    asked(made, "index", made / "dump.jsonl", "--reclean")
    assert found(made) == ARTICLES


def test_in_a_small_pile_nothing_is_learned_and_why_is_reported(tmp_path):
    (tmp_path / "one.txt").write_text(f"Title\n\n{story(1)}")
    asked(tmp_path, "index", tmp_path / "one.txt")
    nothing = asked(tmp_path, "boilerplate")
    assert nothing.exit_code == 1
    assert "at least 10 articles" in nothing.stdout


def test_a_blocked_line_is_listed(tmp_path):
    (tmp_path / "one.txt").write_text(f"Title\n\n{story(1)}")
    asked(tmp_path, "index", tmp_path / "one.txt")
    blocked = asked(tmp_path, "boilerplate", "--block", "Vote now on our website.")
    assert blocked.exit_code == 0
    assert "Vote now on our website." in blocked.stdout


def test_everything_is_cleaned_again_without_naming_a_path(made, tmp_path):
    asked(made, "boilerplate", "--block", SLOGAN)
    assert asked(made, "index", "--reclean").exit_code == 0
    assert found(made) == 0
    assert asked(tmp_path, "index").exit_code == 2
    assert asked(tmp_path, "index", "--reclean").exit_code == 2
    assert not (tmp_path / "index").exists()


def test_an_empty_line_can_be_neither_blocked_nor_allowed(made):
    for option in ("--block", "--allow"):
        result = asked(made, "boilerplate", option, " ")
        assert result.exit_code == 2
        assert "the line is empty" in result.stderr
