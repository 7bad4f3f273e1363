"""From a query string to a page of results: read, find, highlight."""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from pressmark.corpus.errors import QueryError
from pressmark.index.spellings import Spellings
from pressmark.search.engine import Asked, Searchable, Snapshot, open_snapshot
from pressmark.search.options import SearchOptions, Sort, SpellingUse
from pressmark.search.query import loose_words
from pressmark.search.query.accepted_spellings import accepted_spellings, also_searched
from pressmark.search.query.columns import facets_named, parse_for
from pressmark.search.query.disjoint_dates import disjoint_dates
from pressmark.search.query.parser import Parsed
from pressmark.search.query.rewrite import expand_patterns
from pressmark.search.query.unscored import in_order
from pressmark.search.results.hits import hits_of
from pressmark.search.results.models import Results
from pressmark.search.suggestions.also_written import also_written, offered_spellings
from pressmark.search.suggestions.broader import broader
from pressmark.search.suggestions.spelling import Spelled, suggest_spelling
from pressmark.search.suggestions.unknown_values import unknown_values

if TYPE_CHECKING:
    from pressmark.search.results.facet import Facet


def search(
    index: Searchable,
    query: str,
    *,
    limit: int = 10,
    offset: int = 0,
    sort: Sort = "relevance",
    paragraphs: bool = False,
    copies: bool = False,
    all_words: bool = False,
    spellings: SpellingUse | Spellings = "accepted",
    facets: bool = False,
    facet: str | Sequence[str] = (),
    explain: bool = False,
) -> Results:
    """Search `index`: hits `offset` to `offset + limit` of `query` and the exact totals.

    A hit is an article, shown by its best paragraph; with `paragraphs` each paragraph is a hit. Of
    near-copies the first in order is the hit and lists the others; with `copies` each is a hit.
    Loose words are alternatives; with `all_words` a hit has all of them. A word also finds its
    accepted `spellings`, "all" that are offered as well, or "none". With `facets`, all hits
    are also counted by source, author, kind, language, month, names and column; with `facet`, by
    the columns or fields that it names. With `explain`, each hit has the parts of its score. `sort`
    is "relevance", "recent" (the same with recent articles favoured), "newest", "oldest" or "added"
    (indexed last first); undated articles come last in an order of time. A page past the end has no
    hits; with a `limit` of 0 there are only totals and facets. Raises `QueryError` with the place
    and a hint where the query cannot be read, `AskError` for an option that cannot be.

    >>> results = search(index, "bridge after:2022-10", limit=1)
    >>> [hit.article.title for hit in results]
    ['River Lenn floods Tolbridge, 140 shelter in school']
    >>> results
    <Results of 'bridge after:2022-10': 1 of 3 hits>
    """
    by = (facet,) if isinstance(facet, str) else tuple(facet)
    options = SearchOptions(
        limit, offset, sort, paragraphs, copies, all_words, spellings, facets, by, explain
    )
    with open_snapshot(index) as snapshot:
        return answer(snapshot, query, options)


def answer(snapshot: Snapshot, query: str, options: SearchOptions) -> Results:
    """The same in one commit."""
    started = time.perf_counter()
    read = read_query(query, snapshot, options)
    options = replace(options, facet=facets_named(options.facet, snapshot))
    found = snapshot.find(read.asked, in_order(options, read.asked.tree))
    tree, schema = read.asked.tree, snapshot.schema
    total = found.total_paragraphs if options.paragraphs else found.total_stories
    all_, any_ = (total, found.total_other) if options.all_words else (found.total_other, total)
    return Results(
        query=query,
        hits=tuple(hits_of(found.passages, tree, schema, options, options.offset)),
        total_paragraphs=found.total_paragraphs,
        total_articles=found.total_articles,
        offset=options.offset,
        limit=options.limit,
        paragraphs=options.paragraphs,
        copies=options.copies,
        total_stories=found.total_stories,
        all_words=options.all_words,
        total_all_words=None if found.total_other is None else all_,
        total_any_word=None if found.total_other is None else any_,
        notes=read.notes,
        suggestion=suggest_spelling(snapshot, query, read.spelled),
        also_written=also_written(snapshot, query, read.spelled),
        broader=_broader(snapshot, read, query, options) if not found.total_paragraphs else "",
        facets=_joined(found.facets, read, snapshot, options),
        seconds=time.perf_counter() - started,  # the last, so that it counts all the others
    )


def _joined(
    facets: "Sequence[Facet]", read: "ReadQuery", snapshot: Snapshot, options: SearchOptions
) -> "tuple[Facet, ...]":
    if not facets:
        return ()
    from pressmark.search.results.joined_names import joined_names  # not needed without facets

    return tuple(
        joined_names(facet, read.accepted, snapshot, read.asked, options) for facet in facets
    )


def _broader(snapshot: Snapshot, read: "ReadQuery", query: str, options: SearchOptions) -> str:
    return broader(snapshot, query, read.spelled, paragraphs=options.paragraphs)


class ReadQuery(NamedTuple):
    """A query as it is asked of one commit; `spelled` and `notes` are those of `Parsed`, `accepted`
    the spellings that were used without being requested."""

    asked: Asked
    spelled: tuple[Spelled, ...]
    notes: tuple[str, ...]
    accepted: Spellings


def read_query(query: str, snapshot: Snapshot, options: SearchOptions) -> ReadQuery:
    """`query` for one commit, its patterns replaced by the words they match there."""
    accepted = accepted_spellings(snapshot, options.spellings)
    try:
        parsed = _parsed(query, snapshot, accepted, every=options.spellings == "all")
    except QueryError as error:
        error.query = query  # one of several may be asked
        raise
    tree, notes = expand_patterns(parsed.tree, snapshot)
    dates = filter(None, [disjoint_dates(tree)])
    unknown = unknown_values(snapshot, parsed.tree)
    some, every = loose_words.any_word(tree), loose_words.all_words(tree)
    wanted, other = (every, some) if options.all_words else (some, every)
    asked = Asked(wanted, parsed.words, other if loose_words.has_alternatives(tree) else None)
    searched = also_searched(snapshot, parsed.other_spellings)
    return ReadQuery(
        asked, parsed.spelled, (*parsed.notes, *searched, *unknown, *dates, *notes), accepted
    )


def _parsed(query: str, snapshot: Snapshot, accepted: Spellings, *, every: bool) -> Parsed:
    """The query with accepted spellings, and with those offered of named words or of `every`."""
    parsed = parse_for(query, snapshot, accepted)
    named = (query,) if every else parsed.named
    if not named:
        return parsed
    offered = offered_spellings(snapshot, named)
    return parse_for(query, snapshot, accepted.with_all(offered)) if offered else parsed
