"""Saved searches: what has come since the last look.

A hit is new if no article of its story was shown before. Whether one was is known by its id, not by
a time, so an article that is replaced and matches only now is new, and one that was removed and
comes back is not.
"""

from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import NamedTuple

from whoosh import query as q

from pressmark.corpus.errors import QueryError
from pressmark.index.saved.saved_searches import SavedSearch
from pressmark.search.engine import Asked, Searchable, Snapshot, open_snapshot
from pressmark.search.options import SearchOptions
from pressmark.search.pipeline import read_query
from pressmark.search.results.hits import hits_of
from pressmark.search.results.models import Hit

MOST_COUNTED = 1_000
"""New hits of a search that are counted: each is read, which takes some 0.1 ms."""

_ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class SavedNews:
    """A saved search and how much of it is new."""

    name: str
    query: str

    all_words: bool
    """Whether loose words must all match."""

    saved: datetime
    """When it was saved."""

    new: int
    """Hits that were not shown yet; no more than MOST_COUNTED are counted."""

    problem: str = ""
    """Why the query cannot be read, if it cannot be."""


class News(NamedTuple):
    """The new hits of a saved search, those indexed last first."""

    search: SavedSearch
    hits: Iterator[Hit]


def save_search(index: Searchable, name: str, query: str, *, all_words: bool = False) -> bool:
    """Save a query under a name; what it finds now counts as shown.

    Its words find their accepted spellings. Returns whether it replaced a search of that name.
    Raises `QueryError`, or `AskError` for a name
    that cannot be.

    >>> save_search(index, "harbour", "harbour OR quay")
    False
    >>> [each.new for each in saved_news(index) if each.name == "harbour"]
    [0]
    """
    search = SavedSearch(name, query, datetime.now(UTC).replace(microsecond=0), all_words)
    with open_snapshot(index) as snapshot:
        found = _matching(snapshot, _asked(snapshot, search))
    return index.saved_searches.save(search, found)


def saved_news(index: Searchable) -> tuple[SavedNews, ...]:
    """All saved searches by name, with the number of new hits of each. Changes nothing."""
    searches = index.saved_searches.with_shown()
    if not searches:
        return ()
    with open_snapshot(index) as snapshot:
        return tuple(_news(snapshot, each, shown) for each, shown in searches.items())


@contextmanager
def new_hits(index: Searchable, name: str) -> Iterator[News]:
    """The new hits of a saved search, which count as shown at the end of the `with` block.

    After an error, such as one in printing them, they stay new. Another process that looks at the
    same time waits. Raises `AskError` for an unknown name, `QueryError` for a query that cannot be
    read any more.

    >>> _ = save_search(index, "bridge", "bridge")
    >>> with new_hits(index, "bridge") as news:
    ...     list(news.hits)
    []
    """
    with index.saved_searches.looking(name) as look, open_snapshot(index) as snapshot:
        asked = _asked(snapshot, look.search)
        new = _matching(snapshot, asked) - look.shown
        yield News(look.search, _hits(snapshot, asked, new, look.shown))
        look.now_shown.update(new)


def _asked(snapshot: Snapshot, search: SavedSearch) -> Asked:
    return read_query(search.query, snapshot, SearchOptions(all_words=search.all_words)).asked


def _matching(snapshot: Snapshot, asked: Asked) -> Set[str]:
    """The ids of all articles that match."""
    return snapshot.tally(asked, _ARTICLE, "articles").counts.keys()


def _hits(snapshot: Snapshot, asked: Asked, new: Set[str], shown: Set[str]) -> Iterator[Hit]:
    """The stories among the new articles that have no article which was shown."""
    if not new:
        return
    options = SearchOptions(sort="added")
    among = q.Or([q.Term(_ARTICLE, id_) for id_ in sorted(new)])
    only = asked._replace(tree=q.And([asked.tree, among]), other=None)
    rank = 0
    for passages in snapshot.find_all(only, options):
        fresh = [each for each in passages if shown.isdisjoint(snapshot.copies_of(each.article.id))]
        yield from hits_of(fresh, only.tree, snapshot.schema, options, rank)
        rank += len(fresh)


def _news(snapshot: Snapshot, search: SavedSearch, shown: Set[str]) -> SavedNews:
    new, problem = 0, ""
    try:
        asked = _asked(snapshot, search)
        hits = _hits(snapshot, asked, _matching(snapshot, asked) - shown, shown)
        new = sum(1 for _ in islice(hits, MOST_COUNTED))
    except QueryError as error:  # a column that no article has any more
        problem = str(error)
    return SavedNews(search.name, search.query, search.all_words, search.saved, new, problem)
