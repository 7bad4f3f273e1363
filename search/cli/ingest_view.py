"""The report of an indexing run, as text."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pressmark.corpus.errors import InputError
from pressmark.search.cli.console import QUIET, RULE, STRONG, Console, short_path
from pressmark.search.cli.failure import tell, warn
from pressmark.search.escape import harmless
from pressmark.search.formatting import counted, duration

if TYPE_CHECKING:
    from pressmark.index import IngestReport

KINDS_NAMED = 6

WHAT_CAN_BE_READ = (
    "What can be read: web pages, text, JSON, CSV, feeds, mail, web archives, packed or not. "
    "A single file is read whatever its name: pressmark index FILE"
)

NO_TEXT_FOUND = "the source gives none"

PROBLEMS_SHOWN = 20
"""More would scroll the summary away; `--json` has them all."""


def show_report(out: Console, report: "IngestReport", path: Path) -> None:
    """Write what was added and what cleaning removed."""
    out.say(out.set(_done(report), STRONG) + out.set(f", {short_path(path)}", QUIET))
    if report.removed_by_rule:
        out.say()
        show_rules(out, report.removed_by_rule)
    if report.without_text:
        out.say()
        _show_without_text(out, report.without_text)
    show_passed_over(report.passed_over, out.say)


def is_empty(report: "IngestReport") -> bool:
    """Whether there was nothing at all to do, not even a file that could not be read."""
    changes = (report.added, report.replaced, report.unchanged, report.pruned)
    return not any(changes) and not report.problems


def show_nothing_read(paths: Iterable[Path]) -> None:
    """Say on standard error what is there instead of what could be read."""
    paths = list(paths)
    suffixes = Counter(
        Path(name).suffix.lower() or name
        for path in paths
        for _, _, names in os.walk(path)
        for name in names
    )
    where = ", ".join(map(str, paths))
    if not suffixes:
        warn(f"There is no file in {where}.", WHAT_CAN_BE_READ)
        return
    kinds = ", ".join(suffix for suffix, _ in suffixes.most_common(KINDS_NAMED))
    more = ", …" if len(suffixes) > KINDS_NAMED else ""
    found = counted(suffixes.total(), "file")
    warn(f"No article in {where}, only {found} of other kinds: {kinds}{more}", WHAT_CAN_BE_READ)


def _done(report: "IngestReport") -> str:
    """`25 articles added (284 paragraphs), 2 unchanged in 1.1 s`."""
    paragraphs = f" ({counted(report.paragraphs, 'paragraph')})" if report.paragraphs else ""
    counts = (
        (report.added, "added" if report.replaced else f"added{paragraphs}"),
        (report.replaced, f"replaced{paragraphs}"),
        (report.unchanged, "unchanged"),
        (report.pruned, "gone and removed"),
    )
    (first, done), *rest = [count for count in counts if count[0]] or counts[:1]
    others = (f"{number:,} {what}" for number, what in rest)
    return (
        ", ".join([f"{counted(first, 'article')} {done}", *others])
        + f" in {duration(report.seconds)}"
    )


def show_rules(out: Console, removed: Mapping[str, int]) -> None:
    """Write how many lines each cleaning rule removed, the busiest first."""
    out.say(f"Cleaning removed {counted(sum(removed.values()), 'line')}:")
    width = len(f"{max(removed.values()):,}")
    for rule, number in sorted(removed.items(), key=lambda item: (-item[1], item[0])):
        out.say(f"  {number:>{width},}  {out.set(rule, RULE)}")


def _show_without_text(out: Console, causes: Mapping[str, int]) -> None:
    """Write how many articles have no text, and what it was that they lost it to."""
    from pressmark.corpus.cleaning.last_text import EMPTY  # loads the cleaner

    number = sum(causes.values())
    out.say(f"{counted(number, 'article')} {'has' if number == 1 else 'have'} no text:")
    width = len(f"{max(causes.values()):,}")
    for cause, articles in causes.items():
        why = NO_TEXT_FOUND if cause == EMPTY else f"all of it removed, most by {cause}"
        out.say(f"  {articles:>{width},}  {why}")


def show_passed_over(kinds: Mapping[str, int], say: Callable[[str], None]) -> None:
    """Write how many files were not read for their kind."""
    if not kinds:
        return
    say(f"\nNot read for their kind, {counted(sum(kinds.values()), 'file')}:")
    width = len(f"{max(kinds.values()):,}")
    for kind, number in kinds.items():
        say(f"  {number:>{width},}  {harmless(kind)}")


def show_problems(problems: Iterable[InputError]) -> None:
    """Name on standard error the files that were skipped."""
    problems = list(problems)
    if not problems:
        return
    tell(f"\nSkipped {counted(len(problems), 'input')} that could not be read:")
    for problem in problems[:PROBLEMS_SHOWN]:
        hint = f"; {problem.hint}" if problem.hint else ""
        tell(f"  {harmless(problem.path)}: {harmless(problem.reason + hint)}")
    if len(problems) > PROBLEMS_SHOWN:
        tell(f"  … and {len(problems) - PROBLEMS_SHOWN:,} more; --json names all")
