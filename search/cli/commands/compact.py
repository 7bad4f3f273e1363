"""`pressmark compact`: the index rewritten as one piece."""

from pathlib import Path

import click

from pressmark.search.cli import DONE
from pressmark.search.cli.console import console
from pressmark.search.cli.options import index_option, json_option
from pressmark.search.formatting import size

EPILOG = """\b
Example:
  pressmark compact

What was removed or replaced gives its room back, and searching gets a little
faster. It is never needed: indexing merges as it goes.
"""


@click.command(epilog=EPILOG)
@index_option()
@json_option()
def command(index_path: Path, as_json: bool) -> int:
    """Rewrite the index as one piece, without what was removed."""
    from pressmark.index import Index

    index = Index.open(index_path)
    before = index.stats().size_bytes
    done = index.compact()
    after = index.stats().size_bytes
    out = console("never")
    if as_json:
        out.json({"compacted": done, "bytes_before": before, "bytes_after": after})
    elif done:
        out.say(f"Compacted: {size(before)} before, {size(after)} now.")
    else:
        out.say(f"Nothing to do: the index is one piece of {size(after)}.")
    return DONE
