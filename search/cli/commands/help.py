"""`pressmark help`: the language of queries, or a command's own help."""

from collections.abc import Mapping

import click

from pressmark.search.cli.console import QUIET, RULE, STRONG, Console, console
from pressmark.search.cli.options import color_option
from pressmark.search.cli.status import DONE

EPILOG = """\b
Examples:
  pressmark help query        how to write a query
  pressmark help rules        the cleaning rules, and how to write your own
  pressmark help search       the same as pressmark search --help
"""


@click.command(epilog=EPILOG)
@click.argument("topic", default="")
@color_option()
@click.pass_context
def command(context: click.Context, topic: str, color: str) -> int:
    """Explain how to write queries and rules, or a command.

    TOPIC is query, rules or the name of a command.
    """
    if topic in _TOPICS:
        _TOPICS[topic](console(color))
        return DONE
    group = context.find_root()
    click.echo(_help_of(topic, group) if topic else group.get_help())
    return DONE


def _help_of(topic: str, group: click.Context) -> str:
    assert isinstance(group.command, click.Group)
    name, command, _ = group.command.resolve_command(group, [topic])
    assert command is not None
    with click.Context(command, info_name=name, parent=group) as asked:
        return command.get_help(asked)


def _explain_queries(out: Console) -> None:
    from pressmark.search.query.parser import QUERY_HELP

    form_width = max(len(row.form) for row in QUERY_HELP)
    meaning_width = max(len(row.meaning) for row in QUERY_HELP)
    out.prose("Plain words are enough. For more, write (on the right, an example):")
    out.say()
    for row in QUERY_HELP:
        explained = (
            f"{out.set(f'{row.form:<{form_width}}', STRONG)}  {row.meaning:<{meaning_width}}"
        )
        room = None if out.width is None else out.width - form_width - meaning_width - 4
        fits = room is None or len(row.example) <= room
        gap = "  " if fits else "\n" + " " * (form_width + 2)
        out.say(explained + gap + out.set(row.example, QUIET))


RULES_FILE = """\
off = ["author-bio"]                      # rules you do not want

[ferry-notice]                            # a rule of your own
reason = "the harbour's notice"           # what people are told
whole = ["high water #"]                  # the whole line; # is any number
starts = ["sailings today"]               # the line's beginning
patterns = ["^Tel\\\\. [0-9 ]+$"]           # regular expressions
"""


def _explain_rules(out: Console) -> None:
    from pressmark.corpus import default_rules
    from pressmark.corpus.html.rules import REASONS

    by_wording = {rule.name: rule.reason for rule in default_rules()}
    width = max(map(len, [*by_wording, *REASONS]))
    out.prose("Lines are removed by these rules, each with the reason that is shown:")
    out.say()
    _list_rules(out, by_wording, width)
    out.say()
    out.prose("Parts of a web page are removed by these; a rules file does not change them:")
    out.say()
    _list_rules(out, REASONS, width)
    out.say()
    out.prose(
        "A file for --rules adds rules of your own and turns others off. Case and punctuation of "
        "wordings do not matter. What it would change in a folder is shown by "
        "pressmark clean FOLDER --diff default FILE"
    )
    out.say()
    for line in RULES_FILE.splitlines():
        out.say(out.set(f"    {line}", QUIET))


def _list_rules(out: Console, reasons: Mapping[str, str], width: int) -> None:
    for rule, reason in reasons.items():
        name = out.set(f"{rule:<{width}}", RULE) + "  "
        out.prose(reason, first=name, indent=" " * (width + 2))


_TOPICS = {"query": _explain_queries, "rules": _explain_rules}
