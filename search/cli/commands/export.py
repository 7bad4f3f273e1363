"""`pressmark export`: all hits of a query, for other programs."""

import sys
from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

import click

from pressmark.corpus.errors import AskError, QueryError
from pressmark.search.cli import DONE, NOTHING
from pressmark.search.cli.console import can_write_unicode
from pressmark.search.cli.failure import report_nothing_found, report_query, warn
from pressmark.search.cli.format_choice import FormatChoice
from pressmark.search.cli.options import (
    all_words_option,
    completing,
    copies_option,
    excel_option,
    index_option,
    paragraphs_option,
    sort_option,
    spellings_option,
)
from pressmark.search.formatting import counted

if TYPE_CHECKING:
    from pressmark.index import Index
    from pressmark.index.opensearch.address import Place
    from pressmark.index.spellings import Spellings
    from pressmark.search.options import Sort, SpellingUse
    from pressmark.search.results.models import Hit

EPILOG = """\b
Examples:
  pressmark export ferry > ferry.jsonl
  pressmark export --as csv 'source:tribune storm' > storm.csv
  pressmark export --as markdown '"Gull Holm"' --sort oldest
  pressmark export --as bibtex 'author:"ann lee"' > lee.bib
  pressmark export --as whoosh ferry.whoosh ferry

jsonl has one hit on each line, with the JSON of pressmark search --json; csv is
for spreadsheets, with an apostrophe before cells that would be formulas, and ends
with the further columns of the records; text and markdown quote each paragraph
with its citation; bibtex, ris and csl (CSL-JSON) are for reference managers, and
have the paragraph as a note; whoosh makes a stock Whoosh index of the articles in
DIR, which must be new or empty (pressmark help whoosh). Of near-copies the best is written, and
standard error has the number of the others.
"""


@click.command(epilog=EPILOG)
@click.argument(
    "words",
    metavar="[DIR] QUERY...",
    nargs=-1,
    required=True,
    shell_complete=completing("query_words"),
)
@index_option()
@click.option(
    "--as",
    "format_",
    type=FormatChoice(["jsonl", "csv", "text", "markdown", "bibtex", "ris", "csl", "whoosh"]),
    default="jsonl",
    show_default=True,
    help="The format to write.",
)
@excel_option()
@sort_option()
@paragraphs_option()
@copies_option()
@all_words_option()
@spellings_option()
def command(
    words: tuple[str, ...],
    index_path: "Place",
    format_: str,
    excel: bool,
    sort: "Sort",
    paragraphs: bool,
    copies: bool,
    all_words: bool,
    spellings: "SpellingUse | Spellings",
) -> int:
    """Write all hits of a query.

    QUERY is that of search. DIR is for --as whoosh only.
    """
    options: dict[str, Any] = {
        "sort": sort,
        "paragraphs": paragraphs,
        "copies": copies,
        "all_words": all_words,
        "spellings": spellings,
    }
    if format_ == "whoosh":
        return _write_whoosh(words, index_path, **options)
    from pressmark.search import export, search
    from pressmark.search.cli.lines_out import write_lines
    from pressmark.search.engine import open_index
    from pressmark.search.results.export import FORMATS, as_csv, as_jsonl, columns_found

    index, query = open_index(index_path), " ".join(words)
    hits = export(index, query, **options)
    try:
        best = next(hits, None)
    except QueryError as error:
        return report_query(error, query)
    if best is None:
        report_nothing_found(
            search(index, query, limit=0, all_words=all_words, spellings=spellings)
        )
        return NOTHING
    lines = FORMATS[format_]
    if format_ == "jsonl" and not can_write_unicode(sys.stdout):
        lines = partial(as_jsonl, ascii_only=True)
    if format_ == "csv":
        which = {name: value for name, value in options.items() if name != "sort"}
        columns = columns_found(index, query, **which)
        lines = partial(as_csv, columns=columns)
    written = left_out = 0

    def counted_hits() -> "Iterator[Hit]":
        nonlocal written, left_out
        for hit in chain((best,), hits):
            written += 1
            left_out += hit.also
            yield hit

    write_lines(sys.stdout, lines(counted_hits()), excel=excel and format_ == "csv")
    if left_out:
        sys.stdout.flush()  # the warning comes after the rows
        _report_left_out(left_out, written + left_out)
    return DONE


def _write_whoosh(arguments: tuple[str, ...], index_path: "Place", **options: Any) -> int:
    if len(arguments) < 2:
        raise click.UsageError("--as whoosh requires a directory and a query.")
    from pressmark.search import export_whoosh, search
    from pressmark.search.cli.progress import exporting_bar

    directory, *words = arguments
    index, query = _directory_index(index_path), " ".join(words)
    try:
        with exporting_bar() as show:
            done = export_whoosh(index, query, directory, progress=show, **options)
    except QueryError as error:
        return report_query(error, query)
    if not done.paragraphs:
        which = {name: options[name] for name in ("all_words", "spellings")}
        report_nothing_found(search(index, query, limit=0, **which))
        return NOTHING
    written = f"{counted(done.paragraphs, 'paragraph')} of {counted(done.articles, 'article')}"
    click.echo(f"Wrote {written} to {directory}")
    if done.left_out:
        _report_left_out(done.left_out, done.articles + done.left_out)
    return DONE


def _directory_index(place: "Place") -> "Index":
    from pressmark.index import Index

    if isinstance(place, str):
        raise AskError(
            "An index in a cluster cannot be exported to Whoosh.",
            "Copy it to a directory first: pressmark copy ADDRESS DIR",
        )
    return Index.open(place)


def _report_left_out(copies: int, articles: int) -> None:
    copies_are = "was left out, a near-copy" if copies == 1 else "were left out, near-copies"
    warn(
        f"{copies:,} of {counted(articles, 'article')} {copies_are} of those written.",
        "To write each copy too: --copies",
    )
