"""The records of Pressmark: an article as read, and the same article cleaned.

Nothing is dropped without a `Removal`: the blocks of a `CleanArticle` and those of its removals
together are the whole input.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self

from pressmark.corpus.kinds import BODY_KINDS, Kind
from pressmark.corpus.pickled_as_call import PickledAsCall

__all__ = ["BODY_KINDS", "Article", "Block", "CleanArticle", "Extra", "Kind", "Removal", "Scalar"]

Scalar = str | int | float | bool
Extra = Scalar | tuple[Scalar, ...]
"""The value of a further column of a record; a tuple where the record has a list."""


@dataclass(frozen=True, slots=True)
class Block(PickledAsCall):
    """One visible piece of text."""

    text: str
    kind: Kind

    order: int
    """Position among all blocks of the source, counted from 0."""


@dataclass(frozen=True, slots=True)
class Removal(PickledAsCall):
    """A removed block: the rule, the reason shown to people, and the block it repeats, if any."""

    block: Block
    rule: str
    reason: str
    repeats: Block | None = None


@dataclass(frozen=True, slots=True)
class Article(PickledAsCall):
    """One article as read from a file.

    `blocks` may be article text, `discarded` is what the page's structure already excluded
    (navigation, sidebars, comments); both are in source order. `origins` is where the metadata
    were found, for example `{"published": "json-ld"}`. `key` identifies an article within its file:
    its URL where it has one, else its number. `title_guessed` is true if no field or markup
    states the title: it is a line of the text that looks like one. `extra` are the columns of its
    record that no other field uses, by their path, such as `{"party": "Green", "geo.city": "Ulm"}`.
    `stated_date` is the date in the words of a record, where it could not be read or its day and
    month are ambiguous.
    `confidence` is the expected F1 of the body's words on a web page, from 0 to 1; None where the
    text did not have to be found.
    `place` finds the article within its file: its `record` in a dump, feed or web archive, its
    `warc_record_id` and `target_uri`, the `member` of the archive that it is in.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    url: str = ""
    source: str = ""
    published: datetime | None = None
    authors: tuple[str, ...] = ()
    language: str = ""
    key: str = ""
    discarded: tuple[Removal, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    title_guessed: bool = False
    stated_date: str = ""
    extra: Mapping[str, Extra] = field(default_factory=dict)
    place: Mapping[str, str] = field(default_factory=dict)
    confidence: float | None = None

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        title: str = "",
        url: str = "",
        source: str = "",
        published: datetime | None = None,
        authors: Iterable[str] = (),
        language: str = "",
        key: str = "",
    ) -> Self:
        """An article of plain text, its paragraphs between blank lines or one a line.

        >>> article = Article.from_text("One paragraph.\\n\\nAnother one.", title="News")
        >>> [(str(block.kind), block.text) for block in article.blocks]
        [('title', 'News'), ('paragraph', 'One paragraph.'), ('paragraph', 'Another one.')]
        """
        from pressmark.corpus.readers.text import text_blocks  # it imports this module

        head = [Block(title, Kind.TITLE, 0)] if title else []
        body = [replace(block, order=block.order + len(head)) for block in text_blocks(text)]
        return cls(
            blocks=(*head, *body),
            title=title,
            url=url,
            source=source,
            published=published,
            authors=tuple(authors),
            language=language,
            key=key,
        )


@dataclass(frozen=True, slots=True)
class CleanArticle:
    """An article after cleaning: `paragraphs` were kept, `removals` were not, both in order."""

    article: Article
    paragraphs: tuple[Block, ...]
    removals: tuple[Removal, ...]

    @property
    def body(self) -> tuple[Block, ...]:
        """The kept blocks without title, standfirst, captions and bylines."""
        return tuple(block for block in self.paragraphs if block.kind in BODY_KINDS)
