"""`pressmark saved`: the saved searches, with the number of new hits of each."""

from typing import TYPE_CHECKING

import click

from pressmark.search.cli import DONE, NOTHING
from pressmark.search.cli.console import PLAIN, QUIET, console
from pressmark.search.cli.failure import warn
from pressmark.search.cli.options import color_option, index_option, json_option

if TYPE_CHECKING:
    from pressmark.index.opensearch.address import Place

EPILOG = """\b
Examples:
  pressmark saved
  pressmark saved --json | jq -r '.searches[] | select(.new > 0).name'
"""


@click.command(epilog=EPILOG)
@index_option()
@json_option()
@color_option()
def command(index_path: "Place", as_json: bool, color: str) -> int:
    """List the saved searches.

    Each with the number of hits that pressmark new would show. Nothing counts as shown by this.
    """
    from pressmark.search import saved_news
    from pressmark.search.engine import open_index
    from pressmark.search.results.json import to_json

    searches = saved_news(open_index(index_path))
    out = console(color)
    if as_json:
        out.json({"searches": to_json(searches)})
    elif not searches:
        warn("No search is saved.", "Save one: pressmark save NAME QUERY")
    width = max((len(each.name) for each in searches), default=0)
    for each in searches if not as_json else ():
        name = out.styled(f"{each.name:<{width}}", PLAIN)
        query = out.styled(each.query, PLAIN)
        all_words = " --all-words" if each.all_words else ""
        out.print(f"{name}  {each.new:>5,} new  {query}{out.styled(all_words, QUIET)}")
        if each.problem:
            out.print(out.styled(f"{'':<{width}}  {each.problem}", QUIET))
    return DONE if searches else NOTHING
