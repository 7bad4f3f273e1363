import json

import pytest
from click.testing import CliRunner

from pressmark.index import Index
from pressmark.search.cli.app import pressmark

TEXTS = ("We met Volodymyr Zelensky in Kyiv.", "We met Volodymyr Zelenskiy in Kiev.")


@pytest.fixture
def folder(tmp_path):
    from pressmark.corpus import Article

    index = Index.create(tmp_path / "index")
    index.add_articles(Article.from_text(text, title="Visit", key=text) for text in TEXTS)
    return tmp_path


def asked(folder, *arguments):
    return CliRunner().invoke(pressmark, [*map(str, arguments), "--index", str(folder / "index")])


def found(folder, *arguments):
    answer = asked(folder, "search", *arguments, "--json")
    return json.loads(answer.stdout)["total_articles"]


def test_words_of_a_command_are_accepted_until_they_are_forgotten(folder):
    assert found(folder, "Zelensky") == 1
    assert "Zelensky = Zelenskiy" in asked(folder, "spellings", "Zelensky", "Zelenskiy").stdout
    assert found(folder, "Zelensky") == 2
    assert asked(folder, "spellings", "--forget", "zelenskiy").exit_code == 1
    assert found(folder, "Zelensky") == 1


def test_a_file_is_used_for_one_search_or_kept(folder):
    file = folder / "own.toml"
    file.write_text('defaults = false\nboth_ways = [["Zelensky", "Zelenskiy"]]')
    assert found(folder, "Zelensky", "--spellings", file) == 2
    assert found(folder, "Zelensky") == 1
    assert found(folder, "Kyiv", "--spellings", file) == 1
    asked(folder, "spellings", "--load", file)
    assert found(folder, "Zelensky") == 2
    assert found(folder, "Kyiv") == 1


def test_the_option_alone_searches_all_that_are_offered(folder):
    assert found(folder, "Zelensky", "--spellings") == 2
    assert found(folder, "Kyiv", "--spellings", "none") == 1


def test_the_default_list_can_be_switched_off_for_good(folder):
    assert found(folder, "Kyiv") == 2
    assert "is not used" in asked(folder, "spellings", "--no-defaults").stdout
    assert found(folder, "Kyiv") == 1
    kept = json.loads(asked(folder, "spellings", "--defaults", "--json").stdout)
    assert kept == {"defaults": True, "both_ways": [], "one_way": {}}


def test_a_file_that_is_missing_is_an_error(folder):
    answer = asked(folder, "search", "Kyiv", "--spellings", folder / "none.toml")
    assert answer.exit_code == 2
