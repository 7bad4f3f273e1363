"""`pressmark verify`: check all files of the index, and repair a damaged one."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pressmark.corpus.errors import AskError
from pressmark.search.cli import DONE, ERROR, NOTHING
from pressmark.search.cli.console import PLAIN, Console, console, short_path
from pressmark.search.cli.failure import warn
from pressmark.search.cli.ingest_view import show_problems
from pressmark.search.cli.options import index_option, json_option, read_options, rules_option
from pressmark.search.cli.progress import indexing_progress
from pressmark.search.cli.shapes import ingest_to_json
from pressmark.search.formatting import counted

if TYPE_CHECKING:
    from pressmark.corpus import RuleSet
    from pressmark.corpus.read_options import ReadOptions
    from pressmark.index.opensearch.address import Place
    from pressmark.index.repair import Repair

EPILOG = """\b
Examples:
  pressmark verify && cp -r .pressmark /backup
  pressmark verify --repair --read-from saved-pages

Repairing keeps all undamaged parts of the index. Files of the other parts are read
again only from folders that you name with --read-from; use the same --field and
--rules as before. Removed articles stay removed. To read more folders, repair
again. The exit status is 0 if the index is or becomes complete, 1 if anything is
lost or not read again, and 2 if it is damaged.
"""


@click.command(epilog=EPILOG)
@index_option()
@click.option("--repair", is_flag=True, help="Repair a damaged index.")
@click.option(
    "--read-from",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="FOLDER",
    help="With --repair: read files in this folder again.",
)
@read_options()
@rules_option()
@json_option()
def command(
    index_path: "Place",
    repair: bool,
    read_from: tuple[Path, ...],
    options: "ReadOptions",
    rules: "RuleSet | None",
    as_json: bool,
) -> int:
    """Check all files of the index against their checksums."""
    from pressmark.index import Index, open_index

    out = console("never")
    if read_from and not repair:
        raise click.UsageError("--read-from needs --repair.")
    if repair:
        if isinstance(index_path, str):
            raise AskError(
                "An index in a cluster is not repaired by Pressmark.",
                "Restore a snapshot of the cluster, or index your files again under another name.",
            )
        with indexing_progress() as progress:
            repaired = Index.repair(
                index_path, read_from=read_from, options=options, rules=rules, progress=progress
            )
        return _report_repair(out, index_path.absolute(), repaired, as_json=as_json)
    index = open_index(index_path)
    damages = index.verify()
    if as_json:
        out.json({"path": str(index.path), "damages": [str(damage) for damage in damages]})
    elif not damages:
        out.print(out.styled(f"{short_path(index.path)} is undamaged.", PLAIN))
    for damage in damages:
        warn(str(damage), damage.hint)
    return ERROR if damages else DONE


def _report_repair(out: Console, path: Path, repair: "Repair", *, as_json: bool) -> int:
    if as_json:
        out.json(_to_json(path, repair))
    elif not (repair.damages or repair.reread.added or repair.reread.replaced):
        out.print(out.styled(f"{short_path(path)} is undamaged: nothing to repair.", PLAIN))
    else:
        _show(out, repair)
    is_incomplete = repair.lost or repair.unread or repair.unnamed or repair.lines_lost
    return NOTHING if is_incomplete or repair.reread.problems else DONE


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
        out.print(out.styled(f"Damaged: {damage}", PLAIN))
    again = repair.reread.added + repair.reread.replaced
    out.print(
        f"The index is repaired: {counted(repair.kept, 'article')} kept, "
        f"{counted(again, 'article')} read again."
    )
    for name, articles in repair.lost:
        lost = f"Lost with its file: {counted(articles, 'article')} of {name}"
        out.print(out.styled(lost, PLAIN))
    for name, articles in repair.unread:
        out.print(out.styled(f"Not read again: {counted(articles, 'article')} of {name}", PLAIN))
    if repair.unread:
        out.print("Read them with: pressmark verify --repair --read-from FOLDER")
    if repair.lines_lost:
        out.print(
            "Lost: the lines that you had allowed or blocked, if any. "
            "Add them again: pressmark boilerplate --allow LINE --block LINE"
        )
    if repair.unnamed:
        out.print(f"Lost: {counted(repair.unnamed, 'article')} of unknown files")
    show_problems(repair.reread.problems)
