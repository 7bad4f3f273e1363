"""`pressmark forget`: delete a saved search."""

from typing import TYPE_CHECKING

import click

from pressmark.search.cli import DONE
from pressmark.search.cli.options import completing, index_option

if TYPE_CHECKING:
    from pressmark.index.opensearch.address import Place

EPILOG = """\b
Example:
  pressmark forget ferry
"""


@click.command(epilog=EPILOG)
@click.argument("name", shell_complete=completing("saved_names"))
@index_option()
def command(name: str, index_path: "Place") -> int:
    """Delete a saved search."""
    from pressmark.search.engine import open_index

    open_index(index_path).saved_searches.forget(name)
    click.echo(f"Forgot the search {name}.")
    return DONE
