"""The index as two tools of the Model Context Protocol, for language models that look things up.

Answers hold whole paragraphs, with the article and the number to cite them by.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from typing_extensions import TypedDict  # pydantic reads typing's own only from Python 3.12 on

from pressmark.corpus.errors import PressmarkError
from pressmark.index import Index, StoredArticle
from pressmark.search.pipeline import Sort, search
from pressmark.search.results import Hit, Results
from pressmark.search.syntax import QUERY_HELP

MOST_PASSAGES = 50
"""Paragraphs in one answer, chosen to leave a model most of its memory for what else it reads."""

READS_ONLY = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)


class Passage(TypedDict):
    """A paragraph that matched; `article` is what `read_article` takes."""

    article: str
    title: str
    source: str
    published: str
    paragraph: int
    text: str


class Passages(TypedDict):
    """Some of the paragraphs found; `notes` say what was made of the query."""

    total_paragraphs: int
    total_articles: int
    passages: list[Passage]
    notes: list[str]


class Reading(TypedDict):
    """An article with its paragraphs in order; number 1 is the first after the title."""

    id: str
    title: str
    source: str
    published: str
    authors: list[str]
    url: str
    paragraphs: list[str]


def mcp_server(index_path: Path) -> MCPServer:
    """A server over the index at `index_path`, which is opened anew for every call."""
    server = MCPServer(
        "pressmark",
        version=version("pressmark"),
        instructions="Search a library of news articles, then read the articles that matter.",
        log_level="WARNING",
    )

    @server.tool(
        name="search",
        description=_search_description(),
        annotations=READS_ONLY,
    )
    def find(query: str, limit: int = 10, offset: int = 0, sort: Sort = "relevance") -> Passages:
        if not 1 <= limit <= MOST_PASSAGES or offset < 0:
            raise ToolError(f"limit lies between 1 and {MOST_PASSAGES}, offset is not negative.")
        with _plain_errors():
            index = Index.open(index_path)
            results = search(index, query, limit=limit, offset=offset, sort=sort, paragraphs=True)
            return _passages(results)

    @server.tool(
        description="Read a whole article, cleaned of boilerplate, by its id or its URL.",
        annotations=READS_ONLY,
    )
    def read_article(article: str) -> Reading:
        with _plain_errors():
            return _reading(Index.open(index_path).article(article))

    return server


def _search_description() -> str:
    forms = "\n".join(f"{row.form}  {row.meaning}" for row in QUERY_HELP)
    return f"Find paragraphs of news articles, best first.\nA query may hold:\n{forms}"


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Tell the model what a person would be told."""
    try:
        yield
    except PressmarkError as error:
        raise ToolError(f"{error.message} {error.hint}".strip()) from error


def _passages(results: Results) -> Passages:
    return Passages(
        total_paragraphs=results.total_paragraphs,
        total_articles=results.total_articles,
        passages=[_passage(hit) for hit in results.hits],
        notes=list(results.notes),
    )


def _passage(hit: Hit) -> Passage:
    article = hit.article
    published = article.published.isoformat() if article.published else ""
    return Passage(
        article=article.id,
        title=article.title,
        source=article.source,
        published=published,
        paragraph=hit.ordinal,
        text=hit.text,
    )


def _reading(article: StoredArticle) -> Reading:
    return Reading(
        id=article.id,
        title=article.title,
        source=article.source,
        published=article.published.isoformat() if article.published else "",
        authors=list(article.authors),
        url=article.url,
        paragraphs=[block.text for block in article.paragraphs if block.kind != "title"],
    )
