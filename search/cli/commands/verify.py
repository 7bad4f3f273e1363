"""`pressmark verify`: whether every file of the index is whole, and what of a damaged one is."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pressmark.search.cli import DONE, ERROR, NOTHING
from pressmark.search.cli.console import PLAIN, Console, console, short_path
from pressmark.search.cli.failure import warn
from pressmark.search.cli.ingest_view import show_problems
from pressmark.search.cli.options import field_option, index_option, json_option, rules_option
from pressmark.search.cli.progress import indexing_bar
from pressmark.search.cli.shapes import ingest_to_json
from pressmark.search.formatting import counted

if TYPE_CHECKING:
    from pressmark.corpus import RuleSet
    from pressmark.index.repair import Repair

EPILOG = """\b
Examples:
  pressmark verify && cp -r .pressmark /backup
  pressmark verify --repair --read-from saved-pages

Repairing keeps every whole part of the index. Which files the rest came from
is written in the index; they are read again only where you name their folder
with --read-from, with --field and --rules as they were read before. Articles
that you removed stay out. What was not read can be read by repairing again.
The exit status is 0 for an index that is whole, or whole again, 1 where
something is lost or not read again, and 2 for a damaged one.
"""


@click.command(epilog=EPILOG)
@index_option()
@click.option("--repair", is_flag=True, help="Save what can be saved of a damaged index.")
@click.option(
    "--read-from",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="FOLDER",
    help="With --repair: read files again that lie under this folder.",
)
@field_option()
@rules_option()
@json_option()
def command(
    index_path: Path,
    repair: bool,
    read_from: tuple[Path, ...],
    fields: Mapping[str, str],
    rules: "RuleSet | None",
    as_json: bool,
) -> int:
    """Check every file of the index against its checksum."""
    from pressmark.index import Index

    out = console("never")
    if read_from and not repair:
        raise click.UsageError("--read-from goes with --repair.")
    if repair:
        with indexing_bar() as progress:
            repaired = Index.repair(
                index_path, read_from=read_from, fields=fields, rules=rules, progress=progress
            )
        return _tell_repair(out, index_path.absolute(), repaired, as_json=as_json)
    index = Index.open(index_path)
    damages = index.verify()
    if as_json:
        out.json({"path": str(index.path), "damages": [str(damage) for damage in damages]})
    elif not damages:
        out.say(out.set(f"{short_path(index.path)} is whole.", PLAIN))
    for damage in damages:
        warn(str(damage), damage.hint)
    return ERROR if damages else DONE


def _tell_repair(out: Console, path: Path, repair: "Repair", *, as_json: bool) -> int:
    if as_json:
        out.json(_to_json(path, repair))
    elif not (repair.damages or repair.reread.added or repair.reread.replaced):
        out.say(out.set(f"{short_path(path)} is whole: nothing to repair.", PLAIN))
    else:
        _show(out, repair)
    fell_short = repair.lost or repair.unread or repair.unnamed or repair.lines_lost
    return NOTHING if fell_short or repair.reread.problems else DONE


def _to_json(path: Path, repair: "Repair") -> dict[str, object]:
    return {
        "path": str(path),
        "damages": [str(damage) for damage in repair.damages],
        "kept": repair.kept,
        "reread": ingest_to_json(repair.reread),
        "lost": _files_to_json(repair.lost),
        "unread": _files_to_json(repair.unread),
        "unnamed": repair.unnamed,
        "lines_lost": repair.lines_lost,
    }


def _files_to_json(files: tuple[tuple[str, int], ...]) -> list[dict[str, object]]:
    return [{"path": name, "articles": articles} for name, articles in files]


def _show(out: Console, repair: "Repair") -> None:
    for damage in repair.damages:
        out.say(out.set(f"Damaged: {damage}", PLAIN))
    again = repair.reread.added + repair.reread.replaced
    out.say(
        f"The index is whole again: {counted(repair.kept, 'article')} kept, "
        f"{counted(again, 'article')} read again."
    )
    for name, articles in repair.lost:
        lost = f"Lost with its file: {counted(articles, 'article')} of {name}"
        out.say(out.set(lost, PLAIN))
    for name, articles in repair.unread:
        out.say(out.set(f"Not read again: {counted(articles, 'article')} of {name}", PLAIN))
    if repair.unread:
        out.say("Read them with: pressmark verify --repair --read-from FOLDER")
    if repair.lines_lost:
        out.say(
            "Lost: the lines that you had allowed or blocked, if any. "
            "Give them again: pressmark boilerplate --allow LINE --block LINE"
        )
    if repair.unnamed:
        out.say(f"Lost: {counted(repair.unnamed, 'article')} of which no file is known")
    show_problems(repair.reread.problems)
