"""`pressmark serve`: the page in the browser."""

from pathlib import Path

import click

from pressmark.search.cli import DONE
from pressmark.search.cli.options import index_option

DEFAULT_PORT = 8000

EPILOG = """\b
Examples:
  pressmark serve                      then open http://127.0.0.1:8000
  pressmark serve --port 9000 --index ~/news/.pressmark

Stop it with Ctrl-C. It listens on this machine alone; to read from another one,
forward the port (ssh -L 8000:127.0.0.1:8000 HOST), or share a word with its readers:

\b
  export PRESSMARK_TOKEN=a-long-word-of-your-own
  pressmark serve --host 0.0.0.0       they open HOST:8000/?token=… once
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
    help="The port; 0 takes a free one.",
)
@click.option(
    "--token",
    default="",
    envvar="PRESSMARK_TOKEN",
    show_envvar=True,
    metavar="WORD",
    help="Answer only those who know this word.",
)
def command(index_path: Path, host: str, port: int, token: str) -> int:
    """Serve a search page and a JSON API over the index."""
    from pressmark.search.web import serve

    serve(index_path, host=host, port=port, token=token, ready=_say_where)
    return DONE


def _say_where(address: str) -> None:
    click.echo(f"Serving on {address} (Ctrl-C stops it)")
