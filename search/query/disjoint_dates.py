"""A note on clauses of dates that exclude each other, such as `after:2021 before:2022`."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from whoosh import query as q
from whoosh.query.wrappers import WrappingQuery

NOTE = (
    "The dates exclude each other: after:2021 is from 2022 on and before:2022 until the end of"
    " 2021, while since: and until: include the day, month or year that they name."
)


def disjoint_dates(tree: Any) -> str:
    """The note, where all hits of a query would have to be in periods without a common moment."""
    ranges = list(_required(tree))
    start = max((low for low, _ in ranges if low), default=None)
    end = min((high for _, high in ranges if high), default=None)
    return NOTE if start and end and start >= end else ""


def _required(tree: Any) -> Iterator[tuple[datetime | None, datetime | None]]:
    """The start and end of each range of dates that every hit is in."""
    if isinstance(tree, q.DateRange) and tree.fieldname == "published":
        yield tree.startdate, tree.enddate
    elif isinstance(tree, q.AndNot):
        yield from _required(tree.a)
    elif isinstance(tree, (q.And, q.Require, WrappingQuery)) and not isinstance(tree, q.Not):
        for part in tree.children():
            yield from _required(part)
