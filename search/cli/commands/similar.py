"""`pressmark similar`: articles similar to one, or to a paragraph of it."""

from typing import TYPE_CHECKING

import click

from pressmark.search.cli import DONE, NOTHING
from pressmark.search.cli.console import console
from pressmark.search.cli.failure import warn
from pressmark.search.cli.hits import show_hits
from pressmark.search.cli.options import (
    color_option,
    completing,
    copies_option,
    index_option,
    json_option,
    limit_option,
)

if TYPE_CHECKING:
    from pressmark.index.opensearch.address import Place

EPILOG = """\b
Examples:
  pressmark similar 95227e759ea1        similar articles
  pressmark similar 95227e759ea1#3      like paragraph 3; #0 is the title
  pressmark similar https://tribune.example/2022/10/02/bridge --json
"""


@click.command(epilog=EPILOG)
@click.argument("target", metavar="ID[#ORDINAL]", shell_complete=completing("articles"))
@index_option()
@limit_option(default=10, most=100, help_="Most hits.")
@copies_option()
@json_option()
@color_option()
def command(
    target: str, index_path: "Place", limit: int, copies: bool, as_json: bool, color: str
) -> int:
    """Find similar articles.

    ID is the id of an article, a prefix of it, its URL or its file.
    """
    from pressmark.search import more_like_this
    from pressmark.search.engine import open_index
    from pressmark.search.results.json import to_json

    article, ordinal = _split_target(target)
    results = more_like_this(open_index(index_path), article, ordinal, limit=limit, copies=copies)
    out = console(color)
    if as_json:
        out.json(to_json(results))
    elif results.hits:
        show_hits(out, results.hits)
    else:
        for note in results.notes:
            warn(note)
    return DONE if results.hits else NOTHING


def _split_target(target: str) -> tuple[str, int | None]:
    """The article and the paragraph; a # without a number is part of a URL."""
    article, _, ordinal = target.rpartition("#")
    if article and ordinal.isascii() and ordinal.isdigit():
        return article, int(ordinal)
    return target, None
