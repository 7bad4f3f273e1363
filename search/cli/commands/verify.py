"""`pressmark verify`: whether every file of the index is whole."""

from pathlib import Path

import click

from pressmark.search.cli.console import console
from pressmark.search.cli.failure import warn
from pressmark.search.cli.options import index_option, json_option
from pressmark.search.cli.status import DONE, ERROR

EPILOG = """\b
Example:
  pressmark verify && cp -r .pressmark /backup

The exit status is 0 for a whole index and 2 for a damaged one.
"""


@click.command(epilog=EPILOG)
@index_option()
@json_option()
def command(index_path: Path, as_json: bool) -> int:
    """Check every file of the index against its checksum."""
    from pressmark.index import Index

    index = Index.open(index_path)
    damages = index.verify()
    out = console("never")
    if as_json:
        out.json({"path": str(index.path), "damages": [str(damage) for damage in damages]})
    elif not damages:
        out.say(out.set(f"{index.path} is whole.", {}))
    for damage in damages:
        warn(str(damage), damage.hint)
    return ERROR if damages else DONE
