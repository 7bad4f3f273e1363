"""What indexing did, told to a person."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pressmark.corpus.errors import InputError
from pressmark.search.cli.console import QUIET, RULE, STRONG, Console
from pressmark.search.cli.failure import tell
from pressmark.search.safe import harmless
from pressmark.search.words import counted, duration

if TYPE_CHECKING:
    from pressmark.index import IngestReport

PROBLEMS_SHOWN = 20
"""More would scroll the summary away; `--json` has them all."""


def show_report(out: Console, report: "IngestReport", path: Path) -> None:
    """Write what was added and what cleaning removed."""
    out.say(out.set(_done(report), STRONG) + out.set(f", {path}", QUIET))
    if report.removed_by_rule:
        out.say()
        show_rules(out, report.removed_by_rule)


def _done(report: "IngestReport") -> str:
    """`25 articles added (284 paragraphs), 2 unchanged in 1.1 s`."""
    added = f"{counted(report.added, 'article')} added"
    rest = [
        f"{number:,} {what}"
        for number, what in (
            (report.replaced, "replaced"),
            (report.unchanged, "unchanged"),
            (report.pruned, "gone and removed"),
        )
        if number
    ]
    paragraphs = f" ({counted(report.paragraphs, 'paragraph')})" if report.paragraphs else ""
    return ", ".join([added + paragraphs, *rest]) + f" in {duration(report.seconds)}"


def show_rules(out: Console, removed: Mapping[str, int]) -> None:
    """Write how many lines each cleaning rule removed, the busiest first."""
    out.say(f"Cleaning removed {counted(sum(removed.values()), 'line')}:")
    width = len(f"{max(removed.values()):,}")
    for rule, number in sorted(removed.items(), key=lambda item: (-item[1], item[0])):
        out.say(f"  {number:>{width},}  {out.set(rule, RULE)}")


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
