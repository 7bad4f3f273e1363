"""`pressmark compact`: merge all segments of the index."""

from typing import TYPE_CHECKING

import click

from pressmark.search.cli import DONE
from pressmark.search.cli.console import console
from pressmark.search.cli.options import index_option, json_option
from pressmark.search.formatting import size

if TYPE_CHECKING:
    from pressmark.index.opensearch.address import Place

EPILOG = """\b
Example:
  pressmark compact

This frees the space of removed and replaced articles, and searching gets a
little faster. It is never needed: indexing merges segments as it goes.
"""


@click.command(epilog=EPILOG)
@index_option()
@json_option()
def command(index_path: "Place", as_json: bool) -> int:
    """Merge the segments of the index and drop removed articles."""
    from pressmark.index import open_index

    index = open_index(index_path)
    before = index.stats().size_bytes
    done = index.compact()
    after = index.stats().size_bytes
    out = console("never")
    if as_json:
        out.json({"compacted": done, "bytes_before": before, "bytes_after": after})
    elif done:
        out.print(f"Compacted: {size(before)} before, {size(after)} now.")
    else:
        out.print(f"Nothing to do: the index is one segment of {size(after)}.")
    return DONE
