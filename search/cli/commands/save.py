"""`pressmark save`: a query with a name, for what comes later."""

from typing import TYPE_CHECKING

import click

from pressmark.corpus.errors import QueryError
from pressmark.search.cli import DONE
from pressmark.search.cli.failure import report_query
from pressmark.search.cli.options import all_words_option, completing, index_option

if TYPE_CHECKING:
    from pressmark.index.opensearch.address import Place

EPILOG = """\b
Examples:
  pressmark save ferry ferry inquiry
  pressmark save storms 'source:tribune storm since:2022'
  pressmark new                      what has come since

Saved searches are kept in the folder of the index, in saved-searches.sqlite, and
in a cluster with its index. Indexing, compacting and moving the folder leave them
as they are.
"""


@click.command(epilog=EPILOG)
@click.argument("name")
@click.argument(
    "words", metavar="QUERY...", nargs=-1, required=True, shell_complete=completing("query_words")
)
@all_words_option()
@index_option()
def command(name: str, words: tuple[str, ...], all_words: bool, index_path: "Place") -> int:
    """Save a search under a name.

    QUERY is that of search. What it finds now counts as shown; pressmark new shows what comes
    later. A search of the same name is replaced.
    """
    from pressmark.search import save_search
    from pressmark.search.engine import open_index

    query = " ".join(words)
    try:
        replaced = save_search(open_index(index_path), name, query, all_words=all_words)
    except QueryError as error:
        return report_query(error, query)
    click.echo(f"{'Replaced' if replaced else 'Saved'} the search {name}.")
    return DONE
