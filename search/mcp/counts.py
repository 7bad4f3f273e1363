"""Counts, facets and the contents of a library as answers to a language model."""

from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict  # pydantic reads typing's own only from Python 3.12 on

from pressmark.index import IndexStats
from pressmark.index.ingest.unread_files import UnreadFiles
from pressmark.search.engine import Searchable, open_snapshot
from pressmark.search.query.calendar_periods import PERIODS
from pressmark.search.query.columns import column_names
from pressmark.search.query.fields import name_in_queries
from pressmark.search.results.counts import Bucket, Counts
from pressmark.search.results.facet import Facet, FacetValue
from pressmark.search.results.schema import description

MAX_VALUES = 30
"""Values of a facet, sources of the library, or rows of a count by value in one answer."""

MAX_PERIODS = 400
"""Periods of a count in one answer: the days of a year."""


def described(record: type, field: str) -> Any:
    """The description of a key that is a field of a record."""
    return Field(description=description(record, field))


class Value(TypedDict):
    """Hits with a value."""

    value: Annotated[str, described(FacetValue, "value")]
    count: Annotated[int, described(FacetValue, "count")]
    clause: Annotated[str, described(FacetValue, "clause")]


class ValueCounts(TypedDict):
    """Hits by the values of a field."""

    name: str
    values: Annotated[list[Value], described(Facet, "values")]
    more: Annotated[int, Field(description="Values that are not listed.")]


class CountedRow(TypedDict):
    """Hits of each query in one period or with one value."""

    value: Annotated[str, described(Bucket, "value")]
    counts: Annotated[list[int], described(Bucket, "counts")]
    articles: Annotated[int | None, described(Bucket, "articles")]
    clause: Annotated[str, described(Bucket, "clause")]


class Counted(TypedDict):
    """Hits of queries by period or value."""

    queries: list[str]
    totals: Annotated[list[int], described(Counts, "totals")]
    rows: Annotated[list[CountedRow], described(Counts, "buckets")]
    more_rows: Annotated[int, Field(description="Rows that are not listed.")]
    notes: Annotated[list[str], described(Counts, "notes")]


class Unread(TypedDict):
    """Files that could not be read for one reason."""

    reason: Annotated[str, described(UnreadFiles, "reason")]
    files: int
    example: Annotated[str, described(UnreadFiles, "example")]


class Library(TypedDict):
    """What is in the library."""

    articles: int
    paragraphs: int
    first_published: Annotated[str, Field(description="A day in ISO 8601, empty if not known.")]
    last_published: Annotated[str, Field(description="A day in ISO 8601, empty if not known.")]
    languages: Annotated[dict[str, int], Field(description="Articles by language code.")]
    sources: Annotated[dict[str, int], Field(description="Articles by source, the largest.")]
    more_sources: Annotated[int, Field(description="Sources that are not listed.")]
    missing: Annotated[dict[str, int], Field(description="Articles without a date, source …")]
    unread: Annotated[list[Unread], described(IndexStats, "unread")]
    columns: Annotated[
        list[str], Field(description="Further columns of the records, to search and count by.")
    ]


def value_counts(facet: Facet) -> ValueCounts:
    """A facet, its most frequent values."""
    listed = (*facet.known[:MAX_VALUES], *facet.missing)
    return ValueCounts(
        name=facet.name,
        values=[Value(value=v.value, count=v.count, clause=v.clause) for v in listed],
        more=len(facet.values) - len(listed),
    )


def counted(counts: Counts) -> Counted:
    """The rows of a count, the first of them."""
    most = MAX_PERIODS if counts.by in PERIODS else MAX_VALUES
    listed = (*counts.buckets[:most], *counts.rows[len(counts.buckets) :])
    return Counted(
        queries=list(counts.queries),
        totals=list(counts.totals),
        rows=[
            CountedRow(
                value=row.value, counts=list(row.counts), articles=row.articles, clause=row.clause
            )
            for row in listed
        ],
        more_rows=len(counts.rows) - len(listed),
        notes=list(counts.notes),
    )


def library(index: Searchable) -> Library:
    """What is in an index."""
    stats = index.stats()
    largest = sorted(stats.sources.items(), key=lambda item: (-item[1], item[0]))
    with open_snapshot(index) as snapshot:
        columns = list(map(name_in_queries, column_names(snapshot)))
    return Library(
        articles=stats.articles,
        paragraphs=stats.paragraphs,
        first_published=stats.first_published.isoformat() if stats.first_published else "",
        last_published=stats.last_published.isoformat() if stats.last_published else "",
        languages=dict(stats.languages),
        sources=dict(largest[:MAX_VALUES]),
        more_sources=max(0, len(largest) - MAX_VALUES),
        missing=dict(stats.missing),
        unread=[Unread(reason=u.reason, files=u.files, example=u.example) for u in stats.unread],
        columns=columns,
    )
