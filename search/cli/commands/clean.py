"""`pressmark clean`: one file, cleaned, without an index."""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from pressmark.corpus.errors import InputError
from pressmark.corpus.model import Article, CleanArticle
from pressmark.search.cli.article_view import show_explained, show_text
from pressmark.search.cli.console import QUIET, Console, console
from pressmark.search.cli.ingest_view import show_problems, show_rules
from pressmark.search.cli.options import color_option, field_option, json_option
from pressmark.search.cli.shapes import cleaned_to_json, skipped_to_json
from pressmark.search.cli.status import DONE, NOTHING

BETWEEN_ARTICLES = "─" * 40

EPILOG = """\b
Examples:
  pressmark clean page.html                    the article, nothing else
  pressmark clean page.html --explain          what was removed, and why
  curl -s https://example.org/a | pressmark clean -
  pressmark clean dump.jsonl --json | jq '.articles[].removals'
"""


@click.command(epilog=EPILOG)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--explain", is_flag=True, help="Show each removed line in place, with its rule.")
@field_option()
@json_option()
@color_option()
def command(file: Path, explain: bool, fields: Mapping[str, str], as_json: bool, color: str) -> int:
    """Clean a file and print its text; index nothing.

    FILE may be - for standard input.
    """
    from pressmark.corpus import clean

    out = console(color)
    problems: list[InputError] = []
    articles = (clean(article) for article in _read(file, fields, problems))
    if as_json:
        cleaned = [cleaned_to_json(article) for article in articles]
        out.json({"articles": cleaned, "skipped": skipped_to_json(problems)})
        found = bool(cleaned)
    else:
        found = _show_all(out, articles, explain)
        show_problems(problems)
    return DONE if found and not problems else NOTHING


def _read(file: Path, fields: Mapping[str, str], problems: list[InputError]) -> Iterator[Article]:
    from pressmark.corpus import read, read_bytes

    if file == Path("-"):
        items = read_bytes(sys.stdin.buffer.read(), "stdin", fields=fields)
    else:
        items = read(file, fields=fields)
    for item in items:
        if isinstance(item, InputError):
            problems.append(item)
        else:
            yield item


def _show_all(out: Console, articles: Iterator[CleanArticle], explain: bool) -> bool:
    removed: Counter[str] = Counter()
    number = 0
    for number, cleaned in enumerate(articles, start=1):
        if number > 1:
            out.say(out.set(BETWEEN_ARTICLES, QUIET) + "\n")
        if explain:
            show_explained(out, cleaned.paragraphs, cleaned.removals)
        else:
            show_text(out, cleaned.paragraphs)
        removed.update(removal.rule for removal in cleaned.removals)
    if removed and explain:
        show_rules(out, removed)
    return number > 0
