"""The index as tools and resources of the Model Context Protocol.

Answers have whole paragraphs, with the article and the number to cite them by. Keys that are fields
of a record take their description from it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, Literal

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field
from typing_extensions import TypedDict  # pydantic reads typing's own only from Python 3.12 on

from pressmark.corpus.errors import PressmarkError
from pressmark.index import StoredArticle
from pressmark.search.counting import count
from pressmark.search.engine import open_index
from pressmark.search.formatting import about_title
from pressmark.search.mcp_counts import (
    Counted,
    Library,
    ValueCounts,
    counted,
    described,
    library,
    value_counts,
)
from pressmark.search.options import SearchOptions, Sort, SpellingUse, Unit
from pressmark.search.pipeline import search
from pressmark.search.query.grammar import QUERY_HELP
from pressmark.search.results.markdown import article_as_markdown
from pressmark.search.results.models import ArticleInfo, Hit, Results
from pressmark.search.similar_articles import more_like_this

MAX_PASSAGES = 50
"""Passages in one answer: they take a small part of the context of a model."""

MAX_PARAGRAPHS = 200
"""Paragraphs of an article in one answer: all of most articles, a part of a book or live ticker."""

NO_FACETS: list[str] = []

READ_ONLY = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

INSTRUCTIONS = (
    "Search a library of news articles, then read the relevant ones. Cite a paragraph by "
    "its article's title, source and date, and by its number. stats says what is in the library."
)


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


Query = Annotated[str, Field(description="Words, or the forms in the description of the tool.")]
Limit = Annotated[
    int, Field(ge=1, le=MAX_PASSAGES, description=f"Most passages, up to {MAX_PASSAGES}.")
]
Offset = Annotated[int, Field(ge=0, description="Passages to skip; see next_offset.")]
Order = Annotated[Sort, described(SearchOptions, "sort")]
Each = Annotated[
    Literal["paragraph", "story", "article"],
    Field(
        description="What to return: each matching paragraph; the best paragraph of each story, "
        "with the near-copies of its article; or the best paragraph of each article, near-copies "
        "included."
    ),
]
Queries = Annotated[
    list[str], Field(min_length=1, max_length=5, description="One to five queries, as in search.")
]
By = Annotated[
    str,
    Field(
        description="day, week, month, year, source, author, language or a further column; see "
        "stats."
    ),
]
Of = Annotated[Unit, Field(description="What to count; a story is an article and its copies.")]
Relative = Annotated[
    bool, Field(description="Whether to give the number of all articles of each row too.")
]
Facets = Annotated[
    list[str],
    Field(
        max_length=8,
        description="Fields or further columns to count all hits by: source, author, kind, "
        "language, month, names …",
    ),
]
AllWords = Annotated[bool, described(SearchOptions, "all_words")]
Use = Annotated[SpellingUse, described(SearchOptions, "spellings")]
Target = Annotated[str, Field(description="The id of an article, or its URL.")]
First = Annotated[int, Field(ge=1, description="Number of the first paragraph to return.")]


def mcp_server(index_path: str | Path) -> MCPServer:
    """A server for the index at `index_path`, which each call opens."""
    server = MCPServer(
        "pressmark", version=version("pressmark"), instructions=INSTRUCTIONS, log_level="WARNING"
    )

    @server.tool(name="search", description=_search_description(), annotations=READ_ONLY)
    def find(
        query: Query,
        limit: Limit = 10,
        offset: Offset = 0,
        sort: Order = "relevance",
        each: Each = "paragraph",
        all_words: AllWords = False,
        spellings: Use = "accepted",
        facets: Facets = NO_FACETS,
    ) -> FoundPassages:
        with _tool_errors():
            return _passages(
                search(
                    open_index(index_path),
                    query,
                    limit=limit,
                    offset=offset,
                    sort=sort,
                    paragraphs=each == "paragraph",
                    copies=each == "article",
                    all_words=all_words,
                    spellings=spellings,
                    facet=facets,
                )
            )

    @server.tool(
        name="count",
        description="Count the hits of queries by period or by a field. A story counts once, by "
        "its article that was published first.",
        annotations=READ_ONLY,
    )
    def count_hits(
        queries: Queries,
        by: By = "month",
        of: Of = "stories",
        relative: Relative = False,
        all_words: AllWords = False,
        spellings: Use = "accepted",
    ) -> Counted:
        with _tool_errors():
            index = open_index(index_path)
            return counted(
                count(
                    index,
                    queries,
                    by=by,
                    of=of,
                    relative=relative,
                    all_words=all_words,
                    spellings=spellings,
                )
            )

    @server.tool(
        description="Say what is in the library: articles, dates, sources, languages, columns.",
        annotations=READ_ONLY,
    )
    def stats() -> Library:
        with _tool_errors():
            return library(open_index(index_path))

    @server.resource(
        "pressmark://articles/{article}",
        name="article",
        description="An article by its id, without its boilerplate, as Markdown.",
        mime_type="text/markdown",
    )
    def article_resource(article: str) -> str:
        with _tool_errors():
            return article_as_markdown(open_index(index_path).get(article).as_cleaned())

    @server.tool(
        description="Read an article without its boilerplate, in numbered paragraphs.",
        annotations=READ_ONLY,
    )
    def read_article(article: Target, first: First = 1) -> ReadArticle:
        with _tool_errors():
            return _article_text(open_index(index_path).get(article), first)

    @server.tool(
        description="Find similar articles, each with a paragraph, without near-copies of the "
        "article itself.",
        annotations=READ_ONLY,
    )
    def similar_articles(article: Target, limit: Limit = 10) -> FoundPassages:
        with _tool_errors():
            return _passages(more_like_this(open_index(index_path), article, limit=limit))

    return server


def _search_description() -> str:
    forms = "\n".join(
        f"{row.form}  {row.meaning}, for example: {row.example}" for row in QUERY_HELP
    )
    return f"Find paragraphs of news articles, best first.\nForms of a query:\n{forms}"


@contextmanager
def _tool_errors() -> Iterator[None]:
    """Report an error with the message and hint of the other faces."""
    try:
        yield
    except PressmarkError as error:
        raise ToolError(f"{error.message} {error.hint}".strip()) from error


def _passages(results: Results) -> FoundPassages:
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


def _article_text(article: StoredArticle, first: int) -> ReadArticle:
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
