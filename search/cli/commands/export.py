"""`pressmark export`: all that a query finds, for other programs."""

import sys
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pressmark.corpus.errors import QueryError
from pressmark.search.cli.console import speaks_unicode
from pressmark.search.cli.failure import report_query, tell_nothing_found
from pressmark.search.cli.options import (
    copies_option,
    index_option,
    paragraphs_option,
    sort_option,
)
from pressmark.search.cli.status import DONE, NOTHING

if TYPE_CHECKING:
    from pressmark.search.pipeline import Sort

EPILOG = """\b
Examples:
  pressmark export ferry > ferry.jsonl
  pressmark export --as csv 'source:tribune storm' > storm.csv
  pressmark export --as markdown '"Gull Holm"' --sort oldest

jsonl has one hit a line in the shape of pressmark search --json; csv opens in
a spreadsheet, where a cell that would be a formula begins with an apostrophe;
markdown quotes each paragraph with its citation.
"""


@click.command(epilog=EPILOG)
@click.argument("query", nargs=-1, required=True)
@index_option()
@click.option(
    "--as",
    "format_",
    type=click.Choice(["jsonl", "csv", "markdown"]),
    default="jsonl",
    show_default=True,
    help="The format to write.",
)
@sort_option()
@paragraphs_option()
@copies_option()
def command(
    query: tuple[str, ...],
    index_path: Path,
    format_: str,
    sort: "Sort",
    paragraphs: bool,
    copies: bool,
) -> int:
    """Write everything that a query finds.

    QUERY is written as for search; hits are written as they are found, thousands if need be.
    """
    from pressmark.index import Index
    from pressmark.search import export
    from pressmark.search.exports import FORMATS, as_jsonl

    index, asked = Index.open(index_path), " ".join(query)
    hits = export(index, asked, sort=sort, paragraphs=paragraphs, copies=copies)
    try:
        best = next(hits, None)
    except QueryError as error:
        return report_query(error, asked)
    if best is None:
        tell_nothing_found(asked)
        return NOTHING
    lines = FORMATS[format_]
    if format_ == "jsonl" and not speaks_unicode(sys.stdout):
        lines = partial(as_jsonl, ascii_only=True)
    for line in lines(chain((best,), hits)):
        sys.stdout.write(f"{line}\n")
    return DONE
