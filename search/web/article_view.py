"""An article as the page shows it: its paragraphs with their ordinals and, on request, the removed
lines between them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from pressmark.corpus.model import Block, Kind, Removal
from pressmark.index import StoredArticle
from pressmark.search.results.models import Span
from pressmark.search.web.library import Marker

FOLDED_FROM = 90
"""Characters of the shortest removed text that is folded: two lines on a phone."""


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """A block on the page. A kept one has its `ordinal`; a removed one has its `removal` and, if it
    repeats a kept block, the ordinal of that in `repeats`."""

    text: str
    kind: Kind
    order: int
    ordinal: int | None = None
    marks: tuple[Span, ...] = ()
    removal: Removal | None = None
    repeats: int | None = None

    @property
    def is_long(self) -> bool:
        """Whether the text takes more than two lines, so that it is folded."""
        return len(self.text) > FOLDED_FROM


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article with its lines and the highlights of its title."""

    article: StoredArticle
    title_marks: tuple[Span, ...]
    lines: tuple[ArticleLine, ...]

    @property
    def found(self) -> tuple[ArticleLine, ...]:
        """The lines with highlights."""
        return tuple(line for line in self.lines if line.marks)

    @property
    def highlights(self) -> int:
        """The number of highlights, those of the title included."""
        return len(self.title_marks) + sum(len(line.marks) for line in self.lines)


def article_view(article: StoredArticle, marker: Marker, *, with_removed: bool) -> ArticleView:
    """The lines of an article, highlighted by `marker`, with the removed ones on request."""
    lines = _kept_lines(article, marker)
    if with_removed:
        lines = tuple(sorted((*lines, *_removed_lines(article)), key=lambda line: line.order))
    return ArticleView(article, marker(article.title), lines)


def no_marks(text: str) -> tuple[Span, ...]:  # noqa: ARG001  (the signature of a Marker)
    """A marker that finds nothing."""
    return ()


@dataclass(frozen=True, slots=True)
class LineGroup:
    """Consecutive lines that are shown together: removed ones, or kept ones of one kind."""

    lines: tuple[ArticleLine, ...]

    @property
    def kind(self) -> Kind | None:
        """The kind of kept lines, None for removed ones."""
        return None if self.lines[0].removal else self.lines[0].kind

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that removed the lines, each once, in words."""
        rules = (line.removal.rule.replace("-", " ") for line in self.lines if line.removal)
        return tuple(dict.fromkeys(rules))


def in_groups(lines: tuple[ArticleLine, ...]) -> Iterator[LineGroup]:
    """Runs of removed lines, and consecutive lines of one kind, so that list items become one
    list."""
    for _, group in groupby(lines, key=lambda line: None if line.removal else line.kind):
        yield LineGroup(tuple(group))


LINES_OF_RULE = 3
"""Removed lines shown of one article as examples of a rule."""


def removal_examples(
    articles: Iterable[StoredArticle], rule: str
) -> Iterator[tuple[StoredArticle, tuple[ArticleLine, ...]]]:
    """Articles with the first lines that `rule` removed from them, each text once."""
    shown: set[str] = set()
    for article in articles:
        different = {line.text: line for line in _removed_lines(article, rule)}
        lines = [line for text, line in different.items() if text not in shown][:LINES_OF_RULE]
        shown.update(line.text for line in lines)
        if lines:
            yield article, tuple(lines)


def _kept_lines(article: StoredArticle, marker: Marker) -> tuple[ArticleLine, ...]:
    return tuple(
        ArticleLine(block.text, block.kind, block.order, ordinal, marker(block.text))
        for ordinal, block in article.numbered
        if ordinal
    )


def _removed_lines(article: StoredArticle, rule: str = "") -> Iterator[ArticleLine]:
    """The removed lines, of one rule if it is given."""
    ordinals = {_identity(block): ordinal for ordinal, block in article.numbered}
    return (
        _removed_line(removal, ordinals)
        for removal in article.removals
        if rule in ("", removal.rule)
    )


def _removed_line(removal: Removal, ordinals: dict[tuple[int, str], int]) -> ArticleLine:
    block = removal.block
    repeats = ordinals.get(_identity(removal.repeats)) if removal.repeats else None
    return ArticleLine(block.text, block.kind, block.order, removal=removal, repeats=repeats)


def _identity(block: Block) -> tuple[int, str]:
    return block.order, block.text
