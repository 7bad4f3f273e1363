"""`pressmark index`: read and clean files, and index their paragraphs."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pressmark.corpus.errors import AskError, IndexExists, IndexMissing, InputError
from pressmark.index.ingest.checkpoints import CHECKPOINT_SECONDS
from pressmark.index.ingest.memory_budget import MEMORY
from pressmark.index.ingest.part import WHOLE, Part
from pressmark.search.cli import DONE, NOTHING
from pressmark.search.cli.console import console
from pressmark.search.cli.failure import warn
from pressmark.search.cli.ingest_view import is_empty, show_nothing_read, show_problems, show_report
from pressmark.search.cli.options import (
    color_option,
    index_option,
    json_option,
    new_index_options,
    read_options,
    rules_option,
)
from pressmark.search.cli.progress import BAR, JSON_LINES, NONE, indexing_progress
from pressmark.search.cli.reading import STDIN, read_stdin
from pressmark.search.cli.shapes import ingest_to_json

if TYPE_CHECKING:
    from pressmark.corpus import RuleSet
    from pressmark.corpus.read_options import ReadOptions
    from pressmark.index import IngestReport
    from pressmark.index.opensearch.address import Place
    from pressmark.index.writable_index import WritableIndex

DEFAULT_LANGUAGE = "auto"

PARTS_WAIT_SECONDS = 7 * 86_400.0
"""How long a run of a part waits for those of other parts that write to the same folder."""

EPILOG = """\b
Examples:
  pressmark index ~/articles                   a folder and its subfolders
  pressmark index news.jsonl.gz page.html      single files
  pressmark index dump.jsonl --field text=body its text is in body
  pressmark index pages --source-from folder   name sources by their folders
  pressmark index ~/articles --prune           also remove deleted articles
  pressmark index ~/articles --part 2/4        the second of four runs at once
  pressmark index --reclean                    clean all articles again
  curl -s https://example.org/a | pressmark index -

Running it again reads only what has changed, and goes on where a run was stopped.
What was removed with pressmark remove stays out.
Files that cannot be read are listed and skipped, and the exit status is then 1.
"""


@click.command(epilog=EPILOG)
@click.argument("paths", nargs=-1, metavar="PATH...", type=click.Path(path_type=Path))
@index_option()
@read_options()
@rules_option()
@click.option(
    "--prune",
    is_flag=True,
    help="Remove articles whose files are gone, unless the whole folder is missing.",
)
@click.option(
    "--reclean",
    is_flag=True,
    help="Clean unchanged files again with what was learned; without PATH, all articles.",
)
@click.option(
    "--restore",
    is_flag=True,
    help="Put in again what was removed with pressmark remove; unchanged files are read too.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes.  [default: the number of processors]",
)
@click.option(
    "--memory",
    type=click.IntRange(min=1),
    metavar="MB",
    default=MEMORY,
    show_default=True,
    help="Memory for all processes; too little means fewer processes.",
)
@click.option(
    "--language",
    metavar="CODE",
    help=(
        "How a new index stems: auto, each article in its own language; auto-de, the same and"
        f" German where it is unknown; de, all as German.  [default: {DEFAULT_LANGUAGE}]"
    ),
)
@click.option(
    "--checkpoint",
    type=click.FloatRange(min=0),
    metavar="SECONDS",
    default=CHECKPOINT_SECONDS,
    show_default=True,
    help="Commit about so often; an interrupted run goes on there when it is started again.",
)
@click.option(
    "--part",
    metavar="I/N",
    help="Read only a share of the files, so that N runs at once read them all.",
)
@new_index_options()
@click.option(
    "--progress",
    "progress_kind",
    type=click.Choice([BAR, JSON_LINES]),
    default=BAR,
    show_default=True,
    help="Show progress on standard error: a bar if it is a terminal, or lines of JSON.",
)
@click.option("-v", "--verbose", is_flag=True, help="List every rule that removed lines.")
@click.option("--quiet", is_flag=True, help="Print problems only.")
@json_option()
@color_option()
def command(
    paths: tuple[Path, ...],
    index_path: "Place",
    options: "ReadOptions",
    rules: "RuleSet | None",
    prune: bool,
    reclean: bool,
    restore: bool,
    jobs: int | None,
    memory: int,
    language: str | None,
    checkpoint: float,
    part: str | None,
    shards: int | None,
    replicas: int | None,
    progress_kind: str,
    verbose: bool,
    quiet: bool,
    as_json: bool,
    color: str,
) -> int:
    """Read files, clean them and index their paragraphs.

    PATH is a file, a folder, or - for standard input. Lines that recur in one source are learned
    on the way; pressmark boilerplate lists them.
    """
    _require_some(paths, reclean=reclean)
    share = Part.parse(part) if part else WHOLE
    sizes = {"shards": shards, "replicas": replicas}
    # runs of parts follow one another where only one can write
    wait = None if share == WHOLE else PARTS_WAIT_SECONDS
    index = open_or_create(index_path, language, may_create=bool(paths), wait=wait, **sizes)
    before = index.version()
    try:
        if paths == (STDIN,):
            report = _add_stdin(index, options, rules=rules, jobs=jobs, memory=memory)
        else:
            with indexing_progress(NONE if quiet else progress_kind) as progress:
                report = index.add(
                    paths,
                    options=options,
                    rules=rules,
                    prune=prune,
                    reclean=reclean,
                    restore=restore,
                    jobs=jobs,
                    memory=memory,
                    checkpoint=checkpoint,
                    part=share,
                    progress=progress,
                )
    except KeyboardInterrupt:
        if index.version() == before:
            warn("Stopped; the index is as it was before.")
        else:
            warn(
                "Stopped; what was read so far can be searched.", "The same command goes on there."
            )
        raise
    out = console(color)
    if as_json:
        out.json(ingest_to_json(report))
    else:
        if not quiet:
            show_report(out, report, index_path, all_rules=verbose)
        show_problems(report.problems)
    nothing = is_empty(report) and paths != (STDIN,) and not reclean
    if nothing:
        show_nothing_read(paths)
    return NOTHING if report.problems or nothing else DONE


def _add_stdin(index: "WritableIndex", options: "ReadOptions", **more: Any) -> "IngestReport":
    """Index standard input; its records are counted as those of a file are."""
    from pressmark.corpus.readers.read_counts import ReadCounts
    from pressmark.index.ingest.file_reports import FileReports

    counts, files = ReadCounts(), FileReports()
    report = index.add_articles(read_stdin(options, counts), origin="stdin", **more)
    files.add(Path("stdin"), counts)
    problems = (*report.problems, *files.problems(options))
    return replace(report, files=files.reports(), problems=problems)


def open_or_create(
    path: "Place",
    language: str | None,
    *,
    may_create: bool = True,
    wait: float | None = None,
    **sizes: int | None,
) -> "WritableIndex":
    """The index at `path`, created if there is none and `may_create`; `sizes` are `shards` and
    `replicas` of a new one in a cluster."""
    from pressmark.index import create_index, open_index

    try:
        index = open_index(path, wait=wait)
    except IndexMissing:
        if not may_create:
            raise
        try:
            return create_index(path, language=language or DEFAULT_LANGUAGE, wait=wait, **sizes)
        except IndexExists:  # created meanwhile
            index = open_index(path, wait=wait)
    if language and language != index.language:
        raise AskError(
            f"The index in {path} was made for the language “{index.language}”.",
            "Use another index for a second language: --index DIR",
        )
    return index


def _require_some(paths: tuple[Path, ...], *, reclean: bool) -> None:
    """Refuse paths that would leave an empty index behind."""
    if not paths and not reclean:
        raise click.UsageError("Missing argument 'PATH...'.")
    if STDIN in paths and reclean:
        raise click.UsageError("Standard input (-) cannot be read again: use --reclean without it")
    if not paths:
        return
    if STDIN in paths and len(paths) > 1:
        raise click.UsageError("Standard input (-) is read alone, without other paths")
    if STDIN not in paths and not any(path.exists() for path in paths):
        raise InputError(paths[0], "no such file or folder", "Nothing was indexed.")
