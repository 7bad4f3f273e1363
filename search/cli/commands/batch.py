"""`pressmark batch`: many queries at once, as a table."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

import click

from pressmark.search.cli import DONE, NOTHING
from pressmark.search.cli.console import console
from pressmark.search.cli.options import (
    all_words_option,
    excel_option,
    index_option,
    note_json,
    spellings_option,
)

if TYPE_CHECKING:
    from pressmark.index.opensearch.address import Place
    from pressmark.index.spellings import Spellings
    from pressmark.search.options import SpellingUse
    from pressmark.search.query_batch import BatchRow

EPILOG = """\b
Examples:
  pressmark batch names.txt --phrases > names.csv
  pressmark batch queries.txt --as json | jq '.rows[] | select(.hits > 0)'
  cut -f1 people.tsv | pressmark batch - --phrases

FILE has one query on each line; blank lines are left out. Each row has the number
of hits and articles, the first and the last day, and the best hit with its
paragraph and address. A query that cannot be read is a row with an error, and the
exit status is 1.
"""


@click.command(epilog=EPILOG)
@click.argument("file", type=click.File("rb"))
@click.option(
    "--phrases", is_flag=True, help="Each line is a phrase, such as a name, and no query."
)
@click.option(
    "--as",
    "format_",
    type=click.Choice(["csv", "json"]),
    callback=note_json,
    default="csv",
    show_default=True,
    help="The format to write.",
)
@excel_option()
@all_words_option()
@spellings_option()
@index_option()
def command(
    file: BinaryIO,
    phrases: bool,
    format_: str,
    excel: bool,
    all_words: bool,
    spellings: "SpellingUse | Spellings",
    index_path: "Place",
) -> int:
    """Search for each line of a file.

    FILE is a text file in any encoding, - is standard input.
    """
    from pressmark.corpus.text.encoding import decode
    from pressmark.search.cli.lines_out import write_lines
    from pressmark.search.engine import open_index
    from pressmark.search.query_batch import as_csv, batch

    lines = filter(None, map(str.strip, decode(file.read()).splitlines()))
    index = open_index(index_path)
    rows = batch(index, lines, phrases=phrases, all_words=all_words, spellings=spellings)
    if format_ == "json":
        from pressmark.search.results.json import to_json

        found = tuple(rows)
        console().json({"rows": to_json(found)})
        return NOTHING if any(each.error for each in found) else DONE
    failed = False

    def watched() -> "Iterator[BatchRow]":
        nonlocal failed
        for each in rows:
            failed |= bool(each.error)
            yield each

    write_lines(sys.stdout, as_csv(watched()), excel=excel)
    return NOTHING if failed else DONE
