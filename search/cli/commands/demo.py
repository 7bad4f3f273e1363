"""`pressmark demo`: the whole job at once, on the articles that come with Pressmark."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from pressmark.corpus import samples_path
from pressmark.corpus.model import Article, Removal
from pressmark.search.cli import DONE
from pressmark.search.cli.console import DROPPED, QUIET, RULE, STRONG, Console, console
from pressmark.search.cli.hits import show_results
from pressmark.search.cli.options import color_option
from pressmark.search.formatting import counted, duration

if TYPE_CHECKING:
    from pressmark.index import Index

QUERIES = ("Who kept the light at Gull Holm?", '"sea trial"', "source:courier flood bridge")
HITS_EACH = 2

EXCERPT = 70
"""Characters of a removed line that are shown: with its sign it fits on 80 columns."""

EPILOG = """\b
Example:
  pressmark demo

The index is made in a temporary folder and gone afterwards. The articles were
written for this purpose: their newspapers and region do not exist.
"""


@click.command(epilog=EPILOG)
@color_option()
def command(color: str) -> int:
    """Show the whole job on sample articles."""
    from pressmark.index import Index

    out = console(color)
    with TemporaryDirectory(prefix="pressmark-demo-") as folder:
        index = Index.create(Path(folder) / "index")
        _title(out, "Reading and indexing the sample articles")
        report = index.add([samples_path()])
        articles, paragraphs = (
            counted(report.added, "article"),
            counted(report.paragraphs, "paragraph"),
        )
        out.say(f"{articles} with {paragraphs} in {duration(report.seconds)}.")
        _title(out, "What cleaning removed, and why: an example of each kind")
        _show_reasons(out)
        for query in QUERIES:
            _title(out, f"pressmark search '{query}'")
            _answer(out, index, query)
    out.say("\nNow yours: pressmark index FOLDER")
    return DONE


def _title(out: Console, text: str) -> None:
    out.say()
    out.say(out.set(f"▌ {text}", STRONG))
    out.say()


def _show_reasons(out: Console) -> None:
    by_rule: dict[str, list[Removal]] = {}
    for removal in _removals():
        by_rule.setdefault(removal.rule, []).append(removal)
    for rule, removals in sorted(by_rule.items(), key=lambda item: -len(item[1])):
        counted_rule = f"{len(removals):>3}  {out.set(rule, RULE)}  "
        out.prose(removals[0].reason, first=counted_rule, indent="     ", look=QUIET)
        example = out.set(_shortened(removals[0].block.text), DROPPED)
        out.say(out.set("     - ", DROPPED) + example)


def _removals() -> Iterator[Removal]:
    from pressmark.corpus import clean, find_files, read

    for path in find_files([samples_path()]):
        if isinstance(path, Path):
            for article in read(path):
                if isinstance(article, Article):
                    yield from clean(article).removals


def _shortened(text: str) -> str:
    return text if len(text) <= EXCERPT else text[: EXCERPT - 2].rstrip() + " …"


def _answer(out: Console, index: "Index", query: str) -> None:
    from pressmark.search import search

    show_results(out, search(index, query, limit=HITS_EACH))
