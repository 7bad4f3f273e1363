"""`pressmark remove`: remove articles from the index."""

from typing import TYPE_CHECKING

import click

from pressmark.search.cli import DONE
from pressmark.search.cli.console import console
from pressmark.search.cli.options import completing, index_option, json_option
from pressmark.search.formatting import counted

if TYPE_CHECKING:
    from pressmark.index.opensearch.address import Place

EPILOG = """\b
Examples:
  pressmark remove 3f2a9c01b7d4
  pressmark remove https://example.org/news/ferry
  pressmark remove articles/2019          all articles of a folder

Files are not deleted. The articles stay out when their files are indexed again, until
pressmark index PATH --restore puts them in.
"""


@click.command(epilog=EPILOG)
@click.argument("article", shell_complete=completing("articles"))
@index_option()
@json_option()
def command(article: str, index_path: "Place", as_json: bool) -> int:
    """Remove articles from the index.

    ARTICLE is an id, the beginning of one, a URL, or the path of a file or folder.
    """
    from pressmark.index import open_index

    removed = open_index(index_path).delete(article)
    out = console("never")
    if as_json:
        out.json({"removed": removed})
    else:
        out.print(f"Removed {counted(removed, 'article')}. To undo: pressmark index PATH --restore")
    return DONE
