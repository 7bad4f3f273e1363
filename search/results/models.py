"""What a search returns: immutable records that each face renders in its own way.

Highlights are character offsets into the stored paragraph, so no face can inject markup. The string
below a field describes it, also in the OpenAPI document and to language models.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:  # few searches need any
    from pandas import DataFrame

    from pressmark.corpus.model import Extra
    from pressmark.search.results.explanation import Explanation
    from pressmark.search.results.facet import Facet


class Span(NamedTuple):
    """Characters `start` (included) to `end` (excluded) of a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of a paragraph: `text` begins at character `start` of the paragraph.

    `highlights` are offsets into the paragraph (not into `text`).
    """

    text: str
    start: int
    highlights: tuple[Span, ...]

    @property
    def relative_highlights(self) -> tuple[Span, ...]:
        """The same highlights as offsets into `text`."""
        at = self.start
        return tuple(Span(start - at, end - at) for start, end in self.highlights)


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """Metadata of an article; its fields are described in `StoredArticle`."""

    id: str
    title: str
    source: str
    published: datetime | None
    url: str
    authors: tuple[str, ...]
    language: str
    title_guessed: bool = False
    opening: str = ""
    extra: Mapping[str, "Extra"] = field(default_factory=dict)
    origin: str = ""
    place: Mapping[str, str] = field(default_factory=dict)
    added: datetime | None = None

    @property
    def label(self) -> str:
        """What the article is called: its title, else its first words."""
        return self.title or self.opening


@dataclass(frozen=True, slots=True)
class Hit:
    """An article with its best paragraph or, on request, a matching paragraph."""

    rank: int
    """Counted from 1 over all pages."""

    score: float
    """Comparable with the scores of the same query only."""

    article: ArticleInfo

    ordinal: int
    """Number of the paragraph in its article, 0 being the title."""

    kind: str
    """Kind of the paragraph: title, paragraph, caption …"""

    text: str
    """The whole paragraph."""

    highlights: tuple[Span, ...]
    """Matched words, as offsets into `text`."""

    snippet: Snippet
    """The passage of `text` with the best matches."""

    title_highlights: tuple[Span, ...] = ()
    """Words of the query in the title of the article, as offsets into the title."""

    passages: tuple[Snippet, ...] = ()
    """The snippet and passages with matched words that it lacks, in the order of the text; none
    overlap."""

    more: int = 0
    """Further matching paragraphs of the article."""

    also: int = 0
    """Matching near-copies of the article."""

    copies: tuple[ArticleInfo, ...] = ()
    """The best of these near-copies."""

    explanation: "Explanation | None" = None
    """The parts of the score, on request."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """Another spelling of a name in the query that articles have."""

    word: str
    """The word of the query."""

    written: str

    paragraphs: int
    """Paragraphs that have it."""

    query: str
    """The query with this spelling as an alternative."""


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Results:
    """One page of hits, to iterate over, with totals over all pages.

    Hits are stories, each shown by its best article and this by its best paragraph; with `copies`
    they are articles, with `paragraphs` paragraphs. The options are described in `SearchOptions`.
    """

    query: str

    offset: int
    limit: int
    paragraphs: bool = False
    copies: bool = False
    all_words: bool = False

    total_paragraphs: int
    """Matching paragraphs."""

    total_articles: int
    """Matching articles."""

    total_stories: int
    """Matching articles without those that are only listed as copies of a hit."""

    total_all_words: int | None = None
    """Hits with all loose words; null if the query has not several of them."""

    total_any_word: int | None = None
    """Hits with any of the loose words; null if the query has not several of them."""

    seconds: float
    """Duration of the search."""

    notes: tuple[str, ...] = ()
    """Sentences for the user about how the query was read."""

    suggestion: str = ""
    """The query with the spelling corrected, if that matches more."""

    also_written: tuple[Spelling, ...] = ()
    """Other spellings of names in the query, which were not searched; `spellings` searches them."""

    broader: str = ""
    """If there is no hit, the query with a word shortened to a prefix that matches."""

    facets: "tuple[Facet, ...]" = ()
    """Counts of all hits by field, on request."""

    hits: tuple[Hit, ...]

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
            f"<td>{with_highlights(hit.snippet)}</td></tr>"
            for hit in self.hits
        )
        names = "".join(f"<th>{name}</th>" for name in ("", "title", "source", "date", "text"))
        return f"<table><thead><tr>{names}</tr></thead><tbody>{rows}</tbody></table>"

    def to_dicts(self) -> list[dict[str, Any]]:
        """The hits in the shape of `--json`.

        >>> search(index, "ferry inquiry", limit=1).to_dicts()[0]["rank"]
        1
        """
        from pressmark.search.results.json import to_json  # it imports this module

        return [to_json(hit) for hit in self.hits]

    def to_pandas(self) -> "DataFrame":
        """The hits as a data frame of pandas, which must be installed.

        A row a hit: rank, score, the fields of the article, then the paragraph; further columns of
        the records come last. Where only the year, month or week of a date is known, `published`
        is its start, and `published_unit` says so. Raises ImportError without pandas.
        """
        from pressmark.search.results.frame import frame_of

        return frame_of(self.hits)

    @property
    def total(self) -> int:
        """The number of hits over all pages."""
        return self.total_paragraphs if self.paragraphs else self.total_stories

    @property
    def collapsed(self) -> int:
        """Matching articles that are only listed as copies of a hit."""
        return self.total_articles - self.total_stories


def _day(article: ArticleInfo) -> str:
    return f"{article.published:%Y-%m-%d}" if article.published else ""


def with_highlights(snippet: Snippet) -> str:
    """The snippet as HTML, escaped, with the highlights in bold."""
    parts, at = [], 0
    for start, end in snippet.relative_highlights:
        bold = escape(snippet.text[start:end])
        parts.append(f"{escape(snippet.text[at:start])}<b>{bold}</b>")
        at = end
    return "".join(parts) + escape(snippet.text[at:])
