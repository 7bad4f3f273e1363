"""A column of bytes of one width, one value a row: the fingerprints of articles."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from whoosh.fields import STORED

from pressmark.index.segment.sections import SectionFile, SectionWriter

Bytes = NDArray[np.uint8]
"""uint8[rows, width]; a row that has no value is all zeros."""

_NAME = "fixed"


class FIXED(STORED):
    """A field for values of `width` bytes that are compared by the thousand, not shown.

    Stock Whoosh keeps them as it does anything stored.
    """

    def __init__(self, width: int) -> None:
        self.width = width


def write_fixed(target: SectionWriter, prefix: str, rows: Bytes) -> None:
    """Write the column, for `read_fixed`."""
    target.add(prefix + _NAME, np.ascontiguousarray(rows).view(f"V{rows.shape[1]}").ravel())


def read_fixed(file: SectionFile, prefix: str) -> Bytes:
    """What `write_fixed` wrote."""
    values = file[prefix + _NAME].all()
    return values.view(np.uint8).reshape(len(values), values.itemsize)


def fixed_rows(values: Iterable[bytes | None], width: int) -> Bytes:
    """The rows of these values."""
    joined = b"".join(value or bytes(width) for value in values)
    return np.frombuffer(joined, dtype=np.uint8).reshape(-1, width)
