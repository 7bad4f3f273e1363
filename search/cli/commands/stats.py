"""`pressmark stats`: the counts of the index."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from pressmark.search.cli import DONE
from pressmark.search.cli.console import PLAIN, QUIET, Console, console, short_name, short_path
from pressmark.search.cli.ingest_view import show_rules
from pressmark.search.cli.options import color_option, index_option, json_option
from pressmark.search.formatting import counted, day, size

if TYPE_CHECKING:
    from pressmark.index import IndexStats
    from pressmark.index.opensearch.address import Place

SOURCES_SHOWN = 12
"""Sources listed, so that all fits on a screen of 40 lines; `--json` has all."""

EPILOG = """\b
Examples:
  pressmark stats
  pressmark stats --json | jq .articles
"""


@click.command(epilog=EPILOG)
@index_option()
@json_option()
@color_option()
def command(index_path: "Place", as_json: bool, color: str) -> int:
    """Show the counts of the index."""
    from pressmark.search.engine import open_index
    from pressmark.search.results.json import to_json

    index = open_index(index_path)
    stats, storage = index.stats(), index.storage()
    out = console(color)
    if as_json:
        out.json(to_json(stats) | storage)
    else:
        _show(out, stats, storage)
    return DONE


def _show(out: Console, stats: "IndexStats", storage: Mapping[str, str | int]) -> None:
    from pressmark.index.storage.manifest import local_time

    rows = {
        "Index": str(short_path(stats.path)),
        "Language": _languages(stats),
        "Articles": f"{stats.articles:,}",
        "Paragraphs": f"{stats.paragraphs:,}",
        "Published": _span(stats),
        "Missing": ", ".join(f"{count:,} no {name}" for name, count in stats.missing.items()),
        "Size": size(stats.size_bytes),
        **{name.capitalize(): str(value) for name, value in storage.items()},
        "Last written": f"{local_time(stats.committed):%Y-%m-%d %H:%M}",
    }
    for name, value in rows.items():
        if value:
            out.print(out.styled(f"{name:<14}", QUIET) + out.styled(value, PLAIN))
    _show_sources(out, stats)
    _show_unread(out, stats)
    if stats.removed_by_rule:
        out.print()
        show_rules(out, stats.removed_by_rule)


def _languages(stats: "IndexStats") -> str:
    """How words are stemmed, and the articles by language."""
    largest = sorted(stats.languages.items(), key=lambda item: (-item[1], item[0]))
    unknown = stats.articles - sum(stats.languages.values())
    listed = [f"{code} {count:,}" for code, count in largest]
    if unknown:
        listed.append(f"not known {unknown:,}")
    return f"{stats.language} ({', '.join(listed)})" if listed else stats.language


def _span(stats: "IndexStats") -> str:
    if stats.first_published is None or stats.last_published is None:
        return ""
    return f"{day(stats.first_published)} to {day(stats.last_published)}"


def _show_unread(out: Console, stats: "IndexStats") -> None:
    """The files that could not be read, by reason, with one of each."""
    if not stats.unread:
        return
    numbers = [each.files for each in stats.unread]
    width = len(f"{max(numbers):,}")
    out.print(f"\nNot read, or not to the end, {counted(sum(numbers), 'file')}:")
    for each in stats.unread:
        example = out.styled(f" (first: {short_name(each.example)})", QUIET)
        out.print(f"  {each.files:>{width},}  {out.styled(each.reason, PLAIN)}{example}")


def _show_sources(out: Console, stats: "IndexStats") -> None:
    if not stats.sources:
        return
    largest = sorted(stats.sources.items(), key=lambda item: (-item[1], item[0]))
    without = stats.missing.get("source", 0)
    width = len(f"{max(largest[0][1], without):,}")
    out.print("\nArticles by source:")
    for source, number in largest[:SOURCES_SHOWN]:
        out.print(f"  {number:>{width},}  " + out.styled(source, PLAIN))
    if len(largest) > SOURCES_SHOWN:
        rest = counted(len(largest) - SOURCES_SHOWN, "more source")
        out.print(out.styled(f"  … and {rest}", QUIET))
    if without:
        out.print(out.styled(f"  {without:>{width},}  no source", QUIET))
