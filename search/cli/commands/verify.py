"""`pressmark verify`: whether every file of the index is whole, and what of a damaged one is."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pressmark.search.cli.console import PLAIN, Console, console, short_path
from pressmark.search.cli.failure import warn
from pressmark.search.cli.ingest_view import show_problems
from pressmark.search.cli.options import field_option, index_option, json_option, rules_option
from pressmark.search.cli.progress import indexing_bar
from pressmark.search.cli.shapes import ingest_to_json
from pressmark.search.cli.status import DONE, ERROR, NOTHING
from pressmark.search.words import counted

if TYPE_CHECKING:
    from pressmark.corpus import RuleSet
    from pressmark.index.repair import Repair

EPILOG = """\b
Examples:
  pressmark verify && cp -r .pressmark /backup
  pressmark verify --repair

Repairing keeps every whole part of the index and reads the files of the rest
again, with --field and --rules as they were read before. The exit status is 0
for an index that is whole, or whole again, 1 where articles are lost for good,
and 2 for a damaged one.
"""


@click.command(epilog=EPILOG)
@index_option()
@click.option("--repair", is_flag=True, help="Save what can be saved of a damaged index.")
@field_option()
@rules_option()
@json_option()
def command(
    index_path: Path,
    repair: bool,
    fields: Mapping[str, str],
    rules: "RuleSet | None",
    as_json: bool,
) -> int:
    """Check every file of the index against its checksum."""
    from pressmark.index import Index

    out = console("never")
    if repair:
        with indexing_bar() as progress:
            repaired = Index.repair(index_path, fields=fields, rules=rules, progress=progress)
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
    elif not repair.damages:
        out.say(out.set(f"{short_path(path)} is whole: nothing to repair.", PLAIN))
    else:
        _show(out, repair)
    return NOTHING if repair.lost or repair.unnamed or repair.reread.problems else DONE


def _to_json(path: Path, repair: "Repair") -> dict[str, object]:
    return {
        "path": str(path),
        "damages": [str(damage) for damage in repair.damages],
        "kept": repair.kept,
        "reread": ingest_to_json(repair.reread),
        "lost": [{"path": name, "articles": articles} for name, articles in repair.lost],
        "unnamed": repair.unnamed,
    }


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
    if repair.unnamed:
        out.say(f"Lost: {counted(repair.unnamed, 'article')} of which no file is known")
    show_problems(repair.reread.problems)
