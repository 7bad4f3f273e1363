"""An article as the page shows it: its kept paragraphs under the numbers the index gives them and,
on demand, what cleaning removed, each line where it was."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from pressmark.corpus.model import Block, Kind, Removal
from pressmark.index import StoredArticle
from pressmark.search.results.models import Span
from pressmark.search.web.library import Marker


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """A block on the page. A kept one has its `ordinal` (0 is the title), a removed one its
    `removal` and, where it repeats a kept block, that one's ordinal as `repeats`."""

    text: str
    kind: Kind
    order: int
    ordinal: int | None = None
    marks: tuple[Span, ...] = ()
    removal: Removal | None = None
    repeats: int | None = None


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article with the lines to show of it and the marks in its title."""

    article: StoredArticle
    title_marks: tuple[Span, ...]
    lines: tuple[ArticleLine, ...]

    @property
    def found(self) -> tuple[ArticleLine, ...]:
        """The lines that hold a mark."""
        return tuple(line for line in self.lines if line.marks)

    @property
    def hits(self) -> int:
        """How many words are marked, those of the title included."""
        return len(self.title_marks) + sum(len(line.marks) for line in self.lines)


def article_view(article: StoredArticle, marker: Marker, *, with_removed: bool) -> ArticleView:
    """Lay an article out, marked by `marker`, with what cleaning removed if asked for."""
    lines = _kept_lines(article, marker)
    if with_removed:
        lines = tuple(sorted((*lines, *_removed_lines(article)), key=lambda line: line.order))
    return ArticleView(article, marker(article.title), lines)


def no_marks(text: str) -> tuple[Span, ...]:  # noqa: ARG001  (it has a marker's form)
    """Marks nothing."""
    return ()


def in_groups(lines: tuple[ArticleLine, ...]) -> Iterator[tuple[Kind, tuple[ArticleLine, ...]]]:
    """Neighbours of one kind together, so that list items become one list."""
    for kind, group in groupby(lines, key=lambda line: line.kind):
        yield kind, tuple(group)


def _kept_lines(article: StoredArticle, marker: Marker) -> tuple[ArticleLine, ...]:
    return tuple(
        ArticleLine(block.text, block.kind, block.order, ordinal, marker(block.text))
        for ordinal, block in article.numbered
        if ordinal
    )


def _removed_lines(article: StoredArticle) -> Iterator[ArticleLine]:
    ordinals = {_identity(block): ordinal for ordinal, block in article.numbered}
    return (_removed_line(removal, ordinals) for removal in article.removals)


def _removed_line(removal: Removal, ordinals: dict[tuple[int, str], int]) -> ArticleLine:
    block = removal.block
    repeats = ordinals.get(_identity(removal.repeats)) if removal.repeats else None
    return ArticleLine(block.text, block.kind, block.order, removal=removal, repeats=repeats)


def _identity(block: Block) -> tuple[int, str]:
    return block.order, block.text
