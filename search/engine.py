"""The seam between Pressmark and a search engine: the questions an engine answers.

Whatever is above it (reading queries, highlighting, suggestions, export, all faces) knows an engine
by these protocols alone. Nothing that crosses is an array: texts, numbers and immutable records.
`pressmark.search.local` answers from the segments of a directory.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from whoosh.fields import Schema
from whoosh.query import Query
from whoosh.reading import IndexReader

from pressmark.index import place
from pressmark.index.spellings import Spellings
from pressmark.search.options import SearchOptions, Unit
from pressmark.search.query.query_word import QueryWord
from pressmark.search.results.models import ArticleInfo

if TYPE_CHECKING:
    from pressmark.index import IndexStats, StoredArticle
    from pressmark.index.opensearch.cluster import Cluster
    from pressmark.index.opensearch.state import Names
    from pressmark.index.saved.saved_searches import SavedSearches
    from pressmark.search.results.explanation import Explanation
    from pressmark.search.results.facet import Facet


class Passage(NamedTuple):
    """A hit before it is highlighted: a paragraph, what it scored, and its article.

    `more`, `also`, `copies` and `explanation` are those of `results.models.Hit`. `absent` numbers
    the `branches` of the query that the article does not match.
    """

    article: ArticleInfo
    ordinal: int
    kind: str
    text: str
    score: float
    more: int = 0
    also: int = 0
    copies: tuple[ArticleInfo, ...] = ()
    explanation: "Explanation | None" = None
    absent: tuple[int, ...] = ()


class Asked(NamedTuple):
    """What an engine finds: a tree whose patterns are expanded, and the plain words of the query.

    Of `words` titles and texts as written are scored too. The hits of `other`, the same query with
    loose words required or not, are only counted.
    """

    tree: Query
    words: Sequence[QueryWord] = ()
    other: Query | None = None


class Found(NamedTuple):
    """One page of passages, and the totals and facets over all pages, as in `Results`.

    `total_other` is the number of hits of `Asked.other`, None without one.
    """

    passages: tuple[Passage, ...]
    total_paragraphs: int
    total_articles: int
    total_stories: int
    total_other: int | None = None
    facets: "tuple[Facet, ...]" = ()


class Tally(NamedTuple):
    """How many units match, and how many of them have each value, `""` for those without one."""

    total: int
    counts: Mapping[str, int]


class Completion(NamedTuple):
    """A term that completes a word: the number of articles that have it, and texts that do."""

    term: str
    articles: int
    texts: Iterable[str]


class TitleFound(NamedTuple):
    """A title that has the words typed, its paragraph's text, and the id of its article."""

    title: str
    text: str
    article: str


class Dictionary(Protocol):
    """The terms of an index. Document frequencies count paragraphs, and may count deleted ones."""

    @property
    def schema(self) -> Schema:
        """The fields and how each is analysed."""

    @property
    def language(self) -> str:
        """The language whose words are stemmed."""

    @property
    def paragraphs(self) -> int:
        """The number of paragraphs, as document frequencies count them."""

    @property
    def spellings(self) -> Spellings:
        """The spellings kept with the index."""

    def frequencies(self, field: str, terms: Sequence[str]) -> list[int]:
        """The document frequency of each term, 0 where there is none."""

    def beginning(self, field: str, prefix: str) -> Iterator[str]:
        """The terms that begin with `prefix`, in order."""

    def alike(self, field: str, term: str, edits: int) -> set[str]:
        """The terms within so many letters inserted, left out, replaced or swapped with the next;
        the optimal string alignment distance."""

    def names_with(self, words: str) -> Sequence[str]:
        """The names of articles that have these words, as `exact_values.spaced_name` gives them,
        together."""

    def values(self, column: str) -> Iterable[tuple[str, int]]:
        """The values of a column with their numbers of articles (of `kind`, paragraphs), the most
        frequent first; of very many perhaps not all. A column of several names gives each name."""

    def having_line(self, column: str, line: str) -> Iterable[str]:
        """The values of a column of several names, one a line, that have this line."""

    def complete_word(
        self, prefix: str, context: Sequence[str], wanted: Callable[[str], bool]
    ) -> Iterable[Completion]:
        """The commonest terms of `surface` that begin with `prefix`, those that are `wanted`.

        Counted are paragraphs that have all terms of `text` in `context`; where there is none,
        articles. A term of `context` that no text has is ignored. `wanted` is called with each
        term once, the commonest first.
        """

    def complete_name(self, field: str, words: Sequence[str]) -> Iterable[tuple[str, int]]:
        """Names of `author` or `source` that may have all `words`, the last of them a prefix, each
        with its number of articles; a name may recur."""

    def complete_title(self, prefix: str, context: Sequence[str]) -> Sequence[TitleFound]:
        """Titles with `prefix` and all of `context`, those added last first."""


class Snapshot(Dictionary, Protocol):
    """One commit: all its answers are about the same articles."""

    def find(self, asked: Asked, options: SearchOptions) -> Found:
        """The page that `options` request, best first or in order of time, with all totals.

        An article is matched as `query.article_meaning` says, a paragraph by its own words.
        Articles of one duplicate group are one hit. Facets and explanations come with the page
        where they are requested, so that one round trip to a server has it all.
        """

    def find_all(self, asked: Asked, options: SearchOptions) -> Iterator[Sequence[Passage]]:
        """Every hit in order, some at a time; ranked once, whatever page `options` request."""

    def tally(self, asked: Asked, by: str, of: Unit) -> Tally:
        """What matches, counted by `day` (2024-01-31), `source`, `author`, `language`, a further
        column (`extra.NAME`) or `article`, the id.

        A story counts once, by its matching article that was published first, of several that of
        the least id. What has several values counts for each. Values of a column that filter as one
        count as one, written as in most of the units, of several spellings the first by letter.
        """

    def matches(self, tree: Query, *, paragraphs: bool = False) -> bool:
        """Whether any article does, or with `paragraphs` any paragraph."""

    def article(self, target: str) -> "StoredArticle":
        """The article with that id, start of an id, URL or path; raises ArticleNotFound."""

    def copies_of(self, article: str) -> list[str]:
        """The ids of the other articles in the duplicate group of one, COPIES_LISTED at most."""

    def removed_by(self, rule: str, limit: int) -> list[str]:
        """The ids of articles with a line that the cleaning rule removed, `limit` at most."""


class Readable(Protocol):
    """What the faces need of an index of any kind besides search; used by several threads."""

    language: str
    schema: Schema

    def get(self, target: str) -> "StoredArticle":
        """The article with that id, start of an id, URL or path; raises ArticleNotFound."""

    def stats(self) -> "IndexStats":
        """Counts over the whole index."""

    def storage(self) -> Mapping[str, str | int]:
        """What `stats` shows besides of how the index is kept: nothing of a directory."""

    @property
    def saved_searches(self) -> "SavedSearches":
        """The searches that were saved for this index, and what they have shown."""

    def version(self) -> str:
        """Something that changes with every commit and with the kept spellings, and costs next to
        nothing."""

    def kept_spellings(self) -> Spellings:
        """The spellings kept with the index; may be read again for each search."""

    def keep_spellings(self, spellings: Spellings) -> None:
        """Replace them."""

    def change_spellings(self, change: Callable[[Spellings], Spellings]) -> Spellings:
        """Replace them by what `change` makes of them, while nobody else does; the new ones.

        `change` may be called again with what somebody else has kept meanwhile.
        """


@runtime_checkable
class Engine(Readable, Protocol):
    """An index with an engine of its own."""

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """The newest commit, until the end of the `with` block."""


class SegmentsIndex(Readable, Protocol):
    """An index that the local engine searches, such as `pressmark.index.Index`."""

    def reader(self) -> IndexReader:
        """A reader on the newest commit, to be closed by the caller."""


@runtime_checkable
class ClusterArticles(Readable, Protocol):
    """An index in an OpenSearch cluster, such as `index.opensearch.index.ClusterIndex`."""

    cluster: "Cluster"
    names: "Names"


Searchable = Engine | SegmentsIndex | ClusterArticles
"""What `search`, `export`, `suggest` and `more_like_this` take."""


def open_index(path: str | Path) -> Searchable:
    """The index at `path`, a directory or an address in a cluster; raises IndexMissing,
    IndexVersion or another IndexStateError."""
    index = place.open_index(path)
    if isinstance(index, ClusterArticles):
        from pressmark.search.opensearch.engine import ClusterEngine

        return ClusterEngine(index)
    return index


def open_snapshot(index: Searchable) -> AbstractContextManager[Snapshot]:
    """The newest commit of an index, whichever engine answers for it."""
    if isinstance(index, Engine):
        return index.snapshot()
    if isinstance(index, ClusterArticles):
        from pressmark.search.opensearch.engine import snapshot_of  # most are in directories

        return snapshot_of(index)
    from pressmark.search.local.snapshot import LocalSnapshot

    return LocalSnapshot(index.reader(), index.language, index.kept_spellings())
