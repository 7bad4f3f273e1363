"""Prepares a clean article for the index: documents, counts and lines.

Any process can do this in any order; what depends on other articles is done by the transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pressmark.corpus.captures import capture_time
from pressmark.corpus.cleaning.last_text import cause_of_no_text
from pressmark.corpus.model import Article, CleanArticle
from pressmark.corpus.pickled_as_call import PickledAsCall
from pressmark.index.articles.documents import StoredArticle, Summary, summary, to_documents
from pressmark.index.articles.extra_columns import place_from
from pressmark.index.articles.identity import content_of, identity_of
from pressmark.index.boilerplate.learner import ArticleLines, lines_of


@dataclass(frozen=True, slots=True)
class Prepared(PickledAsCall):
    """A clean article on its way into the index; small, since it is sent between processes.

    `identity` identifies the article everywhere, `key` within its file, and `content` is a hash of
    the text before cleaning.
    `documents` are its paragraphs without the fields `article` and `origin`; there is no `summary`
    where cleaning left nothing, and only then a `name` to report. `lines` are what may be learned
    from it. `cause_of_no_text` is the rule that left at most a headline of it. `captured` is when
    it was saved, as far as its record states that.
    """

    identity: str
    key: str
    content: str
    documents: tuple[Mapping[str, Any], ...]
    summary: Summary | None
    lines: ArticleLines
    cause_of_no_text: str = ""
    name: str = ""
    captured: datetime | None = None

    @property
    def is_record(self) -> bool:
        """Whether it is a record of a dump, feed or web archive."""
        return "record" in place_from(self.documents[0].get("place"))


def prepare(clean: CleanArticle) -> Prepared:
    """The article as the index takes it."""
    documents = tuple(to_documents(clean))
    content = content_of(clean)
    return Prepared(
        identity=identity_of(clean.article, content),
        key=clean.article.key,
        content=content,
        documents=documents,
        summary=summary(documents) if documents else None,
        lines=_lines(clean.article, clean),
        cause_of_no_text=cause_of_no_text(clean),
        name="" if documents else _name(clean.article),
        captured=capture_time(clean.article.extra),
    )


def _name(article: Article) -> str:
    """Identifies an article without a title in its file: address, member or number."""
    name = article.key or article.url
    return f"record {name}" if name.isdigit() else name


def lines_of_stored(article: StoredArticle) -> ArticleLines:
    """The lines that the article was prepared with when it was added."""
    return _lines(article, article)


def _lines(about: Article | StoredArticle, blocks: CleanArticle | StoredArticle) -> ArticleLines:
    return lines_of(about.source, about.url, blocks.paragraphs, blocks.removals)
