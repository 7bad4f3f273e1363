"""`pressmark count`: the hits of queries by period, source, author or another value."""

import sys
from typing import TYPE_CHECKING

import click

from pressmark.corpus.errors import QueryError
from pressmark.search.cli import DONE, NOTHING
from pressmark.search.cli.console import console
from pressmark.search.cli.failure import report_query, warn
from pressmark.search.cli.format_choice import FormatChoice
from pressmark.search.cli.options import (
    all_words_option,
    color_option,
    completing,
    excel_option,
    index_option,
    note_json,
    spellings_option,
)

if TYPE_CHECKING:
    from pressmark.index.opensearch.address import Place
    from pressmark.index.spellings import Spellings
    from pressmark.search.options import SpellingUse, Unit

EPILOG = """\b
Examples:
  pressmark count ferry --by month
  pressmark count ferry bridge 'storm since:2022-10' --by week
  pressmark count ferry '*' --by source          beside all articles
  pressmark count ferry --by year --relative     in percent of all articles
  pressmark count tax --by party --as csv > tax.csv

A story, an article with its near-copies, counts once: in the period and for the
source and author of its matching article that was published first. An article
with several authors counts for each of them. Periods without a hit are rows too;
many in a row are one line of the table. What has no such period or value is in the
last row. A week is named by its Monday.
"""


@click.command(epilog=EPILOG)
@click.argument(
    "queries", metavar="QUERY...", nargs=-1, required=True, shell_complete=completing("query_words")
)
@click.option(
    "--by",
    default="month",
    show_default=True,
    metavar="FIELD",
    shell_complete=completing("counted_by"),
    help="day, week, month, year, source, author, language or a column of the records.",
)
@click.option(
    "--of",
    type=click.Choice(["stories", "articles", "paragraphs"]),
    default="stories",
    show_default=True,
    help="What to count.",
)
@click.option("--relative", is_flag=True, help="Divide by the number of all articles of the row.")
@click.option(
    "--as",
    "format_",
    type=FormatChoice(["table", "csv", "json"]),
    callback=note_json,
    default="table",
    show_default=True,
    help="The format to write.",
)
@excel_option()
@all_words_option()
@spellings_option()
@index_option()
@color_option()
def command(
    queries: tuple[str, ...],
    by: str,
    of: "Unit",
    relative: bool,
    format_: str,
    excel: bool,
    all_words: bool,
    spellings: "SpellingUse | Spellings",
    index_path: "Place",
    color: str,
) -> int:
    """Count the hits of queries over time, or by a field.

    Each QUERY is that of search, in quotation marks if it has several words.
    """
    from pressmark.search import count
    from pressmark.search.engine import open_index

    index = open_index(index_path)
    try:
        counts = count(
            index,
            queries,
            by=by,
            of=of,
            relative=relative,
            all_words=all_words,
            spellings=spellings,
        )
    except QueryError as error:
        return report_query(error, error.query)
    out = console(color)
    if format_ == "json":
        from pressmark.search.results.json import to_json

        out.json(to_json(counts))
    elif format_ == "csv":
        from pressmark.search.cli.lines_out import write_lines
        from pressmark.search.results.counts import as_csv

        write_lines(sys.stdout, as_csv(counts), excel=excel)
    elif any(counts.totals):
        from pressmark.search.cli.count_view import show_counts

        show_counts(out, counts)
    else:
        warn("Nothing found.", " ".join(counts.notes) or "Try fewer or other words.")
    return DONE if any(counts.totals) else NOTHING
