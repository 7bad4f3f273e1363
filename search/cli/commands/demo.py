"""`pressmark demo`: index, clean and search the sample articles."""

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
"""Characters shown of a removed line: with its sign it fits on 80 columns."""

EPILOG = """\b
Example:
  pressmark demo

The index is made in a temporary folder and deleted afterwards. The articles are
invented, as are their newspapers and region.
"""


@click.command(epilog=EPILOG)
@color_option()
def command(color: str) -> int:
    """Index, clean and search sample articles."""
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
        out.print(f"{articles} with {paragraphs} in {duration(report.seconds)}.")
        _title(out, "Lines removed by cleaning: the reason and an example for each rule")
        _show_reasons(out)
        for query in QUERIES:
            _title(out, f"pressmark search '{query}'")
            _answer(out, index, query)
    out.print("\nFor your own articles: pressmark index FOLDER")
    return DONE


def _title(out: Console, text: str) -> None:
    out.print()
    out.print(out.styled(f"▌ {text}", STRONG))
    out.print()


def _show_reasons(out: Console) -> None:
    by_rule: dict[str, list[Removal]] = {}
    for removal in _removals():
        by_rule.setdefault(removal.rule, []).append(removal)
    for rule, removals in sorted(by_rule.items(), key=lambda item: -len(item[1])):
        counted_rule = f"{len(removals):>3}  {out.styled(rule, RULE)}  "
        out.paragraph(removals[0].reason, first=counted_rule, indent="     ", style=QUIET)
        example = out.styled(_shortened(removals[0].block.text), DROPPED)
        out.print(out.styled("     - ", DROPPED) + example)


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
