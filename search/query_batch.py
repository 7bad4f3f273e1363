"""Many queries at once, such as a list of names: how much each finds, when, and its best hit."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime

from pressmark.corpus.errors import QueryError
from pressmark.index.spellings import Spellings
from pressmark.search.engine import Searchable, Snapshot, open_snapshot
from pressmark.search.options import SearchOptions, SpellingUse
from pressmark.search.pipeline import read_query
from pressmark.search.results.csv_rows import cell, row
from pressmark.search.results.hits import hits_of


@dataclass(frozen=True, slots=True)
class BatchRow:
    """What one query finds."""

    query: str

    hits: int = 0
    """Matching stories."""

    articles: int = 0
    """Matching articles, near-copies included."""

    first: str = ""
    """The day of the earliest article, in ISO 8601; empty if no article has a date."""

    last: str = ""
    """The day of the latest article."""

    title: str = ""
    """The title of the best hit, or its first words."""

    source: str = ""
    published: datetime | None = None

    paragraph: int | None = None
    """The number of its best paragraph, 0 being the title."""

    text: str = ""
    """That paragraph."""

    url: str = ""

    article: str = ""
    """Its id."""

    error: str = ""
    """Why the query cannot be read, if it cannot be."""


def batch(
    index: Searchable,
    queries: Iterable[str],
    *,
    phrases: bool = False,
    all_words: bool = False,
    spellings: SpellingUse | Spellings = "accepted",
) -> Iterator[BatchRow]:
    """A row for each query, in order, all of one commit.

    With `phrases`, each query is searched for as a phrase, whatever it contains. A query that
    cannot be read is a row with an error. `all_words` and `spellings` are those of `search`.

    >>> for row in batch(index, ["Corra Lind", "Gull Holm"], phrases=True):
    ...     print(row.query, row.hits, row.first, row.last)
    Corra Lind 3 2022-09-14 2023-05-19
    Gull Holm 2 2022-12-23 2023-05-02
    """
    options = SearchOptions(limit=1, all_words=all_words, spellings=spellings)
    with open_snapshot(index) as snapshot:
        for query in queries:
            try:
                yield _row(snapshot, query, _phrase(query) if phrases else query, options)
            except QueryError as error:
                yield BatchRow(query, error=str(error))


def _row(snapshot: Snapshot, line: str, query: str, options: SearchOptions) -> BatchRow:
    asked = read_query(query, snapshot, options).asked
    found = snapshot.find(asked, options)
    if not found.passages:
        return BatchRow(line)
    days = sorted(filter(None, snapshot.tally(asked, "day", "articles").counts))
    (hit,) = hits_of(found.passages, asked.tree, snapshot.schema, options)
    return BatchRow(
        query=line,
        hits=found.total_stories,
        articles=found.total_articles,
        first=days[0] if days else "",
        last=days[-1] if days else "",
        title=hit.article.label,
        source=hit.article.source,
        published=hit.article.published,
        paragraph=hit.ordinal,
        text=hit.text,
        url=hit.article.url,
        article=hit.article.id,
    )


def _phrase(line: str) -> str:
    words = line.replace("\\", " ").replace('"', " ")
    return f'"{words}"'


def as_csv(rows: Iterable[BatchRow]) -> Iterator[str]:
    """A row a query under a row of names; cells are those of an export."""
    names = [field.name for field in fields(BatchRow)]
    yield row(names)
    for each in rows:
        yield row(_cell(getattr(each, name)) for name in names)


def _cell(value: str | int | datetime | None) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return cell("" if value is None else str(value))
