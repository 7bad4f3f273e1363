"""Passages and articles as answers to a language model.

Keys that are fields of a record take their description from it.
"""

from datetime import datetime, time
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict  # pydantic reads typing's own only from Python 3.12 on

from pressmark.index import StoredArticle
from pressmark.search.formatting import about_title
from pressmark.search.mcp.counts import ValueCounts, described, value_counts
from pressmark.search.results.models import ArticleInfo, Hit, Results

MAX_PARAGRAPHS = 200
"""Paragraphs of an article in one answer: all of most articles, a part of a book or live ticker."""

Id = Annotated[str, described(StoredArticle, "id")]
Title = Annotated[str, Field(description="The title, or the first words of the text.")]
TitleNote = Annotated[
    str, Field(description="`title guessed` or `no title` if no markup states the title.")
]
Source = Annotated[str, described(StoredArticle, "source")]
Published = Annotated[str, Field(description="ISO 8601, empty if not known.")]


class Copy(TypedDict):
    """A near-copy of an article."""

    article: Id
    source: Source
    published: Published


class FoundPassage(TypedDict):
    """A matching paragraph."""

    article: Id
    title: Title
    title_note: TitleNote
    source: Source
    published: Published
    url: str
    paragraph: Annotated[int, described(Hit, "ordinal")]
    kind: Annotated[str, described(Hit, "kind")]
    text: Annotated[str, described(Hit, "text")]
    more: Annotated[int, described(Hit, "more")]
    copies: Annotated[list[Copy], described(Hit, "copies")]


class FoundPassages(TypedDict):
    """A page of matching paragraphs."""

    total_paragraphs: Annotated[int, described(Results, "total_paragraphs")]
    total_articles: Annotated[int, described(Results, "total_articles")]
    total_stories: Annotated[int, described(Results, "total_stories")]
    total_all_words: Annotated[int | None, described(Results, "total_all_words")]
    total_any_word: Annotated[int | None, described(Results, "total_any_word")]
    passages: list[FoundPassage]
    next_offset: Annotated[
        int | None, Field(description="The offset of the next page, null after the last.")
    ]
    notes: Annotated[list[str], described(Results, "notes")]
    also_written: Annotated[list[str], described(Results, "also_written")]
    did_you_mean: Annotated[str, described(Results, "suggestion")]
    facets: Annotated[list[ValueCounts], described(Results, "facets")]


class NumberedParagraph(TypedDict):
    """A paragraph of an article and the number to cite it by."""

    number: Annotated[int, described(Hit, "ordinal")]
    kind: Annotated[str, described(Hit, "kind")]
    text: str


class ReadArticle(TypedDict):
    """An article and its paragraphs in order."""

    id: Id
    title: Title
    title_note: TitleNote
    source: Source
    published: Published
    authors: list[str]
    names: Annotated[list[str], described(StoredArticle, "names")]
    url: str
    extra: Annotated[dict[str, Any], described(StoredArticle, "extra")]
    total_paragraphs: int
    paragraphs: list[NumberedParagraph]
    next_number: Annotated[
        int | None, Field(description="The first paragraph of the next part, null after the last.")
    ]


def passages(results: Results) -> FoundPassages:
    """The hits of a page, each with its whole paragraph."""
    after = results.offset + len(results.hits)
    return FoundPassages(
        total_paragraphs=results.total_paragraphs,
        total_articles=results.total_articles,
        total_stories=results.total_stories,
        total_all_words=results.total_all_words,
        total_any_word=results.total_any_word,
        passages=[_passage(hit) for hit in results.hits],
        next_offset=after if results.hits and after < results.total else None,
        notes=list(results.notes),
        also_written=[each.query for each in results.also_written],
        did_you_mean=results.suggestion,
        facets=[value_counts(facet) for facet in results.facets],
    )


def _passage(hit: Hit) -> FoundPassage:
    article = hit.article
    return FoundPassage(
        article=article.id,
        title=article.label,
        title_note=about_title(article),
        source=article.source,
        published=_date(article.published),
        url=article.url,
        paragraph=hit.ordinal,
        kind=hit.kind,
        text=hit.text,
        more=hit.more,
        copies=[_copy(copy) for copy in hit.copies],
    )


def _copy(article: ArticleInfo) -> Copy:
    return Copy(article=article.id, source=article.source, published=_date(article.published))


def article_text(article: StoredArticle, first: int) -> ReadArticle:
    """An article from paragraph `first` on, MAX_PARAGRAPHS at most."""
    body = [(ordinal, block) for ordinal, block in article.numbered if ordinal]
    shown = body[first - 1 : first - 1 + MAX_PARAGRAPHS]
    after = first + len(shown)
    return ReadArticle(
        id=article.id,
        title=article.label,
        title_note=about_title(article),
        source=article.source,
        published=_date(article.published),
        authors=list(article.authors),
        names=list(article.names),
        url=article.url,
        extra=dict(article.extra),
        total_paragraphs=len(body),
        paragraphs=[
            NumberedParagraph(number=ordinal, kind=str(block.kind), text=block.text)
            for ordinal, block in shown
        ],
        next_number=after if shown and after <= len(body) else None,
    )


def _date(moment: datetime | None) -> str:
    """ISO 8601, without a time if the article states none; empty without a date."""
    if moment is None:
        return ""
    return f"{moment:%Y-%m-%d}" if moment.time() == time() else moment.isoformat()
