"""Fields of bytes of one width, one value a row: the fingerprints of articles.

They are stored as columns of two bytes each, so that comparing all rows with one value reads each
column, or only some of them, from beginning to end.
"""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.fields import STORED

from pressmark.index.segment.array_file import SectionFile, SectionWriter

Column = NDArray[np.uint16]
"""uint16[rows]: two bytes of each value; a row that has none is all zeros."""

_NAME = "fixed"
DTYPE = np.dtype("<u2")
"""Of the numbers in a column."""


class FIXED(STORED):
    """A field for values of `width` bytes, an even number, that are compared by the thousand.

    Stock Whoosh keeps them as it does anything stored.
    """

    def __init__(self, width: int) -> None:
        self.width = width


def write_fixed(
    target: SectionWriter, prefix: str, width: int, column: Callable[[int], Iterable[NDArray[Any]]]
) -> None:
    """Write the parts that `column` gives for each number of a column, for `FixedWidthColumn`."""
    columns = target.spool(DTYPE)
    for number in range(width // DTYPE.itemsize):
        for part in column(number):
            columns.append(part)
    target.add(prefix + _NAME, columns)


class FixedWidthColumn:
    """What `write_fixed` wrote."""

    def __init__(self, file: SectionFile, prefix: str, width: int) -> None:
        self.columns = width // DTYPE.itemsize
        self._section = file.of_type(prefix + _NAME, DTYPE)
        self._rows = len(self._section) // self.columns

    def column(self, number: int) -> Column:
        """One column, as the file has it."""
        return self._section.slice(number * self._rows, (number + 1) * self._rows)


def table_of(values: Iterable[bytes | None], width: int) -> NDArray[np.uint16]:
    """uint16[rows, columns] of these values."""
    joined = b"".join(value or bytes(width) for value in values)
    return np.frombuffer(joined, dtype=DTYPE).reshape(-1, width // DTYPE.itemsize)
