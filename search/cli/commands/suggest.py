"""`pressmark suggest`: completions of a query."""

from typing import TYPE_CHECKING

import click

from pressmark.search.cli import DONE, NOTHING
from pressmark.search.cli.console import PLAIN, QUIET, console
from pressmark.search.cli.options import (
    color_option,
    completing,
    index_option,
    json_option,
    limit_option,
)
from pressmark.search.formatting import counted

if TYPE_CHECKING:
    from pressmark.index.opensearch.address import Place

EPILOG = """\b
Examples:
  pressmark suggest ferr
  pressmark suggest 'light at gull h'
  pressmark suggest source:cour --json
"""


@click.command(epilog=EPILOG)
@click.argument(
    "typed", metavar="TEXT", nargs=-1, required=True, shell_complete=completing("query_words")
)
@index_option()
@limit_option(default=8, most=100, help_="Most suggestions.")
@json_option()
@color_option()
def command(
    typed: tuple[str, ...], index_path: "Place", limit: int, as_json: bool, color: str
) -> int:
    """Complete a query as it is being typed.

    TEXT is the beginning of a query. Its last word is completed by words of the index, by names of
    authors and sources, and by titles.
    """
    from pressmark.search import suggest
    from pressmark.search.engine import open_index
    from pressmark.search.results.json import to_json
    from pressmark.search.suggestions.completion import Suggestions

    text = " ".join(typed)
    found = suggest(open_index(index_path), text, limit=limit)
    out = console(color)
    if as_json:
        out.json(to_json(Suggestions(text, found)))
        return DONE if found else NOTHING
    for each in found:
        what = each.kind if each.articles is None else counted(each.articles, "article")
        out.print(f"{out.styled(each.text, PLAIN)}  {out.styled(what, QUIET)}")
    return DONE if found else NOTHING
