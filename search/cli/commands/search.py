"""`pressmark search`: the articles and paragraphs that match a query."""

from typing import TYPE_CHECKING

import click

from pressmark.corpus.errors import QueryError
from pressmark.search.cli import DONE, NOTHING
from pressmark.search.cli.console import console
from pressmark.search.cli.failure import report_nothing_found, report_query, warn
from pressmark.search.cli.hits import count_hits, show_results
from pressmark.search.cli.options import (
    all_words_option,
    color_option,
    completing,
    copies_option,
    index_option,
    json_option,
    limit_option,
    paragraphs_option,
    sort_option,
    spellings_option,
)
from pressmark.search.formatting import counted

if TYPE_CHECKING:
    from pressmark.index.opensearch.address import Place
    from pressmark.index.spellings import Spellings
    from pressmark.search.options import Sort, SpellingUse
    from pressmark.search.results.models import Results

EPILOG = """\b
Examples:
  pressmark search who repaired the bridge    any of the words, best first
  pressmark search '"ferry timetable"'        a phrase
  pressmark search 'source:tribune storm' --sort newest
  pressmark search storm --facets             counts by source, month …
  pressmark search 'party:green tax' --facet state   a column of the records
  pressmark search Zelensky --spellings       all other spellings too
  pressmark search ferry --limit 50 --json | jq -r '.hits[].article.url'
  pressmark search -n 5 -- ferry -storm       options, --, then any -word

All forms of a query: pressmark help query
"""


@click.command(epilog=EPILOG)
@click.argument(
    "words", metavar="QUERY...", nargs=-1, required=True, shell_complete=completing("query_words")
)
@index_option()
@limit_option(default=10, most=10_000, help_="Hits on a page.")
@click.option(
    "--page", "-p", type=click.IntRange(1), default=1, metavar="N", help="Which page of hits."
)
@sort_option()
@paragraphs_option()
@copies_option()
@all_words_option()
@spellings_option()
@click.option("--facets", is_flag=True, help="Count hits by source, author, month, names …")
@click.option(
    "--facet",
    multiple=True,
    metavar="NAME",
    shell_complete=completing("counted_by"),
    help="Count hits by this column or field; repeatable.",
)
@click.option("--explain", is_flag=True, help="Show the parts of each score.")
@json_option()
@color_option()
def command(
    words: tuple[str, ...],
    index_path: "Place",
    limit: int,
    page: int,
    sort: "Sort",
    paragraphs: bool,
    copies: bool,
    all_words: bool,
    spellings: "SpellingUse | Spellings",
    facets: bool,
    facet: tuple[str, ...],
    explain: bool,
    as_json: bool,
    color: str,
) -> int:
    """Search for articles or paragraphs.

    QUERY is plain words, or any form of pressmark help query. The best articles come first, each
    with its best paragraph.
    """
    from pressmark.search import search
    from pressmark.search.engine import open_index

    index, query = open_index(index_path), " ".join(words)
    try:
        results = search(
            index,
            query,
            limit=limit,
            offset=(page - 1) * limit,
            sort=sort,
            paragraphs=paragraphs,
            copies=copies,
            all_words=all_words,
            spellings=spellings,
            facets=facets,
            facet=facet,
            explain=explain,
        )
    except QueryError as error:
        return report_query(error, query)
    out = console(color)
    if as_json:
        from pressmark.search.results.json import to_json

        out.json(to_json(results))
    elif results.hits:
        show_results(out, results)
    else:
        _report_empty_page(results, page)
    return DONE if results.hits else NOTHING


def _report_empty_page(results: "Results", page: int) -> None:
    if not results.total:
        report_nothing_found(results)
        return
    pages = -(-results.total // results.limit)
    warn(
        f"There is no page {page}: {count_hits(results)} on {counted(pages, 'page')}.",
        f"Try --page {pages}",
    )
