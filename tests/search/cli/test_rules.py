"""Rules files: use, comparison and errors."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pressmark.corpus.model import Article, Block, Kind
from pressmark.corpus.rules import Rule, RuleSet
from pressmark.search.cli.app import pressmark
from pressmark.search.cli.rules_diff import compare

OWN = """
off = ["read-more"]
[tide]
reason = "the tide, not the news"
starts = ["high water"]
"""
BODY = "The ferry across the Lenn sails again since Monday, its owner said to the council."


@pytest.fixture
def page(tmp_path) -> Path:
    page = tmp_path / "pages" / "ferry.txt"
    page.parent.mkdir()
    lines = ["The ferry is back", BODY, "High water at six", BODY[::-1], "Read more: The bridge"]
    page.write_text("\n\n".join(lines))
    return page


@pytest.fixture
def own(tmp_path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(OWN)
    return path


def asked(*arguments: object):
    return CliRunner().invoke(pressmark, [str(argument) for argument in arguments])


def test_cleaning_follows_a_person_s_own_rules(page, own):
    assert "High water" in asked("clean", page).output
    cleaned = asked("clean", page, "--rules", own)
    assert "High water" not in cleaned.output
    assert "Read more" in cleaned.output


def test_indexing_follows_them_too(page, own, tmp_path):
    made = asked("index", page, "--rules", own, "--index", tmp_path / "index", "--json")
    assert json.loads(made.output)["removed_by_rule"] == {"tide": 1}


def test_a_difference_names_what_more_goes_and_what_comes_back(page, own):
    compared = asked("clean", page.parent, "--diff", "default", own)
    assert compared.exit_code == 0
    assert "- High water at six\n    tide  the tide, not the news\n" in compared.output
    assert "+ Read more: The bridge\n    read-more  " in compared.output
    assert "1 article of 1 would change: 1 line more removed, 1 kept again." in compared.output


def test_a_difference_is_reported_to_programs(page, own):
    compared = json.loads(asked("clean", page, "--diff", "default", own, "--json").output)
    (article,) = compared["articles"]
    assert [line["text"] for line in article["removed"]] == ["High water at six"]
    assert [line["rule"] for line in article["kept_again"]] == ["read-more"]


def test_no_difference_is_nothing_found(page):
    assert asked("clean", page, "--diff", "default", "default").exit_code == 1


def test_a_rules_file_that_is_wrong_is_reported_with_its_position(page, tmp_path):
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("[tide]\nstarts = 5\n")
    result = asked("clean", page, "--rules", wrong)
    assert result.exit_code == 2
    assert "wrong.toml: [tide]" in result.stderr


@given(st.lists(st.sampled_from(["alpha", "beta", "gamma", BODY]), max_size=6))
def test_rules_compared_with_themselves_never_differ(texts):
    article = Article(tuple(Block(t, Kind.PARAGRAPH, order) for order, t in enumerate(texts)))
    rules = RuleSet({"beta": Rule("beta", "says beta", whole=("beta",))})
    (difference,) = compare([(Path("x"), article)], rules, rules)
    assert not difference.is_change


@pytest.mark.slow
@pytest.mark.parametrize("command", ["index", "clean"])
def test_an_expression_without_end_ends_the_command_with_a_sentence(page, tmp_path, command):
    own = tmp_path / "endless.toml"
    own.write_text("[endless]\nreason = 'endless'\npatterns = ['^(?:a|aa)+$']")
    page.write_text(f"{page.read_text()}\n\n{'a' * 120}!")
    ended = CliRunner().invoke(
        pressmark,
        [command, str(page), "--rules", str(own)],
        env={"PRESSMARK_INDEX": str(tmp_path / "index")},
    )
    assert ended.exit_code == 2
    assert "endless" in ended.stderr
