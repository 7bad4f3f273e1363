"""Whoosh's column readers, for sorting and grouping."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
from whoosh.columns import ColumnReader

from pressmark.index.segment.segment import FieldFile


class ListColumnReader(ColumnReader):
    """The values of all paragraphs as a list; numbers may be sorted in reverse."""

    def __init__(self, values: list[Any], *, reverse: bool = False) -> None:
        self._values = values
        self._reverse = reverse

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)

    def __getitem__(self, number: int) -> Any:
        return self._values[number]

    def sort_key(self, number: int) -> Any:
        """The sort key of a paragraph."""
        return -self._values[number] if self._reverse else self._values[number]

    def load(self) -> list[Any]:
        """The whole column."""
        return self._values


def numbers_of(file: FieldFile, default: int) -> list[int]:
    """The number of each paragraph, or `default`, which may be larger than any of 64 bits."""
    values = file.rows.over_all(file.numbers.values).tolist()
    known = file.rows.over_all(file.numbers.known()).tolist()
    return [value if there else default for value, there in zip(values, known, strict=True)]


def terms_of(file: FieldFile) -> list[bytes]:
    """The one term of each paragraph in a field such as Whoosh's ID; empty for none."""
    terms = [*file.terms.slice(0, len(file.terms)), b""]
    return [terms[code] for code in file.rows.over_all(file.codes).tolist()]


class StoredColumnReader(ColumnReader):
    """The stored value of each paragraph in a field of words; empty for none.

    Several texts are joined by line breaks, as they are when they are indexed.
    """

    def __init__(self, file: FieldFile) -> None:
        self._file = file

    def __len__(self) -> int:
        return self._file.rows.count

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.load())

    def __getitem__(self, number: int) -> bytes:
        return self._encoded(self._file.value(number))

    def sort_key(self, number: int) -> bytes:
        """The sort key of a paragraph."""
        return self._values[self._file.rows.row(number)]

    def load(self) -> list[bytes]:
        """The whole column."""
        rows = self._file.rows.over_all(np.arange(len(self._values)))
        return [self._values[row] for row in rows.tolist()]

    @cached_property
    def _values(self) -> list[bytes]:
        """The value of each row."""
        rows = np.arange(len(self._file.rows), dtype=np.int64)
        return list(map(self._encoded, self._file.stored.values(rows)))

    def _encoded(self, value: str | list[str] | None) -> bytes:
        text = value if isinstance(value, str) else "\n".join(value or ())
        return self._file.plan.term(text)
