"""How many hits several queries have by period, source, author or another value."""

from collections.abc import Iterator
from dataclasses import dataclass

from pressmark.search.options import Unit


@dataclass(frozen=True, slots=True)
class Bucket:
    """The hits of one period, or with one value."""

    value: str
    """A day (2024-01-31), the Monday of a week, a month (2024-01), a year, or the value of the
    field; empty for the hits without one."""

    counts: tuple[int, ...]
    """The number of hits of each query."""

    clause: str
    """Narrows a query to these hits; empty where it would be too long."""

    articles: int | None = None
    """All articles of the period or with the value, on request."""

    shares: tuple[float, ...] = ()
    """The number of hits of each query divided by that of all articles, on request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The hits of several queries, counted by one field.

    Each story is counted once, by its matching article that was published first. A hit with several
    authors, or values of a column, counts for each; else the counts of a query sum to its total.
    """

    queries: tuple[str, ...]

    by: str
    """A period (day, week, month, year), a field or a further column."""

    of: Unit
    """Whether stories, articles or paragraphs are counted."""

    totals: tuple[int, ...]
    """The number of hits of each query."""

    buckets: tuple[Bucket, ...]
    """Periods without gaps from the first hit to the last; other values, those of most hits
    first."""

    missing: Bucket
    """The hits without a value, or without a date; also those of which only a longer time is known
    than is counted by."""

    notes: tuple[str, ...] = ()
    """Sentences for the user about how the queries were read."""

    @property
    def missing_label(self) -> str:
        """What the row of missing values is called, such as `no month`: an article of which the
        year alone is known has a date, and no month."""
        return f"no {self.by}"

    @property
    def rows(self) -> tuple[Bucket, ...]:
        """The buckets, and that of the missing values last where it has any hit."""
        return (*self.buckets, self.missing) if any(self.missing.counts) else self.buckets


def as_csv(counts: Counts) -> Iterator[str]:
    """A row a bucket: its value, the count of each query, and on request all articles and shares.

    The row of missing values, if there is one, is the last and has no value.
    """
    from pressmark.search.results.csv_rows import cell, row  # few counts are CSV

    queries = tuple(map(cell, counts.queries))
    relative = counts.missing.articles is not None
    shares = ("articles", *(f"{query} / articles" for query in queries)) if relative else ()
    yield row((cell(counts.by), *queries, *shares))
    for bucket in counts.rows:
        numbers = map(str, bucket.counts)
        more = (str(bucket.articles), *(f"{share:.6f}" for share in bucket.shares))
        yield row((cell(bucket.value), *numbers, *(more if relative else ())))
