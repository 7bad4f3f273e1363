"""`pressmark serve`: the page and the API."""

from typing import TYPE_CHECKING

import click

from pressmark.search.cli import DONE
from pressmark.search.cli.options import index_option

if TYPE_CHECKING:
    from pressmark.index.opensearch.address import Place

DEFAULT_PORT = 8000

EPILOG = """\b
Examples:
  pressmark serve                      then open http://127.0.0.1:8000
  pressmark serve --port 9000 --index ~/news/.pressmark

Stop it with Ctrl-C. It listens on this machine only. For access from another one,
forward the port (ssh -L 8000:127.0.0.1:8000 HOST), or use a token:

\b
  export PRESSMARK_TOKEN=a-long-random-word
  pressmark serve --host 0.0.0.0       then open HOST:8000/?token=… once
"""


@click.command(epilog=EPILOG)
@index_option()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=DEFAULT_PORT,
    show_default=True,
    metavar="N",
    help="The port; 0 is any free one.",
)
@click.option(
    "--token",
    default="",
    envvar="PRESSMARK_TOKEN",
    show_envvar=True,
    metavar="TOKEN",
    help="Answer only requests with this token.",
)
def command(index_path: "Place", host: str, port: int, token: str) -> int:
    """Serve a search page and a JSON API over the index."""
    from pressmark.search.web import serve

    serve(index_path, host=host, port=port, token=token, ready=_print_address)
    return DONE


def _print_address(address: str) -> None:
    click.echo(f"Serving on {address} (Ctrl-C stops it)")
