import click
import pytest
from click.testing import CliRunner

from pressmark.search.cli.app import COMMANDS, pressmark


def said(*arguments: str) -> str:
    answer = CliRunner().invoke(pressmark, arguments, terminal_width=80)
    assert answer.exit_code == 0
    return answer.output


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(command):
    assert f"\n    pressmark {command}" in said(command, "--help")


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_fits_a_terminal_of_80_columns(command):
    assert max(map(len, said(*command.split(), "--help").splitlines())) <= 80


@pytest.mark.parametrize("command", COMMANDS)
def test_the_list_of_commands_says_of_each_what_it_does_in_whole_words(command):
    line = next(x for x in said("--help").splitlines() if x.startswith(f"  {command} "))
    assert line.endswith(".")
    assert not line.endswith("...")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_says_what_it_is_for(command):
    found = pressmark.get_command(click.Context(pressmark), command)
    assert found is not None
    options = [each for each in found.params if isinstance(each, click.Option)]
    assert all(each.help for each in options)


def test_help_of_a_topic_is_the_help_of_that_command():
    assert said("help", "show") == said("show", "--help")


def test_help_alone_is_the_help_of_pressmark():
    assert said("help") == said("--help")


def test_the_exit_statuses_are_told():
    assert "nothing found" in said("--help")


def test_the_version_is_told():
    assert said("--version").startswith("pressmark ")
