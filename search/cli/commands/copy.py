"""`pressmark copy`: copy an index to another place."""

from typing import TYPE_CHECKING

import click

from pressmark.corpus.errors import AskError, IndexMissing
from pressmark.search.cli import DONE
from pressmark.search.cli.console import console
from pressmark.search.cli.options import IndexPlace, json_option, new_index_options
from pressmark.search.formatting import counted

if TYPE_CHECKING:
    from pressmark.index.opensearch.address import Place
    from pressmark.index.writable_index import WritableIndex

EPILOG = """\b
Examples:
  pressmark copy .pressmark opensearch://localhost:9200/news
  pressmark copy opensearch://localhost:9200/news backup

Articles keep their ids, and files that were indexed are not read again. The same
command goes on where it was stopped, and copies what was added since.
"""


@click.command(epilog=EPILOG)
@click.argument("source", metavar="FROM", type=IndexPlace())
@click.argument("target", metavar="TO", type=IndexPlace())
@new_index_options()
@json_option()
def command(
    source: "Place", target: "Place", shards: int | None, replicas: int | None, as_json: bool
) -> int:
    """Copy an index to another place.

    FROM and TO are folders, or addresses in a cluster such as opensearch://HOST:9200/NAME.
    """
    from pressmark.index import open_index
    from pressmark.index.copying import copy_index

    index = open_index(source)
    to = _open_or_create(target, index.language, shards, replicas)
    if index.version() == to.version():
        raise AskError("The two places are one index.", "Choose another place to copy to.")
    copied, unchanged = copy_index(index, to)
    out = console("never")
    if as_json:
        out.json({"copied": copied, "unchanged": unchanged})
    else:
        known = f", {counted(unchanged, 'article')} already there" if unchanged else ""
        out.print(f"Copied {counted(copied, 'article')}{known}.")
    return DONE


def _open_or_create(
    place: "Place", language: str, shards: int | None, replicas: int | None
) -> "WritableIndex":
    from pressmark.index import create_index, open_index

    try:
        return open_index(place)
    except IndexMissing:
        return create_index(place, language=language, shards=shards, replicas=replicas)
