"""`pressmark new`: what saved searches find that was not shown yet."""

import sys
from typing import TYPE_CHECKING, Any

import click

from pressmark.corpus.errors import QueryError
from pressmark.search.cli import DONE, NOTHING
from pressmark.search.cli.console import QUIET, STRONG, Console, console
from pressmark.search.cli.failure import report_query, warn
from pressmark.search.cli.hits import show_hits
from pressmark.search.cli.options import color_option, completing, index_option, json_option
from pressmark.search.formatting import counted

if TYPE_CHECKING:
    from pressmark.index.opensearch.address import Place
    from pressmark.search.engine import Searchable
    from pressmark.search.saved import News

EPILOG = """\b
Examples:
  pressmark new                  of all saved searches
  pressmark new ferry
  pressmark new ferry --json

Each hit is shown once, those indexed last first. A near-copy of a hit that was
shown is not new. The exit status is 0 with new hits and 1 without, and without any nothing
is printed but on a terminal, so that cron mails only news:

\b
  0 7 * * *  cd ~/news && pressmark index articles --quiet; pressmark new
"""


@click.command(epilog=EPILOG)
@click.argument("name", required=False, shell_complete=completing("saved_names"))
@index_option()
@json_option()
@color_option()
def command(name: str | None, index_path: "Place", as_json: bool, color: str) -> int:
    """Show what has come since the last look.

    NAME is a saved search; without it all of them are shown.
    """
    from pressmark.search.engine import open_index

    index, out = open_index(index_path), console(color)
    names = [name] if name else [each.name for each in index.saved_searches.list()]
    if not names:
        warn("No search is saved.", "Save one: pressmark save NAME QUERY")
    statuses = [_show(index, each, out, as_json=as_json) for each in names]
    if names and not as_json and set(statuses) == {NOTHING} and sys.stdout.isatty():
        out.print(out.styled(f"Nothing new in {counted(len(names), 'saved search')}.", QUIET))
    return max((status for status in statuses if status != NOTHING), default=NOTHING)


def _show(index: "Searchable", name: str, out: Console, *, as_json: bool) -> int:
    """Show the new hits of one search, which count as shown once they are written."""
    from pressmark.search import new_hits

    try:
        with new_hits(index, name) as news:
            shown = _print_json(out, news) if as_json else _print(out, news)
            sys.stdout.flush()
    except QueryError as error:
        return report_query(error, error.query)
    return DONE if shown else NOTHING


def _print(out: Console, news: "News") -> int:
    hits = tuple(news.hits)
    if hits:
        heading = f"{news.search.name}: {counted(len(hits), 'new hit')}"
        out.print(out.styled(heading, STRONG))
        out.print()
        show_hits(out, hits)
        out.print()
    return len(hits)


def _print_json(out: Console, news: "News") -> int:
    from pressmark.search.results.json import to_json

    hits = [to_json(hit) for hit in news.hits]
    found: dict[str, Any] = {"name": news.search.name, "query": news.search.query, "hits": hits}
    out.json(found)
    return len(hits)
