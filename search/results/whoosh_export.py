"""What a query finds as a stock Whoosh index, which Whoosh opens without Pressmark."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pressmark.index.spellings import Spellings
from pressmark.search.engine import Passage, Searchable, Snapshot, open_snapshot
from pressmark.search.options import SearchOptions, Sort, SpellingUse
from pressmark.search.pipeline import read_query


class Exported(NamedTuple):
    """The numbers of paragraphs and articles written, and of near-copies left out."""

    paragraphs: int
    articles: int
    left_out: int


def export_whoosh(
    index: Searchable,
    query: str,
    directory: str | Path,
    *,
    sort: Sort = "relevance",
    paragraphs: bool = False,
    copies: bool = False,
    all_words: bool = False,
    spellings: SpellingUse | Spellings = "accepted",
    progress: Callable[[int, int], None] | None = None,
) -> Exported:
    """Write the articles that `query` finds to a stock Whoosh index in a new or empty directory.

    Its documents are all their paragraphs; with `paragraphs`, only those found. `sort`, `copies`,
    `all_words` and `spellings` are as in `search`. `progress` is called with the number of hits
    written and of all. If nothing is found, nothing is made. Raises `QueryError`, IndexStateError
    if there is anything in the directory, and IndexWriteFailed.

    >>> export_whoosh(index, "ferry", "ferry.whoosh")
    Exported(paragraphs=54, articles=6, left_out=2)
    >>> from whoosh.index import open_dir
    >>> open_dir("ferry.whoosh").doc_count()
    54
    """
    from pressmark.index.whoosh.export import write_stock_index

    options = SearchOptions(
        limit=0,
        sort=sort,
        paragraphs=paragraphs,
        copies=copies,
        all_words=all_words,
        spellings=spellings,
    )
    with open_snapshot(index) as snapshot:
        asked = read_query(query, snapshot, options).asked
        totals = snapshot.find(asked, options)
        if not totals.total_paragraphs:
            return Exported(0, 0, 0)
        hits = _Hits(snapshot, totals.total_paragraphs if paragraphs else totals.total_stories)
        documents = hits.documents(
            snapshot.find_all(asked, options), progress, only_found=paragraphs
        )
        written = write_stock_index(documents, directory, snapshot.language)
        left_out = 0 if paragraphs else totals.total_articles - totals.total_stories
        return Exported(written, len(hits.articles), left_out)


class _Hits:
    """Hits as documents; `articles` are the ids of those that were read."""

    def __init__(self, snapshot: Snapshot, total: int) -> None:
        self._snapshot = snapshot
        self._total = total
        self.articles: set[str] = set()

    def documents(
        self,
        found: Iterator[Sequence[Passage]],
        progress: Callable[[int, int], None] | None,
        *,
        only_found: bool,
    ) -> Iterator[dict[str, Any]]:
        """The paragraphs of each hit's article, or `only_found` its own."""
        from pressmark.index.whoosh.export import documents

        passages = (passage for some in found for passage in some)
        for done, passage in enumerate(passages, 1):
            article = self._snapshot.article(passage.article.id)
            self.articles.add(article.id)
            yield from documents(article, passage.ordinal if only_found else None)
            if progress:
                progress(done, self._total)
