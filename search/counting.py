"""Counts the hits of queries by period or by the values of a field."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple, get_args

from pressmark.corpus.errors import AskError
from pressmark.index.articles.extra_terms import value_key
from pressmark.index.spellings import Spellings
from pressmark.search.engine import Searchable, Snapshot, open_snapshot
from pressmark.search.options import SearchOptions, SpellingUse, Unit
from pressmark.search.pipeline import read_query
from pressmark.search.query.calendar_periods import PERIODS, clause_of, periods_of
from pressmark.search.query.columns import column_names
from pressmark.search.query.exact_values import exact_clause
from pressmark.search.query.fields import (
    COLUMN_PREFIX,
    FIELDS_LISTED,
    column_named,
    name_in_queries,
)
from pressmark.search.results.counts import Bucket, Counts
from pressmark.search.results.facet import commonest

FIELDS = ("source", "author", "language")
"""What hits are counted by, besides periods and further columns."""

MOST_LONGER = 60
"""Years, months and weeks in one clause: of 20 characters each, they leave room for a query."""

EVERYTHING = "*"
"""The query for all articles."""


def count(
    index: Searchable,
    queries: str | Sequence[str],
    *,
    by: str = "month",
    of: Unit = "stories",
    relative: bool = False,
    all_words: bool = False,
    spellings: SpellingUse | Spellings = "accepted",
) -> Counts:
    """Count the hits of one query or several by `by`, with a row for each period or value.

    `by` is "day", "week", "month", "year", "source", "author", "language" or a further column. `of`
    are the hits: stories, articles or paragraphs, as `search` finds them by default, with `copies`
    and with `paragraphs`. With `relative`, each row also has the number of all its articles, and
    the counts divided by it. `all_words` and `spellings` are those of `search`. Raises
    `QueryError`, and `AskError` for options that cannot be.

    >>> counts = count(index, ["bridge", "ferry"], by="year")
    >>> [(row.value, row.counts) for row in counts.rows]
    [('2022', (1, 4)), ('2023', (2, 2))]
    """
    asked = (queries,) if isinstance(queries, str) else tuple(queries)
    if of not in get_args(Unit):
        raise AskError(f"{of!r} cannot be counted.", f"Choose {', '.join(get_args(Unit))}.")
    with open_snapshot(index) as snapshot:
        field = _field_named(by, snapshot)
        options = SearchOptions(all_words=all_words, spellings=spellings)
        read = [read_query(query, snapshot, options) for query in asked]
        tallies = [snapshot.tally(each.asked, field, of) for each in read]
        everything = None
        if relative:
            every = read_query(EVERYTHING, snapshot, options).asked
            everything = snapshot.tally(every, field, "articles").counts
    table = _Table.of(by, field, [each.counts for each in tallies], everything)
    return Counts(
        queries=asked,
        by=by,
        of=of,
        totals=tuple(each.total for each in tallies),
        buckets=tuple(map(table.bucket, table.values)),
        missing=table.bucket(""),
        notes=tuple(dict.fromkeys(note for each in read for note in each.notes)),
    )


def _field_named(by: str, snapshot: Snapshot) -> str:
    """What an engine counts by; raises AskError where there is nothing of that name."""
    if by in PERIODS:
        return "day"
    if by in FIELDS:
        return by
    columns = column_names(snapshot)
    column = column_named(by, columns)
    if column is None:
        known = (*PERIODS, *FIELDS, *map(name_in_queries, columns))[:FIELDS_LISTED]
        raise AskError(
            f"There is no column {by!r} to count by.", f"Choose one of {', '.join(known)}."
        )
    return COLUMN_PREFIX + column.name


class _Table(NamedTuple):
    """The rows of a count. By `keys` of values, `counts` are those of each query and `every` those
    of all articles, if wanted; `values` are the keys in order, without the missing one, and
    `lacking` the clause of this one."""

    by: str
    field: str
    values: Sequence[str]
    written: Mapping[str, str]
    counts: Sequence[Counter[str]]
    every: Counter[str] | None
    lacking: str

    @classmethod
    def of(
        cls,
        by: str,
        field: str,
        tallies: Sequence[Mapping[str, int]],
        every: Mapping[str, int] | None,
    ) -> "_Table":
        """The rows for what an engine counted."""
        counts = [_by_key(each, by, field) for each in tallies]
        totals = sum(counts, Counter[str]())
        del totals[""]
        written = _spellings(tallies, by, field)
        if by in PERIODS:
            values = periods_of(totals, by)
        else:
            values = sorted(totals, key=lambda key: (-totals[key], written.get(key, key)))
        own = None if every is None else _by_key(every, by, field)
        return cls(by, field, values, written, counts, own, _lacking(tallies, by, field))

    def bucket(self, key: str) -> Bucket:
        """The row of a value."""
        counts = tuple(each[key] for each in self.counts)
        value = self.written.get(key, key)
        if self.every is None:
            return Bucket(value, counts, self._clause(value))
        articles = self.every[key]
        shares = tuple(count / articles if count else 0.0 for count in counts)
        return Bucket(value, counts, self._clause(value), articles, shares)

    def _clause(self, value: str) -> str:
        if not value:
            return self.lacking
        if self.by in PERIODS:
            return clause_of(value, self.by)
        return exact_clause(_in_queries(self.field), value)


def _in_queries(field: str) -> str:
    return field if field in FIELDS else name_in_queries(field.removeprefix(COLUMN_PREFIX))


def _lacking(tallies: Sequence[Mapping[str, int]], by: str, field: str) -> str:
    """The clause for hits without a value: of periods also those of which only a longer time is
    known; empty where these are too many for a query."""
    if by not in PERIODS:
        return f"missing:{_in_queries(field)}"
    found = {value for counts in tallies for value in counts if not _key(value, by, field)}
    if len(found) > MOST_LONGER:
        return ""
    clauses = [f"published:={value}" if value else "missing:date" for value in sorted(found)]
    return f"({' OR '.join(clauses)})" if clauses[1:] else "".join(clauses) or "missing:date"


def _by_key(counts: Mapping[str, int], by: str, field: str) -> Counter[str]:
    """The counts of an engine by period, or by the keys of values, which are equal for those that
    filter as one."""
    found: Counter[str] = Counter()
    for value, number in counts.items():
        found[_key(value, by, field)] += number
    return found


def _spellings(tallies: Sequence[Mapping[str, int]], by: str, field: str) -> dict[str, str]:
    """How most hits have the value of each key written."""
    if not field.startswith(COLUMN_PREFIX):
        return {}
    spellings: dict[str, Counter[str]] = {}
    for counts in tallies:
        for value, number in counts.items():
            spellings.setdefault(_key(value, by, field), Counter())[value] += number
    return {key: commonest(written) for key, written in spellings.items()}


def _key(value: str, by: str, field: str) -> str:
    if not value:
        return ""
    if by in PERIODS:
        return PERIODS[by](value)
    return value_key(value) if field.startswith(COLUMN_PREFIX) else value
