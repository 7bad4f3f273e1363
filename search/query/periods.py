"""Clauses of dates: `published:2022-10`, `since:2022-10`, `published:>=2022-10`, ranges."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from whoosh import query as q

from pressmark.corpus.errors import QueryError
from pressmark.search.query.dates import Period, parse_period

EXAMPLES = "Write 2022, 2022-10, 2022-10-02, “2 October 2022”, “last month” or “last 30 days”."

_COMPARED = re.compile(r"([<>]=?)(.+)")
_FIELDS: Mapping[str, Callable[[Period], tuple[Any, Any]]] = {
    "before": lambda period: (None, period.start),
    "after": lambda period: (period.end, None),
    "since": lambda period: (period.start, None),
    "until": lambda period: (None, period.end),
}
_SIGNS = {
    "<": _FIELDS["before"],
    ">": _FIELDS["after"],
    ">=": _FIELDS["since"],
    "<=": _FIELDS["until"],
}


def period_query(clause: Any, parser: Any) -> Any:
    """The query for the text of a clause: a date, or one compared, or two with `..` between."""
    compared = _COMPARED.fullmatch(clause.text.strip())
    if compared:
        return _range(*_SIGNS[compared[1]](_period(clause, compared[2], parser)))
    first, dots, last = clause.text.partition("..")
    if dots and (first or last):
        return range_query(clause, first, last, parser)
    period = _period(clause, clause.text, parser)
    ends = _FIELDS.get(clause.field.name)
    return _range(*(ends(period) if ends else (period.start, period.end)))


def exact_period_query(clause: Any, parser: Any) -> Any:
    """The query for articles of which the year, month or week is known, and no more."""
    period = _period(clause, clause.text, parser)
    known = (("published", period.start), ("published_end", period.end))
    return q.And([q.DateRange(field, moment, moment) for field, moment in known])


def range_query(clause: Any, first: str, last: str, parser: Any) -> Any:
    """The query for the time from one date to another, both included; either may be empty."""
    start = _period(clause, first, parser) if first.strip() else None
    end = _period(clause, last, parser) if last.strip() else None
    if not start and not end:
        raise _no_date(clause, "These brackets are empty.", EXAMPLES)
    if start and end and end.end <= start.start:
        raise _no_date(
            clause,
            "The range ends before it begins.",
            f"Did you mean [{last.strip()} TO {first.strip()}]?",
        )
    return _range(start.start if start else None, end.end if end else None)


def _range(start: Any, end: Any) -> Any:
    """Dates from `start` (included) to `end` (excluded), either of which may be None.

    A date of which only the year is known is within it if all of the year is.
    """
    dates = q.DateRange("published", start, end, endexcl=end is not None)
    if end is None:
        return dates
    return q.AndNot(dates, q.DateRange("published_end", end, None, startexcl=True))


def _period(clause: Any, text: str, parser: Any) -> Period:
    try:
        period = parse_period(text, parser.now)
    except ValueError:
        raise _no_date(clause, f"There is no date “{text.strip()}”.", EXAMPLES) from None
    if period is None:
        hint = EXAMPLES
        if text.lower() in ("last", "past", "this"):
            hint = f'Put the words in quotation marks: {clause.field.name}:"{text} month".'
        raise _no_date(clause, f"“{text.strip()}” cannot be read as a date.", hint)
    return period


def _no_date(clause: Any, message: str, hint: str) -> QueryError:
    return QueryError(message, hint, start=clause.startchar, end=clause.endchar)
