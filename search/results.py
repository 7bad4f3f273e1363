"""What a search returns: immutable records that every face renders in its own way.

Highlights are character offsets into the stored paragraph, so no face can inject markup.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` (included) to `end` (excluded) of a stored paragraph."""

    start: int
    end: int


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
    """What the index knows about an article besides its text."""

    id: str
    title: str
    source: str
    published: datetime | None
    url: str
    authors: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score: what it is `worth`, and a sentence why.

    `name` is `words` for what is asked for, `title` and `surface` for the same words in the
    headline and as they are written, `near` for two that stand together, `opening` for the first
    paragraph of an article without a title, `best-paragraph` for the best one alone, `kind` for
    what a caption or heading loses, `recency` for what a new one gains where that is asked for;
    `words` are as the index's `field` holds them.
    """

    name: str
    field: str
    words: str
    worth: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A score and the parts that add up to it."""

    score: float
    parts: tuple[Part, ...]


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
    explanation: Explanation | None = None
    also: int = 0
    copies: tuple[ArticleInfo, ...] = ()

    @property
    def passages(self) -> tuple[Snippet, ...]:
        """The snippet and the further passages as they stand in the text, none overlapping."""
        return tuple(sorted((self.snippet, *self.further), key=lambda passage: passage.start))


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value that hits have: on how many, and the clause that narrows a query to them."""

    value: str
    count: int
    clause: str


@dataclass(frozen=True, slots=True)
class Facet:
    """How the hits of all pages spread over the values of a field, the most frequent first (months
    in order of time). Articles with several authors, or matching paragraphs of several kinds, count
    for each."""

    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A way to go on from what is being typed.

    `text` is what to show: the whole query with its last word completed, the name of an author or
    paper, or the title of an article. `query` is what to search for then. `articles` counts those
    that a word or name leads to; `article` is the id of the one that a title belongs to.
    """

    text: str
    kind: Literal["word", "name", "title"]
    query: str
    articles: int | None = None
    article: str | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits and the totals over all pages; `seconds` is the time the search took.

    Hits are stories, each shown by its best article and this by its best paragraph; where `copies`
    is set, articles, and where `paragraphs` is, paragraphs. `offset`, `limit` and `total` count
    hits. `collapsed` counts the articles that match and are only named as copies of a hit.
    `notes` are sentences for the person asking, such as which cap of the query's cost was met;
    `suggestion` is the query as it was probably meant, where that would find more; `facets` are
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
    facets: tuple[Facet, ...] = ()

    @property
    def total(self) -> int:
        """The number of hits over all pages."""
        return self.total_paragraphs if self.paragraphs else self.total_stories

    @property
    def total_stories(self) -> int:
        """The number of articles that match, those that are hits as copies of another left out."""
        return self.total_articles - self.collapsed
