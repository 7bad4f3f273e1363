"""The report of `pressmark index` in the terminal."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pressmark.corpus.errors import InputError
from pressmark.search.cli.console import QUIET, RULE, STRONG, Console, short_name, short_path
from pressmark.search.cli.failure import warn, write_error
from pressmark.search.cli.file_report_view import show_files
from pressmark.search.escape import harmless
from pressmark.search.formatting import counted, duration

if TYPE_CHECKING:
    from pressmark.index import IngestReport

SUFFIXES_NAMED = 6

READABLE = (
    "Readable: web pages, text, JSON, CSV, XML, feeds, mail and web archives, also compressed. "
    "A single file is read whatever its name: pressmark index FILE"
)

KEPT_OUT = "What was removed with pressmark remove stays out; --restore puts it in again."

NO_TEXT_FOUND = "none in the source"

RULES_SHOWN = 6
"""Rules listed after each run, so that the report is not pushed off the screen."""

PROBLEMS_SHOWN = 20
"""Problems listed, so that the summary stays on the screen; `--json` has all."""


def show_report(
    out: Console, report: "IngestReport", path: Path | str, *, all_rules: bool = False
) -> None:
    """Print what was added and what cleaning removed, by the most frequent rules or by all."""
    out.print(out.styled(_done(report), STRONG) + out.styled(f", {short_path(path)}", QUIET))
    if report.kept_out:
        out.print(out.styled(KEPT_OUT, QUIET))
    if report.removed_by_rule:
        out.print()
        show_rules(out, report.removed_by_rule, most=None if all_rules else RULES_SHOWN)
    if report.without_text:
        out.print()
        _show_without_text(out, report.without_text)
    show_files(out, report.files)
    show_passed_over(report.passed_over, report.passed_over_examples, out.print)


def is_empty(report: "IngestReport") -> bool:
    """Whether the report has neither articles nor problems."""
    changes = (report.added, report.replaced, report.unchanged, report.pruned, report.kept_out)
    return not any(changes) and not report.problems


def show_nothing_read(paths: Iterable[Path]) -> None:
    """Report the kinds of files in `paths`, none of which can be read."""
    paths = list(paths)
    suffixes = Counter(
        Path(name).suffix.lower() or name
        for path in paths
        for _, _, names in os.walk(path)
        for name in names
    )
    where = ", ".join(map(str, paths))
    if not suffixes:
        is_file = any(path.is_file() for path in paths)
        warn(f"There is no {'article' if is_file else 'file'} in {where}.", READABLE)
        return
    kinds = ", ".join(suffix for suffix, _ in suffixes.most_common(SUFFIXES_NAMED))
    more = ", …" if len(suffixes) > SUFFIXES_NAMED else ""
    found = counted(suffixes.total(), "file")
    warn(f"No article in {where}, only {found} of other kinds: {kinds}{more}", READABLE)


def _done(report: "IngestReport") -> str:
    """`25 articles added (284 paragraphs), 2 unchanged in 1.1 s`."""
    paragraphs = f" ({counted(report.paragraphs, 'paragraph')})" if report.paragraphs else ""
    counts = (
        (report.added, "added" if report.replaced else f"added{paragraphs}"),
        (report.replaced, f"replaced{paragraphs}"),
        (report.unchanged, "unchanged"),
        (report.pruned, "removed"),
        (report.superseded, "left out for a later capture in another file"),
        (report.kept_out, "kept out"),
    )
    (first, done), *rest = [count for count in counts if count[0]] or counts[:1]
    others = (f"{number:,} {what}" for number, what in rest)
    return (
        ", ".join([f"{counted(first, 'article')} {done}", *others])
        + f" in {duration(report.seconds)}"
    )


def show_rules(out: Console, removed: Mapping[str, int], *, most: int | None = None) -> None:
    """Print the number of removed lines by rule, the largest first, `most` rules at most."""
    out.print(f"Cleaning removed {counted(sum(removed.values()), 'line')}:")
    width = len(f"{max(removed.values()):,}")
    rules = sorted(removed.items(), key=lambda item: (-item[1], item[0]))
    for rule, number in rules[:most]:
        out.print(f"  {number:>{width},}  {out.styled(rule, RULE)}")
    if rest := rules[len(rules[:most]) :]:
        lines = sum(number for _, number in rest)
        others = f"{counted(len(rest), 'more rule')}, {counted(lines, 'line')}; -v lists them"
        out.print(out.styled(f"  {'…':>{width}}  {others}", QUIET))


def _show_without_text(out: Console, causes: Mapping[str, int]) -> None:
    """Print the number of articles without text, by cause."""
    from pressmark.corpus.cleaning.last_text import EMPTY  # loads the cleaner

    number = sum(causes.values())
    out.print(f"{counted(number, 'article')} {'has' if number == 1 else 'have'} no text:")
    width = len(f"{max(causes.values()):,}")
    for cause, articles in causes.items():
        why = NO_TEXT_FOUND if cause == EMPTY else f"all of it removed, most by {cause}"
        out.print(f"  {articles:>{width},}  {why}")


def show_passed_over(
    kinds: Mapping[str, int], examples: Mapping[str, str], write: Callable[[str], None]
) -> None:
    """Print the number of files of unreadable kinds, with one of each."""
    if not kinds:
        return
    write(f"\nSkipped because of their kind, {counted(sum(kinds.values()), 'file')}:")
    width = len(f"{max(kinds.values()):,}")
    for kind, number in kinds.items():
        example = f" (first: {short_name(examples[kind])})" if kind in examples else ""
        write(f"  {number:>{width},}  {harmless(kind + example)}")
    _show_extra(kinds, write)


def _show_extra(kinds: Mapping[str, int], write: Callable[[str], None]) -> None:
    """Print what to install for PDFs to be read."""
    from pressmark.corpus.readers import unread_formats  # loads the readers

    if unread_formats.PDF in kinds and not unread_formats.can_read_pdf():
        write("PDFs are read where the extra pdf is installed: pip install 'pressmark[pdf]'")


def show_problems(problems: Iterable[InputError]) -> None:
    """List the skipped files on standard error."""
    problems = list(problems)
    if not problems:
        return
    write_error(f"\nSkipped {counted(len(problems), 'input')} that could not be read:")
    for problem in problems[:PROBLEMS_SHOWN]:
        hint = f"; {problem.hint}" if problem.hint else ""
        path = short_path(Path(problem.path))
        write_error(f"  {harmless(str(path))}: {harmless(problem.reason + hint)}")
    if len(problems) > PROBLEMS_SHOWN:
        write_error(f"  … and {len(problems) - PROBLEMS_SHOWN:,} more; --json has all")
