import re
import shlex
import textwrap

import click
import pytest
from click.testing import CliRunner

from pressmark.corpus import default_rules, load_rules, samples_path
from pressmark.corpus.html.rules import REASONS
from pressmark.index import Index
from pressmark.search.cli.app import COMMANDS, pressmark
from pressmark.search.query.grammar import QUERY_HELP


def printed(*arguments: str) -> str:
    answer = CliRunner().invoke(pressmark, arguments, terminal_width=80)
    assert answer.exit_code == 0
    return answer.output


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(command):
    assert f"\n    pressmark {command}" in printed(command, "--help")


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_fits_a_terminal_of_80_columns(command):
    assert max(map(len, printed(*command.split(), "--help").splitlines())) <= 80


@pytest.mark.parametrize("command", COMMANDS)
def test_the_list_of_commands_shows_for_each_what_it_does_in_whole_words(command):
    line = next(x for x in printed("--help").splitlines() if x.startswith(f"  {command} "))
    assert line.endswith(".")
    assert not line.endswith("...")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_shows_what_it_is_for(command):
    found = pressmark.get_command(click.Context(pressmark), command)
    assert found is not None
    options = [each for each in found.params if isinstance(each, click.Option)]
    assert all(each.help for each in options)


def test_help_of_a_topic_is_the_help_of_that_command():
    assert printed("help", "show") == printed("show", "--help")


def test_help_alone_is_the_help_of_pressmark():
    assert printed("help") == printed("--help")


def test_pressmark_alone_shows_its_help():
    assert printed() == printed("--help")


def test_the_exit_statuses_are_reported():
    assert "nothing found" in printed("--help")


def test_the_version_is_reported():
    assert printed("--version").startswith("pressmark ")


def test_every_form_of_a_query_is_explained():
    explained = printed("help", "query")
    assert all(row.form in explained and row.example in explained for row in QUERY_HELP)


def test_every_cleaning_rule_is_explained():
    explained = printed("help", "rules")
    names = [*(rule.name for rule in default_rules()), *REASONS]
    assert all(f"\n{name} " in explained for name in names)


def test_the_rules_file_that_help_shows_can_be_used(tmp_path):
    shown = [line[4:] for line in printed("help", "rules").splitlines() if line.startswith("    ")]
    own = tmp_path / "rules.toml"
    own.write_text("\n".join(shown))
    rules = load_rules(own)
    assert "ferry-notice" in rules
    assert "author-bio" not in rules


@pytest.mark.parametrize(
    "topic", ["query", "rules", "counts", "formats", "cluster", "python", "whoosh"]
)
def test_every_topic_is_listed_and_explained(topic):
    assert f"pressmark help {topic}" in printed("help", "--help")
    assert len(printed("help", topic).splitlines()) > 4


def test_the_example_of_the_python_topic_runs(tmp_path, monkeypatch, capsys):
    (tmp_path / "articles").mkdir()
    text = "Flood\n\nThe old bridge was closed on Monday when the river rose by two metres.\n"
    (tmp_path / "articles" / "one.txt").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    code, _, _ = printed("help", "python").partition("\n\nErrors are")
    exec(code, {})
    assert "bridge" in capsys.readouterr().out


def test_the_examples_of_the_whoosh_topic_run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Index.create(".pressmark").add([samples_path()])
    blocks = re.findall(r"(?:^(?: {4}.*)?\n)+", printed("help", "whoosh"), flags=re.MULTILINE)
    examples = [textwrap.dedent(block).strip() for block in blocks if block.strip()]
    assert len(examples) == 3
    for example in examples:
        if example.startswith("pressmark "):
            printed(*shlex.split(example)[1:])
        else:
            exec(example, {})
    on_index, on_stock = capsys.readouterr().out.splitlines()
    assert on_index.split()[0] == "12"
    assert on_stock == "8"  # without two near-copies
