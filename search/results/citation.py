"""What a citation of a paragraph, or of an article, names."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pressmark.corpus.captures import is_capture_column
from pressmark.corpus.text.addresses import is_link
from pressmark.corpus.text.partial_dates import PartialDate
from pressmark.index.articles.extra_terms import column_name, written_value
from pressmark.search.results.models import ArticleInfo, Hit

if TYPE_CHECKING:
    from pressmark.index import StoredArticle

_ARCHIVED = "captured"
"""The column of web archives, which goes before those of crawlers."""
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Citation:
    """A paragraph of an article, or with `paragraph` None the article."""

    article: str
    """The id."""

    title: str
    """The title, or the first words."""

    authors: tuple[str, ...]
    source: str

    published: date | None
    """The date; a `PartialDate` where only its year, month or week is known."""

    url: str
    """Empty for what is no address of a page."""

    captured: date | None
    """When the article was captured, as far as the record states it."""

    language: str
    paragraph: int | None = None
    """The number of the paragraph, 0 being the title."""

    text: str = ""
    """The paragraph."""

    @property
    def date_parts(self) -> tuple[int, ...]:
        """Year, month and day of publication, as far as they are known."""
        known = self.published
        if known is None:
            return ()
        parts = (known.year, known.month, known.day)
        if isinstance(known, PartialDate) and known.unit:
            last = known.end - timedelta(days=1)
            is_in_month = (last.year, last.month) == parts[:2]
            return parts[:2] if is_in_month else parts[:1]
        return parts

    @property
    def key(self) -> str:
        """Different for different paragraphs."""
        return self.article if self.paragraph is None else f"{self.article}-{self.paragraph}"

    @property
    def place(self) -> str:
        """`paragraph 3`; empty for an article and its title."""
        return f"paragraph {self.paragraph}" if self.paragraph else ""


def citation_of_hit(hit: Hit) -> Citation:
    """The citation of the paragraph of a hit."""
    return citation_of(hit.article, hit.ordinal, hit.text)


def citation_of(
    article: "ArticleInfo | StoredArticle", paragraph: int | None = None, text: str = ""
) -> Citation:
    """The citation of an article, or of a paragraph of it."""
    return Citation(
        article=article.id,
        title=_line(article.label) or article.id,
        authors=tuple(filter(None, map(_line, article.authors))),
        source=_line(article.source),
        published=article.published,
        url=article.url.strip() if is_link(article.url) else "",
        captured=_captured(article),
        language=article.language,
        paragraph=paragraph,
        text=_line(text),
    )


def _captured(article: "ArticleInfo | StoredArticle") -> date | None:
    names = filter(is_capture_column, article.extra)
    for name in sorted(names, key=lambda name: column_name(name) != _ARCHIVED):
        value = article.extra[name]
        found = _DAY.match("" if isinstance(value, tuple) else written_value(value).strip())
        try:
            if found:
                return date.fromisoformat(found[1])
        except ValueError:
            continue
    return None


def _line(text: str) -> str:
    return " ".join(text.split())
