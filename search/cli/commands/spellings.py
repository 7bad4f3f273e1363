"""`pressmark spellings`: the groups of words and phrases that mean one thing."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pressmark.search.cli import DONE, NOTHING
from pressmark.search.cli.console import QUIET, Console, console
from pressmark.search.cli.options import color_option, index_option, json_option
from pressmark.search.formatting import counted

if TYPE_CHECKING:
    from pressmark.index.spellings import Spellings

EPILOG = """\b
Examples:
  pressmark spellings
  pressmark spellings Zelensky Zelenskyy Zelenskiy
  pressmark spellings --one-way EU 'European Union'
  pressmark spellings --forget Zelenskiy
  pressmark spellings --load spellings.toml

A search for one of a group finds all of it. More: pressmark help spellings
"""


@click.command(epilog=EPILOG)
@click.argument("words", metavar="[WORD WORD...]", nargs=-1)
@index_option()
@click.option("--one-way", is_flag=True, help="The first finds the others, they do not find it.")
@click.option("--forget", multiple=True, metavar="WORD", help="Take a word out of its groups.")
@click.option(
    "--load",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Keep the groups of a TOML file in place of all that are kept.",
)
@click.option(
    "--defaults/--no-defaults",
    default=None,
    help="With or without the list that comes with Pressmark.",
)
@json_option()
@color_option()
def command(
    words: Sequence[str],
    index_path: Path,
    one_way: bool,
    forget: Sequence[str],
    load: Path | None,
    defaults: bool | None,
    as_json: bool,
    color: str,
) -> int:
    """Accept spellings, or list accepted ones.

    The WORDs, and phrases in quotation marks, mean one thing from now on.
    """
    from dataclasses import replace

    from pressmark.index.spellings import load_spellings
    from pressmark.search.engine import open_index

    index = open_index(index_path)
    loaded = None if load is None else load_spellings(load)

    def changed(before: "Spellings") -> "Spellings":
        kept = before if loaded is None else loaded
        for word in forget:
            kept = kept.without(word)
        if words:
            kept = kept.with_group(words, one_way=one_way)
        return kept if defaults is None else replace(kept, defaults=defaults)

    is_changed = bool(words or forget) or load is not None or defaults is not None
    kept = index.change_spellings(changed) if is_changed else index.kept_spellings()
    out = console(color)
    if as_json:
        out.json(kept.to_json())
    else:
        _show(out, kept)
    return DONE if kept else NOTHING


def _show(out: Console, kept: "Spellings") -> None:
    from pressmark.search.query.spelling_groups import default_spellings

    for group in kept.both_ways:
        out.paragraph(" = ".join(group))
    for group in kept.one_way:
        out.paragraph(f"{group[0]} > {', '.join(group[1:])}")
    shipped = default_spellings()
    count = counted(len(shipped.both_ways) + len(shipped.one_way), "group")
    state = "used" if kept.defaults else "not used"
    out.print(out.styled(f"The list of {count} that comes with Pressmark is {state}.", QUIET))
