"""`pressmark boilerplate`: recurring lines, and the lines that the user allows or blocks."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import click

from pressmark.search.cli import DONE, NOTHING
from pressmark.search.cli.console import QUIET, STRONG, Console, console
from pressmark.search.cli.options import Decorator, color_option, index_option, json_option
from pressmark.search.formatting import counted

if TYPE_CHECKING:
    from pressmark.index.boilerplate.known_lines import Boilerplate
    from pressmark.index.opensearch.address import Place

EPILOG = """\b
Examples:
  pressmark boilerplate
  pressmark boilerplate --block 'Vote now on our website.'
  pressmark boilerplate --allow 'The shipping forecast follows.'
  pressmark index --reclean                  clean again with these lines

A line that recurs in many articles of one source is boilerplate. An allowed line
is kept despite all rules; a blocked one is always removed.
"""


def _lines(
    context: click.Context, parameter: click.Parameter, lines: tuple[str, ...]
) -> tuple[str, ...]:
    if not all(line.strip() for line in lines):
        raise click.BadParameter("the line is empty", ctx=context, param=parameter)
    return lines


def _line_option(name: str, help_: str) -> Decorator:
    return click.option(name, multiple=True, metavar="LINE", callback=_lines, help=help_)


@click.command(epilog=EPILOG)
@index_option()
@_line_option("--allow", "Keep this line from now on.")
@_line_option("--block", "Remove this line from now on.")
@json_option()
@color_option()
def command(
    index_path: "Place", allow: Sequence[str], block: Sequence[str], as_json: bool, color: str
) -> int:
    """List recurring lines; allow or block some.

    This applies to articles that are indexed later, and with pressmark index --reclean to all.
    """
    from pressmark.index import open_index

    index = open_index(index_path)
    if allow or block:
        index.mark_lines(allow=allow, block=block)
    known = _to_json(index.boilerplate())
    out = console(color)
    if as_json:
        out.json(known)
    else:
        _show(out, known)
    return DONE if any(known.values()) else NOTHING


def _to_json(known: "Boilerplate") -> dict[str, list[Any]]:
    return {
        "lines": [
            {
                "source": line.source,
                "text": line.text,
                "count": line.count,
                "articles": line.articles,
            }
            for line in known.lines()
        ],
        "allowed": list(known.allowed),
        "blocked": list(known.blocked),
    }


def _show(out: Console, known: dict[str, list[Any]]) -> None:
    from pressmark.corpus.recurring_lines import MIN_ARTICLES

    if not known["lines"]:
        least = counted(MIN_ARTICLES, "article")
        out.print(f"No recurring lines. They are learned from sources with at least {least}.")
    for (source, articles), lines in groupby(known["lines"], key=itemgetter("source", "articles")):
        name = out.styled(source or "(source not known)", STRONG)
        out.print(name + out.styled(f", {counted(articles, 'article')}", QUIET))
        for line in lines:
            out.paragraph(line["text"], first=f"  {line['count']:>5,}  ", indent=" " * 9)
        out.print()
    for heading in ("allowed", "blocked"):
        _show_lines(out, heading.capitalize(), known[heading])


def _show_lines(out: Console, heading: str, lines: Sequence[str]) -> None:
    if lines:
        out.print(out.styled(heading, STRONG))
        for line in lines:
            out.paragraph(line, indent="         ")
        out.print()
