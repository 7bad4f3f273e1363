"""Clauses of further columns: `party:Green`, `words:>500`, `collected:2024-01..2024-03`.

A value is compared with what it looks like: a number with numbers, a date with dates, any other
text with texts, ignoring case. What may be both, such as `2024`, is compared with both.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from whoosh import query as q

from pressmark.corpus.errors import QueryError
from pressmark.index.articles.extra_terms import (
    AFTER_SEPARATOR,
    DATE,
    FIELD,
    NUMBER,
    SEPARATOR,
    TEXT,
    is_number,
    number_key,
    start_of,
    time_key,
    value_key,
)
from pressmark.search.query.dates import parse_period

_COMPARISON = re.compile(r"(>=|<=|>|<)(.*)", re.DOTALL)


class Span(NamedTuple):
    """What a value covers among the sortable keys of one `kind`: from `first` to before `end`."""

    kind: str
    first: str
    end: str


class NoOrderError(ValueError):
    """A value that is compared is neither a number nor a date."""


def word_query(column: str, text: str, now: datetime) -> Any:
    """The query for a word after the name of a column and its colon: a value, or a comparison."""
    comparison = _COMPARISON.fullmatch(text)
    if comparison:
        return _compared(column, comparison[1], comparison[2].strip(), now)
    first, dots, last = text.partition("..")
    if dots and (first or last):
        return range_query(column, first, last, now)
    return value_query(column, text, now)


def value_query(column: str, text: str, now: datetime) -> Any:
    """The query for a value, or for all times within a date."""
    dates = (span for span in _spans(text, now) if span.kind == DATE)
    ranges = [_range(column, span.kind, span.first, span.end) for span in dates]
    return q.Or([exact_query(column, text), *ranges])


def exact_query(column: str, value: str) -> Any:
    """The query for one value."""
    return q.Prefix(FIELD, start_of(column, value_key(value)))


def pattern_query(column: str, pattern: str) -> Any:
    """The query for texts with `*` for any letters and `?` for one."""
    folded = " ".join(pattern.casefold().split())
    if folded.endswith("*") and not re.search(r"[*?]", folded[:-1]):
        prefixes = (f"{column}{SEPARATOR}{kind}{folded[:-1]}" for kind in (TEXT, DATE))
        return q.Or([q.Prefix(FIELD, prefix) for prefix in prefixes])
    escaped = folded.replace("[", "[[]")
    return q.Wildcard(FIELD, f"{column}{SEPARATOR}{TEXT}{escaped}{SEPARATOR}*")


def has_query(column: str) -> Any:
    """The query for articles that have the column."""
    return q.Prefix(FIELD, f"{SEPARATOR}{column}{SEPARATOR}")


def range_query(column: str, first: str, last: str, now: datetime) -> Any:
    """The query for values from `first` to `last`, both included; either may be empty."""
    lows = {span.kind: span.first for span in _spans(first, now)}
    highs = {span.kind: span.end for span in _spans(last, now)}
    kinds = (lows or highs).keys() & (highs or lows).keys()
    if not kinds or (first.strip() and not lows) or (last.strip() and not highs):
        raise NoOrderError
    return q.Or(
        [_range(column, kind, lows.get(kind, ""), highs.get(kind)) for kind in sorted(kinds)]
    )


def _compared(column: str, sign: str, value: str, now: datetime) -> Any:
    spans = _spans(value, now)
    if not spans:
        raise NoOrderError
    parts = []
    for kind, first, end in spans:
        edges = {">": (end, None), ">=": (first, None), "<": ("", first), "<=": ("", end)}
        parts.append(_range(column, kind, *edges[sign]))
    return q.Or(parts)


def _range(column: str, kind: str, low: str, high: str | None) -> Any:
    """The terms of keys from `low` to before `high`, None for all further ones of the kind."""
    start = f"{column}{SEPARATOR}{kind}"
    end = f"{start}{high}" if high is not None else f"{column}{SEPARATOR}{chr(ord(kind) + 1)}"
    return q.TermRange(FIELD, start + low, end, endexcl=True)


def _spans(text: str, now: datetime) -> Sequence[Span]:
    """What a text covers as a number and as a date, the likelier first."""
    text, spans = text.strip(), []
    if is_number(text):
        key = number_key(Decimal(text))
        spans.append(Span(NUMBER, key, key + AFTER_SEPARATOR))
    try:
        period = parse_period(text, now)
    except ValueError:
        period = None
    if period:
        spans.append(Span(DATE, time_key(period.start), time_key(period.end)))
    return spans


def no_order(column: str, start: int, end: int) -> QueryError:
    """The error for a comparison with what has no order."""
    return QueryError(
        f"Only numbers and dates of “{column}:” can be compared.",
        f"Write for example {column}:>500 or {column}:2024-01..2024-03.",
        start=start,
        end=end,
    )
