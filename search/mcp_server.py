"""The index as three tools of the Model Context Protocol, for language models that look things up.

Answers hold whole paragraphs, with the article and the number to cite them by.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field
from typing_extensions import TypedDict  # pydantic reads typing's own only from Python 3.12 on

from pressmark.corpus.errors import PressmarkError
from pressmark.index import Index, StoredArticle
from pressmark.search.formatting import about_title
from pressmark.search.options import Sort
from pressmark.search.pipeline import search
from pressmark.search.query.parser import QUERY_HELP
from pressmark.search.results.models import ArticleInfo, Hit, Results
from pressmark.search.similar_articles import more_like_this

MOST_PASSAGES = 50
"""Passages in one answer, chosen to leave a model most of its memory for what else it reads."""

MOST_PARAGRAPHS = 200
"""Paragraphs of an article in one answer: all of it, unless it is a book or a live ticker."""

READS_ONLY = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

INSTRUCTIONS = (
    "Search a library of news articles, then read the articles that matter. Cite a paragraph by "
    "its article's title, source and date, and by its number."
)


class Copy(TypedDict):
    """Another article that tells the same story in much the same words."""

    article: str
    source: str
    published: str


class Passage(TypedDict):
    """A paragraph that matched. `title_note` says where the title is a line of the text that looks
    like one ("title guessed"), or the first words of it ("no title"). `article` is what
    `read_article` takes, `paragraph` its number there, 0 being the title; `more` counts further
    matches in the article and `copies` are other articles that print the same (both not where each
    paragraph is asked for)."""

    article: str
    title: str
    title_note: str
    source: str
    published: str
    url: str
    paragraph: int
    kind: str
    text: str
    more: int
    copies: list[Copy]


class Passages(TypedDict):
    """Some of what was found, from `offset` on; `next_offset` asks for the following ones, null
    after the last. `notes` say what was made of the query, `did_you_mean` is one with a likelier
    spelling or empty."""

    total_paragraphs: int
    total_articles: int
    total_stories: int
    passages: list[Passage]
    next_offset: int | None
    notes: list[str]
    did_you_mean: str


class Paragraph(TypedDict):
    """A paragraph under the number that it is cited by."""

    number: int
    kind: str
    text: str


class Reading(TypedDict):
    """An article with its paragraphs in order; `title_note` as with passages; `next_number` asks
    for the following ones, null after the last."""

    id: str
    title: str
    title_note: str
    source: str
    published: str
    authors: list[str]
    url: str
    total_paragraphs: int
    paragraphs: list[Paragraph]
    next_number: int | None


Query = Annotated[str, Field(description="Words, or the forms that the tool's description lists.")]
Limit = Annotated[
    int,
    Field(ge=1, le=MOST_PASSAGES, description=f"Passages to answer with, up to {MOST_PASSAGES}."),
]
Offset = Annotated[int, Field(ge=0, description="Passages to pass over; see next_offset.")]
Order = Annotated[Sort, Field(description="By relevance, or by date.")]
Each = Annotated[
    Literal["paragraph", "story", "article"],
    Field(
        description="What a passage stands for: every matching paragraph, every story by its "
        "best paragraph, with the articles that print copies of it, or every article, copies too."
    ),
]
Target = Annotated[str, Field(description="The id that search gives, or the article's URL.")]
First = Annotated[int, Field(ge=1, description="The number of the first paragraph to read.")]


def mcp_server(index_path: Path) -> MCPServer:
    """A server over the index at `index_path`, which is opened again for every call."""
    server = MCPServer(
        "pressmark", version=version("pressmark"), instructions=INSTRUCTIONS, log_level="WARNING"
    )

    @server.tool(name="search", description=_search_description(), annotations=READS_ONLY)
    def find(
        query: Query,
        limit: Limit = 10,
        offset: Offset = 0,
        sort: Order = "relevance",
        each: Each = "paragraph",
    ) -> Passages:
        with _plain_errors():
            return _passages(
                search(
                    Index.open(index_path),
                    query,
                    limit=limit,
                    offset=offset,
                    sort=sort,
                    paragraphs=each == "paragraph",
                    copies=each == "article",
                )
            )

    @server.tool(
        description="Read a whole article, cleaned of boilerplate, its paragraphs numbered.",
        annotations=READS_ONLY,
    )
    def read_article(article: Target, first: First = 1) -> Reading:
        with _plain_errors():
            return _reading(Index.open(index_path).get(article), first)

    @server.tool(
        description="Find the articles most like one, each by a paragraph; none where none is "
        "alike. Copies of the article itself are left out.",
        annotations=READS_ONLY,
    )
    def similar_articles(article: Target, limit: Limit = 10) -> Passages:
        with _plain_errors():
            return _passages(more_like_this(Index.open(index_path), article, limit=limit))

    return server


def _search_description() -> str:
    forms = "\n".join(f"{row.form}  {row.meaning}, as in: {row.example}" for row in QUERY_HELP)
    return f"Find paragraphs of news articles, best first.\nA query may hold:\n{forms}"


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Tell the model what a person would be told."""
    try:
        yield
    except PressmarkError as error:
        raise ToolError(f"{error.message} {error.hint}".strip()) from error


def _passages(results: Results) -> Passages:
    after = results.offset + len(results.hits)
    return Passages(
        total_paragraphs=results.total_paragraphs,
        total_articles=results.total_articles,
        total_stories=results.total_stories,
        passages=[_passage(hit) for hit in results.hits],
        next_offset=after if results.hits and after < results.total else None,
        notes=list(results.notes),
        did_you_mean=results.suggestion,
    )


def _passage(hit: Hit) -> Passage:
    article = hit.article
    return Passage(
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


def _reading(article: StoredArticle, first: int) -> Reading:
    body = [(ordinal, block) for ordinal, block in article.numbered if ordinal]
    shown = body[first - 1 : first - 1 + MOST_PARAGRAPHS]
    after = first + len(shown)
    return Reading(
        id=article.id,
        title=article.label,
        title_note=about_title(article),
        source=article.source,
        published=_date(article.published),
        authors=list(article.authors),
        url=article.url,
        total_paragraphs=len(body),
        paragraphs=[
            Paragraph(number=ordinal, kind=str(block.kind), text=block.text)
            for ordinal, block in shown
        ],
        next_number=after if shown and after <= len(body) else None,
    )


def _date(moment: datetime | None) -> str:
    """The day alone where the article states no time, and nothing where it states no day."""
    if moment is None:
        return ""
    return moment.date().isoformat() if moment.time() == time() else moment.isoformat()
