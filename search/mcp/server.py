"""The index as tools and resources of the Model Context Protocol.

Answers have whole paragraphs, with the article and the number to cite them by.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from pressmark.corpus.errors import PressmarkError
from pressmark.search.counting import count
from pressmark.search.engine import open_index
from pressmark.search.mcp.counts import Counted, Library, counted, described, library
from pressmark.search.mcp.passages import FoundPassages, ReadArticle, article_text, passages
from pressmark.search.options import SearchOptions, Sort, SpellingUse, Unit
from pressmark.search.pipeline import search
from pressmark.search.query.grammar import QUERY_HELP
from pressmark.search.results.markdown import article_as_markdown
from pressmark.search.similar_articles import more_like_this

MAX_PASSAGES = 50
"""Passages in one answer: they take a small part of the context of a model."""

NO_FACETS: list[str] = []

READ_ONLY = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

INSTRUCTIONS = (
    "Search a library of news articles, then read the relevant ones. Cite a paragraph by "
    "its article's title, source and date, and by its number. stats says what is in the library."
)

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

    _add_searching(server, index_path)
    _add_reading(server, index_path)
    return server


def _add_searching(server: MCPServer, index_path: str | Path) -> None:
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
            return passages(
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


def _add_reading(server: MCPServer, index_path: str | Path) -> None:
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
            return article_text(open_index(index_path).get(article), first)

    @server.tool(
        description="Find similar articles, each with a paragraph, without near-copies of the "
        "article itself.",
        annotations=READ_ONLY,
    )
    def similar_articles(article: Target, limit: Limit = 10) -> FoundPassages:
        with _tool_errors():
            return passages(more_like_this(open_index(index_path), article, limit=limit))


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
