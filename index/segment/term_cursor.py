"""Whoosh's cursor over the terms of a field, in order from any of them on."""

from typing import TYPE_CHECKING

from whoosh.codec.base import FieldCursor
from whoosh.reading import TermInfo

if TYPE_CHECKING:
    from pressmark.index.segment.reader import ArrayReader


class TermCursor(FieldCursor):
    """At one term of a field, or past the last; terms are as the field writes them, as text."""

    def __init__(self, reader: "ArrayReader", field: str) -> None:
        self._reader = reader
        self._field = field
        self._file = reader.field(field)
        self._number = 0

    def is_valid(self) -> bool:
        """Whether there is a present term."""
        return self._number < len(self._file.terms)

    def text(self) -> str | None:
        """The present term, or None past the last."""
        if not self.is_valid():
            return None
        text: str = self._file.plan.field.from_bytes(self._file.terms[self._number])
        return text

    def term_info(self) -> TermInfo:
        """The statistics of the present term."""
        return self._reader.term_info(self._field, self._file.terms[self._number])

    def first(self) -> str | None:
        """To the first term, which is returned."""
        return self._to(0)

    def find(self, text: bytes) -> str | None:
        """To the first term that is not before `text`; it is returned, or None."""
        return self._to(self._file.terms.place(text))

    def next(self) -> str | None:
        """To the next term, which is returned, or None."""
        return self._to(self._number + 1)

    def _to(self, number: int) -> str | None:
        self._number = number
        return self.text()
