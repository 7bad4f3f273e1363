"""`pressmark mcp`: the index as tools for a language model."""

from typing import TYPE_CHECKING

import click

from pressmark.corpus.errors import AskError
from pressmark.search.cli import DONE
from pressmark.search.cli.options import index_option

if TYPE_CHECKING:
    from pressmark.index.opensearch.address import Place

EPILOG = """\b
Examples:
  pressmark mcp --index ~/news/.pressmark
  claude mcp add news -- $(which pressmark) mcp --index ~/news/.pressmark

A client starts this in a folder of its own and without your PATH: give absolute
paths. The read-only tools are search, count, stats, read_article and
similar_articles; each article is a resource. This needs the extra mcp; in the
checkout of Pressmark: pip install '.[mcp]'
"""


@click.command(epilog=EPILOG)
@index_option()
def command(index_path: "Place") -> int:
    """Serve the index to a language model.

    The protocol is the Model Context Protocol (MCP) over standard input and output.
    """
    try:
        from pressmark.search.mcp import mcp_server
    except ModuleNotFoundError as missing:
        raise AskError(
            "The Model Context Protocol needs a package that is not installed.",
            "In the checkout of Pressmark: pip install '.[mcp]'",
        ) from missing
    mcp_server(index_path if isinstance(index_path, str) else index_path.absolute()).run()
    return DONE
