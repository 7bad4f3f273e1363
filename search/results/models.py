"""What a search returns: immutable records that every face renders in its own way.

Highlights are character offsets into the stored paragraph, so no face can inject markup.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Any

from pressmark.search.results.span import Span

if TYPE_CHECKING:  # few searches ask for either
    from pressmark.search.results.explanation import Explanation
    from pressmark.search.results.facet import Facet

__all__ = ["ArticleInfo", "Hit", "Results", "Snippet", "Span"]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of a paragraph: `text` begins at character `start` of the paragraph.

    `marks` are the matched words, as offsets into the paragraph (not into `text`).
    """

    text: str
    start: int
    marks: tuple[Span, ...]

    @property
    def relative_marks(self) -> tuple[Span, ...]:
        """The same marks as offsets into `text`."""
        return tuple(Span(mark.start - self.start, mark.end - self.start) for mark in self.marks)


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """What the index knows about an article besides its text.

    `title_guessed` says that no field or markup states the title: it is a line of the text that
    looks like one. `opening` are the first words of the text, where there is no title.
    """

    id: str
    title: str
    source: str
    published: datetime | None
    url: str
    authors: tuple[str, ...]
    language: str
    title_guessed: bool = False
    opening: str = ""

    @property
    def label(self) -> str:
        """What the article is called: its title, else its first words."""
        return self.title or self.opening


@dataclass(frozen=True, slots=True)
class Hit:
    """One matching paragraph: `rank` counts from 1 over all pages, `ordinal` is its place among
    the kept paragraphs of its article (0 is the title), `text` the whole paragraph, `marks` every
    word of it that matched (the snippet has those of its passage), `title_marks` the words of its
    article's title that are words of the query, `further` passages that show words which the
    snippet lacks. `more` counts the article's other paragraphs that match, where hits are articles.
    `also` counts the other articles of the same story that match, and `copies` are the best of
    these, COPIES_LISTED at most. `explanation` is there where it was asked for."""

    rank: int
    score: float
    article: ArticleInfo
    ordinal: int
    kind: str
    text: str
    marks: tuple[Span, ...]
    snippet: Snippet
    title_marks: tuple[Span, ...] = ()
    further: tuple[Snippet, ...] = ()
    more: int = 0
    explanation: "Explanation | None" = None
    also: int = 0
    copies: tuple[ArticleInfo, ...] = ()

    @property
    def passages(self) -> tuple[Snippet, ...]:
        """The snippet and the further passages as they are in the text, none overlapping."""
        return tuple(sorted((self.snippet, *self.further), key=lambda passage: passage.start))


@dataclass(frozen=True, slots=True, repr=False)
class Results:
    """One page of hits, to iterate over, and the totals over all pages; `seconds` is the time the
    search took.

    Hits are stories, each shown by its best article and this by its best paragraph; where `copies`
    is set, articles, and where `paragraphs` is, paragraphs. `offset`, `limit` and `total` count
    hits. `collapsed` counts the articles that match and are only named as copies of a hit.
    `notes` are sentences for the person asking, such as which cap of the query's cost was met;
    `suggestion` is the query as it was probably meant, where that would find more; `broader`, where
    nothing was found, the query with the beginning of a word that finds something; `facets` are
    there where they were asked for.
    """

    query: str
    hits: tuple[Hit, ...]
    total_paragraphs: int
    total_articles: int
    offset: int
    limit: int
    seconds: float
    paragraphs: bool = False
    copies: bool = False
    collapsed: int = 0
    notes: tuple[str, ...] = ()
    suggestion: str = ""
    broader: str = ""
    facets: "tuple[Facet, ...]" = ()

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)

    def __repr__(self) -> str:
        return f"<Results of {self.query!r}: {len(self.hits)} of {self.total} hits>"

    def _repr_html_(self) -> str:
        """A table for notebooks, with the matched words in bold."""
        rows = "".join(
            f"<tr><td>{hit.rank}</td><td>{escape(hit.article.label)}</td>"
            f"<td>{escape(hit.article.source)}</td><td>{_day(hit.article)}</td>"
            f"<td>{_with_marks(hit.snippet)}</td></tr>"
            for hit in self.hits
        )
        names = "".join(f"<th>{name}</th>" for name in ("", "title", "source", "date", "text"))
        return f"<table><thead><tr>{names}</tr></thead><tbody>{rows}</tbody></table>"

    def to_dicts(self) -> list[dict[str, Any]]:
        """The hits in the shape of `--json`.

        >>> search(index, "ferry inquiry", limit=1).to_dicts()[0]["rank"]
        1
        """
        from pressmark.search.results.json import hit_to_json  # it imports this module

        return [hit_to_json(hit) for hit in self.hits]

    @property
    def total(self) -> int:
        """The number of hits over all pages."""
        return self.total_paragraphs if self.paragraphs else self.total_stories

    @property
    def total_stories(self) -> int:
        """The number of articles that match, those that are hits as copies of another left out."""
        return self.total_articles - self.collapsed


def _day(article: ArticleInfo) -> str:
    return f"{article.published:%Y-%m-%d}" if article.published else ""


def _with_marks(snippet: Snippet) -> str:
    """The snippet as HTML, escaped, with the marks in bold."""
    parts, at = [], 0
    for start, end in snippet.relative_marks:
        marked = escape(snippet.text[start:end])
        parts.append(f"{escape(snippet.text[at:start])}<b>{marked}</b>")
        at = end
    return "".join(parts) + escape(snippet.text[at:])
