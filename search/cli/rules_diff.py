"""What another set of cleaning rules would change, article by article."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pressmark.corpus.model import Article, CleanArticle, Removal
from pressmark.search.cli.console import ADDED, DROPPED, QUIET, RULE, STRONG, Console, Look
from pressmark.search.formatting import counted
from pressmark.search.results.json import to_json

if TYPE_CHECKING:
    from pressmark.corpus import RuleSet


@dataclass(frozen=True, slots=True)
class Difference:
    """One article under two sets of rules: what only the first and only the second removes.

    `label` is its title, else its first words.
    """

    path: Path
    title: str
    label: str
    only_first: tuple[Removal, ...]
    only_second: tuple[Removal, ...]

    @property
    def is_change(self) -> bool:
        """Whether a reader would see any."""
        return bool(self.only_first or self.only_second)


def compare(
    articles: Iterable[tuple[Path, Article]], first: "RuleSet", second: "RuleSet"
) -> Iterator[Difference]:
    """A `Difference` for every article, also where there is none."""
    from pressmark.corpus import clean
    from pressmark.corpus.text.first_words import opening_of

    for path, article in articles:
        one, other = clean(article, first), clean(article, second)
        label = article.title or opening_of((block.kind, block.text) for block in article.blocks)
        yield Difference(path, article.title, label, _only(one, other), _only(other, one))


def _only(one: CleanArticle, other: CleanArticle) -> tuple[Removal, ...]:
    theirs = {removal.block.order for removal in other.removals}
    return tuple(removal for removal in one.removals if removal.block.order not in theirs)


def show_differences(out: Console, differences: Iterable[Difference]) -> bool:
    """Write the changes and their number; whether there are any."""
    seen = changed = dropped = restored = 0
    for difference in differences:
        seen += 1
        if difference.is_change:
            changed += 1
            dropped += len(difference.only_second)
            restored += len(difference.only_first)
            _show_one(out, difference)
    out.say(
        f"{counted(changed, 'article')} of {seen:,} would change: "
        f"{counted(dropped, 'line')} more removed, {restored:,} given back."
    )
    return changed > 0


def difference_to_json(difference: Difference) -> dict[str, Any]:
    """One article of `pressmark clean --diff --json`."""
    return {
        "path": str(difference.path),
        "title": difference.title,
        "removed": to_json(difference.only_second),
        "given_back": to_json(difference.only_first),
    }


def _show_one(out: Console, difference: Difference) -> None:
    out.prose(difference.label or "(no text)", look=STRONG)
    out.prose(str(difference.path), look=QUIET)
    changes = [(removal, "- ", DROPPED) for removal in difference.only_second]
    changes += [(removal, "+ ", ADDED) for removal in difference.only_first]
    for removal, sign, look in sorted(changes, key=lambda change: change[0].block.order):
        _show_change(out, removal, sign, look)
    out.say()


def _show_change(out: Console, removal: Removal, sign: str, look: Look) -> None:
    out.prose(removal.block.text, first=out.set(sign, look), indent="  ", look=look)
    rule = "    " + out.set(removal.rule, RULE) + "  "
    out.prose(removal.reason, first=rule, indent="    ", look=QUIET)
