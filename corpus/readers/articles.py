"""Plain text and Markdown become an article: headline, byline and date are at the top."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from pressmark.corpus.cleaning.line import line_of
from pressmark.corpus.model import Article, Block, Kind
from pressmark.corpus.readers.front_matter import as_record, front_matter
from pressmark.corpus.readers.markdown import markdown_blocks
from pressmark.corpus.readers.records import described
from pressmark.corpus.readers.text import text_blocks
from pressmark.corpus.rules import default_rules
from pressmark.corpus.text.addresses import is_url
from pressmark.corpus.text.bylines import authors_of, is_byline, is_name
from pressmark.corpus.text.dates import find_date
from pressmark.corpus.text.headlines import HEAD_LINES, headline_of, text_start
from pressmark.corpus.text.timestamps import is_timestamp
from pressmark.corpus.text.update_labels import without_updates


def text_article(text: str) -> Article:
    """The article in plain text; one of the first lines is taken as its title if it looks it.

    Lines of fields above it, as scrapers write them, are fields.
    """
    fields, below = front_matter(text)
    return _with_fields(fields, article_of(text_blocks(below)))


def markdown_article(text: str) -> Article:
    """The article in Markdown; its first heading is its title, if nothing is before it."""
    fields, below = front_matter(text)
    return _with_fields(fields, article_of(markdown_blocks(below)))


def _with_fields(fields: Mapping[str, object], article: Article) -> Article:
    return described(article, as_record(fields)) if fields else article


def article_of(blocks: tuple[Block, ...]) -> Article:
    """The article in blocks; its headline, byline, date and address are among the first."""
    lines = [line_of(block) for block in blocks]
    head = blocks[: min(HEAD_LINES, text_start(lines))]  # dates further down are of something else
    at = headline_of(lines, default_rules())
    marked = blocks
    if at is not None:
        title = replace(blocks[at], kind=Kind.TITLE)
        marked = (*blocks[:at], title, *blocks[at + 1 :])
    return Article(
        blocks=marked,
        title="" if at is None else blocks[at].text,
        url=_url(head),
        published=_published(head),
        authors=_authors(head),
        key=_url(head) or "1",
        title_guessed=at is not None and blocks[at].kind is not Kind.HEADING,
    )


def _url(head: tuple[Block, ...]) -> str:
    return next((block.text for block in head if is_url(block.text)), "")


def _published(head: tuple[Block, ...]) -> datetime | None:
    dates = (find_date(without_updates(b.text)) for b in head if is_timestamp(b.text))
    return next(filter(None, dates), None)


def _authors(head: tuple[Block, ...]) -> tuple[str, ...]:
    for block, following in zip(head, (*head[1:], None), strict=False):
        if is_byline(block.text):
            return authors_of(block.text)
        if is_name(block.text) and following is not None and is_timestamp(following.text):
            return (block.text,)
    return ()
