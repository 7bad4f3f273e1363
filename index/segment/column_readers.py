"""Whoosh's column readers, for sorting and grouping."""

from collections.abc import Iterator
from functools import cached_property

import numpy as np
from whoosh.columns import ColumnReader

from pressmark.index.segment.segment import FieldFile


class NumberColumn(ColumnReader):
    """Whole numbers; `default` means none."""

    def __init__(self, file: FieldFile, default: int, *, reverse: bool) -> None:
        numbers = file.numbers
        values: list[int] = file.rows.over_all(numbers.values).tolist()
        if numbers.present is not None:
            present = file.rows.over_all(numbers.present).tolist()
            values = [v if p else default for v, p in zip(values, present, strict=True)]
        self._values = values
        self._reverse = reverse

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[int]:
        return iter(self._values)

    def __getitem__(self, number: int) -> int:
        return self._values[number]

    def sort_key(self, number: int) -> int:
        """What a paragraph is sorted by."""
        return -self._values[number] if self._reverse else self._values[number]

    def load(self) -> list[int]:
        """The whole column."""
        return self._values


class TermColumn(ColumnReader):
    """The one term of each paragraph in a field such as Whoosh's ID; empty for none."""

    def __init__(self, file: FieldFile) -> None:
        self._codes: list[int] = file.rows.over_all(file.codes).tolist()
        self._terms = [*file.terms.slice(0, len(file.terms)), b""]

    def __len__(self) -> int:
        return len(self._codes)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.load())

    def __getitem__(self, number: int) -> bytes:
        return self._terms[self._codes[number]]

    def load(self) -> list[bytes]:
        """The whole column."""
        return [self._terms[code] for code in self._codes]


class StoredColumn(ColumnReader):
    """What each paragraph stores in a field of words, as a whole; empty for none.

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
        """What a paragraph is sorted by."""
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
