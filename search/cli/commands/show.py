"""`pressmark show`: one article of the index."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pressmark.search.cli import DONE
from pressmark.search.cli.article_view import show_explained, show_text
from pressmark.search.cli.console import QUIET, Console, console, short_path
from pressmark.search.cli.format_choice import FormatChoice
from pressmark.search.cli.options import (
    color_option,
    completing,
    excel_option,
    index_option,
    json_option,
)
from pressmark.search.formatting import about_title, day

if TYPE_CHECKING:
    from pressmark.index import StoredArticle
    from pressmark.index.opensearch.address import Place

EPILOG = """\b
Examples:
  pressmark show 3f2a9c01b7d4          the id in the results of search
  pressmark show https://example.org/news/ferry
  pressmark show articles/ferry.html --removed
  pressmark show 3f2a9c01b7d4 --as bibtex

text and markdown have the whole article; jsonl and csv a paragraph on each line,
with its offsets in the text; bibtex, ris and csl (CSL-JSON) the citation.
"""


@click.command(epilog=EPILOG)
@click.argument("article", shell_complete=completing("articles"))
@index_option()
@click.option("--removed", is_flag=True, help="Show removed lines in place, with the reasons.")
@click.option(
    "--as",
    "format_",
    type=FormatChoice(["text", "markdown", "jsonl", "csv", "bibtex", "ris", "csl"]),
    help="Write the article in this format.",
)
@excel_option()
@json_option()
@color_option()
def command(
    article: str,
    index_path: "Place",
    removed: bool,
    format_: str | None,
    excel: bool,
    as_json: bool,
    color: str,
) -> int:
    """Show one article without its boilerplate.

    ARTICLE is its id, a prefix of its id, its URL or its file.
    """
    from pressmark.search.engine import open_index
    from pressmark.search.results.json import to_json

    stored = open_index(index_path).get(article)
    out = console(color)
    if format_:
        from pressmark.search.cli.lines_out import write_lines
        from pressmark.search.results.article_export import FORMATS

        write_lines(sys.stdout, FORMATS[format_](stored), excel=excel and format_ == "csv")
        return DONE
    if as_json:
        out.json(to_json(stored))
        return DONE
    _show_heading(out, stored)
    if removed:
        show_explained(out, stored.paragraphs, stored.removals)
    else:
        show_text(out, stored.paragraphs)
    if stored.names:
        out.paragraph(f"Names: {', '.join(stored.names)}", style=QUIET)
    return DONE


def _show_heading(out: Console, stored: "StoredArticle") -> None:
    from pressmark.index.articles.extra_terms import (
        written_value,  # loads Whoosh, and help needs none
    )

    authors = ", ".join(stored.authors)
    known = (stored.source, day(stored.published), authors, about_title(stored), stored.id)
    out.paragraph(" · ".join(part for part in known if part), style=QUIET)
    if stored.url:
        out.paragraph(stored.url, style=QUIET)
    place = (f"{name.replace('_', ' ')} {value}" for name, value in stored.place.items())
    path = Path(stored.origin)
    file = str(short_path(path)) if path.is_absolute() else stored.origin
    out.paragraph(", ".join(filter(None, (file, *place))), style=QUIET)
    for name, value in stored.extra.items():
        values = value if isinstance(value, tuple) else (value,)
        out.paragraph(f"{name}: {', '.join(map(written_value, values))}", style=QUIET)
    out.print()
