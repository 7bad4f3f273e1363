"""The dates of a file's records, read in the order that all of them together show."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property

from pressmark.corpus.read_options import DateOrder
from pressmark.corpus.text.date_order import DateEvidence, DateOrders, numeric_date
from pressmark.corpus.text.dates import parse_date


class RecordDates:
    """Reads dates in a given order, or in the one that all dates of the file show; `gather` reads
    these, and is called when the first of three numbers is met."""

    def __init__(
        self,
        order: DateOrder | None = None,
        gather: Callable[[], DateOrders] = DateOrders,
    ) -> None:
        self._order = order
        self._gather = gather

    @cached_property
    def _orders(self) -> DateOrders:
        return self._gather()

    def read(self, value: object, source: str) -> datetime | None:
        """The date that a record of `source` states; None where its order is not known."""
        date = numeric_date(value)
        if date is None:
            return parse_date(value)
        return date.read(self._order or self._orders.order(source, date))


class GatheredDates(RecordDates):
    """Adds dates to the evidence in place of reading them."""

    def __init__(self, evidence: DateEvidence) -> None:
        super().__init__()
        self._found = evidence

    def read(self, value: object, source: str) -> None:
        """Add a date."""
        date = numeric_date(value)
        if date is not None:
            self._found.add(source, date)
