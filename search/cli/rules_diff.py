"""The differences between two sets of cleaning rules, by article."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pressmark.corpus.model import Article, CleanArticle, Removal
from pressmark.search.cli.article_view import show_removal
from pressmark.search.cli.console import ADDED, DROPPED, QUIET, STRONG, Console
from pressmark.search.formatting import counted
from pressmark.search.results.json import to_json

if TYPE_CHECKING:
    from pressmark.corpus import RuleSet


@dataclass(frozen=True, slots=True)
class Difference:
    """One article under two sets of rules: the lines that only the first or the second removes.

    `label` is its title, else its first words.
    """

    path: Path
    title: str
    label: str
    only_first: tuple[Removal, ...]
    only_second: tuple[Removal, ...]

    @property
    def is_change(self) -> bool:
        """Whether there is any difference."""
        return bool(self.only_first or self.only_second)


def compare(
    articles: Iterable[tuple[Path, Article]], first: "RuleSet", second: "RuleSet"
) -> Iterator[Difference]:
    """A `Difference` for each article, which may be empty."""
    from pressmark.corpus import clean
    from pressmark.corpus.text.first_words import opening_of

    for path, article in articles:
        one, other = clean(article, first), clean(article, second)
        label = article.title or opening_of((block.kind, block.text) for block in article.blocks)
        yield Difference(path, article.title, label, _only(one, other), _only(other, one))


def _only(one: CleanArticle, other: CleanArticle) -> tuple[Removal, ...]:
    other_orders = {removal.block.order for removal in other.removals}
    return tuple(removal for removal in one.removals if removal.block.order not in other_orders)


def show_differences(out: Console, differences: Iterable[Difference]) -> bool:
    """Print the changes and their number; returns whether there are any."""
    total = changed = dropped = restored = 0
    for difference in differences:
        total += 1
        if difference.is_change:
            changed += 1
            dropped += len(difference.only_second)
            restored += len(difference.only_first)
            _show_one(out, difference)
    out.print(
        f"{counted(changed, 'article')} of {total:,} would change: "
        f"{counted(dropped, 'line')} more removed, {restored:,} kept again."
    )
    return changed > 0


def difference_to_json(difference: Difference) -> dict[str, Any]:
    """One article of `pressmark clean --diff --json`."""
    return {
        "path": str(difference.path),
        "title": difference.title,
        "removed": to_json(difference.only_second),
        "kept_again": to_json(difference.only_first),
    }


def _show_one(out: Console, difference: Difference) -> None:
    out.paragraph(difference.label or "(no text)", style=STRONG)
    out.paragraph(str(difference.path), style=QUIET)
    changes = [(removal, "- ", DROPPED) for removal in difference.only_second]
    changes += [(removal, "+ ", ADDED) for removal in difference.only_first]
    for removal, sign, style in sorted(changes, key=lambda change: change[0].block.order):
        show_removal(out, removal, removal.reason, sign=sign, style=style)
    out.print()
